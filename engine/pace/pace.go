// Package pace does the arithmetic of targets: how much of one is to be reached
// by some day, and how far a value is on its way. Numbers in, numbers out.
package pace

import "math"

// Linear is the share of a span that is over: elapsed of total days, or of
// anything else that is counted. It is 0 before the span and where nothing is
// counted, and 1 after it.
func Linear(elapsed, total int) float64 {
	switch {
	case elapsed <= 0 || total <= 0:
		return 0
	case elapsed >= total:
		return 1
	}
	return float64(elapsed) / float64(total)
}

// Weighted is the share of a span whose parts have weights: over says for each
// part which part of it is over, from 0 to 1. It is 0 where no part weighs
// anything.
func Weighted(weights, over []float64) float64 {
	done, all, left := 0.0, 0.0, false
	for i, w := range weights {
		done += w * over[i]
		all += w
		left = left || over[i] < 1
	}
	switch {
	case !left && len(weights) > 0:
		return 1 // also where sums of parts miss it by a hair
	case all <= 0:
		return 0
	}
	return done / all
}

// Shares are the mean shares of the parts of a cycle, such as the months of a
// year, that earlier cycles had. They add up to 1: a part whose mean is negative
// has none. Cycles that do not add up to more than zero say nothing. It is nil
// where fewer than two say something.
func Shares(cycles [][]float64) []float64 {
	var mean []float64
	n := 0
	for _, cycle := range cycles {
		if total := sum(cycle); total > 0 {
			n++
			mean = plus(mean, cycle, 1/total)
		}
	}
	if n < 2 {
		return nil
	}
	for i := range mean {
		mean[i] = max(0, mean[i])
	}
	return plus(nil, mean, 1/sum(mean))
}

func sum(values []float64) float64 {
	s := 0.0
	for _, v := range values {
		s += v
	}
	return s
}

// plus adds the values times a factor to those of into, which may be nil.
func plus(into, values []float64, factor float64) []float64 {
	out := make([]float64, len(values))
	copy(out, into)
	for i, v := range values {
		out[i] += v * factor
	}
	return out
}

// A Step is a milestone: the share of the way that is to be covered by the end
// of a day.
type Step struct {
	Day   int
	Share float64
}

// Along is the share of the way that is to be covered by the end of a day, in
// straight lines from step to step. Steps ascend by day. Before the first step
// it is that of the first, after the last that of the last, and 0 without any.
func Along(steps []Step, day int) float64 {
	for i, s := range steps {
		switch {
		case day > s.Day:
			continue
		case i == 0 || day == s.Day:
			return s.Share
		}
		before := steps[i-1]
		return before.Share + (s.Share-before.Share)*float64(day-before.Day)/float64(s.Day-before.Day)
	}
	if len(steps) == 0 {
		return 0
	}
	return steps[len(steps)-1].Share
}

// A Course leads from Start, where a value stands before the first day, to
// Target on the last one. Of what adds up Start is 0.
type Course struct{ Start, Target float64 }

// At is the value that is expected after a share of the way. It is exactly
// Start at 0 and Target at 1.
func (c Course) At(share float64) float64 {
	switch share {
	case 0:
		return c.Start
	case 1:
		return c.Target
	}
	return c.Start + (c.Target-c.Start)*share
}

// Projection is where a value ends that goes on as it came: it has covered its
// way from Start while a share of the way was expected. It is nil for a share of
// 0.
func (c Course) Projection(value, share float64) *float64 {
	if share == 0 {
		return nil
	}
	return finite(c.Start + (value-c.Start)/share)
}

// Needed is what a value has to gain in each of the days, or periods, that are
// left to reach the target; nil where none is left.
func (c Course) Needed(value, left float64) *float64 {
	if left <= 0 {
		return nil
	}
	return finite((c.Target - value) / left)
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
