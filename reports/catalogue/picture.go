package catalogue

import (
	"cmp"
	"slices"
	"unicode"

	"kpi/engine/lineage"
)

// A picture is the lineage of a KPI: boxes in columns, what is read on the left of
// what reads it. Lengths are pixels.
type picture struct {
	Width, Height int
	Boxes         []box
	Lines         []line
	Alt           string
}

type box struct {
	X, Y, W, H   int
	TX, TY       int // where its text stands
	Anchor, Name string
	Title        string // the whole name, where it was cut
	Kind         lineage.Kind
	Own          bool // it is what the picture is about
}

// A line runs from one place to another, in a curve whose ends are level.
type line struct{ X1, Y1, X2, Y2, Middle int }

const (
	boxWidth, boxHeight = 152, 26
	gapX, gapY          = 36, 10
	passHeight          = 8  // of a line that passes a column
	longest             = 21 // letters of a name; a Chinese one counts for two
)

// A spot is a place in a column: a node, or where the lines from a node pass the
// column on their way to a later one.
type spot struct {
	node   lineage.Node
	passes bool
	reads  []*spot // in the column before
	X, Y   int
	order  float64
}

// height is that of the spot.
func (s *spot) height() int {
	if s.passes {
		return passHeight
	}
	return boxHeight
}

// middle is where its lines come in and go out.
func (s *spot) middle() int { return s.Y + s.height()/2 }

// picture draws what n is made of and what is made of it.
func (w *writer) picture(n lineage.Node) *picture {
	p := &picture{Alt: w.in.Say("Lineage of %s", w.name(n))}
	for _, column := range arranged(w.graph.Around(n)) {
		for _, s := range column {
			p.Width, p.Height = max(p.Width, s.X+boxWidth+1), max(p.Height, s.Y+s.height()+1)
			for _, r := range s.reads {
				x1 := r.X + boxWidth
				p.Lines = append(p.Lines, line{x1, r.middle(), s.X, s.middle(), (x1 + s.X) / 2})
			}
			if s.passes {
				p.Lines = append(p.Lines, line{s.X, s.middle(), s.X + boxWidth, s.middle(), s.X + boxWidth/2})
				continue
			}
			name := w.name(s.node)
			p.Boxes = append(p.Boxes, box{
				X: s.X, Y: s.Y, W: boxWidth, H: boxHeight, TX: s.X + 10, TY: s.Y + boxHeight/2 + 4,
				Anchor: anchor(s.node), Name: shortened(name), Title: name, Kind: s.node.Kind, Own: s.node == n,
			})
		}
	}
	return p
}

// arranged places the nodes of a graph in columns, each ordered by the mean place
// of what its nodes read, so that fewer lines cross.
func arranged(g *lineage.Graph) [][]*spot {
	columns := spots(g)
	for i, column := range columns {
		for _, s := range column {
			for _, r := range s.reads {
				s.order += float64(r.Y) / float64(len(s.reads))
			}
		}
		slices.SortStableFunc(column, func(a, b *spot) int { return cmp.Compare(a.order, b.order) })
		y := 1
		for _, s := range column {
			s.X, s.Y = 1+i*(boxWidth+gapX), y
			y += s.height() + gapY
		}
	}
	return columns
}

// A grid is the columns of a picture while they are filled.
type grid struct {
	columns [][]*spot
	column  map[lineage.Node]int     // in which a node stands
	at      map[lineage.Node][]*spot // a node, then its lines in the columns behind it
}

// spots are the nodes in columns, with the places where lines pass.
func spots(g *lineage.Graph) [][]*spot {
	layers := g.Layers()
	into := grid{make([][]*spot, len(layers)), map[lineage.Node]int{}, map[lineage.Node][]*spot{}}
	for i, layer := range layers {
		for _, n := range layer {
			s := &spot{node: n}
			into.column[n], into.at[n] = i, []*spot{s}
			for _, r := range g.Reads(n) {
				s.reads = append(s.reads, into.lead(r, i-1))
			}
			into.columns[i] = append(into.columns[i], s)
		}
	}
	return into.columns
}

// lead leads the lines of a node through the columns behind it up to one of them,
// and returns where they come out. The lines of one node pass a column together.
func (g *grid) lead(n lineage.Node, to int) *spot {
	from := g.column[n]
	for i := from + len(g.at[n]); i <= to; i++ {
		s := &spot{node: n, passes: true, reads: g.at[n][i-from-1 : i-from]}
		g.columns[i], g.at[n] = append(g.columns[i], s), append(g.at[n], s)
	}
	return g.at[n][to-from]
}

// shortened cuts a name that is too long for a box.
func shortened(name string) string {
	width := 0
	for i, c := range name {
		width++
		if unicode.In(c, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || c >= 0xFF00 {
			width++
		}
		if width > longest {
			return name[:i] + "…"
		}
	}
	return name
}
