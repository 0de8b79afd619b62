package stats

import (
	"math"

	"gonum.org/v1/gonum/optimize"
)

// smooth runs simple exponential smoothing from a first level and returns the
// last level and the sum of squared errors one period ahead.
func smooth(y []float64, alpha, level float64) (last, sse float64) {
	for _, v := range y {
		e := v - level
		sse += e * e
		level += alpha * e
	}
	return level, sse
}

// least finds the alpha between 0 and 1 with the smallest sum of squares: by a
// coarse look at all, then by a finer one around the best.
func leastAlpha(sse func(alpha float64) float64) float64 {
	best, step := 0.0, 0.05
	least := math.Inf(1)
	for a := step; a < 1; a += step {
		if s := sse(a); s < least {
			best, least = a, s
		}
	}
	for step > 1e-4 {
		step /= 2
		for _, a := range []float64{best - step, best + step} {
			if a > 0 && a < 1 {
				if s := sse(a); s < least {
					best, least = a, s
				}
			}
		}
	}
	return best
}

// line is the straight line through y over 0, 1, 2, …: its value at 0 and slope.
func line(y []float64) (at0, slope float64) {
	n := float64(len(y))
	middle := (n - 1) / 2
	var sxy, sxx float64
	m := mean(y)
	for i, v := range y {
		d := float64(i) - middle
		sxy += d * (v - m)
		sxx += d * d
	}
	if sxx == 0 {
		return m, 0
	}
	slope = sxy / sxx
	return m - slope*middle, slope
}

// A trend is the state of damped trend smoothing.
type trend struct {
	alpha, beta, phi float64
	level, slope     float64
}

// damped runs damped trend smoothing (Gardner and McKenzie 1985) and returns the
// state at the end with the sum of squared errors.
func (s trend) run(y []float64) (trend, float64) {
	sse := 0.0
	for _, v := range y {
		fitted := s.level + s.phi*s.slope
		e := v - fitted
		sse += e * e
		s.level = fitted + s.alpha*e
		s.slope = s.phi*s.slope + s.alpha*s.beta*e
	}
	return s, sse
}

// ahead forecasts h periods.
func (s trend) ahead(h int) []float64 {
	out := make([]float64, h)
	sum, power := 0.0, 1.0
	for i := range out {
		power *= s.phi
		sum += power
		out[i] = s.level + sum*s.slope
	}
	return out
}

// inside maps any number into an open interval.
func inside(x, low, high float64) float64 { return low + (high-low)/(1+math.Exp(-x)) }

// fitTrend finds the parameters and the first state with the smallest sum of
// squared errors.
func fitTrend(y []float64) trend {
	first := y[:min(len(y), 10)]
	level, slope := line(first)
	scale := math.Sqrt(squares(differences(y))/float64(max(1, len(y)-1))) + 1e-12
	at := func(p []float64) trend {
		return trend{
			alpha: inside(p[0], 0.0001, 0.9999), beta: inside(p[1], 0.0001, 0.9999), phi: inside(p[2], 0.8, 0.98),
			level: level - slope + p[3]*scale, slope: slope + p[4]*scale,
		}
	}
	problem := optimize.Problem{Func: func(p []float64) float64 {
		_, sse := at(p).run(y)
		return sse / (scale * scale)
	}}
	settings := &optimize.Settings{MajorIterations: 200, Converger: &optimize.FunctionConverge{Relative: 1e-6, Iterations: 40}}
	result, err := optimize.Minimize(problem, []float64{0, -2, 1, 0, 0}, settings, &optimize.NelderMead{})
	if result == nil || err != nil && result.X == nil {
		return at(make([]float64, 5))
	}
	s, _ := at(result.X).run(y)
	return s
}
