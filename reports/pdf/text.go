package pdf

import (
	"strings"

	"kpi/reports/chart"
)

// A style is how a paragraph looks.
type style struct {
	chart.Font
	ink     chart.Ink
	leading float64 // from line to line
	align   align
}

type align int

const (
	left align = iota
	right
	centre
)

var (
	titleStyle    = style{chart.Font{Size: 19, Strong: true}, chart.White, 23, left}
	asOfStyle     = style{chart.Font{Size: 12.5, Strong: true}, chart.White, 16, right}
	bandStyle     = style{chart.Font{Size: 8.5}, chart.Pale, 11, left}
	messageStyle  = style{chart.Font{Size: 12.5, Strong: true}, chart.Dark, 16, left}
	countStyle    = style{chart.Font{Size: 11, Strong: true}, chart.Dark, 16, left}
	wordStyle     = style{chart.Font{Size: 8}, chart.Grey, 16, left}
	sectionStyle  = style{chart.Font{Size: 13, Strong: true}, chart.Dark, 18, left}
	headStyle     = style{chart.Font{Size: 7.5, Strong: true}, chart.Grey, 10, left}
	groupStyle    = style{chart.Font{Size: 8.5, Strong: true}, chart.Blue, 12, left}
	cellStyle     = style{chart.Font{Size: 9.5}, chart.Dark, 11.6, left}
	reasonStyle   = style{chart.Font{Size: 8}, chart.Grey, 11.6, left}
	proseStyle    = style{chart.Font{Size: 8.5}, chart.Dark, 11.6, left}
	subStyle      = style{chart.Font{Size: 7}, chart.Grey, 8.8, left}
	changesStyle  = style{chart.Font{Size: 9}, chart.Grey, 12, left}
	noteStyle     = style{chart.Font{Size: 8.5}, chart.Dark, 11.5, left}
	noteHeadStyle = style{chart.Font{Size: 8.5, Strong: true}, chart.Blue, 13, left}
	footStyle     = style{chart.Font{Size: 7}, chart.Grey, 9, left}
)

func (s style) aligned(a align) style {
	s.align = a
	return s
}

func (s style) strong() style {
	s.Strong = true
	return s
}

func (s style) coloured(ink chart.Ink) style {
	s.ink = ink
	return s
}

// A paragraph is clean text in lines that fit a width.
type paragraph struct {
	style
	face  typeface
	lines []string
	width float64 // to align in
}

// set breaks a text into at most the given number of lines.
func (l *layout) set(text string, width float64, most int, s style) paragraph {
	text = l.clean(text)
	lines := breakLines(text, width, l.face.Advances(text, s.Size, s.Strong))
	measure := func(t string) float64 { return l.face.width(t, s.Font) }
	return paragraph{style: s, face: l.face, lines: cutLines(lines, most, width, measure), width: width}
}

// fit sets a text on one line, smaller where it is too wide: a number must
// never be cut.
func (l *layout) fit(text string, width float64, s style) paragraph {
	text = l.clean(text)
	if w := l.face.width(text, s.Font); w > width {
		s.Size *= width / w
	}
	var lines []string
	if text != "" {
		lines = []string{text}
	}
	return paragraph{style: s, face: l.face, lines: lines, width: width}
}

func (p paragraph) height() float64 { return float64(len(p.lines)) * p.leading }

// draw puts the paragraph, which belongs to an element, with its upper left
// corner at x, y and returns its height.
func (p paragraph) draw(to *page, of *element, x, y float64) float64 {
	for i, line := range p.lines {
		line = strings.TrimRight(line, " ")
		if line == "" {
			continue
		}
		w := p.face.width(line, p.Font)
		at := x
		switch p.align {
		case right:
			at = x + p.width - w
		case centre:
			at = x + (p.width-w)/2
		}
		// Capitals, 0.66 high, stand in the middle of the line.
		base := y + (float64(i)+0.5)*p.leading + 0.33*p.Size
		to.put(of, chart.Text{X: at, Y: base, Width: w, Text: line, Font: p.Font, Ink: p.ink})
	}
	return p.height()
}
