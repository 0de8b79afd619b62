package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/evidence"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/stats"
)

// signals looks for values of k that are more than noise. Values that hang
// together by themselves have no natural limits.
func (j *judging) signals(k *plan.KPI, p past) *evidence.Signals {
	switch k.Evidence.Overlap {
	case plan.Rolling:
		return &evidence.Signals{Refusal: evidence.Rolling}
	case plan.Carried:
		return &evidence.Signals{Refusal: evidence.Carried}
	}
	s := p.Look(p.baseline(k.Evidence.Baseline))
	if l, ok := s.Limits(); ok {
		last := p.named(s.Last())
		s.Assurance = assurance(k, l, j.target(k, last, series.Group{}))
		s.Aim = j.aimIn(k, last)
	}
	return s
}

// baseline finds the periods that lie inside of a written baseline; nil is none
// written.
func (p past) baseline(b plan.Baseline) *evidence.Baseline {
	if !b.Set() {
		return nil
	}
	out := &evidence.Baseline{Because: b.Because}
	for i, f := range p.frames {
		if f.Start >= b.From && f.End-1 <= b.Until {
			if out.To == 0 {
				out.From = i
			}
			out.To = i + 1
		}
	}
	return out
}

// named is the frame of a period of the past.
func (p past) named(label string) calendar.Frame {
	for i, name := range p.Periods {
		if name == label {
			return p.frames[i]
		}
	}
	return calendar.Frame{}
}

// assurance says whether the process reaches its target; "" is no target.
func assurance(k *plan.KPI, l stats.Limits, t Target) stats.Assurance {
	switch {
	case t.Low != nil && t.High != nil:
		return stats.AssureRange(l, *t.Low, *t.High)
	case t.Value != nil:
		return stats.Assure(l, *t.Value, better(k) == Lower)
	}
	return ""
}

// lead tests what k claims to lead to.
func (j *judging) lead(k *plan.KPI, p past) *evidence.Lead {
	other := j.Plan.Numbers[k.Leads.KPI].KPI
	claim := evidence.Lead{KPI: other.ID, Name: j.nameOf(other), Negative: k.Leads.Negative}
	from, to, ok := inPeriods(k.Leads, j.grain(k))
	if !ok || j.grain(other) != j.grain(k) {
		claim.Refusal = evidence.OtherGrain
		return &claim
	}
	claim.From, claim.To = from, to
	return p.Leads(j.past(other).History, claim)
}

// lengths are the grains in days or in months.
var lengths = map[calendar.Grain]struct{ days, months int }{
	calendar.Day: {days: 1}, calendar.Week: {days: 7}, calendar.Month: {months: 1}, calendar.Quarter: {months: 3}, calendar.Year: {months: 12},
}

// inPeriods are the lags of a claim in periods of a grain; false where they are
// not whole ones.
func inPeriods(l *plan.Lead, g calendar.Grain) (from, to int, ok bool) {
	a, b := lengths[l.Grain], lengths[g]
	factor, by := a.days, b.days
	if a.months > 0 {
		factor, by = a.months, b.months
	}
	if by == 0 || l.From*factor%by != 0 || l.To*factor%by != 0 {
		return 0, 0, false
	}
	return l.From * factor / by, l.To * factor / by, true
}
