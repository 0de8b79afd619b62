package engine

import (
	"context"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/scorecard"
	"kpi/engine/series"
)

// checkRuleNames checks that the options name rules that there are.
func (r *run) checkRuleNames() error {
	var rules []string
	for _, rule := range r.Plan.Rules {
		rules = append(rules, rule.ID)
	}
	for _, id := range r.options.Rules {
		if !slices.Contains(rules, id) {
			return unknown("rule", id, rules)
		}
	}
	return nil
}

// shownRules are the rules to evaluate: those that are named, or that read a KPI
// that is shown. Rows that are written by hand for a test hold what its KPIs read,
// and no more.
func (r *run) shownRules() []string {
	var out []string
	for _, rule := range r.Plan.Rules {
		named := r.options.KPIs
		reads := rule.Reads
		if r.options.RulesOnly {
			named, reads = r.options.Rules, func(id string) bool { return id == rule.ID }
		}
		if r.options.Fixtures == nil && (len(named) == 0 || slices.ContainsFunc(named, reads)) {
			out = append(out, rule.ID)
		}
	}
	return out
}

// rules evaluates the rules over cells of their own: they look at more periods
// and members than the card shows, and change nothing that it shows.
func (r *run) rules(ctx context.Context, list *diag.List) ([]scorecard.RuleResult, error) {
	if len(r.view.Rules) == 0 {
		return nil, nil
	}
	own := *r
	own.cells, own.statements, own.findings = series.Cells{}, nil, nil
	q := own.emptyRequest()
	own.view.RuleNeeds(own.Plan, q.Need)
	if err := own.query(ctx, q, list); err != nil || list.HasErrors() {
		return nil, err
	}
	if r.options.RulesOnly {
		r.statements, r.findings = own.statements, own.findings
	}
	return scorecard.Check(own.evaluator(), own.view), nil
}
