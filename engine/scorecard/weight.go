package scorecard

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/plan"
)

// A Weight is how much something counts in the score above it, a KPI in that of
// its objective and an objective in that of its perspective, on the last day of
// the reported period.
type Weight struct {
	Value       float64 // relative to those beside it
	Share       float64 // of the weights of all of them, from 0 to 1
	From, Until string  // ISO days between which it holds; "" where none is written
	Because     string
}

// weigh tells the results of a section how much they count on a day.
func weigh(s *Section, o *plan.Objective, day calendar.Date) {
	if !canRollUp(o) {
		return
	}
	var all []plan.Weights
	for _, k := range o.KPIs {
		all = append(all, k.Weights)
	}
	shared := shares(all, day)
	for i := range s.Results {
		at := slices.IndexFunc(o.KPIs, func(k *plan.KPI) bool { return k.ID == s.Results[i].ID })
		s.Results[i].Weight = &shared[at]
	}
}

// weighObjectives tells the sections of a perspective how much they count on a day.
func weighObjectives(sections map[string]*Section, objectives []*plan.Objective, day calendar.Date) {
	if !slices.ContainsFunc(objectives, canRollUp) {
		return
	}
	var all []plan.Weights
	for _, o := range objectives {
		all = append(all, o.Weights)
	}
	shared := shares(all, day)
	for i, o := range objectives {
		if s := sections[o.Spec.ID.Value]; s != nil {
			s.Weight = &shared[i]
		}
	}
}

// canRollUp reports whether an objective can have a score at all.
func canRollUp(o *plan.Objective) bool { return slices.ContainsFunc(o.KPIs, canScore) }

// shares are the weights of a day with their parts of the whole.
func shares(all []plan.Weights, day calendar.Date) []Weight {
	out := make([]Weight, len(all))
	total := 0.0
	for i, w := range all {
		now := w.On(day)
		out[i].Value = now.Value
		total += now.Value
		if s := now.Spec; s != nil {
			out[i].From, out[i].Until, out[i].Because = s.From.Value, s.Until.Value, oneLine(s.Because.Value)
		}
	}
	for i := range out {
		if total > 0 { // objectives that count may all be without a KPI
			out[i].Share = out[i].Value / total
		}
	}
	return out
}
