package engine

import (
	"slices"

	"kpi/engine/scorecard"
)

// checks are the rules to evaluate: rows that are written by hand for a test hold
// what its KPIs read, and no more.
func (r *run) checks() scorecard.Checks {
	if r.options.Fixtures != nil {
		return scorecard.Checks{None: true}
	}
	return r.options.Checks
}

// checkRules checks that the options name rules that there are.
func (r *run) checkRules() error {
	var rules []string
	for _, rule := range r.Plan.Rules {
		rules = append(rules, rule.ID)
	}
	for _, id := range r.options.Checks.Rules {
		if !slices.Contains(rules, id) {
			return unknown("rule", id, rules)
		}
	}
	return nil
}

// checkRuleSize refuses rules for more members than anybody looks at.
func (r *run) checkRuleSize() error {
	for _, rule := range r.Plan.Rules {
		if rule.Each == nil || !r.view.ShowsRule(rule) {
			continue
		}
		if n := len(r.cells.Members(rule.Each.ID)) * r.view.RulePeriods(rule); n > mostCells {
			return usage("rule %q would be looked at %d times, for each %s in each period, and %d is the limit: give the dimension a smaller limit:", rule.ID, n, rule.Each.ID, mostCells)
		}
	}
	return nil
}
