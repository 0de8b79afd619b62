package reference

import (
	"math"

	"kpi/engine/status"
)

// A Value is a number over rows, or none with its reason. A condition is 1 or 0.
type Value struct {
	Number float64
	Reason status.Reason // not empty: there is no number
	// Slack is how far from Number another right computation may end: sums of
	// binary floats depend on the order of their parts, and are cut to ten
	// digits. It is infinite where such a difference decides, as in
	// floor(2.9999999999): then nothing is known.
	Slack float64
}

// OK reports whether there is a number.
func (v Value) OK() bool { return v.Reason == status.NoReason }

// Unknown reports whether any value, and none, would be right.
func (v Value) Unknown() bool { return math.IsInf(v.Slack, 1) }

// Fits reports whether got is close enough to v; a nil got is no value.
func (v Value) Fits(got *float64) bool {
	switch {
	case v.Unknown():
		return true
	case got == nil || !v.OK():
		return (got == nil) == !v.OK()
	}
	return math.Abs(*got-v.Number) <= v.Slack+1e-9*max(math.Abs(*got), math.Abs(v.Number))
}

func none(r status.Reason) Value { return Value{Reason: r} }

var unknown = Value{Slack: math.Inf(1)}

// about is a number that may be off by slack.
func about(v, slack float64) Value {
	switch {
	case math.IsInf(slack, 1), math.IsNaN(slack):
		return unknown
	case math.IsNaN(v), math.IsInf(v, 0):
		return none(status.Domain)
	}
	return Value{Number: v, Slack: slack}
}

func truth(b bool) Value {
	if b {
		return Value{Number: 1}
	}
	return Value{}
}

// met reports whether v is true.
func (v Value) met() bool { return v.OK() && v.Number != 0 }
