package stats

import (
	"math"
	"slices"
)

// Fewest numbers of values: with fewer than fewLimits there are no limits, with
// fewer than firmLimits they are trial ones.
const (
	fewLimits  = 6
	firmLimits = 12
)

// The factors of an XmR chart: three standard deviations of a point over the
// mean moving range, 3/1.128, and the upper limit of the ranges themselves; the
// same over the median moving range, 3/0.954.
const (
	meanFactor, meanRangeFactor     = 2.660, 3.268
	medianFactor, medianRangeFactor = 3.145, 3.865
	screenFactor                    = 3.267
)

// Limits are the natural process limits of single values, those of an XmR chart
// (Wheeler, Understanding Variation): what the process does while nothing has
// changed it. They are in the unit of the values.
type Limits struct {
	Center, Low, High float64
	RangeHigh         float64 // what two values in a row may differ by
	N                 int     // values that they are made of
	Trial             bool    // of fewer than twelve values
}

// Natural computes the limits of values in their order: the mean, and 2.660 mean
// moving ranges to both sides. NaN is a period without a value, and ranges are
// taken between neighbours only. It is false for fewer than six values, or
// without any two neighbours.
func Natural(x []float64) (Limits, bool) {
	return limits(x, mean, mean, [2]float64{meanFactor, meanRangeFactor})
}

// NaturalByMedian takes 3.145 median moving ranges around the mean, which a few
// wild values do not widen.
func NaturalByMedian(x []float64) (Limits, bool) {
	return limits(x, mean, median, [2]float64{medianFactor, medianRangeFactor})
}

// NaturalScreened leaves out moving ranges above 3.267 times their mean and
// takes the mean of the rest, as the NHS's charts do.
func NaturalScreened(x []float64) (Limits, bool) {
	screened := func(ranges []float64) float64 {
		most := screenFactor * mean(ranges)
		return mean(slices.DeleteFunc(slices.Clone(ranges), func(r float64) bool { return r > most }))
	}
	return limits(x, mean, screened, [2]float64{meanFactor, meanRangeFactor})
}

func limits(x []float64, center, typical func([]float64) float64, factors [2]float64) (Limits, bool) {
	values, ranges := present(x), movingRanges(x)
	if len(values) < fewLimits || len(ranges) == 0 {
		return Limits{}, false
	}
	c, r := center(values), typical(ranges)
	return Limits{
		Center: c, Low: c - factors[0]*r, High: c + factors[0]*r, RangeHigh: factors[1] * r,
		N: len(values), Trial: len(values) < firmLimits,
	}, true
}

func movingRanges(x []float64) []float64 {
	var out []float64
	for i := 1; i < len(x); i++ {
		if r := math.Abs(x[i] - x[i-1]); !math.IsNaN(r) {
			out = append(out, r)
		}
	}
	return out
}

// present are the values that are not NaN.
func present(x []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(x), math.IsNaN)
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func median(x []float64) float64 {
	s := slices.Sorted(slices.Values(x))
	n := len(s)
	if n == 0 {
		return math.NaN()
	}
	return (s[(n-1)/2] + s[n/2]) / 2
}

// A Rule is one of Wheeler's three detection rules.
type Rule string

// The rules, the strongest first.
const (
	Outside Rule = "outside" // a value beyond a limit
	Run     Rule = "run"     // eight values in a row on one side of the center
	Near    Rule = "near"    // three of four values in a row nearer to one limit than to the center
)

// A Signal is a value that the process alone seldom makes.
type Signal struct {
	At   int // the place of the value that completes the pattern, from 0
	Rule Rule
	High bool // above the center
}

const runLength = 8

// Signals applies the three rules to values in their order. A value on the
// center, or a period without one, breaks a run. A value has at most one signal:
// that of the first rule that holds.
func Signals(x []float64, l Limits) []Signal {
	long := runs(x, l.Center, runLength)
	var out []Signal
	for i, v := range x {
		s := Signal{At: i, High: v > l.Center}
		switch {
		case v > l.High || v < l.Low:
			s.Rule = Outside
		case long[i]:
			s.Rule = Run
		case near(x, i, l, true) || near(x, i, l, false):
			s.Rule = Near
		default:
			continue
		}
		out = append(out, s)
	}
	return out
}

// runs marks the values that at least length values in a row, they being the
// last, stand on one side of the center with.
func runs(x []float64, center float64, length int) []bool {
	out := make([]bool, len(x))
	n, side := 0, 0
	for i, v := range x {
		here := 0
		switch {
		case v > center:
			here = 1
		case v < center:
			here = -1
		}
		if here != side {
			n, side = 0, here
		}
		if here != 0 {
			n++
		}
		out[i] = n >= length
	}
	return out
}

// near reports whether i is the last of three values, of four in a row, that lie
// beyond the middle between the center and one limit.
func near(x []float64, i int, l Limits, high bool) bool {
	beyond := func(v float64) bool {
		if high {
			return v > (l.Center+l.High)/2
		}
		return v < (l.Center+l.Low)/2
	}
	if i < 3 || !beyond(x[i]) {
		return false
	}
	n := 0
	for _, v := range x[i-3 : i+1] {
		if math.IsNaN(v) {
			return false
		}
		if beyond(v) {
			n++
		}
	}
	return n >= 3
}

// An Assurance says whether a process that goes on as it does reaches a target.
type Assurance string

// The assurances.
const (
	Passes Assurance = "passes"      // every value that the process makes reaches it
	Fails  Assurance = "fails"       // none does
	Chance Assurance = "hit_or_miss" // some do, some do not
)

// Assure compares natural limits with a target.
func Assure(l Limits, target float64, lowerIsBetter bool) Assurance {
	if lowerIsBetter {
		l.Low, l.High, target = -l.High, -l.Low, -target
	}
	switch {
	case target > l.High:
		return Fails
	case target < l.Low:
		return Passes
	}
	return Chance
}
