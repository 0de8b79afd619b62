package scorecard

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
)

const (
	usualHistory = 12
	// lookBack is how many periods before those that are told are looked at: a rule
	// that has fired may go on for long.
	lookBack = 24
)

func (v View) ruleHistory() int {
	if v.RuleHistory == 0 {
		return usualHistory
	}
	return v.RuleHistory
}

// rules lists the rules to evaluate, each after those that it depends on.
func (v View) rules(p *plan.Plan) []*plan.Rule {
	var out []*plan.Rule
	seen := map[*plan.Rule]bool{}
	var add func(*plan.Rule)
	add = func(r *plan.Rule) {
		if seen[r] {
			return
		}
		seen[r] = true
		for _, other := range r.DependsOn {
			add(other)
		}
		out = append(out, r)
	}
	for _, r := range p.Rules {
		if slices.Contains(v.Rules, r.ID) {
			add(r)
		}
	}
	return out
}

// ruleFrames are the complete periods that a rule looks at, the oldest first.
func (v View) ruleFrames(c calendar.Calendar, r *plan.Rule) []calendar.Frame {
	periods := c.Periods(v.lastComplete(c, v.ruleGrain(r)), v.rulePeriods(r))
	out := make([]calendar.Frame, len(periods))
	for i, p := range periods {
		out[i] = c.PeriodFrame(p, v.AsOf)
	}
	return out
}

// ruleGrain is the length of the periods that a rule counts.
func (v View) ruleGrain(r *plan.Rule) calendar.Grain {
	if r.Grain != "" && v.Grain.FinerThan(r.Grain) {
		return r.Grain
	}
	return v.Grain
}

// rulePeriods is how many periods a rule looks at. Up to the usual history it
// does not depend on how many are told, so that neither does the answer.
func (v View) rulePeriods(r *plan.Rule) int {
	return max(v.ruleHistory(), usualHistory) + lookBack + r.For - 1
}

// RuleNeeds calls need as Needs does for what the rules of the view read: their
// conditions in every period, the numbers of their messages in the last one.
func (v View) RuleNeeds(p *plan.Plan, need func(dimension string, n series.Need)) {
	for _, r := range v.rules(p) {
		frames := v.ruleFrames(p.Calendar, r)
		dimensions := []string{""}
		if r.Each != nil {
			dimensions = append(dimensions, r.Each.ID)
		}
		for _, d := range dimensions {
			for i, n := range r.Formulas() {
				if i == 0 || i == 1 && r.Clear != nil {
					v.needFormula(p, n, frames, d, need)
					continue
				}
				v.needFormula(p, n, frames[len(frames)-1:], d, need)
			}
		}
	}
}

// needFormula adds what a formula of a rule reads, and what the KPIs are judged
// by that it asks about.
func (v View) needFormula(p *plan.Plan, n formula.Node, frames []calendar.Frame, dimension string, need func(string, series.Need)) {
	for _, f := range frames {
		series.Needs(p, n, f, dimension, func(n series.Need) { need(dimension, n) })
	}
	formula.Walk(n, func(n formula.Node) {
		if j, ok := n.(*formula.Judged); ok {
			v.need(p, p.Numbers[j.KPI.ID].KPI, frames, dimension, need)
		}
	})
}
