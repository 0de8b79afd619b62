package stats

import "math"

// ChartOptions are what a chart is made by. The zero value takes the first twelve
// values as its baseline and looks for no season.
type ChartOptions struct {
	// From and To are the places of the values that make the limits, from 0, To not
	// included. Where both are 0 they are the first twelve, or all of fewer.
	From, To int
	Season   int // periods of a season, 12 for months; 0 and 1 are none
}

// A Refusal says why there is no chart.
type Refusal string

// The refusals.
const (
	NoBaseline Refusal = "no_baseline" // the declared one is not part of the values
	FewValues  Refusal = "few_values"  // the baseline has fewer than six, or no two neighbours
	NoChange   Refusal = "no_change"   // neighbours in the baseline never differ
	Unbounded  Refusal = "unbounded"   // a value is infinite, or the limits would be
	NewSeason  Refusal = "new_season"  // the values repeat after a season, and fewer than three do not tell it
)

// A Chart is an XmR chart: values in their order, the limits of a baseline, and
// the values that the process behind the baseline seldom makes.
type Chart struct {
	// Limits are those of the baseline. Of a seasonal chart they are those of the
	// values without their season, and stand for a period of usual height.
	Limits Limits
	// Periods are the limits at each value, with its season: the same at all where
	// there is none. A lower limit may lie below 0 where no value can.
	Periods  []Limits
	From     int      // the first place that is compared with the limits
	Seasonal bool     // the season was taken out to look for signals
	Signals  []Signal // in the order of the values
	Latest   *Signal  // at the last period; nil where there is none, or no value
	// FalseAlarm is the chance of a signal at the last period while nothing has
	// changed.
	FalseAlarm float64
	Refused    Refusal // why there is no chart; empty where there is one
}

// NewChart charts values in their order; NaN is a period without one. The limits
// stay those of the baseline whatever comes after it; what lies before a declared
// one is not compared with them, since it may be another process. Where there are three
// seasons without a gap, and the values repeat themselves after one, the season is
// taken out first. The season is that of all values, so that it moves a little
// with each that is added, and the limits are widened by as much as values lie
// closer to a season that was made of them.
//
// It is false where there is no chart, of which only Refused is set then. The
// values of two periods must not share rows: running totals and trailing averages
// follow each other, and have signals by the dozen without a cause.
func NewChart(x []float64, o ChartOptions) (Chart, bool) {
	from, to := o.baseline(x)
	if from < 0 || to > len(x) || from >= to {
		return Chart{Refused: NoBaseline}, false
	}
	if !finite(present(x)...) {
		return Chart{Refused: Unbounded}, false
	}
	shape, told := shapeOf(x, o.Season)
	adjusted := shape.without(x)
	l, ok := Natural(adjusted[from:to])
	if !told || !ok {
		return Chart{Refused: refusal(x[from:to], told)}, false
	}
	c := Chart{Limits: shape.widened(l), From: from, Seasonal: shape.offsets != nil}
	for _, s := range Signals(adjusted[from:], c.Limits) {
		s.At += from
		c.Signals = append(c.Signals, s)
	}
	if !math.IsNaN(x[len(x)-1]) {
		c.FalseAlarm = shape.falseAlarm(FalseAlarm(l.N, len(x)-to))
	}
	for i := range x {
		c.Periods = append(c.Periods, shape.limits(c.Limits, i))
	}
	if n := len(c.Signals); n > 0 && c.Signals[n-1].At == len(x)-1 {
		c.Latest = &c.Signals[n-1]
	}
	return c, true
}

// baseline gives the places of the baseline, the second not included.
func (o ChartOptions) baseline(x []float64) (from, to int) {
	if o.From != 0 || o.To != 0 {
		return o.From, o.To
	}
	values := 0
	for i, v := range x {
		if !math.IsNaN(v) {
			values++
		}
		if values == firmLimits {
			return 0, i + 1
		}
	}
	return 0, len(x)
}

// refusal says why a baseline makes no chart.
func refusal(baseline []float64, told bool) Refusal {
	values, ranges := present(baseline), movingRanges(baseline)
	c, r := mean(values), mean(ranges)
	switch {
	case len(values) < fewLimits || len(ranges) == 0:
		return FewValues
	case !told:
		return NewSeason
	case finite(c+r) && !above(c+r, c):
		return NoChange
	}
	return Unbounded
}
