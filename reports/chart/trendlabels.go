package chart

import (
	"cmp"
	"slices"

	"kpi/reports/locale"
)

// An endLabel says at the right of the plot what a line is and where it ends.
// Later ones make room for earlier ones.
type endLabel struct {
	value float64
	lines []words
}

// endLabels are those of the target and the forecast, and without a forecast
// those of the last value and the limits.
func (t *trend) endLabels() []endLabel {
	if len(t.Periods) == 0 {
		return nil
	}
	var out []endLabel
	last := t.Periods[len(t.Periods)-1]
	if last.Target != nil {
		out = append(out, endLabel{*last.Target, []words{t.frame.strong(t.frame.in().Say("Target %s", t.Format(*last.Target)))}})
	}
	if f := last.Forecast; f != nil {
		out = append(out, endLabel{f.Value, []words{t.frame.strong(t.frame.in().Say("Forecast %s", t.Format(f.Value))).in(Blue), t.aside(f.levels(t.frame.in()))}})
	} else if last.Value != nil {
		out = append(out, endLabel{*last.Value, []words{t.frame.strong(t.valueText(last)).in(Bar)}})
	}
	if l := last.Limits; l != nil {
		out = append(out, endLabel{l.Upper, []words{t.aside(t.frame.in().Say("upper limit %s", t.Format(l.Upper)))}},
			endLabel{l.Lower, []words{t.aside(t.frame.in().Say("lower limit %s", t.Format(l.Lower)))}},
			endLabel{l.Mean, []words{t.aside(t.frame.in().Say("mean %s", t.Format(l.Mean)))}})
	}
	return out
}

func (t *trend) valueText(p Period) string {
	if p.Partial {
		return t.frame.in().Say("%s so far", t.Format(*p.Value))
	}
	return t.Format(*p.Value)
}

// aside is smaller than other small print.
func (t *trend) aside(text string) words {
	w := t.frame.small(text)
	w.font.Size *= 0.9
	return w
}

// levels names the bands that are drawn, as "50, 80 and 95% ranges".
func (f *Forecast) levels(in *locale.Locale) string {
	bands := f.drawn()
	slices.Reverse(bands)
	var all []string
	for _, b := range bands {
		all = append(all, percent(b.Level))
	}
	switch n := len(all); n {
	case 0:
		return ""
	case 1:
		return in.Say("%s%% range", all[0])
	default:
		return in.Say("%s and %s%% ranges", in.List(all[:n-1]), all[n-1])
	}
}

// endWidth is the room to the right of the plot: a third of the width at most.
func (t *trend) endWidth() float64 {
	widest := 0.0
	for i, e := range t.ends {
		for n, w := range e.lines {
			e.lines[n] = t.frame.fitted(w, t.Width/3)
			widest = max(widest, t.frame.width(e.lines[n]))
		}
		t.ends[i] = e
	}
	if widest == 0 {
		return 0.8 * t.frame.Size
	}
	return widest + t.frame.Size
}

func (t *trend) lineHeight() float64 { return 1.25 * t.frame.Size }

func (t *trend) endHeight(e endLabel) float64 { return float64(len(e.lines)) * t.lineHeight() }

// drawEnds puts the labels beside their lines, and moves them apart where they
// would meet. What has no room is left out, the last one first.
func (t *trend) drawEnds() {
	room := t.plot.bottom - t.plot.top + t.lineHeight()
	for len(t.ends) > 0 && t.endsHeight() > room {
		t.ends = t.ends[:len(t.ends)-1]
	}
	slices.SortStableFunc(t.ends, func(a, b endLabel) int { return cmp.Compare(t.axis.within(a.value), t.axis.within(b.value)) })
	tops := t.spread()
	for i, e := range t.ends {
		for n, w := range e.lines {
			y := tops[i] + (float64(n)+0.5)*t.lineHeight() + middle*w.font.Size
			t.write(w, Point{t.plot.right + 0.9*t.frame.Size, y}, atLeft)
		}
	}
}

func (t *trend) endsHeight() float64 {
	sum := 0.0
	for _, e := range t.ends {
		sum += t.endHeight(e)
	}
	return sum
}

// spread returns the tops of the labels: first lines stand beside their values
// as far as the label above allows, and all of them within the plot.
func (t *trend) spread() []float64 {
	tops := make([]float64, len(t.ends))
	above := t.plot.top - t.lineHeight()/2
	for i, e := range t.ends {
		tops[i] = max(t.axis.within(e.value)-t.lineHeight()/2, above)
		above = tops[i] + t.endHeight(e)
	}
	below := t.plot.bottom + t.lineHeight()/2
	for i := len(tops) - 1; i >= 0; i-- {
		tops[i] = min(tops[i], below-t.endHeight(t.ends[i]))
		below = tops[i]
	}
	return tops
}

// try writes words at the first place where they meet neither a text nor a line.
func (t *trend) try(w words, a align, places ...Point) bool {
	for _, p := range places {
		b := t.frame.place(w, p, a)
		if t.inPlot(b) && t.free(b.grown(t.gap())) && meeting(t.hard, b) == 0 && t.write(w, p, a) {
			return true
		}
	}
	return false
}

// gap is the least distance between labels in the plot.
func (t *trend) gap() float64 { return 0.2 * t.frame.Size }

func (t *trend) inPlot(b box) bool {
	return t.plot.grown(0.1).holds(b)
}

// lastValue writes the last actual value beside its point, where the end of the
// plot belongs to the forecast.
func (t *trend) lastValue() {
	origin, ok := t.origin()
	if !ok || t.Periods[origin].Value == nil {
		return
	}
	p := t.Periods[origin]
	c, gap := t.at(origin, *p.Value), t.frame.Size
	w := t.frame.strong(t.valueText(p)).in(Bar)
	left := c.X - 0.6*gap
	t.try(w, atRight, Point{left, c.Y + 1.7*gap}, Point{left, c.Y - gap}, Point{left, c.Y + 2.6*gap}, Point{left, c.Y - 1.9*gap})
}

// targetLabels names earlier targets where there are few of them.
func (t *trend) targetLabels() {
	levels := phases(t.Periods, func(p Period) *float64 { return p.Target })
	const few = 4
	if len(levels) > few {
		return
	}
	for _, l := range levels {
		if l.last == len(t.Periods)-1 {
			continue // named at the end
		}
		v := *t.Periods[l.first].Target
		t.along(t.aside(t.frame.in().Say("target %s", t.Format(v))).in(Dark), l, v, true)
	}
}

// A phase is periods in a row with the same number or numbers.
type phase struct{ first, last int }

func phases[T comparable](periods []Period, of func(Period) *T) []phase {
	var out []phase
	for i, p := range periods {
		switch n := len(out); {
		case of(p) == nil:
		case n > 0 && out[n-1].last == i-1 && *of(periods[i-1]) == *of(p):
			out[n-1].last = i
		default:
			out = append(out, phase{i, i})
		}
	}
	return out
}

// along writes words above or below a level line, at the first place from left
// to right where there is room.
func (t *trend) along(w words, p phase, v float64, above bool) {
	gap := 0.4 * t.frame.Size
	y := t.axis.within(v)
	sides := []float64{y - gap - 0.1*w.font.Size, y + gap + 0.7*w.font.Size}
	if !above {
		slices.Reverse(sides)
	}
	var places []Point
	for _, side := range sides {
		for x := t.x(p.first) + gap; x+t.frame.width(w) <= t.x(p.last); x += t.frame.Size {
			places = append(places, Point{x, side})
		}
	}
	t.try(w, atLeft, places...)
}

// limitLabels names the natural limits inside their band, where the end of the
// plot belongs to the forecast.
func (t *trend) limitLabels() {
	origin, ok := t.origin()
	if !ok {
		return
	}
	stretches := phases(t.Periods, func(p Period) *Limits { return p.Limits })
	const few = 3
	if len(stretches) > few {
		t.seasonLabel(origin)
		return
	}
	for _, p := range stretches {
		l := t.Periods[p.first].Limits
		t.along(t.aside(t.frame.in().Say("upper limit %s", t.Format(l.Upper))), p, l.Upper, false)
		t.along(t.aside(t.frame.in().Say("lower limit %s", t.Format(l.Lower))), p, l.Lower, true)
		t.along(t.aside(t.frame.in().Say("mean %s", t.Format(l.Mean))), p, l.Mean, false)
	}
}

// seasonLabel names the limits of the last actual period only, where every one
// has its own.
func (t *trend) seasonLabel(origin int) {
	l := t.Periods[origin].Limits
	if l == nil {
		return
	}
	w := t.aside(t.frame.in().Say("limits of %s: %s to %s, mean %s", t.Periods[origin].String(), t.Format(l.Lower), t.Format(l.Upper), t.Format(l.Mean)))
	y, gap := t.axis.within(l.Upper), t.frame.Size
	for up := y - 0.5*gap; up > t.plot.top; up -= gap / 2 {
		if t.try(w, atRight, Point{t.x(origin) - gap/2, up}) {
			return
		}
	}
	for down := t.axis.within(l.Lower) + 1.2*gap; down < t.plot.bottom; down += gap / 2 {
		if t.try(w, atRight, Point{t.x(origin) - gap/2, down}) {
			return
		}
	}
}
