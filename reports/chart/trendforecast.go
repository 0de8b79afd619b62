package chart

import (
	"cmp"
	"slices"
)

// drawn are the three narrowest bands, the widest first.
func (f *Forecast) drawn() []Band {
	bands := slices.Clone(f.Bands)
	slices.SortStableFunc(bands, func(a, b Band) int { return cmp.Compare(b.Level, a.Level) })
	return bands[max(len(bands)-3, 0):]
}

// origin returns the last actual period before the first forecast: where the
// actual values end.
func (t *trend) origin() (int, bool) {
	for i, p := range t.Periods {
		if p.Forecast != nil {
			return i - 1, i > 0
		}
	}
	return 0, false
}

// fans draws the bands of the forecast from the widest to the narrowest. They
// open at the last actual value, from which the forecast was made.
func (t *trend) fans() {
	inks := []Ink{Blue1, Blue2, Blue3}
	for _, s := range t.stretches(Period.hasForecast) {
		n := len(t.Periods[s[0]].Forecast.drawn())
		for k := range n {
			t.Add(Path{Points: t.fan(s, k), Closed: true, Pen: Pen{Fill: inks[len(inks)-n+k]}})
		}
	}
}

// fan is the outline of one band.
func (t *trend) fan(stretch []int, k int) []Point {
	var high, low []place
	if i := stretch[0] - 1; i >= 0 && t.Periods[i].Value != nil {
		v := *t.Periods[i].Value
		high, low = append(high, place{t.x(i), v}), append(low, place{t.x(i), v})
	}
	for _, i := range stretch {
		bands := t.Periods[i].Forecast.drawn()
		if k >= len(bands) {
			continue
		}
		high, low = append(high, place{t.x(i), bands[k].High}), append(low, place{t.x(i), bands[k].Low})
	}
	if len(high) == 1 {
		high, low = widened(high[0], t.frame.Size), widened(low[0], t.frame.Size)
	}
	points := t.clipped(low)
	slices.Reverse(points)
	return append(t.clipped(high), points...)
}

// A place is a value before it is put on the axis.
type place struct{ x, value float64 }

// widened makes a lone band visible.
func widened(p place, by float64) []place {
	return []place{{p.x - by/2, p.value}, {p.x + by/2, p.value}}
}

// clipped puts values on the axis; lines that leave it end at its edge, in the
// direction that they had.
func (t *trend) clipped(line []place) []Point {
	var points []Point
	for i, p := range line {
		if i > 0 {
			points = append(points, t.crossings(line[i-1], p)...)
		}
		points = append(points, t.plot.clamp(Point{p.x, t.axis.within(p.value)}))
	}
	return points
}

func (t *trend) crossings(a, b place) []Point {
	var points []Point
	for _, edge := range []float64{t.axis.low, t.axis.high} {
		if (a.value < edge) == (b.value < edge) {
			continue
		}
		share := (edge/2 - a.value/2) / (b.value/2 - a.value/2)
		points = append(points, t.plot.clamp(Point{a.x + share*(b.x-a.x), t.axis.at(edge)}))
	}
	slices.SortFunc(points, func(p, q Point) int { return cmp.Compare(p.X, q.X) })
	return points
}

// expected draws the line of the forecast.
func (t *trend) expected() {
	for _, s := range t.stretches(Period.hasForecast) {
		var points []Point
		if i := s[0] - 1; i >= 0 && t.Periods[i].Value != nil {
			points = append(points, t.at(i, *t.Periods[i].Value))
		}
		for _, i := range s {
			points = append(points, t.at(i, t.Periods[i].Forecast.Value))
		}
		t.hard = append(t.hard, segments(points)...)
		t.Add(Path{Points: points, Pen: Pen{Stroke: Blue, Width: 1.1, Dash: []float64{2.4, 1.4}}})
		for _, i := range s {
			f := t.Periods[i].Forecast
			c := t.at(i, f.Value)
			t.Add(Circle{X: c.X, Y: c.Y, R: 0.8, Pen: Pen{Fill: Blue}, Tip: t.frame.in().Say("%s: forecast %s", t.Periods[i].String(), t.Format(f.Value))})
		}
	}
}

// divider parts what was from what is expected.
func (t *trend) divider() {
	origin, ok := t.origin()
	if !ok {
		return
	}
	x, gap := t.x(origin), 0.5*t.frame.Size
	top := Point{x, t.plot.top - 0.5*t.frame.Size}
	t.Add(Line(top, Point{x, t.plot.bottom}, Pen{Stroke: Silver, Width: thinLine, Dash: []float64{1.6, 1.6}}))
	t.hard = append(t.hard, segment{top, Point{x, t.plot.bottom}})
	y := t.plot.top + 0.9*t.frame.Size
	t.write(t.frame.small(t.frame.in().Say("actual")), Point{x - gap, y}, atRight)
	t.write(t.frame.small(t.frame.in().Say("forecast")), Point{x + gap, y}, atLeft)
}
