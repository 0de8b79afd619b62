package pdf

import (
	"fmt"

	"kpi/reports/document"
)

// A column is where a column of a table stands on the page.
type column struct {
	document.Column
	x, width float64
	bar      float64 // of the width, for the bar beside a change
}

const (
	columnGap    = 14.0
	narrowGap    = 8.0 // where there is little room
	changeBar    = 44.0
	narrowBar    = 24.0
	changeGap    = 7.0
	markRoom     = 20.0
	markSize     = 8.5
	namesAtLeast = 110.0 // where all columns have the width that they like
)

// extents are the least width of a kind of column, the widest that its texts
// may make it, and its part of the width that is left over. Where not all
// columns find room, a column has a width between tight and roomy.
type extents struct {
	least, most, share float64
	tight, roomy       float64
}

func extentsOf(k document.Kind) extents {
	switch k {
	case document.Marks:
		return extents{markRoom, markRoom, 0, 16, markRoom}
	case document.Names:
		return extents{60, 60, 1.45, 78, 190}
	case document.Numbers:
		return extents{30, 74, 0, 58, 74}
	case document.Labels:
		return extents{30, 86, 0, 46, 86}
	case document.Words:
		return extents{24, 104, 0, 46, 104}
	case document.Changes:
		return extents{changeBar + 24, changeBar + changeGap + 64, 0, narrowBar + changeGap + 36, changeBar + changeGap + 64}
	case document.Bullets:
		return extents{50, 50, 1, 44, 90}
	case document.Sparks:
		return extents{50, 50, 0.95, 44, 90}
	case document.Prose:
		return extents{60, 60, 2, 70, 300}
	}
	panic(fmt.Sprintf("pdf: unknown kind of column %q", string(k)))
}

// columns gives texts the width that they need, within limits, and shares the
// rest among names, figures and prose.
func (l *layout) columns(t *document.Table) []column {
	out := make([]column, len(t.Columns))
	natural := make([]float64, len(t.Columns))
	left, names := l.inner(), 0.0
	for i, c := range t.Columns {
		natural[i] = l.natural(t, i)
		e := extentsOf(c.Kind)
		out[i] = column{Column: c, width: max(min(max(natural[i], e.least), e.most), l.headWord(c, changeBar)), bar: changeBar}
		left -= out[i].width + gapAfter(out, i, columnGap)
		if c.Kind == document.Names {
			names = max(min(natural[i], namesAtLeast)-out[i].width, names)
		}
	}
	if left < names {
		l.narrow(t, out, natural)
		return out
	}
	left -= unfold(out, natural, left)
	line(out, columnGap, share(out, natural, left))
	return out
}

// unfold gives names that are not long one line, before figures become wider than
// they need to be. It returns what that took.
func unfold(out []column, natural []float64, left float64) float64 {
	const longest, part = 150, 0.6
	taken := 0.0
	for i := range out {
		if out[i].Kind == document.Names && natural[i] <= longest && natural[i]-out[i].width <= part*left-taken {
			taken += max(natural[i]-out[i].width, 0)
			out[i].width = max(out[i].width, natural[i])
		}
	}
	return taken
}

// share widens columns by their parts of what is left, and gives what some of
// them cannot use to the others. Prose takes the rest, so that the last column
// ends at the margin; without prose the rest is returned.
func share(out []column, natural []float64, left float64) float64 {
	prose := 0
	for i := range out {
		if out[i].Kind == document.Prose {
			prose++
		}
	}
	most := make([]float64, len(out))
	for i := range out {
		most[i] = widest(out[i].Kind, natural[i], prose > 0)
	}
	for range out {
		left = widen(out, most, left)
	}
	if prose == 0 {
		return left
	}
	for i := range out {
		if out[i].Kind == document.Prose {
			out[i].width += left / float64(prose)
		}
	}
	return 0
}

// widen gives each column its part as far as it can use it, and returns the rest.
func widen(out []column, most []float64, left float64) float64 {
	shares := 0.0
	for i := range out {
		if out[i].width < most[i] {
			shares += extentsOf(out[i].Kind).share
		}
	}
	rest := left
	for i := range out {
		if s := extentsOf(out[i].Kind).share; s > 0 && out[i].width < most[i] {
			more := min(left*s/shares, most[i]-out[i].width)
			out[i].width += more
			rest -= more
		}
	}
	return rest
}

// narrow gives each column its tight width, and shares what is left as they
// would like more. Were even that too much, they are narrower down to the longest
// words of their heads, and then all alike.
func (l *layout) narrow(t *document.Table, out []column, natural []float64) {
	left, floor, tight, wished := l.inner(), 0.0, 0.0, 0.0
	floors, wishes := make([]float64, len(out)), make([]float64, len(out))
	for i := range out {
		e, like := extentsOf(out[i].Kind), liked(out[i].Kind, natural[i])
		floors[i] = l.headWord(out[i].Column, narrowBar)
		out[i].width, out[i].bar = max(min(e.tight, like), floors[i], l.cellWord(t, i)), narrowBar
		wishes[i] = max(like-out[i].width, 0)
		left -= gapAfter(out, i, narrowGap)
		floor, tight, wished = floor+floors[i], tight+out[i].width, wished+wishes[i]
	}
	for i := range out {
		switch {
		case floor > left:
			out[i].width *= max(left, 0) / tight
		case tight > left:
			out[i].width = floors[i] + (out[i].width-floors[i])*(left-floor)/(tight-floor)
		case wished > 0:
			out[i].width += wishes[i] * min((left-tight)/wished, 1)
		}
		out[i].bar = min(out[i].bar, out[i].width/2)
	}
	line(out, narrowGap, 0)
}

// liked is the width that a column would have where there is little room: texts
// have no more than they need.
func liked(k document.Kind, natural float64) float64 {
	e := extentsOf(k)
	switch k {
	case document.Marks, document.Bullets, document.Sparks:
		return e.roomy
	case document.Changes:
		return min(natural-changeBar+narrowBar, e.roomy)
	}
	return min(natural, e.roomy)
}

// headWord is the width of a column that breaks no word of its head. Words as wide
// as a column of prose may be broken.
func (l *layout) headWord(c document.Column, bar float64) float64 {
	const most = 100
	widest := 0.0
	for _, word := range unbroken(c.Name) {
		widest = max(widest, min(l.face.width(word, headStyle.Font), most))
	}
	if c.Kind == document.Changes && widest > 0 {
		widest += bar + changeGap
	}
	return widest
}

// cellWord is the width that breaks no word of the names and owners in a column.
func (l *layout) cellWord(t *document.Table, i int) float64 {
	const most = 64
	kind, widest := t.Columns[i].Kind, 0.0
	if kind != document.Names && kind != document.Labels {
		return 0
	}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if text, ok := r.Cells[i].(document.Text); ok {
				for _, word := range unbroken(text.Main) {
					widest = max(widest, l.face.width(word, textStyle(kind, text.Tone).Font))
				}
			}
		}
	}
	return min(widest, most)
}

// line puts the columns side by side, with what nobody needs in the gaps, as
// far as the eye still goes from column to column.
func line(out []column, least, rest float64) {
	const most = 30
	gaps := 0
	for i := range out {
		if gapAfter(out, i, least) > 0 {
			gaps++
		}
	}
	x := margin
	for i := range out {
		out[i].x = x
		x += out[i].width
		if gap := gapAfter(out, i, least); gap > 0 {
			x += gap + min(rest/float64(gaps), most)
		}
	}
}

// widest keeps the numbers near to the names, figures small, and texts as wide
// as they would be on one line.
func widest(k document.Kind, natural float64, withProse bool) float64 {
	switch k {
	case document.Names:
		if withProse {
			return min(natural, 215)
		}
		return 215
	case document.Bullets, document.Sparks:
		return 180
	}
	return natural
}

// gapAfter is nothing after marks, whose room has the gap in it, and after the
// last column.
func gapAfter(columns []column, i int, gap float64) float64 {
	if i == len(columns)-1 || columns[i].Kind == document.Marks {
		return 0
	}
	return gap
}

// natural is the width of the widest text of a column.
func (l *layout) natural(t *document.Table, i int) float64 {
	c := t.Columns[i]
	widest := l.face.width(c.Name, headStyle.Font)
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			widest = max(widest, l.naturalCell(c.Kind, r.Cells[i]))
		}
	}
	if c.Kind == document.Changes {
		widest += changeGap + changeBar
	}
	return widest
}

func (l *layout) naturalCell(k document.Kind, cell document.Cell) float64 {
	switch cell := cell.(type) {
	case document.Text:
		s := textStyle(k, cell.Tone)
		return max(l.face.width(cell.Main, s.Font), l.face.width(cell.Sub, subStyle.Font))
	case document.Change:
		return l.face.width(cell.Text, cellStyle.Font)
	}
	return 0
}
