package chart

import (
	"math"

	"kpi/reports/locale"
)

// A Grid is values by member and period.
type Grid struct {
	Name   string // of the whole, for a caption
	Alt    string // the picture in words; "" has it made from the numbers
	Times  []Time // of the columns
	Rows   []Member
	Format Format
	Texts  bool // write the values into their cells where all of them fit
}

// A Member is a row of a Grid. Its values are those of Times; nil is missing.
type Member struct {
	Name   string
	Values []*float64
}

// steps are the classes of a heat map, from little to much.
var steps = []Ink{Blue1, Blue2, Blue3, Blue4, Blue5}

// Heat draws each value as the depth of one hue, in at most five steps between
// round numbers, so that they can be told apart in grey; a missing value is
// hatched. Rows that have no room are left out and counted below.
func Heat(g Grid, f Frame) Drawing {
	f = f.atLeast()
	whole := g.clean()
	g, left := whole.shown(f)
	all := make([]row, len(g.Rows))
	for i, m := range g.Rows {
		all[i] = row{name: f.plain(m.Name)}
	}
	h := &heat{rows: newRows(f, rowHead{}, all, g.footHeight(f)), grid: g}
	h.scale()
	h.cells()
	h.foot(left)
	h.Name, h.Alt = g.Name, g.Alt
	if h.Alt == "" {
		h.Alt = whole.words(f.in())
	}
	return h.Drawing
}

// clean drops numbers that cannot be drawn, and makes all rows as long as Times.
func (g Grid) clean() Grid {
	rows := make([]Member, len(g.Rows))
	for i, m := range g.Rows {
		rows[i] = Member{tidy(m.Name), make([]*float64, len(g.Times))}
		for k := range min(len(m.Values), len(g.Times)) {
			rows[i].Values[k] = number(m.Values[k])
		}
	}
	times := make([]Time, len(g.Times))
	for i, t := range g.Times {
		times[i] = t.tidy()
	}
	g.Rows, g.Times = rows, times
	return g
}

// shown keeps the rows that have room, and counts the others.
func (g Grid) shown(f Frame) (Grid, int) {
	n := min(len(g.Rows), max(f.rowsThatFit(g.footHeight(f)), 1))
	left := len(g.Rows) - n
	g.Rows = g.Rows[:n]
	return g, left
}

// A heat is a grid on its way to a drawing.
type heat struct {
	*rows
	grid Grid
	axis valueAxis // its ticks are the bounds of the steps
}

// scale takes round numbers around all values, as far apart as five steps allow.
func (h *heat) scale() {
	low, high := h.grid.extent()
	if low > high {
		return
	}
	for n := len(steps); n > 0; n-- {
		h.axis = roundAxis(low, high, ruler{steps: finer, most: n, format: h.grid.Format})
		if len(h.axis.ticks)-1 <= len(steps) {
			return
		}
	}
}

func (g Grid) extent() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, m := range g.Rows {
		for _, v := range m.Values {
			if v != nil {
				low, high = min(low, *v), max(high, *v)
			}
		}
	}
	return low, high
}

// step returns the ink of a value. With less than five steps the inks spread over
// the whole range.
func (h *heat) step(v float64) Ink {
	n := h.steps()
	k := min(int(float64(n)*(h.axis.at(v)-h.axis.from)/(h.axis.to-h.axis.from)), n-1)
	return stepInk(max(k, 0), n)
}

func (h *heat) steps() int { return min(max(len(h.axis.ticks)-1, 1), len(steps)) }

func stepInk(k, n int) Ink {
	if n == 1 {
		return steps[len(steps)/2]
	}
	return steps[k*(len(steps)-1)/(n-1)]
}

// over is the ink of text on a step.
func over(step Ink) Ink {
	if step == Blue4 || step == Blue5 {
		return White
	}
	return Dark
}

func (h *heat) cellWidth() float64 {
	return (h.right - h.left) / float64(max(len(h.grid.Times), 1))
}

func (h *heat) cells() {
	const gap = 0.4
	h.axis.from, h.axis.to = 0, 1
	texts := h.grid.Texts && h.textsFit()
	for i, m := range h.grid.Rows {
		for k, v := range m.Values {
			b := box{h.left + float64(k)*h.cellWidth() + gap, h.y(i) + gap, h.left + float64(k+1)*h.cellWidth() - gap, h.y(i) + h.height - gap}
			if b.right <= b.left || b.bottom <= b.top {
				continue
			}
			tip := h.grid.Times[k].String() + ": " + h.grid.Format.of(v)
			if m.Name != "" {
				tip = m.Name + ", " + tip
			}
			if v == nil {
				h.Add(hatched(b, tip)...)
				continue
			}
			ink := h.step(*v)
			h.Add(filled(b, ink, tip))
			if texts {
				h.write(h.frame.small(h.grid.Format(*v)).in(over(ink)), Point{(b.left + b.right) / 2, (b.top+b.bottom)/2 + middle*h.frame.Size}, atCentre)
			}
		}
	}
}

func filled(b box, ink Ink, tip string) Path {
	cell := ink.Rect(b.left, b.top, b.right-b.left, b.bottom-b.top)
	cell.Tip = tip
	return cell
}

// textsFit reports whether every value has room in its cell: some texts without
// others would look like a choice.
func (h *heat) textsFit() bool {
	if h.height < 1.25*h.frame.Size {
		return false
	}
	for _, m := range h.grid.Rows {
		for _, v := range m.Values {
			if v != nil && h.frame.width(h.frame.small(h.grid.Format(*v))) > h.cellWidth()-0.5*h.frame.Size {
				return false
			}
		}
	}
	return true
}

// hatched fills a box with strokes that rise to the right.
func hatched(b box, tip string) []Shape {
	const apart = 3.2
	out := []Shape{filled(b, White, tip)}
	width, height := b.right-b.left, b.bottom-b.top
	for at := apart / 2; at < width+height; at += apart {
		from := Point{b.left + max(at-height, 0), b.top + min(at, height)}
		to := Point{b.left + min(at, width), b.top + max(at-width, 0)}
		out = append(out, Line(from, to, Pen{Stroke: Silver, Width: hairline}))
	}
	return out
}

func (g Grid) footHeight(f Frame) float64 {
	return timeAxis{times: g.Times, frame: f}.height() + 2.4*f.Size
}

// foot writes the names of the periods, and what the depths mean.
func (h *heat) foot(left int) {
	y := h.y(len(h.rows.rows))
	axis := timeAxis{times: h.grid.Times, frame: h.frame, x: func(i int) float64 { return h.left + (float64(i)+0.5)*h.cellWidth() }}
	axis.draw(h.sheet, y+1)
	y = h.Height - 1.3*h.frame.Size
	x := h.legend(h.left, y)
	if left > 0 {
		w := h.frame.small(h.frame.in().Say("and %d more", left))
		h.write(h.frame.fitted(w, h.Width-x), Point{h.Width, y + h.frame.Size*0.8}, atRight)
	}
}

// legend draws the steps between their bounds, and returns where it ends.
func (h *heat) legend(x, y float64) float64 {
	f := h.frame
	block := box{top: y, bottom: y + 0.95*f.Size}
	base := y + 0.8*f.Size
	if n := len(h.axis.ticks); n > 0 {
		x = h.legendText(h.axis.ticks[0].text, x, base)
		for k := range h.steps() {
			block.left, block.right = x, min(x+1.8*f.Size, h.Width)
			if block.left < block.right {
				h.Add(filled(block, stepInk(k, h.steps()), ""))
			}
			x = block.right
		}
		x = h.legendText(h.axis.ticks[n-1].text, x+0.5*f.Size, base) + f.Size
	}
	if h.grid.gaps() > 0 && x+1.8*f.Size <= h.Width {
		block.left, block.right = x, x+1.8*f.Size
		h.Add(hatched(block, "")...)
		x = h.legendText(h.frame.in().Say("no value"), block.right+0.5*f.Size, base)
	}
	return x
}

func (h *heat) legendText(text string, x, y float64) float64 {
	w := h.frame.small(text)
	if h.write(w, Point{x, y}, atLeft) {
		x += h.frame.width(w) + 0.5*h.frame.Size
	}
	return x
}

// gaps is how many values are missing.
func (g Grid) gaps() int {
	n := 0
	for _, m := range g.Rows {
		for _, v := range m.Values {
			if v == nil {
				n++
			}
		}
	}
	return n
}

func (g Grid) words(in *locale.Locale) string {
	rows := in.Count(len(g.Rows), "member")
	if n := len(g.Times); n > 0 {
		rows = in.Join(", ", rows, in.Say("%s to %s", g.Times[0], g.Times[n-1]))
	}
	low, high := g.extent()
	if low > high {
		return named(g.Name, []string{rows, in.Say("no values")})
	}
	said := []string{rows, in.Say("values from %s to %s", g.Format(low), g.Format(high))}
	if n := g.gaps(); n > 0 {
		said = append(said, in.Say("%d missing", n))
	}
	return named(g.Name, said)
}
