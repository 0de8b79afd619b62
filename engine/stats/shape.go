package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// How sure it must be that values repeat after a season: to take it out, which
// does little harm where there is none, and to refuse a chart for it.
const (
	seasonChance = 0.05
	refuseChance = 0.001
)

// A shape is the season of a series that may have gaps: what each place in it adds
// to the values, or to their logarithms where all are above zero.
type shape struct {
	offsets []float64 // nil is no season
	from    int       // a place that the first offset belongs to
	n       int       // values that the offsets are made of
	logs    bool
}

// shapeOf finds the season in the longest stretch without a gap, by classical
// decomposition: the places' means of what values differ from their moving average
// by, where these differ more than chance lets them. It is false where they do
// and there are fewer than three seasons.
//
// The test of findSeasons is not strong enough here: it looks at the correlation
// with the season before, and of three years with a smooth season it sees none.
func shapeOf(x []float64, season int) (shape, bool) {
	from, to := longest(x)
	if season < 2 || to-from < 2*season {
		return shape{}, true
	}
	s := shape{from: from, n: to - from, logs: slices.Min(x[from:to]) > 0}
	usual, rest := s.decompose(x[from:to], season)
	chance := placesDiffer(usual, rest, season)
	if s.n < 3*season {
		return shape{}, chance >= refuseChance
	}
	if chance >= seasonChance {
		return shape{}, true
	}
	middle := mean(usual[:season])
	for _, v := range usual[:season] {
		s.offsets = append(s.offsets, v-middle)
	}
	return s, true
}

// decompose gives what the places in the season and chance add to the trend. Both
// are 0 where that is no more than rounding.
func (s shape) decompose(x []float64, season int) (usual, rest []float64) {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = s.in(v)
	}
	all := squares(y)
	for i, v := range trendOf(y, season) {
		y[i] -= v
	}
	if squares(y) <= dust*dust*all {
		clear(y)
	}
	return places(y, season)
}

// longest is the longest stretch without a gap, the first of equal ones.
func longest(x []float64) (from, to int) {
	start := 0
	for i, v := range x {
		if math.IsNaN(v) {
			start = i + 1
		}
		if i+1-start > to-from {
			from, to = start, i+1
		}
	}
	return from, to
}

// trendOf is the moving average over one season, and at the ends, where a part of
// it is missing, the line on from it with its mean slope.
func trendOf(y []float64, season int) []float64 {
	out := centered(y, season)
	first, last := season/2, len(y)-1-season/2
	slope := 0.0
	if last > first {
		slope = (out[last] - out[first]) / float64(last-first)
	}
	for t := range out {
		if t < first {
			out[t] = out[first] - slope*float64(first-t)
		}
		if t > last {
			out[t] = out[last] + slope*float64(t-last)
		}
	}
	return out
}

// placesDiffer is the chance that the means of the places of a season differ as
// much without one, by the variance between and within the places.
func placesDiffer(usual, rest []float64, season int) float64 {
	n, m := float64(len(usual)), mean(usual)
	between, within := squares(usual)-n*m*m, squares(rest)
	df1, df2 := float64(season-1), n-float64(season)
	if between <= dust*within {
		return 1
	}
	if within <= dust*between {
		return 0
	}
	return distuv.F{D1: df1, D2: df2}.Survival(between / df1 / (within / df2))
}

// in is the value as offsets are added to it.
func (s shape) in(v float64) float64 {
	if s.logs {
		return math.Log(v)
	}
	return v
}

func (s shape) offset(i int) float64 {
	m := len(s.offsets)
	return s.offsets[((i-s.from)%m+m)%m]
}

// add puts a part of the season into a value.
func (s shape) add(v, offset float64) float64 {
	if s.logs {
		return v * math.Exp(offset)
	}
	return v + offset
}

// without takes the season out of x.
func (s shape) without(x []float64) []float64 {
	if s.offsets == nil {
		return x
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = s.add(v, -s.offset(i))
	}
	return out
}

// limits puts the season of place i into limits.
func (s shape) limits(l Limits, i int) Limits {
	if s.offsets == nil {
		return l
	}
	o := s.offset(i)
	l.Low, l.Center, l.High = s.add(l.Low, o), s.add(l.Center, o), s.add(l.High, o)
	if s.logs {
		l.RangeHigh = s.add(l.RangeHigh, o)
	}
	return l
}

// widened makes up for values that lie closer to a season that was made of them
// than they do to the true one.
func (s shape) widened(l Limits) Limits {
	if s.offsets == nil {
		return l
	}
	f := math.Sqrt(float64(s.n) / float64(s.n-len(s.offsets)))
	l.Low, l.High = l.Center-f*(l.Center-l.Low), l.Center+f*(l.High-l.Center)
	l.RangeHigh *= f
	return l
}

// falseAlarm corrects the chance of a chart without a season, as measured: a third
// more with three seasons, a tenth with five.
func (s shape) falseAlarm(chance float64) float64 {
	if s.offsets == nil {
		return chance
	}
	cycles := float64(s.n) / float64(len(s.offsets))
	return chance * (1 + 2.7/(cycles*cycles))
}
