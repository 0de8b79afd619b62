package main

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine"
	"kpi/engine/scorecard"
	"kpi/reports"
)

// explainRules tells where the rules stand that read the KPI. Of a rule for each
// member the explanation of all rows names those that are not in order.
func explainRules(b *strings.Builder, x *engine.Explanation) {
	label := "Rules"
	tell := func(text string) {
		line(b, label, text)
		label = ""
	}
	told := map[string]bool{}
	for _, r := range x.Card.Rules {
		switch {
		case x.Dimension != nil && (r.Dimension != x.Dimension.ID || r.Member != x.Member):
		case x.Dimension == nil && r.Dimension != "" && !isTold(r):
			if !told[r.ID] && !slices.ContainsFunc(x.Card.Rules, func(o scorecard.RuleResult) bool { return o.ID == r.ID && isTold(o) }) {
				tell(fmt.Sprintf("%s: clear for each %s", r.ID, r.Dimension))
			}
		default:
			tell(ruleStanding(r))
		}
		told[r.ID] = true
	}
}

// ruleStanding is a rule in one line.
func ruleStanding(r scorecard.RuleResult) string {
	t := reports.TextOf(r)
	out := t.Name + ": " + kindOf(r)
	if t.Since != "" {
		out += " " + t.Since
	}
	for _, more := range []string{by(t), t.Why, t.SoFar, t.What} {
		if more != "" {
			out += ": " + more
		}
	}
	if r.State == scorecard.RuleClear {
		out += " (" + t.Rule + ")"
	}
	return out
}
