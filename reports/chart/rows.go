package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"kpi/reports/document"
)

// A Part is a member or an effect with its number.
type Part struct {
	Name    string
	Value   *float64         // nil is not known
	Verdict document.Verdict // whether the number is good news, whatever its sign
}

// ink is the colour of the news.
func (p Part) ink() Ink {
	switch p.Verdict {
	case document.Gain:
		return Blue
	case document.Loss:
		return Vermilion
	}
	return Silver
}

// notAvailable stands for a number that is not known.
const notAvailable = "n/a"

func (f Format) of(v *float64) string {
	if v == nil {
		return notAvailable
	}
	return f(*v)
}

// cleaned drops numbers that cannot be drawn.
func cleaned(parts []Part) []Part {
	out := make([]Part, len(parts))
	for i, p := range parts {
		out[i] = Part{tidy(p.Name), number(p.Value), p.Verdict}
	}
	return out
}

// merged puts the smallest parts into one, so that at most the given number of
// rows is left. The others keep their order.
func merged(parts []Part, most int, name string) []Part {
	most = max(most, 1)
	if len(parts) <= most {
		return parts
	}
	rank := make([]int, len(parts))
	for i := range rank {
		rank[i] = i
	}
	slices.SortStableFunc(rank, func(a, b int) int { return cmp.Compare(size(parts[b]), size(parts[a])) })
	kept := slices.Clone(rank[:most-1])
	slices.Sort(kept)
	var out []Part
	for _, i := range kept {
		out = append(out, parts[i])
	}
	var rest []Part
	for _, i := range rank[most-1:] {
		rest = append(rest, parts[i])
	}
	return append(out, sum(rest, fmt.Sprintf("%s (%d)", name, len(rest)), parts))
}

func size(p Part) float64 {
	if p.Value == nil {
		return -1
	}
	return math.Abs(*p.Value)
}

// sum adds parts up. The news is read off all parts: whether more is better.
func sum(parts []Part, name string, all []Part) Part {
	out := Part{Name: name}
	for _, p := range parts {
		if p.Value != nil {
			if out.Value == nil {
				out.Value = new(0.0)
			}
			*out.Value = limited(*out.Value + *p.Value)
		}
	}
	if out.Value == nil {
		return out
	}
	for _, p := range all {
		if p.Value == nil || p.Verdict == document.Neutral || *p.Value == 0 {
			continue
		}
		more := (*p.Value > 0) == (p.Verdict == document.Gain)
		switch {
		case *out.Value == 0:
		case (*out.Value > 0) == more:
			out.Verdict = document.Gain
		default:
			out.Verdict = document.Loss
		}
		break
	}
	return out
}

// A row is words before and behind a figure.
type row struct {
	name    words
	numbers []words
	total   bool // a rule in ink stands above it
}

// rows is a sheet of rows: names, figures, and columns of numbers.
type rows struct {
	*sheet
	rows        []row
	top, height float64 // of the first row, and of each
	left, right float64 // of the figures
}

// A rowHead names the columns; "" has no name.
type rowHead struct {
	name    string
	numbers []string
	lanes   int // bars of a row, one below the other; 0 is one
}

// calm is the height of a row that has the room it likes.
func (h rowHead) calm(f Frame) float64 {
	const more = 0.5 // for each bar beyond the second
	return (calmRow + more*float64(max(h.lanes-2, 0))) * f.Size
}

func (h rowHead) height(f Frame) float64 {
	for _, name := range append([]string{h.name}, h.numbers...) {
		if name != "" {
			return 1.7 * f.Size
		}
	}
	return 0
}

const (
	calmRow = 2.1 // of the size of the text
	lowRow  = 1.35
)

// rowsThatFit is how many rows a frame has room for; it is none that counts where
// the height is natural.
func (f Frame) rowsThatFit(others float64) int {
	if f.Height <= 0 {
		return math.MaxInt
	}
	return max(int((f.Height-others)/(lowRow*f.Size)), 0)
}

// newRows gives the rows their place: names up to two fifths of the width,
// numbers what they need, and figures the rest.
func newRows(f Frame, head rowHead, all []row, foot float64) *rows {
	if len(all) == 0 {
		all = []row{{name: f.small(f.in().Say("no values")), numbers: make([]words, len(head.numbers))}}
	}
	r := &rows{rows: all, top: head.height(f), height: head.calm(f)}
	if f.Height > 0 {
		r.height = max(min(r.height, (f.Height-r.top-foot)/float64(len(all))), 0)
	}
	r.sheet = newSheet(f, r.top+r.height*float64(len(all))+foot)
	gap := 1.2 * f.Size
	ends := r.numberEnds(head)
	if len(ends) > 0 {
		r.right = max(ends[0]-r.numberWidth(head, 0)-gap, 0)
	} else {
		r.right = f.Width
	}
	r.left = min(r.nameWidth(head)+gap, r.right)
	r.head(head, ends)
	for i := range all {
		r.texts(i, ends)
	}
	return r
}

func (r *rows) nameWidth(head rowHead) float64 {
	widest := r.frame.width(r.frame.small(head.name))
	for _, w := range r.rows {
		widest = max(widest, r.frame.width(w.name))
	}
	return min(widest, 0.4*r.frame.Width)
}

func (r *rows) numberWidth(head rowHead, column int) float64 {
	widest := r.frame.width(r.frame.small(head.numbers[column]))
	for _, w := range r.rows {
		widest = max(widest, r.frame.width(w.numbers[column]))
	}
	return min(widest, 0.3*r.frame.Width)
}

// numberEnds are the right ends of the columns of numbers.
func (r *rows) numberEnds(head rowHead) []float64 {
	ends := make([]float64, len(head.numbers))
	right := r.frame.Width
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i] = right
		right -= r.numberWidth(head, i) + r.frame.Size
	}
	return ends
}

func (r *rows) head(head rowHead, ends []float64) {
	y := r.frame.Size
	r.write(r.frame.fitted(r.frame.small(head.name), r.nameWidth(head)), Point{0, y}, atLeft)
	for i, name := range head.numbers {
		r.write(r.frame.fitted(r.frame.small(name), r.numberWidth(head, i)), Point{ends[i], y}, atRight)
	}
}

// rules draws the lines between the rows.
func (r *rows) rules() {
	for i, w := range r.rows {
		pen := Pen{Stroke: Rule, Width: hairline}
		if w.total {
			pen = Pen{Stroke: Dark, Width: dashLine}
		}
		if i > 0 || r.top > 0 {
			r.Add(Line(Point{0, r.y(i)}, Point{r.Width, r.y(i)}, pen))
		}
	}
}

func (r *rows) texts(i int, ends []float64) {
	w, f := r.rows[i], r.frame
	y := r.y(i) + r.height/2
	r.write(f.fitted(w.name, r.left-1.2*f.Size+0.01), Point{0, y + middle*f.Size}, atLeft)
	for n, number := range w.numbers {
		number = f.shrunk(number, 0.3*f.Width)
		r.write(number, Point{ends[n], y + middle*number.font.Size}, atRight)
	}
}

// y is the top of a row.
func (r *rows) y(i int) float64 { return r.top + float64(i)*r.height }

// A level is where a bar begins and ends.
type level struct{ from, to float64 }

// bar draws from one place of a row to another; what is nothing is a hair.
func (r *rows) bar(i int, l level, ink Ink, tip string) {
	r.Add(filled(r.barBox(i, l), ink, tip))
}

func (r *rows) barBox(i int, l level) box {
	const least = 0.6
	left, width := min(l.from, l.to), math.Abs(l.to-l.from)
	if width < least {
		left, width = min(max((l.from+l.to-least)/2, r.left), max(r.right-least, r.left)), min(least, r.right-r.left)
	}
	top := r.y(i) + 0.26*r.height
	return box{left, top, left + width, top + 0.48*r.height}
}

// upright draws a line through the rows from the first to the last.
func (r *rows) upright(x float64, first, last int, pen Pen) {
	r.Add(Line(Point{x, r.y(first)}, Point{x, r.y(last + 1)}, pen))
}
