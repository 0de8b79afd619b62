package chart

import (
	"kpi/reports/document"
	"kpi/reports/locale"
)

// Scenarios are things of one unit, each with what it is compared with: what was
// measured stands beside the previous year, the plan and the forecast.
type Scenarios struct {
	Name   string // of the whole, for a caption
	Alt    string // the picture in words; "" has it made from the numbers
	Of     string // what the rows are, as "Region"
	Unit   string // of the numbers
	Rows   []Scenario
	Format Format
}

// A Scenario is a row of Scenarios; nil is not known.
type Scenario struct {
	Name                             string
	Previous, Plan, Actual, Forecast *float64
}

// Picture makes the charts the pictures of a document.
func (Scenarios) Picture() {}

// Compared are the names of the scenarios in their order, from the past to the
// future.
func Compared(in *locale.Locale) []string {
	return []string{in.Say("PY: last year"), in.Say("PL: target"), in.Say("AC: actual"), in.Say("FC: forecast")}
}

// Values are those of a row in the order of Compared.
func (s Scenario) Values() []*float64 {
	return []*float64{s.Previous, s.Plan, s.Actual, s.Forecast}
}

// The places in fills.
const (
	previousFill = iota
	planFill
	actualFill
)

// fills are the looks of bars by the notation of IBCS, in the order of Compared:
// the more certain a number is, the more ink it has.
var fills = []func(box, string) []Shape{
	func(b box, tip string) []Shape { return []Shape{filled(b, Shade40, tip)} },
	outlined,
	func(b box, tip string) []Shape { return []Shape{filled(b, Bar, tip)} },
	func(b box, tip string) []Shape { return append(outlined(b, tip), hatched(b, "")[1:]...) },
}

func outlined(b box, tip string) []Shape {
	const pen = 0.8
	inner := box{b.left + pen/2, b.top + pen/2, max(b.right-pen/2, b.left+pen), b.bottom - pen/2}
	p := filled(inner, White, tip)
	p.Pen = Pen{Fill: White, Stroke: Dark, Width: pen}
	return []Shape{p}
}

// scenarioFoot is the room for the legend, in sizes of the text.
const scenarioFoot = 1.9

// Compare draws each row as bars from zero on one scale, one below the other, and
// writes what was measured. Rows that have no room are left out and counted below.
func Compare(s Scenarios, f Frame) Drawing {
	f = f.atLeast()
	whole := s.clean()
	s = whole
	head := rowHead{name: s.Of, numbers: []string{s.Unit}, lanes: len(s.lanes())}
	s.Rows = s.Rows[:min(len(s.Rows), max(f.rowsThatFit(head.height(f)+scenarioFoot*f.Size), 1))]
	all := make([]row, len(s.Rows))
	for i, one := range s.Rows {
		all[i] = row{name: f.plain(one.Name), numbers: []words{f.numberWords(Part{Value: one.shown()}, s.Format)}}
	}
	r := newRows(f, head, all, scenarioFoot*f.Size)
	r.rules()
	if len(s.Rows) > 0 {
		r.scenarios(s, len(whole.Rows)-len(s.Rows))
	}
	r.Name, r.Alt = s.Name, s.Alt
	if r.Alt == "" {
		r.Alt = whole.words(f.in())
	}
	return r.Drawing
}

// shown is the number that is written: the actual, and where there is none what
// the row has.
func (s Scenario) shown() *float64 {
	for _, v := range []*float64{s.Actual, s.Forecast, s.Plan, s.Previous} {
		if v != nil {
			return v
		}
	}
	return nil
}

func (s Scenarios) clean() Scenarios {
	rows := make([]Scenario, len(s.Rows))
	for i, one := range s.Rows {
		rows[i] = Scenario{tidy(one.Name), number(one.Previous), number(one.Plan), number(one.Actual), number(one.Forecast)}
	}
	s.Rows = rows
	return s
}

// lanes are the scenarios that some row has, by their place in Compared.
func (s Scenarios) lanes() []int {
	var out []int
	for n := range fills {
		for _, one := range s.Rows {
			if one.Values()[n] != nil {
				out = append(out, n)
				break
			}
		}
	}
	return out
}

func (r *rows) scenarios(s Scenarios, left int) {
	var values []Part
	for _, one := range s.Rows {
		for _, v := range one.Values() {
			values = append(values, Part{Value: v})
		}
	}
	axis := valueAxis{from: r.left, to: r.right}
	axis.low, axis.high = around(values)
	lanes, names := s.lanes(), Compared(r.frame.in())
	for i, one := range s.Rows {
		r.lanesOf(i, one, lanes, axis, func(n int, v float64) string { return one.Name + ", " + names[n] + ": " + s.Format(v) })
	}
	r.upright(axis.at(0), 0, len(s.Rows)-1, Pen{Stroke: Dark, Width: thinLine})
	r.scenarioLegend(lanes, names, left)
}

// lanesOf draws the bars of a row, each in the lane of its scenario: a lone bar
// that is higher than others would look like more.
func (r *rows) lanesOf(i int, one Scenario, lanes []int, axis valueAxis, tip func(n int, v float64) string) {
	const least = 0.6
	top, height := r.y(i)+0.14*r.height, 0.72*r.height
	each := height / float64(max(len(lanes), 1))
	for k, n := range lanes {
		v := one.Values()[n]
		if v == nil {
			continue
		}
		zero, end := axis.at(0), axis.at(*v)
		b := box{min(zero, end), top + float64(k)*each, max(zero, end, min(zero, end)+least), top + float64(k+1)*each - 0.4}
		if b.bottom > b.top {
			r.Add(fills[n](b, tip(n, *v))...)
		}
	}
}

// scenarioLegend says how many rows were left out, and what the bars are, as far as
// there is room.
func (r *rows) scenarioLegend(lanes []int, names []string, left int) {
	f := r.frame
	y := r.y(len(r.rows)) + 0.6*f.Size
	x, end := 0.0, r.Width
	if left > 0 {
		w := f.fitted(f.small(f.in().Say("and %d more", left)), r.Width)
		r.write(w, Point{r.Width, y + 0.8*f.Size}, atRight)
		end -= f.width(w) + f.Size
	}
	for _, n := range lanes {
		w := f.small(names[n])
		if x+1.9*f.Size+f.width(w) > end {
			return
		}
		r.Add(fills[n](box{x, y + 0.1*f.Size, x + 1.4*f.Size, y + 0.85*f.Size}, "")...)
		r.write(w, Point{x + 1.9*f.Size, y + 0.8*f.Size}, atLeft)
		x += 1.9*f.Size + f.width(w) + f.Size
	}
}

func (s Scenarios) words(in *locale.Locale) string {
	const most = 8
	if len(s.Rows) == 0 {
		return named(s.Name, []string{in.Say("no values")})
	}
	names := Compared(in)
	var said []string
	for _, one := range s.Rows[:min(len(s.Rows), most)] {
		var parts []string
		for n, v := range one.Values() {
			if v != nil {
				parts = append(parts, names[n]+" "+s.Format(*v))
			}
		}
		said = append(said, document.Joined(" ", one.Name, in.Join(", ", parts...)))
	}
	if more := len(s.Rows) - most; more > 0 {
		said = append(said, in.Say("%d more", more))
	}
	return named(s.Name, said)
}
