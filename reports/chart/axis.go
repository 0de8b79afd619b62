package chart

import "math"

// A valueAxis maps values to places, between round numbers.
type valueAxis struct {
	low, high float64 // the values at from and to
	from, to  float64
	ticks     []tick
}

type tick struct {
	value float64
	text  string
}

// at returns the place of a value. Halves keep the difference of huge numbers
// finite.
func (a valueAxis) at(v float64) float64 {
	if a.high <= a.low {
		return (a.from + a.to) / 2
	}
	return a.from + (v/2-a.low/2)/(a.high/2-a.low/2)*(a.to-a.from)
}

// within is at for values that may lie outside the axis: they stop at its ends.
func (a valueAxis) within(v float64) float64 {
	return a.at(min(max(v, a.low), a.high))
}

// A ruler says how an axis is divided.
type ruler struct {
	steps  []float64 // that are round, from 1 to 10
	most   int       // steps between the values
	margin int       // more steps at each end
	format Format
}

// decimal steps are easy to count on, finer ones fit their values more closely.
var (
	decimal = []float64{1, 2, 5, 10}
	finer   = []float64{1, 2, 3, 4, 5, 6, 8, 10}
)

// roundAxis returns an axis from a round number at or below low to one at or above
// high. No two ticks read alike: steps finer than the format are not taken.
func roundAxis(low, high float64, r ruler) valueAxis {
	low, high = apart(low, high)
	for n := max(r.most, 1); ; n-- {
		r.most = n
		a := r.axis(low, high)
		if n == 1 || a.readable() {
			return a
		}
	}
}

// apart makes room around values that are all the same.
func apart(low, high float64) (float64, float64) {
	size := max(math.Abs(low), math.Abs(high))
	if high/2-low/2 > size*1e-9 {
		return low, high
	}
	room := size * 0.05
	if size == 0 {
		room = 1
	}
	return low - room, high + room
}

func (r ruler) axis(low, high float64) valueAxis {
	step := r.step(low, high)
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	first, last = first-float64(r.margin), last+float64(r.margin)
	a := valueAxis{low: min(limited(first*step), low), high: max(limited(last*step), high)}
	for k := first; k <= last; k++ {
		if v := multiple(k, step); math.Abs(v) < math.MaxFloat64 {
			a.ticks = append(a.ticks, tick{v, r.format(v)})
		}
	}
	return a
}

func limited(v float64) float64 { return min(max(v, -math.MaxFloat64), math.MaxFloat64) }

// multiple avoids 3 × 0.1 = 0.30000000000000004.
func multiple(k, step float64) float64 {
	if step < 1 {
		power := math.Pow(10, math.Ceil(-math.Log10(step)))
		return k * math.Round(step*power) / power
	}
	return k * step
}

// step returns a round number times a power of ten, so that as many steps as there
// may be reach from low to high.
func (r ruler) step(low, high float64) float64 {
	half := (high/2 - low/2) / float64(r.most) // of a step, because the whole may be too large
	power := math.Pow(10, math.Floor(math.Log10(half)))
	for _, scale := range []float64{power, 10 * power} {
		for _, m := range r.steps {
			if m*scale/2 >= half*(1-1e-12) {
				return m * scale
			}
		}
	}
	return 100 * power
}

func (a valueAxis) readable() bool {
	for i := 1; i < len(a.ticks); i++ {
		if a.ticks[i].text == a.ticks[i-1].text {
			return false
		}
	}
	return true
}
