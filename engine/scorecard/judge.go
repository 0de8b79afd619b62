package scorecard

import (
	"math"

	"kpi/engine/calendar"
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
	pace       *Pace
	judged     pair
}

// A pair is the value and the target that a status is judged by: of a pace what is
// reached and what is due.
type pair struct {
	actual series.Value
	target Target
}

// judge compares a value of k with its target in the frame f for the group g.
// The first reason that applies wins: no value, stale, partial, no target.
func (j *judging) judge(k *plan.KPI, actual series.Value, f calendar.Frame, g series.Group) verdict {
	v := verdict{target: j.target(k, f, g)}
	way := j.way(k, actual, f, g)
	v.pace = way.pace(j)
	v.attainment = attainment(k, actual, v)
	if way != nil && way.paced {
		j.judgePace(&v, way)
		return v
	}
	v.target.Bounds = bounds(k, v.target)
	v.judged = pair{actual, v.target}
	v.reason = j.untold(k, actual, v.target, f)
	switch {
	case actual.Reason == status.NoBase && v.reason == status.NoReason:
		v.status, v.reason = k.NoBase, status.NoBase
	case v.reason != status.NoReason:
	case tooFew(k, actual) && (len(k.Bands) > 0 || v.target.given()):
		v.reason = status.TooFew
	case len(k.Bands) > 0:
		j.bands(&v, k, actual, f, g)
	default:
		v.status, v.reason = compare(k, actual.Number, v.target)
	}
	return v
}

// untold says why a value must not be judged, whatever it is.
func (j *judging) untold(k *plan.KPI, actual series.Value, t Target, f calendar.Frame) status.Reason {
	if !actual.OK() && actual.Reason != status.NoBase {
		return actual.Reason
	}
	switch reason := j.caution(k, f); {
	case reason != status.Stale && t.Reason == status.NotStarted:
		return status.NotStarted
	case reason != status.NoReason:
		return reason
	case actual.Empty:
		return status.Empty
	}
	return status.NoReason
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
	key := cautionKey{k, f}
	found, ok := j.cautions[key]
	if !ok {
		found = j.look(k, f)
		j.cautions[key] = found
	}
	return found
}

func (j *judging) look(k *plan.KPI, f calendar.Frame) status.Reason {
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
