package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// simulated is about how many paths a chance is counted in.
const simulated = 1000

// ChanceAt is how likely the value h periods ahead, 1 is the next, is to lie
// between low and high, which belong to the range and may be infinite: from 0 to 1,
// good for steps of 0.05. h is at most the number of points.
func (f Forecast) ChanceAt(h int, low, high float64) float64 {
	weights := make([]float64, h)
	weights[h-1] = 1
	return f.ChanceOfSum(weights, low, high)
}

// ChanceOfSum is how likely the sum of the next periods, each with its weight, is
// to lie between low and high. A weight of 0.5 counts half of a period that a due
// date cuts; there are at most as many as points.
func (f Forecast) ChanceOfSum(weights []float64, low, high float64) float64 {
	sums := f.sums(weights)
	// Sums of equal values are not to miss a target by a rounding.
	slack := 0.0
	for i, w := range weights {
		slack += 1e-9 * math.Abs(w*f.Points[i]/f.unit)
	}
	low, high = low/f.unit-slack, high/f.unit+slack
	within := 0
	for _, s := range sums {
		if low <= s && s <= high {
			within++
		}
	}
	return float64(within) / float64(len(sums))
}

// Sum is the sum of the next periods, each with its weight, with the bounds that
// hold a share of what it may come to. They are those of the simulated sums, which
// lie closer together than the sums of the bounds.
func (f Forecast) Sum(weights []float64, level float64) (sum, low, high float64) {
	for i, w := range weights {
		sum += w * f.Points[i]
	}
	sums := f.sums(weights)
	slices.Sort(sums)
	side := (1 - level) / 2
	return sum, quantile(sums, side) * f.unit, quantile(sums, 1-side) * f.unit
}

// sums simulates paths and sums each, in the unit of the spread. A path has the
// errors from one origin of the backtest as one block, where they end the last goes
// on, up or down, times a factor that makes the tails those of the Student
// distribution. There is one for each origin, side and part of the factors'
// distribution, so that nothing is drawn by lot.
func (f Forecast) sums(weights []float64) []float64 {
	paths := f.spread.paths
	factors := f.spread.factors(simulated / (2 * len(paths)))
	var out []float64
	for _, path := range paths {
		for _, factor := range factors {
			out = append(out, f.along(path, factor, weights), f.along(path, -factor, weights))
		}
	}
	return out
}

// along sums the points plus a factor times the errors of a path.
func (f Forecast) along(path []float64, factor float64, weights []float64) float64 {
	sum := 0.0
	for i, w := range weights {
		e := path[min(i, len(path)-1)] * f.spread.reach[i]
		v := f.Points[i]/f.unit + factor*e
		if f.positive {
			v = max(v, 0)
		}
		sum += w * v
	}
	return sum
}

// factors are the middles of n equal parts of the distribution of the factor that
// makes a Student variable of a normal one.
func (s spread) factors(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		chi := distuv.ChiSquared{K: s.freedom}.Quantile((float64(i) + 0.5) / float64(n))
		out[i] = math.Sqrt(s.freedom / chi)
	}
	return out
}

// quantile interpolates between sorted values.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := min(int(at), len(sorted)-2)
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
