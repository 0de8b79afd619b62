package chart

import (
	"cmp"
	"fmt"
	"slices"

	"kpi/reports/locale"
)

// A Ranking is members by how much of a whole each is.
type Ranking struct {
	Name   string // of the whole, for a caption
	Alt    string // the picture in words; "" has it made from the numbers
	Of     string // what the members are, as "Reason"
	Unit   string // of the numbers
	Parts  []Part // in any order; the verdicts are not read
	Most   int    // members to show, those beyond them in one row; 0 is all
	Format Format
}

// vital is the share that the few that matter make up (Pareto, after Juran).
const vital = 0.8

// Pareto draws the members from the largest on as bars, and the cumulative share
// as a line, both on one scale from nothing to the whole: the line begins where
// the first bar ends. Members that make up the first 80 per cent are dark. A
// share means nothing for members below zero or without a value: they are left
// out and counted below.
func Pareto(k Ranking, f Frame) Drawing {
	f = f.atLeast()
	parts, left := k.sorted()
	head := rowHead{name: k.Of, numbers: []string{k.Unit, f.in().Say("cumulative")}}
	most := f.rowsThatFit(head.height(f) + k.footHeight(f, left))
	if k.Most > 0 {
		most = min(most, k.Most+1)
	}
	parts = merged(parts, most, f.in().Say("Others"))
	shares := cumulative(parts)
	all := make([]row, len(parts))
	for i, p := range parts {
		all[i] = row{name: f.plain(p.Name), numbers: []words{f.plain(k.Format(*p.Value)), f.small(fmt.Sprintf("%.1f%%", 100*shares[i]))}}
	}
	r := newRows(f, head, all, k.footHeight(f, left))
	r.rules()
	r.ranking(k, parts, shares)
	r.rankingFoot(len(parts) > 0, left)
	r.Name, r.Alt = k.Name, k.Alt
	if r.Alt == "" {
		r.Alt = k.words(f.in(), parts, shares)
	}
	return r.Drawing
}

// sorted returns the members above zero, the largest first, and how many others
// there are.
func (k Ranking) sorted() (parts []Part, left int) {
	for _, p := range cleaned(k.Parts) {
		switch {
		case p.Value == nil || *p.Value < 0:
			left++
		default:
			parts = append(parts, Part{Name: p.Name, Value: p.Value})
		}
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(*b.Value, *a.Value) })
	return parts, left
}

// cumulative returns the share of all members up to each.
func cumulative(parts []Part) []float64 {
	whole := 0.0
	for _, p := range parts {
		whole += *p.Value / float64(len(parts)) // huge numbers stay finite
	}
	shares := make([]float64, len(parts))
	sum := 0.0
	for i, p := range parts {
		sum += *p.Value / float64(len(parts))
		if whole > 0 {
			shares[i] = min(sum/whole, 1)
		}
	}
	return shares
}

func (r *rows) ranking(k Ranking, parts []Part, shares []float64) {
	axis := valueAxis{high: 1, from: r.left, to: r.right}
	if len(parts) == 0 {
		return
	}
	r.upright(axis.at(vital), 0, len(parts)-1, Pen{Stroke: Silver, Width: thinLine, Dash: []float64{1.6, 1.6}})
	before := 0.0
	line := make([]Point, len(parts))
	for i, p := range parts {
		ink := Shade40
		if before < vital-1e-9 {
			ink = Bar
		}
		r.bar(i, level{axis.at(0), axis.at(shares[i] - before)}, ink, p.Name+": "+k.Format(*p.Value))
		line[i] = Point{axis.at(shares[i]), r.y(i) + r.height/2}
		before = shares[i]
	}
	r.upright(axis.at(0), 0, len(parts)-1, Pen{Stroke: Dark, Width: thinLine})
	r.Add(Path{Points: line, Pen: Pen{Stroke: Dark, Width: dashLine, Round: true}})
	for i, p := range line {
		r.Add(Circle{X: p.X, Y: p.Y, R: 0.22 * r.frame.Size, Pen: Pen{Fill: White, Stroke: Dark, Width: 0.8},
			Tip: r.frame.in().Say("%s%% up to %s", percent(shares[i]), parts[i].Name)})
	}
}

// footHeight is the room for the scale and for what was left out.
func (k Ranking) footHeight(f Frame, left int) float64 {
	if left > 0 {
		return 2.9 * f.Size
	}
	return 1.5 * f.Size
}

// rankingFoot writes the scale and what was left out.
func (r *rows) rankingFoot(scale bool, left int) {
	y := r.y(len(r.rows)) + 1.15*r.frame.Size
	axis := valueAxis{high: 1, from: r.left, to: r.right}
	if scale {
		r.write(r.frame.small("80%"), Point{axis.at(vital), y}, atCentre)
		r.write(r.frame.small("0"), Point{axis.at(0), y}, atCentre)
		r.write(r.frame.small("100%"), Point{axis.at(1), y}, atCentre)
	}
	if left > 0 {
		text := r.frame.in().Say("left out: %d below zero or without a value", left)
		r.write(r.frame.fitted(r.frame.small(text), r.Width), Point{0, y + 1.4*r.frame.Size}, atLeft)
	}
}

func (k Ranking) words(in *locale.Locale, parts []Part, shares []float64) string {
	if len(parts) == 0 {
		return named(k.Name, []string{in.Say("no values")})
	}
	var said []string
	for i, p := range parts {
		said = append(said, fmt.Sprintf("%s %s", p.Name, k.Format(*p.Value)))
		if shares[i] >= vital-1e-9 {
			said = append(said, in.Say("together %s of %s", fmt.Sprintf("%.1f%%", 100*shares[i]), k.Format(*sum(parts, "", nil).Value)))
			break
		}
	}
	return named(k.Name, said)
}
