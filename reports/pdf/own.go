package pdf

import (
	"kpi/reports/chart"
	"kpi/reports/document"
)

const (
	pillHeight = 17.0
	pillPad    = 8.0
	pillGap    = 12.0 // after the name
)

var (
	bandSubStyle = style{chart.Font{Size: 8.5}, chart.Pale, 10, left}
	pillStyle    = style{chart.Font{Size: 9, Strong: true}, chart.Dark, pillHeight, left}
)

// ownPage begins the pages of a section with a band that has its name and how it
// stands. The pages that it goes on over say its name again.
func (l *layout) ownPage(s document.Section) {
	l.goesOn = ""
	l.blankPage(bandHeight)
	l.here, l.below = l.tree.add(roleSection), roleSubheading
	l.reach(s)
	l.ownBand(s)
	l.goesOn = s.Name
	l.y = bandHeight + bandLine + 13
	l.blocks(s.Blocks)
	l.goesOn = ""
}

func (l *layout) ownBand(s document.Section) {
	leftRoom, rightRoom := l.inner()*0.66, l.inner()*0.3
	room := leftRoom
	if s.Mark != nil {
		room -= l.pillWidth(*s.Mark) + pillGap
	}
	name := l.set(s.Name, room, 1, l.shrunk(s.Name, room, titleStyle))
	name.draw(l.page(), l.here.add(roleHeading), margin, 9)
	if s.Mark != nil {
		l.pill(*s.Mark, l.here.add(roleParagraph), margin+name.drawnWidth()+pillGap, 12.5)
	}
	l.set(s.Sub, leftRoom, 2, bandSubStyle).draw(l.page(), l.here.add(roleParagraph), margin, 34)
	at := l.at
	l.at = wholeReport
	x := l.width - margin - rightRoom
	l.set(l.in.Given("As of %s", l.doc.AsOf), rightRoom, 1, asOfStyle).draw(l.page(), nil, x, 13)
	y := 34.0
	for _, line := range l.report(rightRoom) {
		y += l.set(line, rightRoom, 1, bandSubStyle.aligned(right)).draw(l.page(), nil, x, y)
	}
	l.at = at
}

// report names the report and its period, which has a line of its own where there
// is no room for both on one: a title may be cut, a period not.
func (l *layout) report(room float64) []string {
	both := document.Dotted(l.doc.Title, l.doc.Period)
	if l.face.width(both, bandSubStyle.Font) > room {
		return []string{l.doc.Title, l.doc.Period}
	}
	return []string{both}
}

// mark draws a status, and says it in the language of the report.
func (l *layout) mark(m document.Mark, size float64) chart.Drawing {
	d := chart.Mark(m.Status, m.Hollow, size)
	d.Alt = l.in.Word(d.Alt)
	return d
}

func (l *layout) pillWidth(m document.Mark) float64 {
	return 2*pillPad + markSize + 4 + l.face.width(l.in.Word(m.Status.Word()), pillStyle.Font)
}

// pill is the status on white: its colours are chosen for white, not for navy.
func (l *layout) pill(m document.Mark, of *element, x, y float64) {
	width, r := l.pillWidth(m), pillHeight/2
	white := chart.Pen{Fill: chart.White}
	l.page().Add(chart.White.Rect(x+r, y, width-pillHeight, pillHeight),
		chart.Circle{X: x + r, Y: y + r, R: r, Pen: white}, chart.Circle{X: x + width - r, Y: y + r, R: r, Pen: white})
	l.figure(nil, l.mark(m, markSize), x+pillPad, y+(pillHeight-markSize)/2)
	l.set(l.in.Word(m.Status.Word()), width, 1, pillStyle).draw(l.page(), of, x+pillPad+markSize+4, y)
}
