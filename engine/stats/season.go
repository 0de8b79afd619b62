package stats

import (
	"math"
	"slices"
)

// A seasons is what the season adds at each place, 0 on average, or what it
// multiplies by, 1 on average. The zero value is no season.
type seasons struct {
	places []float64 // from the first value on
	adds   bool
}

// findSeasons finds the season of a series where it has at least three of them,
// and repeats itself after a season more than nine of ten series without one do
// (the test of the M4 competition). It multiplies where all values are above zero,
// and adds elsewhere.
func findSeasons(y []float64, m int) seasons {
	if m < 2 || len(y) < 3*m || !repeats(y, m) {
		return seasons{}
	}
	return decompose(y, m, slices.Min(y) <= 0)
}

// decompose is the classical decomposition: the mean of what each place has more
// than the moving average over a season, for a series of two seasons or more.
func decompose(y []float64, m int, adds bool) seasons {
	sums, counts := make([]float64, m), make([]float64, m)
	for t, c := range centered(y, m) {
		switch {
		case math.IsNaN(c):
			continue
		case adds:
			sums[t%m] += y[t] - c
		default:
			sums[t%m] += y[t] / c
		}
		counts[t%m]++
	}
	for i := range sums {
		sums[i] /= counts[i]
	}
	average := mean(sums)
	for i := range sums {
		if adds {
			sums[i] -= average
		} else {
			sums[i] /= average
		}
	}
	return seasons{sums, adds}
}

// repeats is the test for a season.
func repeats(y []float64, m int) bool {
	d, variance := deviations(y)
	if variance == 0 {
		return false
	}
	correlation := func(lag int) float64 {
		sum := 0.0
		for t := lag; t < len(d); t++ {
			sum += d[t] * d[t-lag]
		}
		return sum / variance
	}
	sum := 1.0
	for lag := 1; lag < m; lag++ {
		r := correlation(lag)
		sum += 2 * r * r
	}
	return math.Abs(correlation(m)) > 1.645*math.Sqrt(sum/float64(len(y)))
}

// deviations are the values less their mean, and the sum of their squares.
func deviations(y []float64) (d []float64, sum float64) {
	m := mean(y)
	d = make([]float64, len(y))
	for t, v := range y {
		d[t] = v - m
		sum += d[t] * d[t]
	}
	return d, sum
}

// centered is the moving average over one season; NaN where a part of it is
// missing.
func centered(y []float64, m int) []float64 {
	out := make([]float64, len(y))
	half := m / 2
	for t := range out {
		if t < half || t+half >= len(y) {
			out[t] = math.NaN()
			continue
		}
		sum := 0.0
		for i := t - half; i <= t+half; i++ {
			sum += y[i]
		}
		if m%2 == 0 {
			sum -= (y[t-half] + y[t+half]) / 2
		}
		out[t] = sum / float64(m)
	}
	return out
}

// without takes the season out of y.
func (s seasons) without(y []float64) []float64 {
	out := slices.Clone(y)
	for t := range out {
		switch {
		case s.places == nil:
		case s.adds:
			out[t] -= s.places[t%len(s.places)]
		default:
			out[t] /= s.places[t%len(s.places)]
		}
	}
	return out
}

// with puts the season into forecasts that follow n values.
func (s seasons) with(forecast []float64, n int) []float64 {
	for i := range forecast {
		switch {
		case s.places == nil:
		case s.adds:
			forecast[i] += s.places[(n+i)%len(s.places)]
		default:
			forecast[i] *= s.places[(n+i)%len(s.places)]
		}
	}
	return forecast
}
