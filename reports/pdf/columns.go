package pdf

import (
	"fmt"

	"kpi/reports/document"
)

// A column is where a column of a table stands on the page.
type column struct {
	document.Column
	x, width float64
}

const (
	columnGap = 14.0
	changeBar = 44.0 // of the bar beside a change
	changeGap = 7.0
	markRoom  = 20.0
	markSize  = 8.5
)

// extents are the least width of a kind of column, the widest that its texts
// may make it, and its part of the width that is left over.
type extents struct {
	least, most, share float64
}

func extentsOf(k document.Kind) extents {
	switch k {
	case document.Marks:
		return extents{markRoom, markRoom, 0}
	case document.Names:
		return extents{60, 60, 1.45}
	case document.Numbers:
		return extents{30, 74, 0}
	case document.Labels:
		return extents{30, 86, 0}
	case document.Words:
		return extents{24, 104, 0}
	case document.Changes:
		return extents{changeBar + 24, changeBar + changeGap + 64, 0}
	case document.Bullets:
		return extents{50, 50, 1}
	case document.Sparks:
		return extents{50, 50, 0.95}
	case document.Prose:
		return extents{60, 60, 2}
	}
	panic(fmt.Sprintf("pdf: unknown kind of column %q", string(k)))
}

// columns gives texts the width that they need, within limits, and shares the
// rest among names, figures and prose.
func (l *layout) columns(t *document.Table) []column {
	out := make([]column, len(t.Columns))
	left, shares := l.inner(), 0.0
	for i, c := range t.Columns {
		e := extentsOf(c.Kind)
		out[i] = column{Column: c, width: min(max(l.natural(t, i), e.least), e.most)}
		left -= out[i].width + gapAfter(out, i, len(t.Columns))
		shares += e.share
	}
	left = max(left, 0)
	rest := left
	for i := range out {
		if share := extentsOf(out[i].Kind).share; share > 0 {
			more := min(left*share/shares, widest(out[i].Kind)-out[i].width)
			out[i].width += more
			rest -= more
		}
	}
	line(out, rest)
	return out
}

// line puts the columns side by side, with what nobody needs in the gaps, as
// far as the eye still goes from column to column.
func line(out []column, rest float64) {
	const most = 30
	gaps := 0
	for i := range out {
		if gapAfter(out, i, len(out)) > 0 {
			gaps++
		}
	}
	x := margin
	for i := range out {
		out[i].x = x
		x += out[i].width
		if gap := gapAfter(out, i, len(out)); gap > 0 {
			x += gap + min(rest/float64(gaps), most)
		}
	}
}

// widest keeps the numbers near to the names, and figures small.
func widest(k document.Kind) float64 {
	switch k {
	case document.Names:
		return 215
	case document.Bullets, document.Sparks:
		return 180
	}
	return 1000
}

// gapAfter is nothing after marks, whose room has the gap in it, and after the
// last column.
func gapAfter(columns []column, i, n int) float64 {
	if i == n-1 || columns[i].Kind == document.Marks {
		return 0
	}
	return columnGap
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
