// Package stats says how far numbers can be trusted: numbers in, numbers out.
package stats

import "math"

// An Interval holds the true value with a probability of Level, as far as
// chance is all that stands between it and what was counted.
type Interval struct {
	Low, High float64
	Level     float64 // 0.95
}

// Holds reports whether x lies inside the interval, its ends included.
func (i Interval) Holds(x float64) bool { return i.Low <= x && x <= i.High }

// z95 is Φ⁻¹(0.975), the float64 nearest to it: 95 of 100 values of a normal
// distribution lie within so many standard deviations of its mean.
const z95 = 1.959963984540054

// Wilson returns the score interval at 95 % of the share that hits are of n: the
// shares p of a population from which so few, or so many, of n would still be
// drawn. It never leaves 0 to 1 and, unlike p ± 1.96 standard errors, holds for
// small n and for shares near 0 and 1. It is false where n is not above zero, hits
// are not among n, or n is so small that its reciprocal is infinite.
//
// E. B. Wilson, "Probable inference, the law of succession, and statistical
// inference", Journal of the American Statistical Association 22 (1927).
func Wilson(hits, n float64) (Interval, bool) {
	if !(n > 0 && hits >= 0 && hits <= n) || math.IsInf(n, 1) {
		return Interval{}, false
	}
	p, square := hits/n, z95*z95
	centre := (p + square/(2*n)) / (1 + square/n)
	half := z95 * math.Sqrt(p*(1-p)/n+square/(4*n*n)) / (1 + square/n)
	if !finite(centre, half) {
		return Interval{}, false
	}
	i := Interval{Low: max(0, centre-half), High: min(1, centre+half), Level: 0.95}
	// What rounding leaves of an end that is exact would exclude a target of 0 or
	// 100 %.
	if hits == 0 {
		i.Low = 0
	}
	if hits == n {
		i.High = 1
	}
	return i, true
}
