package pdf

import (
	"strconv"
	"strings"

	"kpi/reports/chart"
	"kpi/reports/document"
)

const (
	bandHeight     = 56.0 // of the first page
	slimBandHeight = 26.0 // of the others
	bandLine       = 2.0
)

// newPage begins a page with the band that says whose numbers these are, and
// of when.
func (l *layout) newPage() {
	at := l.at
	defer func() { l.at = at }()
	l.at = wholeReport
	height := slimBandHeight
	if len(l.pages) == 0 {
		height = bandHeight
	}
	l.blankPage(height)
	if len(l.pages) == 1 {
		l.fullBand()
	} else {
		l.slimBand()
	}
	l.y = height + bandLine + 12
	if l.goesOn != "" {
		name := l.set(l.goesOn, l.inner()*0.8, 1, groupStyle)
		name.draw(l.page(), nil, margin, l.y-4)
		l.set(strings.TrimSpace(l.in.Say(" (continued)")), 80, 1, subStyle).draw(l.page(), nil, margin+name.drawnWidth()+5, l.y-2)
		l.y += goesOnHeight - 12
	}
}

// goesOnHeight is between the band and what goes on from the page before.
const goesOnHeight = 24.0

// blankPage begins a page with a band that is still empty.
func (l *layout) blankPage(band float64) {
	l.pages = append(l.pages, &page{Drawing: chart.Drawing{Width: l.width, Height: l.height}})
	l.page().Add(l.bandInk().Rect(0, 0, l.width, band), chart.Blue.Rect(0, band, l.width, bandLine))
}

func (l *layout) fullBand() {
	d := l.doc
	from := l.logoPlate()
	leftRoom, rightRoom := l.inner()*0.64-from+margin, l.inner()*0.34
	x := l.width - margin - rightRoom
	l.set(d.Title, leftRoom, 1, l.shrunk(d.Title, leftRoom, titleStyle)).draw(l.page(), l.tree.add(roleTitle), from, 10)
	l.whoAndWhen(l.tree.add(roleParagraph), document.Dotted(d.Period, l.in.Given("only %s", d.Scope)), from, 35, leftRoom)
	l.set(l.in.Given("As of %s", d.AsOf), rightRoom, 1, asOfStyle).draw(l.page(), l.tree.add(roleParagraph), x, 14)
	l.set(document.Dotted(l.in.Given("Data through %s", d.DataThrough), d.State), rightRoom, 1, bandStyle.aligned(right)).
		draw(l.page(), l.tree.add(roleParagraph), x, 35)
}

func (l *layout) slimBand() {
	d := l.doc
	strong := bandStyle.strong().coloured(chart.White)
	rightRoom := l.inner() * 0.3
	title := l.set(d.Title, l.inner()*0.3, 1, strong)
	title.draw(l.page(), nil, margin, 7.5)
	x := margin + title.drawnWidth() + 10
	l.whoAndWhen(nil, d.Period, x, 7.5, l.width-margin-rightRoom-10-x)
	l.set(l.in.Given("As of %s", d.AsOf), rightRoom, 1, strong.aligned(right)).draw(l.page(), nil, l.width-margin-rightRoom, 7.5)
}

// whoAndWhen cuts the entity first: no page is without its period.
func (l *layout) whoAndWhen(of *element, when string, x, y, room float64) {
	separator := ""
	if l.doc.Entity != "" && when != "" {
		separator = " · "
	}
	// Set on its own, a text loses the spaces round it.
	gap := l.face.width(separator, bandStyle.Font)
	after := l.set(when, room*0.7, 1, bandStyle)
	who := l.set(l.doc.Entity, room-after.drawnWidth()-gap, 1, bandStyle)
	who.draw(l.page(), of.add(roleSpan), x, y)
	x += who.drawnWidth()
	if separator != "" {
		l.set(separator, gap, 1, bandStyle.aligned(centre)).draw(l.page(), nil, x, y)
		x += gap
	}
	after.draw(l.page(), of.add(roleSpan), x, y)
}

// shrunk makes a title smaller before it is cut.
func (l *layout) shrunk(text string, width float64, s style) style {
	const least = 13
	if w := l.face.width(text, s.Font); w > width {
		s.Size = max(s.Size*width/w, least)
	}
	return s
}

func (p paragraph) drawnWidth() float64 {
	widest := 0.0
	for _, line := range p.lines {
		widest = max(widest, p.face.width(strings.TrimRight(line, " "), p.Font))
	}
	return widest
}

// headline is the message with the counts beside it, and below how they have
// changed.
func (l *layout) headline() {
	l.messageAndCounts()
	if l.doc.Changes != "" {
		l.y += l.set(l.doc.Changes, l.inner(), 2, changesStyle).draw(l.page(), l.tree.add(roleParagraph), margin, l.y-4) + 2
	}
}

func (l *layout) messageAndCounts() {
	l.y += 2
	said := l.tree.add(roleParagraph)
	counts := l.countsWidth()
	beside := l.inner() - counts - 24
	if beside < 300 { // a message in a narrow column is hard to read
		l.y += l.set(l.doc.Message, l.inner(), 4, messageStyle).draw(l.page(), said, margin, l.y) + 4
		l.counts(margin)
		l.y += messageStyle.leading + 8
		return
	}
	message := l.set(l.doc.Message, beside, 3, messageStyle)
	l.counts(l.width - margin - counts)
	l.y += message.draw(l.page(), said, margin, l.y) + 8
}

// A count is how many KPIs have a status: a mark, a number and a word.
type count struct {
	number, word paragraph
	mark         chart.Drawing
}

const (
	countMark = 8.5
	countGap  = 4.0
	countsGap = 15.0
)

func (l *layout) count(c document.Count) count {
	return count{
		number: l.set(strconv.Itoa(c.N), 60, 1, countStyle),
		word:   l.set(l.in.Word(c.Status.Word()), 80, 1, wordStyle),
		mark:   l.mark(document.Mark{Status: c.Status}, countMark),
	}
}

func (c count) width() float64 {
	return countMark + countGap + c.number.drawnWidth() + countGap + c.word.drawnWidth()
}

func (l *layout) countsWidth() float64 {
	sum := 0.0
	for i, c := range l.doc.Counts {
		if i > 0 {
			sum += countsGap
		}
		sum += l.count(c).width()
	}
	return sum
}

// counts draws the number of KPIs of each status from x on.
func (l *layout) counts(x float64) {
	for _, one := range l.doc.Counts {
		c, of := l.count(one), l.tree.add(roleParagraph)
		l.figure(nil, c.mark, x, l.y+(messageStyle.leading-countMark)/2)
		at := x + countMark + countGap
		c.number.draw(l.page(), of.add(roleSpan), at, l.y)
		c.word.draw(l.page(), of.add(roleSpan), at+c.number.drawnWidth()+countGap, l.y+0.6)
		x += c.width() + countsGap
	}
}

// footers wait until the number of pages is known. Only on the first page are
// they to be read out.
func (l *layout) footers() {
	l.at = wholeReport
	for i, p := range l.pages {
		y := l.height - 30
		p.Add(chart.Rule.Rect(margin, y, l.inner(), 0.6))
		y += 7
		var from, who *element
		if i == 0 {
			from, who = l.tree.add(roleParagraph), l.tree.add(roleParagraph)
		}
		side := l.inner() * 0.36
		middle := l.inner() - 2*side
		l.set(l.source(side-10), side-10, 1, footStyle).draw(p, from, margin, y)
		l.set(l.doc.Classification, middle, 1, footStyle.aligned(centre).strong()).draw(p, who, margin+side, y)
		l.set(l.in.Say("Page %d of %d", i+1, len(l.pages)), side-10, 1, footStyle.aligned(right)).
			draw(p, nil, margin+side+middle+10, y)
	}
}

// source says what the report was made of, and the rest where there is room.
func (l *layout) source(room float64) string {
	parts := []string{l.in.Given("Definitions %s", l.doc.Version), l.in.Given("data through %s", l.doc.DataThrough), l.in.Say("same inputs give the same bytes")}
	for len(parts) > 1 && l.face.width(document.Dotted(parts...), footStyle.Font) > room {
		parts = parts[:len(parts)-1]
	}
	return document.Dotted(parts...)
}
