package scorecard

import (
	"math"
	"slices"

	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/stats"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// The marks of a score from 0 to MostScore: a value on target has TargetScore, one
// at which red begins has RedFlagScore, and others lie on the straight line
// through both.
const (
	MostScore    = 10.0
	TargetScore  = MostScore * 2 / 3
	RedFlagScore = MostScore / 3
)

// A Score says on one scale for all KPIs how good a value is. It compares the
// value and the target that the status is judged by, unrounded.
type Score struct {
	Value  *float64      // from 0 to 10; nil is none, and Reason says why
	Reason status.Reason // also of a KPI that no score is expected of
}

func noScore(r status.Reason) Score { return Score{Reason: r} }

// score scores a value that was judged.
func score(k *plan.KPI, v verdict) Score {
	a, t := v.judged.actual.Number, v.judged.target
	switch {
	case v.status != status.None && !v.judged.actual.OK():
		return noScore(v.reason)
	case v.status == status.None:
		return noScore(v.reason)
	case t.Low == nil && t.Value == nil:
		return noScore(status.NoTarget)
	case !canScore(k):
		return noScore(status.NoRedFlag)
	case t.Low != nil:
		return rangeScore(k, a, *t.Low, *t.High)
	case better(k) == Lower:
		return scoreOf(ahead(a, *t.Value, *t.Value+toleranceAround(k, *t.Value)))
	}
	return scoreOf(ahead(a, *t.Value, *t.Value-toleranceAround(k, *t.Value)))
}

// ahead is by how much a is better than the target, where 1 is the distance from
// the target to the red flag. What the status takes for a mark is on it.
func ahead(a, target, redFlag float64) float64 {
	switch {
	case series.Equal(a, target):
		return 0
	case series.Equal(a, redFlag):
		return -1
	}
	return (a - target) / (target - redFlag)
}

// scoreOf has none for a distance from a target of zero in parts of the target.
func scoreOf(ahead float64) Score {
	if math.IsInf(ahead, 0) || math.IsNaN(ahead) {
		return noScore(status.NoRedFlag)
	}
	v := min(max(0, TargetScore+ahead*RedFlagScore), MostScore)
	return Score{Value: &v}
}

// rangeScore is 10 in the middle of the range, falls to the score of a target at
// its ends, and to that of a red flag one tolerance outside of them.
func rangeScore(k *plan.KPI, a, low, high float64) Score {
	switch {
	case series.Equal(low, high) && series.Equal(a, low):
		return scoreOf(1)
	case a < low || series.Equal(a, low):
		return scoreOf(ahead(a, low, low-toleranceAround(k, low)))
	case a > high || series.Equal(a, high):
		return scoreOf(ahead(a, high, high+toleranceAround(k, high)))
	}
	return scoreOf(min(a-low, high-a) / ((high - low) / 2))
}

// canScore reports whether a value of k can have a score at all.
func canScore(k *plan.KPI) bool {
	return k.Target.Set() && (k.Tolerance.Units > 0 || k.Tolerance.Share > 0)
}

// bounds are the values at which the status changes.
func bounds(k *plan.KPI, t Target) []float64 {
	var out []float64
	switch {
	case len(k.Bands) > 0:
		for _, e := range k.Edges {
			if e.Share != 0 && t.Value == nil {
				return nil
			}
			at := e.Number
			if e.Share != 0 {
				at += e.Share * *t.Value
			}
			out = append(out, at)
		}
	case t.Low != nil && t.High != nil:
		out = []float64{*t.Low - toleranceAround(k, *t.Low), *t.Low, *t.High, *t.High + toleranceAround(k, *t.High)}
	case t.Value != nil && better(k) == Lower:
		out = []float64{*t.Value, *t.Value + toleranceAround(k, *t.Value)}
	case t.Value != nil:
		out = []float64{*t.Value - toleranceAround(k, *t.Value), *t.Value}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// tooFew reports whether fewer rows than the KPI asks for are behind a value.
func tooFew(k *plan.KPI, v series.Value) bool {
	return v.Rows != nil && *v.Rows < float64(k.MinN)
}

// interval is that of a share of counted rows.
func interval(k *plan.KPI, v series.Value) *stats.Interval {
	if !k.Proportion || !v.OK() || v.Numerator == nil || v.Denominator == nil {
		return nil
	}
	if i, ok := stats.Wilson(*v.Numerator, *v.Denominator); ok {
		return &i
	}
	return nil
}

// indistinct reports whether a judged value may be its target but for chance: a
// bound of what it is compared with lies inside its interval.
func indistinct(k *plan.KPI, actual series.Value, v verdict) bool {
	i := interval(k, actual)
	if i == nil || v.status == status.None {
		return false
	}
	targets := []*float64{v.target.Value, v.target.Low, v.target.High}
	return slices.ContainsFunc(targets, func(t *float64) bool { return t != nil && i.Holds(*t) })
}

// Doubt says of a value whose target lies inside its interval what its status
// must be read with: "not distinguishable from target (n=20)".
func (m Measured) Doubt() phrase.Phrase {
	n := 0.0
	if m.Denominator != nil {
		n = *m.Denominator
	}
	return phrase.Of("not distinguishable from target (n=%s)", unit.Count.Format(n, unit.Style{}))
}

// Few says of a value without a status how many rows there are, and how many
// there are to be: "too few rows: 3 of at least 20".
func (m Measured) Few(least int) phrase.Phrase {
	n := 0.0
	if m.N != nil {
		n = float64(*m.N)
	}
	return phrase.Of("too few rows: %s of at least %s", unit.Count.Format(n, unit.Style{}), unit.Count.Format(float64(least), unit.Style{}))
}

// reaches reports whether a score is not below a mark but for a hair.
func reaches(score, mark float64) bool { return score >= mark || math.Abs(score-mark) <= 1e-9*mark }
