package pdf

import (
	"strings"

	"kpi/reports/chart"
	"kpi/reports/pdf/fonts"
)

// A typeface measures and cleans text.
type typeface struct{ *fonts.Typeface }

// width is a chart.Measure.
func (t typeface) width(text string, f chart.Font) float64 {
	return t.Width(text, f.Size, f.Strong)
}

// clean makes a text printable, with one space where there is white space, and
// none at its ends. Missing lists the letters that no font has, each once.
func (t typeface) clean(text string) (clean, missing string) {
	printable, missing := t.Printable(text)
	return strings.Join(strings.Fields(printable), " "), missing
}
