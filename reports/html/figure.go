package html

import (
	"fmt"

	"kpi/engine/status"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/svg"
)

// A size is the room that a figure is drawn for, in points: three quarters of a
// pixel. The page may scale the drawing a little.
type size struct {
	class         string
	width, height float64
}

// A figure with the page for itself is drawn twice, and the style sheet shows the
// one that suits the screen: shrunk to a phone, the letters of the wide one could
// not be read. The others are narrow on every screen.
var (
	wide   = size{"wide", 800, 265}
	narrow = size{"narrow", 258, 200}
	column = size{"column", 300, 230}
)

const chartType = 9.0 // of the letters in figures

// figure writes the picture with its title above it, and its numbers as a table
// that opens below it.
func (p *page) figure(f *document.Figure, beside int) {
	p.figures++
	sizes := []size{wide, narrow}
	if beside > 1 {
		sizes = []size{column}
	}
	p.add("<figure>\n")
	if f.Title != "" || f.Sub != "" {
		p.add("<figcaption>")
		p.heading(f.Title)
		p.paragraph("sub", f.Sub)
		p.add("</figcaption>\n")
	}
	for _, s := range sizes {
		d := chart.Draw(f.Picture, chart.Frame{Width: s.width, Height: s.height, Size: chartType, Measure: measure, Locale: p.in})
		if d.Name == "" {
			d.Name = firstText(f.Title, "Chart")
		}
		p.add("<div class=\"%s\">%s</div>\n", s.class, drawing(d, fmt.Sprintf("figure-%d-%s-", p.figures, s.class)))
	}
	p.numbers(firstText(f.Title, "Chart"), f.Picture)
	p.add("</figure>\n")
}

// drawing is the markup of a drawing. A Builder has no errors to pass on.
func drawing(d chart.Drawing, id string) raw {
	var p printer
	d.Name, d.Alt = document.Line(d.Name), document.Line(d.Alt)
	if err := svg.Write(&p.Builder, d, svg.Options{ID: id, Measure: measure}); err != nil {
		panic(fmt.Sprintf("html: %v", err))
	}
	return raw(p.String())
}

// silent is a drawing for the eye only: its words stand beside it.
func silent(d chart.Drawing) raw {
	d.Role = chart.Artifact
	return drawing(d, "")
}

const markSize = 8.5

// shape is the form of a status. Its word stands beside it.
func (p *page) shape(s status.Status, hollow bool) raw {
	return silent(chart.Mark(s, hollow, markSize))
}
