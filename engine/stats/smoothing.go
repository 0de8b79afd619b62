package stats

import "math"

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

// leastAlpha finds the alpha between 0 and 1 with the smallest sum of squares: by
// a coarse look at all, then by a finer one around the best.
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
