// Package evidence says how far the values of a KPI can be trusted, where they are
// going, and why they moved: histories and members in, findings out.
package evidence

import "math"

// An Evidence is what was found beside a value. What is nil was not looked for.
type Evidence struct {
	History History // that was looked at; the zero History where neither signals nor a forecast were asked for
	Signals *Signals
	Outlook *Outlook
	Lead    *Lead
	Moves   []Movement // by dimension, and by what the value is compared with
	Biases  []Bias
}

// A Refusal says why something was not looked at. The zero Refusal is none.
type Refusal string

// The refusals, beside those of charts.
const (
	TooShort    Refusal = "too_short"    // too few periods have a value
	Rolling     Refusal = "rolling"      // windows share most of their days with the ones before
	Carried     Refusal = "carried"      // a level carries over from one period to the next
	OtherGrain  Refusal = "other_grain"  // what is to be compared has periods of another length
	NoValue     Refusal = "no_value"     // one of both sides has none
	NotAdditive Refusal = "not_additive" // the values of the members do not make the value of all
	NoTargets   Refusal = "no_targets"   // the members have no targets that make the target of all
)

// A History is the values of a KPI in periods of one length, the oldest first. The
// last period is the latest one of which nothing is open any more.
type History struct {
	Periods []string  // as they are named
	Values  []float64 // NaN is none
	Season  int       // periods after which they repeat, 12 for months; 1 is none
}

// trimmed is the history without the periods at both ends that have no value, and
// the number of those that were cut off before it.
func (h History) trimmed() (History, int) {
	from, to := 0, len(h.Values)
	for to > 0 && math.IsNaN(h.Values[to-1]) {
		to--
	}
	for from < to && math.IsNaN(h.Values[from]) {
		from++
	}
	return History{Periods: h.Periods[from:to], Values: h.Values[from:to], Season: h.Season}, from
}
