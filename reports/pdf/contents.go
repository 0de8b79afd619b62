package pdf

import (
	"strconv"

	"kpi/reports/chart"
	"kpi/reports/document"
)

var (
	entryStyle = style{chart.Font{Size: 8.5}, chart.Dark, 11.6, left}
	pageStyle  = style{chart.Font{Size: 8.5}, chart.Grey, 11.6, right}
)

const (
	leastEntry   = 230.0 // how wide a column of the contents is
	entryPadding = 4.0
	pageRoom     = 26.0 // for the number of a page
)

// contents is a page that says where the sections are, from the one with the
// number first on.
func (l *layout) contents(all []document.Section, first int) {
	l.at = place{words: "the contents"}
	l.newPage()
	l.here = l.tree.add(roleSection)
	l.bookmark(l.in.Say("Contents"), 0)
	heading := l.set(l.in.Say("Contents"), l.inner(), 1, sectionStyle)
	l.statuses(margin+heading.drawnWidth()+besideGap, l.y+6.5, l.width-margin)
	l.y += heading.draw(l.page(), l.here.add(roleHeading), margin, l.y) + 6
	n := max(int((l.inner()+besideGap)/(leastEntry+besideGap)), 1)
	width := (l.inner() - float64(n-1)*besideGap) / float64(n)
	l.inColumns(l.entries(all, first, width), n, width)
}

// entries are a part for each section from the first one on, under the names of
// groups.
func (l *layout) entries(all []document.Section, first int, width float64) []part {
	var out []part
	var list *element
	group := ""
	for i, s := range all {
		if i < first {
			continue
		}
		if s.Group != "" && s.Group != group {
			name, of := l.set(s.Group, width, 2, groupStyle), l.here.add(roleParagraph)
			out = append(out, space(7), part{height: name.height() + 2, joined: true, draw: func(x, y, _ float64) { name.draw(l.page(), of, x, y) }})
		}
		if list == nil || s.Group != group {
			list = l.here.add(roleContents)
		}
		group = s.Group
		out = append(out, l.entry(i, s, list.add(roleEntry), width))
	}
	return out
}

// entry is the name of a section with its mark; the number of its page is written
// when it is known.
func (l *layout) entry(i int, s document.Section, of *element, width float64) part {
	const indent = markSize + 6
	name := l.set(s.Name, width-indent-pageRoom, 3, entryStyle)
	var mark *element
	if s.Mark != nil {
		mark = of.add(roleFigure)
	}
	words := of.add(roleLink)
	height := max(name.height(), entryStyle.leading) + entryPadding
	return part{height: height, draw: func(x, y, _ float64) {
		p := l.page()
		if s.Mark != nil {
			l.drawing(mark, l.mark(*s.Mark, markSize), x, y+(entryPadding+entryStyle.leading-markSize)/2)
		}
		name.draw(p, words, x+indent, y+entryPadding/2)
		p.Add(chart.Rule.Rect(x, y+height-0.5, width, 0.5))
		p.links = append(p.links, link{words, x, y, width, height, i})
		l.later = append(l.later, func() {
			number := l.set(strconv.Itoa(l.reached[i].page+1), pageRoom, 1, pageStyle)
			number.draw(p, words, x+width-pageRoom, y+entryPadding/2)
		})
	}}
}

// inColumns puts parts into columns of about the same height, on as many pages as
// they need.
func (l *layout) inColumns(parts []part, n int, width float64) {
	for len(parts) > 0 {
		room := l.bottom() - l.y
		height := min(heightOf(parts)/float64(n), room)
		for height < room && columnsOf(parts, height) > n {
			height = min(height+6, room)
		}
		highest := 0.0 // more than height where a part alone is
		for column := range n {
			parts = withoutGap(parts)
			fit := fitting(parts, height)
			drawAll(parts[:fit], margin+float64(column)*(width+besideGap), l.y, 0)
			highest = max(highest, heightOf(parts[:fit]))
			parts = parts[fit:]
		}
		l.y += highest
		if len(parts) > 0 {
			l.newPage()
		}
	}
}

// columnsOf is how many columns of a height the parts take.
func columnsOf(parts []part, height float64) int {
	n := 0
	for len(parts) > 0 {
		parts = withoutGap(parts)
		parts = parts[fitting(parts, height):]
		n++
	}
	return n
}

// withoutGap leaves out the space at the top of a column, so that all columns begin
// at the same height.
func withoutGap(parts []part) []part {
	for len(parts) > 0 && parts[0].gap {
		parts = parts[1:]
	}
	return parts
}

// fitting is how many parts fit into a height, and at least one: what belongs
// together is not parted.
func fitting(parts []part, height float64) int {
	n := 0
	for n < len(parts) {
		next := block(parts[n:])
		height -= heightOf(next)
		if height < 0 && n > 0 {
			break
		}
		n += len(next)
	}
	return n
}
