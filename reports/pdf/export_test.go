package pdf

import (
	"kpi/reports/chart"
	"kpi/reports/document"
)

// Pages lays a document out, for tests that look at the places of its shapes.
func Pages(d *document.Document) ([]chart.Drawing, error) {
	face, err := loadTypeface()
	if err != nil {
		return nil, err
	}
	var pages []chart.Drawing
	for _, p := range compose(d, face).pages {
		pages = append(pages, p.Drawing)
	}
	return pages, nil
}
