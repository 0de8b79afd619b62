package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Z is how many standard deviations to both sides of the mean of a normal
// distribution hold a share of it: 1.2816 for 0.8, 1.9600 for 0.95.
func Z(level float64) float64 { return distuv.UnitNormal.Quantile((1 + level) / 2) }

// NaiveSpread is the standard deviation of the naive forecast h periods ahead,
// where sigma is that of the changes from one value to the next.
func NaiveSpread(sigma float64, h int) float64 { return sigma * math.Sqrt(float64(h)) }

// SeasonalNaiveSpread is that of the seasonal naive forecast; sigma is the standard
// deviation of the changes from one season to the next.
func SeasonalNaiveSpread(sigma float64, season, h int) float64 {
	return sigma * math.Sqrt(float64((h-1)/max(1, season)+1))
}

// DriftSpread is that of the forecast by drift through n values, which grows with
// the uncertainty of the line too; sigma is the standard deviation of the changes
// from one value to the next.
func DriftSpread(sigma float64, n, h int) float64 {
	return sigma * math.Sqrt(float64(h)*(1+float64(h)/float64(n-1)))
}

// Errors grow with the periods ahead to this power, by the series of the M3
// competition: those of series with a season within the year, which are mostly
// noise, more slowly than those of yearly ones, which are mostly trend.
const (
	growthWithin = 0.4
	growthYearly = 0.7
)

// fewestOrigins is how many periods must have been forecast from for the width of
// the interval to come from the errors.
const fewestOrigins = 4

// A spread is how far off a forecast may be: a Student distribution for each
// period ahead. Its width comes from the errors of the past: their mean square,
// and not their quantiles, since a dozen origins do not make a quantile of 95 %.
// On the M3 series that holds the promised shares better at all levels
// (BenchmarkM3).
type spread struct {
	paths   [][]float64 // of errors, for each origin, divided by reach
	reach   []float64   // how errors grow with the periods ahead
	size    float64     // root of the mean square of all errors in paths
	freedom float64     // degrees of freedom of the Student distribution
}

// spreadOf makes a spread of errors for each origin.
func spreadOf(errors [][]float64, season, h int) spread {
	s := spread{reach: make([]float64, h), freedom: max(3, float64(len(errors))/2)}
	growth := growthYearly
	if season > 1 {
		growth = growthWithin
	}
	for i := range s.reach {
		s.reach[i] = math.Pow(float64(i+1), growth)
	}
	sum, n := 0.0, 0
	for _, row := range errors {
		path := make([]float64, len(row))
		for i, e := range row {
			path[i] = e / s.reach[i]
		}
		s.paths = append(s.paths, path)
		sum, n = sum+squares(path), n+len(path)
	}
	s.size = math.Sqrt(sum / float64(n))
	return s
}

// theory is the spread where there are too few errors: that of the seasonal naive
// forecast for itself, and that of drift for all others, which cannot do better
// on so few values.
func theory(y []float64, season, h int, yardstick bool) spread {
	m := 1
	if yardstick {
		m = season
	}
	changes := steps(y, m)
	s := spread{size: 1, freedom: float64(len(changes))}
	// In the place of errors stand middles of equal parts of a normal distribution.
	const parts = 12
	for k := range parts {
		s.paths = append(s.paths, []float64{Z((float64(k) + 0.5) / parts)})
	}
	sigma := math.Sqrt(squares(changes) / float64(len(changes)))
	for i := range h {
		if yardstick {
			s.reach = append(s.reach, SeasonalNaiveSpread(sigma, season, i+1))
		} else {
			s.reach = append(s.reach, DriftSpread(sigma, len(y), i+1))
		}
	}
	return s
}

// factor is by how much the bounds of a level lie farther out than the size.
func (s spread) factor(level float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: s.freedom}.Quantile((1 + level) / 2)
}

// coverage tries the interval of each origin, made of the errors of the others.
func (s spread) coverage(level float64) float64 {
	var total, inside, n float64
	for _, path := range s.paths {
		total, n = total+squares(path), n+float64(len(path))
	}
	factor := s.factor(level)
	for _, path := range s.paths {
		half := factor * math.Sqrt(max(0, total-squares(path))/(n-float64(len(path))))
		for _, e := range path {
			if math.Abs(e) <= half {
				inside++
			}
		}
	}
	return inside / n
}
