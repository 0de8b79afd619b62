package scorecard

import (
	"math"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A verdict is what a value means against its target.
type verdict struct {
	target     Target
	attainment *float64
	status     status.Status
	reason     status.Reason
	band       string // the line of the status list that held
}

// judge compares a value of k with its target in the frame f for the group g.
// The first reason that applies wins: no value, stale, partial, no target.
func (j *judging) judge(k *plan.KPI, actual series.Value, f calendar.Frame, g series.Group) verdict {
	v := verdict{target: j.target(k, f, g)}
	v.target.Bounds = bounds(k, v.target)
	if !actual.OK() {
		v.reason = actual.Reason
		return v
	}
	a := actual.Number
	v.attainment = attainment(k, a, v.target)
	if reason := j.caution(k, f); reason != status.NoReason {
		v.reason = reason
		return v
	}
	if actual.Empty {
		v.reason = status.Empty
		return v
	}
	if tooFew(k, actual) {
		v.reason = status.TooFew
		return v
	}
	if len(k.Bands) > 0 {
		j.bands(&v, k, actual, f, g)
		return v
	}
	v.status, v.reason = compare(k, a, v.target)
	return v
}

// target computes what k is compared with in f.
func (j *judging) target(k *plan.KPI, f calendar.Frame, g series.Group) Target {
	t := Target{Text: targetText(k)}
	if k.Target.Per != "" && g != (series.Group{}) {
		// What the whole is to reach is not what each member is to reach.
		t.Reason = status.NoTarget
		return t
	}
	if k.Target.Low != nil {
		low, high := j.goal(k, k.Target.Low, f, g), j.goal(k, k.Target.High, f, g)
		t.Low, t.High = pointer(low), pointer(high)
		t.Reason = firstReason(low, high)
		return t
	}
	if k.Target.Formula != nil {
		v := j.goal(k, k.Target.Formula, f, g)
		t.Value, t.Reason = pointer(v), v.Reason
	}
	return t
}

// goal evaluates a formula of a target; a number for a period is multiplied by
// the periods of f.
func (j *judging) goal(k *plan.KPI, n formula.Node, f calendar.Frame, g series.Group) series.Value {
	v := j.Evaluate(n, f, g)
	if v.OK() && v.Empty {
		// A plan without a row is no plan of nothing.
		return series.Value{Reason: status.NoTarget}
	}
	if k.Target.Per != "" {
		v.Number *= periods(j.Plan.Calendar, f, k.Target.Per)
	}
	return v
}

func targetText(k *plan.KPI) string {
	t := k.Spec.Target
	if t.Low.Written() || t.High.Written() {
		return "between " + t.Low.Value + " and " + t.High.Value
	}
	return t.Formula.Value
}

func firstReason(values ...series.Value) status.Reason {
	for _, v := range values {
		if !v.OK() {
			return v.Reason
		}
	}
	return status.NoReason
}

func pointer(v series.Value) *float64 {
	if !v.OK() {
		return nil
	}
	return &v.Number
}

// periods is the number of periods of a grain that the readable part of f
// holds; parts of a period count by their days.
func periods(c calendar.Calendar, f calendar.Frame, g calendar.Grain) float64 {
	n := 0.0
	for p := c.PeriodOf(g, f.Start); c.Start(p) < f.Cut; p = p.Add(1) {
		from, until := c.Start(p), c.End(p)
		n += float64(min(until, f.Cut)-max(from, f.Start)) / float64(until-from)
	}
	return n
}

// attainment is 1 on target. Higher is better: 1 + (A−T)/|T|; lower is better:
// 1 + (T−A)/|T|; in a range 1, outside 1 less the distance in tolerances. It is
// nil without a target, and over a target of zero.
func attainment(k *plan.KPI, a float64, t Target) *float64 {
	var v float64
	switch {
	case t.Low != nil && t.High != nil:
		d := max(*t.Low-a, a-*t.High, 0)
		bound := nearest(a, *t.Low, *t.High)
		tolerance := toleranceAround(k, bound)
		switch {
		case d == 0, series.Equal(a, bound):
			v = 1
		case tolerance == 0:
			return nil
		default:
			v = 1 - d/tolerance
		}
	case t.Value == nil || *t.Value == 0:
		return nil
	case Better(k.Spec.Better.Value) == Lower:
		v = 1 + (*t.Value-a)/math.Abs(*t.Value)
	default:
		v = 1 + (a-*t.Value)/math.Abs(*t.Value)
	}
	return &v
}

func nearest(a, low, high float64) float64 {
	if a < low {
		return low
	}
	return high
}

func toleranceAround(k *plan.KPI, target float64) float64 {
	return k.Tolerance.Units + k.Tolerance.Share*math.Abs(target)
}

// compare judges a value by its target and tolerance. Bounds belong to the
// better side, and a difference of one part in a billion is none.
func compare(k *plan.KPI, a float64, t Target) (status.Status, status.Reason) {
	switch {
	case t.Low != nil && t.High != nil:
		return zone(max(*t.Low-a, a-*t.High), nearest(a, *t.Low, *t.High), k), status.NoReason
	case t.Value == nil && t.Reason != status.NoReason:
		return status.None, t.Reason
	case t.Value == nil:
		return status.None, status.NoTarget
	case Better(k.Spec.Better.Value) == Lower:
		return zone(a-*t.Value, *t.Value, k), status.NoReason
	}
	return zone(*t.Value-a, *t.Value, k), status.NoReason
}

// zone judges the distance by which a value misses its target.
func zone(miss, target float64, k *plan.KPI) status.Status {
	hair := 1e-9 * max(math.Abs(target), math.Abs(target+miss))
	switch {
	case miss <= hair:
		return status.OnTrack
	case miss <= toleranceAround(k, target)+hair:
		return status.AtRisk
	}
	return status.OffTrack
}

// bands takes the first line of the status list that holds.
func (j *judging) bands(v *verdict, k *plan.KPI, actual series.Value, f calendar.Frame, g series.Group) {
	e := *j.Evaluator
	target := series.Value{Reason: status.NoTarget}
	if v.target.Value != nil {
		target = series.Value{Number: *v.target.Value}
	} else if v.target.Reason != status.NoReason {
		target.Reason = v.target.Reason
	}
	e.Names = map[string]series.Value{"value": actual, "target": target}
	for _, b := range k.Bands {
		holds := series.Value{Number: 1}
		if b.When != nil {
			holds = e.Evaluate(b.When, f, g)
		}
		if !holds.OK() {
			v.reason = holds.Reason
			return
		}
		if holds.Number != 0 {
			v.status, v.band = b.Status, b.Text
			return
		}
	}
	v.reason = status.NoBand
}

// caution says why a value of k in f must not be judged although it is there.
func (j *judging) caution(k *plan.KPI, f calendar.Frame) status.Reason {
	found := status.NoReason
	rank := func(r status.Reason) int {
		return map[status.Reason]int{status.NoReason: 0, status.Begins: 1, status.Partial: 2, status.Stale: 3}[r]
	}
	series.Needs(j.Plan, k.Formula, f, "", func(n series.Need) {
		if r := j.cautionOf(j.Plan.Aggregates[n.Slot], n.Frame); rank(r) > rank(found) {
			found = r
		}
	})
	if k.Settles > 0 && f.End-1+calendar.Date(k.Settles) > j.View.AsOf && rank(found) < rank(status.Partial) {
		found = status.Partial
	}
	return found
}

func (j *judging) cautionOf(a *plan.Aggregate, f calendar.Frame) status.Reason {
	if a.Source.Spec.Plan {
		return status.NoReason
	}
	r := j.Range(a)
	through := j.View.AsOf
	if !j.View.Told {
		through = min(through, r.Last)
	}
	switch {
	case r.Empty:
		return status.NoReason
	case j.View.Told && a.Source.FreshWithin > 0 && int(j.View.AsOf-r.Last) > a.Source.FreshWithin && f.End-1 >= r.Last:
		return status.Stale
	case f.End-1 > through:
		return status.Partial
	case f.Start < r.First && a.Life == nil:
		return status.Begins
	}
	return status.NoReason
}

// change is the growth from before to now as a report shows it.
func change(now, before series.Value, u unit.Unit) *float64 {
	if !now.OK() || !before.OK() {
		return nil
	}
	return pointer(series.Change(now.Number, before.Number, u))
}
