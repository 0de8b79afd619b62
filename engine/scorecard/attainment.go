package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/pace"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
)

// attainment is 1 on target, by the mode of k. Progress looks at the whole way:
// what is reached by now, and the target at its end. It is nil without a target,
// and where a division has no meaning.
func attainment(k *plan.KPI, actual series.Value, v verdict) *float64 {
	t := v.target
	if k.Target.Mode == plan.Progress {
		return progress(actual, v)
	}
	switch {
	case !actual.OK():
		return nil
	case t.Low != nil && t.High != nil:
		a := actual.Number
		return pace.Within(a, *t.Low, *t.High, toleranceAround(k, nearest(a, *t.Low, *t.High)))
	case t.Value == nil:
		return nil
	}
	return attained(k.Target.Mode, actual.Number, *t.Value)
}

func attained(mode plan.Mode, actual, target float64) *float64 {
	if mode == plan.Lower {
		return pace.Lower(actual, target)
	}
	return pace.Higher(actual, target)
}

func progress(actual series.Value, v verdict) *float64 {
	if p := v.pace; p != nil {
		if p.Actual == nil || p.Value == nil || p.Baseline == nil {
			return nil
		}
		return pace.Progress(*p.Actual, *p.Value, *p.Baseline)
	}
	if t := v.target; actual.OK() && t.Value != nil && t.Baseline != nil {
		return pace.Progress(actual.Number, *t.Value, *t.Baseline)
	}
	return nil
}

// withoutBase gives no value to a division by nothing that is left, where k says
// what that means: a denominator that is used up, or more than that.
func (j *judging) withoutBase(k *plan.KPI, v series.Value, f calendar.Frame, g series.Group) series.Value {
	division, ok := k.Formula.(*formula.Binary)
	if k.NoBase == status.None || !ok {
		return v
	}
	numerator, base := j.Evaluate(division.X, f, g), j.Evaluate(division.Y, f, g)
	if numerator.OK() && base.OK() && base.Number <= 0 {
		v.Number, v.Reason = 0, status.NoBase
	}
	return v
}

// A OneSided is a member that has a value and no target, or a target and no
// value.
type OneSided struct {
	Dimension, Member string
	Actual            *float64 // nil is none
	Target            *float64 // nil is none
}

// oneSided lists the members on one side only, where the targets of members add
// up to that of the whole: those of a plan, and those of a split.
func (j *judging) oneSided(k *plan.KPI, f calendar.Frame, breakdowns []Breakdown) []OneSided {
	held := holding(k, f, series.Group{})
	if k.Kind != plan.Flow || len(held) == 0 {
		return nil
	}
	goal := held[len(held)-1]
	var out []OneSided
	for _, b := range breakdowns {
		if !goal.splits(b.Dimension) {
			continue
		}
		listed := map[string]bool{}
		for _, m := range b.Members {
			listed[m.Name] = true
			if one, ok := sideOf(b.Dimension, m); ok {
				out = append(out, one)
			}
		}
		for _, part := range goal.Split.Members {
			if g := (series.Group{Dimension: b.Dimension, Member: series.Member{Name: part.Member}}); !listed[part.Member] && !pooled(b) {
				out = append(out, OneSided{b.Dimension, part.Member, nil, j.target(k, f, g).Value})
			}
		}
	}
	return out
}

// pooled reports whether members stand in a common line, so that one that is not
// named may be among them.
func pooled(b Breakdown) bool {
	for _, m := range b.Members {
		if m.Others > 0 {
			return true
		}
	}
	return false
}

func sideOf(dimension string, m Member) (OneSided, bool) {
	target, actual := m.Target.Value, m.Actual.Value
	none := actual == nil || *actual == 0 && vacant(m.Actual)
	switch {
	case m.Others > 0, m.Target.Reason == status.NoDimension:
		return OneSided{}, false
	case target == nil && !none && *actual != 0:
		return OneSided{dimension, m.Name, actual, nil}, true
	case target != nil && *target != 0 && none:
		return OneSided{dimension, m.Name, nil, target}, true
	}
	return OneSided{}, false
}
