package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// A placing is where a note may stand: its number in a disc, its lines beside
// the disc, and a leader from what it is about to the disc.
type placing struct {
	disc   Point
	leader segment
	lines  []noteLine
	align  align // atLeft has the lines to the right of the disc
}

// A noteLine is measured once, because many places are tried.
type noteLine struct {
	words
	width float64
}

// drawNotes places the notes from left to right, each at its cheapest place, and
// reports whether all have one. In a list of notes only the numbers are placed,
// and those without room left out.
func (t *trend) drawNotes() bool {
	var order []int
	for i, n := range t.Notes {
		if n.At >= 0 && n.At < len(t.Periods) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(t.Notes[a].At, t.Notes[b].At) })
	for _, i := range order {
		if p, ok := t.cheapest(t.Notes[i]); ok {
			t.drawNote(i+1, p)
		} else if !t.room.list {
			return false
		}
	}
	t.drawList()
	return true
}

// noteLines are the title and the body in lines; a list has them elsewhere.
func (t *trend) noteLines(n Note) []noteLine {
	if t.room.list {
		return nil
	}
	width := 24 * t.frame.Size
	return append(t.folded(t.frame.strong(n.Title), width, 2), t.folded(t.aside(n.Body), width, 2)...)
}

func (t *trend) folded(w words, width float64, most int) []noteLine {
	measure := func(s string) float64 { return t.frame.Measure(s, w.font) }
	var out []noteLine
	for _, line := range fold(w.text, width, most, measure) {
		out = append(out, noteLine{words{line, w.font, w.ink}, measure(line)})
	}
	return out
}

// anchor is what a note is about, with the room that its dot or ring takes: the
// value of its period, its target where that is said or there is no value, else
// the place of the period on the axis.
func (t *trend) anchor(n Note) (Point, float64) {
	p := t.Periods[n.At]
	switch {
	case p.Target != nil && (n.Target || p.Value == nil):
		left, _ := t.edges(n.At)
		return Point{left, t.axis.within(*p.Target)}, 0.8
	case p.Value != nil:
		return t.at(n.At, *p.Value), t.ring() + 0.8
	case p.Forecast != nil:
		return t.at(n.At, p.Forecast.Value), t.ring()
	}
	return Point{t.x(n.At), t.plot.bottom}, 0.8
}

// cheapest looks around the anchor from near to far, until nothing further out
// can be cheaper.
func (t *trend) cheapest(n Note) (placing, bool) {
	const (
		directions = 32
		longest    = 14 // leader, in sizes of the text
	)
	var best placing
	least := math.Inf(1)
	anchor, near := t.anchor(n)
	lines := t.noteLines(n)
	for far := 2.4 * t.frame.Size; far < min(longest*t.frame.Size, least); far += t.frame.Size {
		for k := range directions {
			angle := 2 * math.Pi * (float64(k) + 0.5) / directions
			for _, a := range []align{atLeft, atRight} {
				p := t.placing(anchor, near, Point{anchor.X + far*math.Cos(angle), anchor.Y + far*math.Sin(angle)})
				p.lines, p.align = lines, a
				if cost := far + t.cost(p); cost < least {
					best, least = p, cost
				}
			}
		}
	}
	return best, !math.IsInf(least, 1)
}

// placing draws the leader from near to the anchor to the edge of the disc.
func (t *trend) placing(anchor Point, near float64, disc Point) placing {
	d := distance(anchor, disc)
	ux, uy := (disc.X-anchor.X)/d, (disc.Y-anchor.Y)/d
	far := d - t.disc()
	return placing{disc: disc, leader: segment{
		Point{anchor.X + ux*near, anchor.Y + uy*near}, Point{anchor.X + ux*far, anchor.Y + uy*far}}}
}

// disc is the radius of the disc around a number.
func (t *trend) disc() float64 { return 0.78 * t.frame.Size }

func (t *trend) discBox(p placing) box {
	return box{p.disc.X, p.disc.Y, p.disc.X, p.disc.Y}.grown(t.disc())
}

// lineAt is where a line of a note begins, or ends where it stands to the left.
func (t *trend) lineAt(p placing, i int) Point {
	const leading = 1.15
	side := t.disc() + 0.45*t.frame.Size
	if p.align == atRight {
		side = -side
	}
	middleOf := (float64(i) - float64(len(p.lines)-1)/2) * leading * t.frame.Size
	return Point{p.disc.X + side, p.disc.Y + middleOf + middle*p.lines[i].font.Size}
}

// cost is infinite where a note must not stand: outside the plot, on a text or on
// a line. Leaders that cross lines, and texts on the edge of a band or close to a
// line, cost as much as a longer leader does.
func (t *trend) cost(p placing) float64 {
	cost := t.boxCost(t.discBox(p))
	for i := 0; i < len(p.lines) && !math.IsInf(cost, 1); i++ {
		cost += t.boxCost(p.lines[i].box(p.lines[i].width, t.lineAt(p, i), p.align))
	}
	if math.IsInf(cost, 1) || t.onText(p.leader) {
		return math.Inf(1)
	}
	crossed := crossing(t.hard, p.leader) + 2*crossing(t.leaders, p.leader)
	return cost + 3*t.frame.Size*float64(crossed)
}

func (t *trend) boxCost(b box) float64 {
	if !t.inPlot(b) || !t.free(b.grown(t.gap())) || meeting(t.hard, b.grown(t.gap())) > 0 {
		return math.Inf(1)
	}
	return 1.5 * t.frame.Size * float64(meeting(t.soft, b)+meeting(t.hard, b.grown(t.frame.Size)))
}

func (t *trend) onText(s segment) bool {
	return slices.ContainsFunc(t.taken, s.meets)
}

func (t *trend) drawNote(n int, p placing) {
	t.Add(Line(p.leader.a, p.leader.b, Pen{Stroke: Dark, Width: hairline}))
	t.drawDisc(n, p.disc)
	for i, w := range p.lines {
		t.write(w.words, t.lineAt(p, i), p.align)
	}
	t.hard, t.leaders = append(t.hard, p.leader), append(t.leaders, p.leader)
}

// drawDisc draws the number of a note.
func (t *trend) drawDisc(n int, at Point) {
	t.Add(Circle{X: at.X, Y: at.Y, R: t.disc(), Pen: Pen{Fill: Navy}})
	w := t.frame.strong(strconv.Itoa(n)).in(White)
	w.font.Size *= 0.92
	w = t.frame.shrunk(w, 1.3*t.disc())
	t.write(w, Point{at.X, at.Y + middle*w.font.Size}, atCentre)
	t.taken = append(t.taken, t.discBox(placing{disc: at}))
}

// A noteList is notes below the axis, in columns.
type noteList struct {
	columns, rows int
	left          int // notes that have no room
}

// listed finds columns that are wide enough to read, and at most a third of the
// height.
func (t *trend) listed() noteList {
	n := len(t.Notes)
	columns := min(max(int(t.Width/(24*t.frame.Size)), 1), max(n, 1))
	rows := (n + columns - 1) / columns
	most := max(int(t.Height/3/t.noteHeight()), 0)
	if rows <= most {
		return noteList{columns: columns, rows: rows}
	}
	return noteList{columns: columns, rows: most, left: n - max(most*columns-1, 0)}
}

func (t *trend) noteHeight() float64 { return 1.8 * t.frame.Size }

func (t *trend) listHeight() float64 {
	if t.list.rows == 0 {
		return 0
	}
	return float64(t.list.rows)*t.noteHeight() + 0.6*t.frame.Size
}

// drawList writes the notes that were given a list, and how many have no room.
func (t *trend) drawList() {
	if t.list.rows == 0 {
		return
	}
	width := t.Width / float64(t.list.columns)
	top := t.Height - float64(t.list.rows)*t.noteHeight()
	shown := len(t.Notes) - t.list.left
	for i := range shown {
		corner := Point{float64(i/t.list.rows) * width, top + float64(i%t.list.rows)*t.noteHeight()}
		t.drawListed(i, corner, width)
	}
	if t.list.left > 0 {
		corner := Point{float64(shown/t.list.rows) * width, top + (float64(shown%t.list.rows)+0.5)*t.noteHeight() + middle*t.frame.Size}
		t.write(t.frame.fitted(t.frame.small(fmt.Sprintf("and %d more notes", t.list.left)), width), corner, atLeft)
	}
}

// drawListed writes a note on one line of a column.
func (t *trend) drawListed(i int, corner Point, width float64) {
	y := corner.Y + t.noteHeight()/2
	t.drawDisc(i+1, Point{corner.X + t.disc(), y})
	x := corner.X + 2*t.disc() + 0.5*t.frame.Size
	room := corner.X + width - t.frame.Size - x
	title := t.frame.fitted(t.frame.strong(t.Notes[i].Title), room)
	y += middle * t.frame.Size
	t.write(title, Point{x, y}, atLeft)
	used := t.frame.width(title) + 0.6*t.frame.Size
	t.write(t.frame.fitted(t.aside(t.Notes[i].Body), room-used), Point{x + used, y}, atLeft)
}
