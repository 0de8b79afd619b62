package scorecard

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
)

// Checks say which rules a view evaluates. The zero Checks are all rules that
// read a KPI of the view.
type Checks struct {
	None    bool     // no rule
	Only    bool     // rules, and no KPI
	Rules   []string // with Only: their names; empty is all
	History int      // complete periods that are told, the last one included; 0 is 12
}

const (
	ruleHistory = 12
	// ruleLookBack is how many periods before those that are told are looked at: a
	// rule that has fired may go on for long.
	ruleLookBack = 24
)

func (c Checks) history() int {
	if c.History == 0 {
		return ruleHistory
	}
	return c.History
}

// ShowsRule reports whether the rule is asked for.
func (v View) ShowsRule(r *plan.Rule) bool {
	switch {
	case v.Checks.None:
		return false
	case v.Checks.Only:
		return len(v.Checks.Rules) == 0 || slices.Contains(v.Checks.Rules, r.ID)
	}
	return len(v.KPIs) == 0 || slices.ContainsFunc(v.KPIs, r.Reads)
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
		if v.ShowsRule(r) {
			add(r)
		}
	}
	return out
}

// ruleFrames are the complete periods that a rule looks at, the oldest first.
func (v View) ruleFrames(c calendar.Calendar, r *plan.Rule) []calendar.Frame {
	periods := c.Periods(v.lastComplete(c, v.ruleGrain(r)), v.RulePeriods(r))
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

// RulePeriods is how many periods a rule looks at. Up to the usual history it
// does not depend on how many are told, so that neither does the answer.
func (v View) RulePeriods(r *plan.Rule) int {
	return max(v.Checks.history(), ruleHistory) + ruleLookBack + r.For - 1
}

// needRules adds what rules read: their conditions in every period, the numbers
// of their messages in the last one.
func (v View) needRules(p *plan.Plan, need func(dimension string, n series.Need)) {
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
