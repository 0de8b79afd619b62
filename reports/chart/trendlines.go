package chart

import "slices"

// draw draws from the back to the front, and reports whether all notes found
// their place.
func (t *trend) draw() bool {
	if len(t.axis.ticks) == 0 {
		t.empty()
		return true
	}
	t.habit()
	t.fans()
	t.grid()
	t.means()
	t.targets()
	t.divider()
	t.expected()
	t.values()
	t.drawEnds()
	t.lastValue()
	if !t.drawNotes() {
		return false
	}
	t.targetLabels()
	t.limitLabels()
	return true
}

// empty says that there is nothing to see.
func (t *trend) empty() {
	t.plot.left = 0
	t.baseline()
	w := t.frame.small(t.frame.in().Say("no values"))
	t.write(w, Point{(t.plot.left + t.plot.right) / 2, (t.plot.top + t.plot.bottom) / 2}, atCentre)
}

// Weights of lines, in points.
const (
	hairline  = 0.5
	thinLine  = 0.7
	dashLine  = 0.9
	valueLine = 1.4
)

// grid draws the axis of values.
func (t *trend) grid() {
	for _, k := range t.axis.ticks {
		y := t.axis.at(k.value)
		ink := Rule
		if k.value == 0 {
			ink = Silver
		}
		t.Add(Line(Point{t.plot.left, y}, Point{t.plot.right, y}, Pen{Stroke: ink, Width: hairline}))
		w := t.frame.small(k.text)
		t.write(w, Point{t.plot.left - 0.8*t.frame.Size, y + middle*t.frame.Size}, atRight)
	}
	t.baseline()
}

// baseline draws the axis of time.
func (t *trend) baseline() {
	left, right, y := t.plot.left, t.plot.right, t.plot.bottom
	ticks := t.time.draw(t.sheet, y+tickLength)
	if n := len(t.Periods); n > 1 && (right-left)/float64(n-1) >= 4 {
		ticks = ticks[:0]
		for i := range t.Periods {
			ticks = append(ticks, i)
		}
	}
	for _, i := range ticks {
		t.Add(Line(Point{t.x(i), y}, Point{t.x(i), y + tickLength}, Pen{Stroke: Dark, Width: hairline}))
	}
	t.Add(Line(Point{left, y}, Point{right, y}, Pen{Stroke: Dark, Width: 1}))
	t.hard = append(t.hard, segment{Point{left, y}, Point{right, y}})
}

// stretches splits the periods into those in a row that have something.
func (t *trend) stretches(has func(Period) bool) [][]int {
	var out [][]int
	open := false
	for i, p := range t.Periods {
		if has(p) {
			if !open {
				out = append(out, nil)
			}
			out[len(out)-1] = append(out[len(out)-1], i)
		}
		open = has(p)
	}
	return out
}

func (p Period) hasValue() bool    { return p.Value != nil }
func (p Period) hasTarget() bool   { return p.Target != nil }
func (p Period) hasLimits() bool   { return p.Limits != nil }
func (p Period) hasForecast() bool { return p.Forecast != nil }

// steps draws a number over the whole of each period; the line goes up or down
// where it changes.
func (t *trend) steps(stretch []int, value func(Period) float64) []Point {
	var points []Point
	for _, i := range stretch {
		left, right := t.edges(i)
		y := t.axis.within(value(t.Periods[i]))
		if n := len(points); n > 0 && points[n-1].Y == y {
			points[n-1].X = right
			continue
		}
		points = append(points, Point{left, y}, Point{right, y})
	}
	return points
}

// limitSteps are steps that end where the forecast begins.
func (t *trend) limitSteps(stretch []int, value func(*Limits) float64) []Point {
	points := t.steps(stretch, func(p Period) float64 { return value(p.Limits) })
	if origin, ok := t.origin(); ok && origin == stretch[len(stretch)-1] {
		points[len(points)-1].X = t.x(origin)
	}
	return points
}

func upper(l *Limits) float64 { return l.Upper }
func mean(l *Limits) float64  { return l.Mean }
func lower(l *Limits) float64 { return l.Lower }

// habit draws the band of the natural limits.
func (t *trend) habit() {
	for _, s := range t.stretches(Period.hasLimits) {
		top, bottom := t.limitSteps(s, upper), t.limitSteps(s, lower)
		t.soft = append(append(t.soft, segments(top)...), segments(bottom)...)
		slices.Reverse(bottom)
		t.Add(Path{Points: append(top, bottom...), Closed: true, Pen: Pen{Fill: Habit}})
	}
}

func (t *trend) means() {
	for _, s := range t.stretches(Period.hasLimits) {
		line := t.limitSteps(s, mean)
		t.soft = append(t.soft, segments(line)...)
		t.Add(Path{Points: line, Pen: Pen{Stroke: Silver, Width: thinLine}})
	}
}

func (t *trend) targets() {
	for _, s := range t.stretches(Period.hasTarget) {
		line := t.steps(s, func(p Period) float64 { return *p.Target })
		t.hard = append(t.hard, segments(line)...)
		t.Add(Path{Points: line, Pen: Pen{Stroke: Dark, Width: dashLine, Dash: []float64{3.2, 2}}})
	}
}

// values draws the actual values. The way to one of a running period is thin:
// the period will go on.
func (t *trend) values() {
	for _, s := range t.stretches(Period.hasValue) {
		whole := s
		if last := s[len(s)-1]; t.Periods[last].Partial {
			whole = s[:len(s)-1]
			if len(whole) > 0 {
				t.partial(whole[len(whole)-1], last)
			}
		}
		t.Add(t.valueLine(whole)...)
	}
	for i, p := range t.Periods {
		if p.Value != nil {
			t.point(i)
		}
	}
}

// point draws a value, with a ring where it is more than chance.
func (t *trend) point(i int) {
	dot := t.dot(i)
	t.around(dot, dot.R)
	if t.Periods[i].Signal {
		t.Add(Circle{X: dot.X, Y: dot.Y, R: t.ring(), Pen: Pen{Fill: White, Stroke: Vermilion, Width: 1.3}})
		t.around(dot, t.ring()+0.7)
	}
	t.Add(dot)
}

// around keeps labels off a dot or a ring.
func (t *trend) around(c Circle, r float64) {
	t.hard = append(t.hard, segment{Point{c.X - r, c.Y}, Point{c.X + r, c.Y}}, segment{Point{c.X, c.Y - r}, Point{c.X, c.Y + r}})
}

func (t *trend) partial(from, to int) {
	a, b := t.at(from, *t.Periods[from].Value), t.at(to, *t.Periods[to].Value)
	t.hard = append(t.hard, segment{a, b})
	t.Add(Line(a, b, Pen{Stroke: Bar, Width: thinLine, Dash: []float64{1.2, 1.6}}))
}

func (t *trend) valueLine(stretch []int) []Shape {
	if len(stretch) < 2 {
		return nil
	}
	points := make([]Point, len(stretch))
	for n, i := range stretch {
		points[n] = t.at(i, *t.Periods[i].Value)
	}
	t.hard = append(t.hard, segments(points)...)
	return []Shape{Path{Points: points, Pen: Pen{Stroke: Bar, Width: valueLine, Round: true}}}
}

// dot marks a value, hollow where its period is not over. Where dots would
// touch, they are as thick as the line.
func (t *trend) dot(i int) Circle {
	p := t.Periods[i]
	c := t.at(i, *p.Value)
	dot := Circle{X: c.X, Y: c.Y, R: min(0.25*t.frame.Size, max(t.spacing()/4, valueLine/2)), Pen: Pen{Fill: Bar}}
	dot.Tip = t.frame.in().Join(": ", p.String(), t.valueText(p))
	if p.Partial {
		dot.R = 0.33 * t.frame.Size
		dot.Pen = Pen{Fill: White, Stroke: Bar, Width: 1}
	}
	return dot
}

func (t *trend) spacing() float64 {
	return (t.plot.right - t.plot.left) / float64(max(len(t.Periods)-1, 1))
}

func (t *trend) ring() float64 { return 0.62 * t.frame.Size }
