package lint

import (
	"strings"
	"testing"

	"kpi/engine/evidence"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// onTheWay is a KPI with a chance of reaching 1,200 by the end of the year.
func onTheWay(chance, elapsed float64) scorecard.Result {
	target := 1200.0
	return scorecard.Result{
		ID: "orders", Name: "Orders", Unit: unit.Count, Better: scorecard.Higher,
		Pace: &scorecard.Pace{Value: &target, Elapsed: elapsed, Until: "2026-12-31", Grain: "month"},
		Evidence: &evidence.Evidence{Outlook: &evidence.Outlook{Chance: &evidence.Chance{
			Aim: evidence.Aim{By: "2026-12-31", Low: target}, Expected: 1100, Least: 1050, Most: 1150, P: chance,
		}}},
	}
}

func TestChanceOfTarget(t *testing.T) {
	const text = `"Orders" reaches its target of 1,200 by 2026-12-31 with a chance %: it comes to 1,100, and four times of five between 1,050 and 1,150`
	below, above := strings.Replace(text, "%", "below 5%", 1), strings.Replace(text, "%", "above 95%", 1)
	for _, c := range []struct {
		name   string
		result scorecard.Result
		but    func(*scorecard.Result)
		want   string
	}{
		{name: "hopeless", result: onTheWay(0.049, 0.2), want: below},
		{name: "hopeless, late in its time", result: onTheWay(0, 0.9), want: below},
		{name: "one in twenty", result: onTheWay(0.05, 0.2)},
		{name: "as good goals are", result: onTheWay(0.65, 0.2)},
		{name: "nineteen in twenty", result: onTheWay(0.95, 0.2)},
		{name: "certain", result: onTheWay(0.951, 0.2), want: above},
		{name: "certain, and half of its time is over", result: onTheWay(1, 0.5), want: above},
		{name: "certain, late in its time", result: onTheWay(1, 0.51)},
		{name: "reached", result: onTheWay(1, 0.2), but: func(r *scorecard.Result) { r.Reason = status.Achieved }},
		{name: "compared period by period", result: onTheWay(0, 0.2), but: func(r *scorecard.Result) { r.Pace = nil }},
		{name: "nobody has looked", result: onTheWay(0, 0.2), but: func(r *scorecard.Result) { r.Evidence = nil }},
		{name: "no forecast", result: onTheWay(0, 0.2), but: func(r *scorecard.Result) { r.Evidence.Outlook = nil }},
		{name: "no chance", result: onTheWay(0, 0.2), but: func(r *scorecard.Result) { r.Evidence.Outlook.Chance = nil }},
		{name: "it takes a record, which another rule says", result: onTheWay(0, 0.2), but: func(r *scorecard.Result) {
			needed, left := 200.0, 600.0
			r.Pace.PerPeriod, r.Pace.Left, r.Evidence.History.Values = &needed, &left, make([]float64, 24)
		}},
	} {
		if c.but != nil {
			c.but(&c.result)
		}
		got := ""
		for _, f := range looked(chanceOfTarget, c.result) {
			got += f.Message
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// looked are the findings of a rule about one result.
func looked(rule *Rule, r scorecard.Result) []*Finding {
	k := &plan.KPI{Spec: &spec.KPI{}}
	p := &Pass{
		Plan: &plan.Plan{Numbers: map[string]*plan.Number{r.ID: {KPI: k}}},
		Card: &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{r}}}},
		rule: rule,
	}
	rule.Check(p)
	return p.found
}
