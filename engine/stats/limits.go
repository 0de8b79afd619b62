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
// taken between neighbours only. It is false for fewer than six values, without
// any two neighbours, for an infinite value, and where neighbours never differ:
// the next value that does would be outside for that alone.
func Natural(x []float64) (Limits, bool) {
	return limits(x, mean, mean, [2]float64{meanFactor, meanRangeFactor})
}

// NaturalByMedian takes 3.145 median moving ranges around the mean, which a few
// wild values do not widen. It is false where most neighbours do not differ.
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
	l := Limits{
		Center: c, Low: c - factors[0]*r, High: c + factors[0]*r, RangeHigh: factors[1] * r,
		N: len(values), Trial: len(values) < firmLimits,
	}
	if above(c+r, c) && finite(l.Low, l.High, l.RangeHigh) {
		return l, true
	}
	return Limits{}, false
}

// finite reports whether all values are numbers.
func finite(x ...float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// dust is the part of a value up to which two are the same: the mean of equal
// values differs from them by rounding.
const dust = 1e-10

// above reports whether a is greater than b by more than rounding.
func above(a, b float64) bool { return a-b > dust*max(math.Abs(a), math.Abs(b)) }

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
		case above(v, l.High) || above(l.Low, v):
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
		case above(v, center):
			here = 1
		case above(center, v):
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
			return above(v, (l.Center+l.High)/2)
		}
		return above((l.Center+l.Low)/2, v)
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

// Assure compares natural limits with a target. A limit on the target is left to
// chance. It is empty where one of the numbers is missing.
func Assure(l Limits, target float64, lowerIsBetter bool) Assurance {
	if math.IsNaN(target) {
		return ""
	}
	if lowerIsBetter {
		return AssureRange(l, math.Inf(-1), target)
	}
	return AssureRange(l, target, math.Inf(1))
}

// AssureRange compares natural limits with a target from low to high, of which
// one may be infinite. It is empty where one of the numbers is missing, or low is
// above high.
func AssureRange(l Limits, low, high float64) Assurance {
	if !finite(l.Low, l.High) || !(low <= high) {
		return ""
	}
	switch {
	case low > l.High || high < l.Low:
		return Fails
	case low < l.Low && l.High < high:
		return Passes
	}
	return Chance
}
