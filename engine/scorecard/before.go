package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
)

// A Before is how a KPI stood in the whole period before its own: judged by what
// was to be reached then, from the data as they are known now.
type Before struct {
	Period Period
	Status status.Status // None is not judged, as without a target
}

// before judges the period before the reported one. What the data do not reach
// back to is not known, and neither is a period that runs itself.
func (j *judging) before(k *plan.KPI, c comparison) *Before {
	if !c.ok || c.frame.End-1 > j.View.AsOf {
		return nil
	}
	v := j.judge(k, j.value(k, c.frame, series.Group{}), c.frame, series.Group{})
	if v.status == status.None && unreached(v.reason) {
		return nil
	}
	return &Before{Period: j.period(c.frame), Status: v.status}
}

// unreached reports whether the reason is that the data do not say.
func unreached(r status.Reason) bool {
	switch r {
	case status.OutOfRange, status.AsOfOnly, status.Begins, status.Partial, status.NoHistory:
		return true
	}
	return false
}

// wholeBefore is the period before f with all of its days, also where f runs and
// is compared with a part of it.
func wholeBefore(c calendar.Calendar, f calendar.Frame) comparison {
	frame, ok := c.Previous(f.Uncut(), 1)
	return comparison{frame, ok}
}
