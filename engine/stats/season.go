package stats

import "math"

// A seasons is a multiplicative season: a factor for each place, 1 on average.
type seasons []float64

// findSeasons finds the season of a series by classical decomposition, where the
// series has at least three of them, is positive, and repeats itself after a
// season more than nine of ten series without one (the test of the M4
// competition); else there is none, and every factor is 1.
func findSeasons(y []float64, m int) seasons {
	s := make(seasons, max(1, m))
	for i := range s {
		s[i] = 1
	}
	if m < 2 || len(y) < 3*m || !repeats(y, m) {
		return s
	}
	for _, v := range y {
		if v <= 0 {
			return s
		}
	}
	sums, counts := make([]float64, m), make([]float64, m)
	for t, c := range centered(y, m) {
		if !math.IsNaN(c) {
			sums[t%m] += y[t] / c
			counts[t%m]++
		}
	}
	total := 0.0
	for i := range s {
		s[i] = sums[i] / counts[i]
		total += s[i]
	}
	for i := range s {
		s[i] *= float64(m) / total
	}
	return s
}

// repeats is the test for a season.
func repeats(y []float64, m int) bool {
	if constant(y) {
		return false
	}
	sum := 1.0
	for lag := 1; lag < m; lag++ {
		r := CrossCorrelation(y, y, lag)
		sum += 2 * r * r
	}
	return math.Abs(CrossCorrelation(y, y, m)) > 1.645*math.Sqrt(sum/float64(len(y)))
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
	out := make([]float64, len(y))
	for t, v := range y {
		out[t] = v / s[t%len(s)]
	}
	return out
}

// with puts the season into forecasts that follow n values.
func (s seasons) with(forecast []float64, n int) []float64 {
	for i := range forecast {
		forecast[i] *= s[(n+i)%len(s)]
	}
	return forecast
}
