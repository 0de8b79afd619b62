package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kpi/reports/chart"
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
	l.pages = append(l.pages, &page{Drawing: chart.Drawing{Width: l.width, Height: l.height}})
	height := slimBandHeight
	if len(l.pages) == 1 {
		height = bandHeight
	}
	l.page().Add(chart.Navy.Rect(0, 0, l.width, height), chart.Blue.Rect(0, height, l.width, bandLine))
	if len(l.pages) == 1 {
		l.fullBand()
	} else {
		l.slimBand()
	}
	l.y = height + bandLine + 12
}

func (l *layout) fullBand() {
	d := l.doc
	leftRoom, rightRoom := l.inner()*0.64, l.inner()*0.34
	x := l.width - margin - rightRoom
	scope := ""
	if d.Scope != "" {
		scope = "only " + d.Scope
	}
	l.set(d.Title, leftRoom, 1, l.shrunk(d.Title, leftRoom, titleStyle)).draw(l.page(), l.tree.add(roleTitle), margin, 10)
	l.whoAndWhen(l.tree.add(roleParagraph), dotted(d.Period, scope), margin, 35, leftRoom)
	l.set(prefixed("As of ", d.AsOf), rightRoom, 1, asOfStyle).draw(l.page(), l.tree.add(roleParagraph), x, 14)
	l.set(dotted(prefixed("Data through ", d.DataThrough), d.State), rightRoom, 1, bandStyle.aligned(right)).
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
	l.set(prefixed("As of ", d.AsOf), rightRoom, 1, strong.aligned(right)).draw(l.page(), nil, l.width-margin-rightRoom, 7.5)
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

// headline is the message with the counts beside it.
func (l *layout) headline() {
	l.y += 2
	said := l.tree.add(roleParagraph)
	counts := l.counts()
	message := l.set(l.doc.Message, l.inner()-counts-24, 3, messageStyle)
	l.y += message.draw(l.page(), said, margin, l.y) + 8
}

// counts draws the number of KPIs of each status from the right, and returns
// the width that it took.
func (l *layout) counts() float64 {
	const size = 8.5
	x := l.width - margin
	words := make([]*element, len(l.doc.Counts))
	for i := range words {
		words[i] = l.tree.add(roleParagraph)
	}
	for i, c := range slices.Backward(l.doc.Counts) {
		number := l.set(strconv.Itoa(c.N), 60, 1, countStyle)
		word := l.set(c.Status.Word(), 80, 1, wordStyle)
		x -= word.drawnWidth()
		wordAt := x
		x -= number.drawnWidth() + 4
		number.draw(l.page(), words[i].add(roleSpan), x, l.y)
		word.draw(l.page(), words[i].add(roleSpan), wordAt, l.y+0.6)
		x -= size + 4
		l.figure(nil, chart.Mark(c.Status, false, size), x, l.y+(messageStyle.leading-size)/2)
		x -= 15
	}
	return l.width - margin - x
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
		source := dotted(prefixed("Definitions ", l.doc.Version), prefixed("data through ", l.doc.DataThrough),
			"same inputs give the same bytes")
		l.set(source, side-10, 1, footStyle).draw(p, from, margin, y)
		l.set(l.doc.Classification, middle, 1, footStyle.aligned(centre).strong()).draw(p, who, margin+side, y)
		l.set(fmt.Sprintf("Page %d of %d", i+1, len(l.pages)), side-10, 1, footStyle.aligned(right)).
			draw(p, nil, margin+side+middle+10, y)
	}
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// dotted joins what is not empty.
func dotted(parts ...string) string {
	kept := slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(kept, " · ")
}
