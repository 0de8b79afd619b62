package pdf

import (
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"kpi/reports/chart"
	"kpi/reports/pdf/fonts"
)

// A pen puts shapes on the current page of a PDF. It remembers what is set:
// each setting is an operator in the file.
type pen struct {
	file  *fpdf.Fpdf
	face  typeface
	fonts *fontTable
	font  chosenFont
	ink   chart.Ink
}

// newPen returns a pen for texts that are known: fonts are cut to them.
func newPen(file *fpdf.Fpdf, face typeface, pages []*page) *pen {
	p := &pen{file: file, face: face, fonts: &fontTable{letters: fonts.Letters{}}}
	for _, pg := range pages {
		p.read(pg.Shapes)
	}
	return p
}

func (p *pen) read(shapes []chart.Shape) {
	for _, s := range shapes {
		switch s := s.(type) {
		case chart.Text:
			p.fonts.letters.Add(p.face.Typeface, s.Text, s.Font.Strong)
		case chart.Group:
			p.read(s.Shapes)
		}
	}
}

type chosenFont struct {
	*usedFont
	size float64
}

// newPage begins a page, on which nothing is set.
func (p *pen) newPage() {
	p.file.AddPage()
	p.font, p.ink = chosenFont{}, ""
}

func (p *pen) shapes(all []chart.Shape) {
	for _, s := range all {
		switch s := s.(type) {
		case chart.Path:
			p.path(s)
		case chart.Circle:
			p.circle(s)
		case chart.Text:
			p.text(s)
		case chart.Group:
			p.shapes(s.Shapes)
		default:
			panic(fmt.Sprintf("pdf: unknown shape %T", s))
		}
	}
}

func (p *pen) path(s chart.Path) {
	style := p.use(s.Pen)
	if style == "" || len(s.Points) < 2 {
		return
	}
	p.file.MoveTo(s.Points[0].X, s.Points[0].Y)
	for _, q := range s.Points[1:] {
		p.file.LineTo(q.X, q.Y)
	}
	if s.Closed {
		p.file.ClosePath()
	}
	if s.Round {
		p.joins("round", "round")
	}
	p.file.DrawPath(style)
	p.dash(s.Dash, nil)
	if s.Round {
		p.joins("miter", "butt")
	}
}

// joins sets how lines bend and end: that outlives a shape, too.
func (p *pen) joins(bend, end string) {
	p.file.SetLineJoinStyle(bend)
	p.file.SetLineCapStyle(end)
}

func (p *pen) circle(s chart.Circle) {
	if style := p.use(s.Pen); style != "" {
		p.file.Circle(s.X, s.Y, s.R, style)
	}
}

// use sets the inks of a pen and returns the library's letters for them.
func (p *pen) use(s chart.Pen) string {
	style := ""
	if s.Fill != "" {
		p.file.SetFillColor(components(s.Fill))
		style = "F"
	}
	if s.Stroke != "" && s.Width > 0 {
		p.file.SetDrawColor(components(s.Stroke))
		p.file.SetLineWidth(s.Width)
		p.dash(nil, s.Dash)
		style += "D"
	}
	return style
}

// dash changes the pattern only where it differs: the pattern outlives a shape.
func (p *pen) dash(from, to []float64) {
	if len(from) != len(to) {
		p.file.SetDashPattern(to, 0)
	}
}

// text draws each run of letters in its own font.
func (p *pen) text(t chart.Text) {
	if t.Ink != p.ink {
		p.file.SetTextColor(components(t.Ink))
		p.ink = t.Ink
	}
	x := t.X
	for _, r := range p.face.Runs(t.Text, t.Font.Size, t.Font.Strong) {
		font := p.setFont(r)
		p.file.Text(x, t.Y, font.codes(r.Text))
		x += r.Width
	}
}

// setFont makes the font of a run the current one, and returns it.
func (p *pen) setFont(r fonts.Run) *usedFont {
	next := chosenFont{p.fonts.of(r, p.file), r.Size}
	if next != p.font {
		p.file.SetFont(next.name, "", r.Size)
		p.font = next
	}
	return next.usedFont
}

// bookmark leads to a place on the current page.
func (p *pen) bookmark(b bookmark) {
	p.file.Bookmark(string(textBytes(b.text)), b.level, b.y)
}

// components splits #RRGGBB.
func components(i chart.Ink) (r, g, b int) {
	n, err := strconv.ParseUint(string(i[1:]), 16, 32)
	if err != nil {
		panic(fmt.Sprintf("pdf: ink %q is not #RRGGBB", string(i)))
	}
	return int(n >> 16), int(n >> 8 & 0xFF), int(n & 0xFF)
}
