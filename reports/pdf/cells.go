package pdf

import (
	"fmt"

	"kpi/reports/chart"
	"kpi/reports/document"
)

// A piece is a cell that is ready to be drawn into a row of any height.
type piece struct {
	height float64 // that it needs
	draw   func(to *page, of *element, r rowBox)
}

// A rowBox is the place of a row. Texts begin at top, so that their first lines
// share a baseline; figures stand in the middle of the height.
type rowBox struct {
	y, height, top float64
}

func (r rowBox) middle(height float64) float64 { return r.y + (r.height-height)/2 }

// piece sets a cell of a row with a note into its column.
func (l *layout) piece(c column, cell document.Cell, note string) piece {
	switch cell := cell.(type) {
	case document.Text:
		return l.textPiece(c, cell)
	case document.Mark:
		return l.markPiece(c, cell, note)
	case document.Bullet:
		return l.figurePiece(c, 13, func(h float64) chart.Drawing { return chart.Bullet(cell, c.Max, c.width, h) })
	case document.Spark:
		return l.figurePiece(c, 22, func(h float64) chart.Drawing { return chart.SparkWithin(cell, limitsOf(cell), c.width, h) })
	case document.Change:
		return l.changePiece(c, cell)
	}
	panic(fmt.Sprintf("pdf: unknown cell %T", cell))
}

// limitsOf are the natural limits of the points of a sparkline.
func limitsOf(s document.Spark) []*chart.Limits {
	out := make([]*chart.Limits, len(s.Points))
	for i, p := range s.Points {
		if p.Limits != nil {
			out[i] = &chart.Limits{Lower: p.Limits.Low, Upper: p.Limits.High}
		}
	}
	return out
}

// textStyle returns the style of the main text of a cell.
func textStyle(k document.Kind, t document.Tone) style {
	s := cellStyle
	switch k {
	case document.Bullets, document.Words:
		s = reasonStyle
	case document.Prose:
		s = proseStyle
	case document.Numbers, document.Labels:
		s = s.aligned(right)
	}
	switch t {
	case document.Strong:
		return s.strong()
	case document.Quiet:
		return s.coloured(chart.Grey)
	}
	return s
}

// mostLines is how far a text of a kind may run: definitions are there to be
// read in full.
func mostLines(k document.Kind) int {
	switch k {
	case document.Prose:
		return 24
	case document.Names, document.Words, document.Labels:
		return 3
	}
	return 2
}

// mostSmallPrint is how many lines of it a cell has, so that no row is higher
// than a page.
const mostSmallPrint = 8

func (l *layout) textPiece(c column, t document.Text) piece {
	s := textStyle(c.Kind, t.Tone)
	var main, sub paragraph
	hang := 0.0
	if c.Kind == document.Numbers {
		main = l.fit(t.Main, c.width, s)
		hang = l.hang(t.Main, main)
	} else {
		main = l.set(t.Main, c.width, mostLines(c.Kind), s)
	}
	sub = l.set(t.Sub, c.width, min(mostLines(c.Kind), mostSmallPrint), subStyle.aligned(s.align))
	return piece{
		height: main.height() + sub.height(),
		draw: func(to *page, of *element, r rowBox) {
			mainOf, subOf := of, of
			if main.height() > 0 && sub.height() > 0 {
				mainOf, subOf = of.add(roleParagraph), of.add(roleParagraph)
			}
			sub.draw(to, subOf, c.x, r.top+main.draw(to, mainOf, c.x+hang, r.top))
		},
	}
}

// hang is how far a negative number in parentheses stands over the edge of its
// column, so that its digits line up with those of the others.
func (l *layout) hang(number string, p paragraph) float64 {
	if !document.InParens(number) {
		return 0
	}
	return l.face.width(")", p.Font)
}

// markPiece says what the mark shows by its form with the words of the row's note.
func (l *layout) markPiece(c column, m document.Mark, note string) piece {
	mark := l.mark(m, markSize)
	if note != "" {
		mark.Alt += ", " + note
	}
	return piece{height: markSize, draw: func(_ *page, of *element, r rowBox) {
		l.figure(of, mark, c.x+2, r.middle(markSize))
	}}
}

// figurePiece gives a figure at most the given height, and less in low rows.
func (l *layout) figurePiece(c column, most float64, draw func(height float64) chart.Drawing) piece {
	return piece{draw: func(_ *page, of *element, r rowBox) {
		h := min(most, r.height-5)
		l.figure(of, draw(h), c.x, r.middle(h))
	}}
}

func (l *layout) changePiece(c column, change document.Change) piece {
	s := cellStyle.aligned(right)
	if change.Value == nil {
		s = s.coloured(chart.Grey)
	}
	text := l.fit(change.Text, c.width-c.bar-changeGap, s)
	return piece{height: text.height(), draw: func(to *page, of *element, r rowBox) {
		text.draw(to, of.add(roleParagraph), c.x+l.hang(change.Text, text), r.top)
		const h = 10
		l.figure(of, chart.Change(change, c.Max, c.bar, h), c.x+c.width-c.bar, r.top+(text.leading-h)/2)
	}}
}
