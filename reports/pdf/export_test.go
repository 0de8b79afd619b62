package pdf

import (
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/pdf/fonts"
)

// Pages lays a document out, for tests that look at the places of its shapes.
func Pages(d *document.Document) []chart.Drawing {
	var pages []chart.Drawing
	for _, p := range compose(d, typeface{fonts.BuiltIn()}).pages {
		pages = append(pages, p.Drawing)
	}
	return pages
}
