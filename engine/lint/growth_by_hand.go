package lint

import (
	"fmt"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/unit"
)

var growthByHand = &Rule{
	Name:     "growth-by-hand",
	Letter:   "M",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `Divided by an amount below zero, growth turns its sign: from a loss of 100 to a profit of 50 is −150%. growth(x)
divides by the size of the base, and has no value where the sign changes. Counts are never below zero and may be
divided by hand.`,
		Wrong: `kpis:
  revenue: {<<: *sound}
  revenue_growth:
    <<: *rate
    name: Revenue growth
    formula: revenue / previous(revenue) - 1
    target: 10%
`,
		Right: `kpis:
  revenue: {<<: *sound}
  revenue_growth:
    <<: *rate
    name: Revenue growth
    formula: growth(revenue, "previous")
    target: 10%
`,
	},
	Check: func(p *Pass) {
		for _, m := range p.Plan.Catalog.Measures {
			if n := p.Plan.Numbers[m.ID.Value]; n != nil {
				p.growthIn(nil, n.Formula)
			}
		}
		for _, k := range p.Plan.KPIs {
			p.growthIn(k, k.Formula)
		}
	},
}

func (p *Pass) growthIn(k *plan.KPI, n formula.Node) {
	formula.Walk(n, func(n formula.Node) {
		now, before := grown(n)
		if now == nil || now.Info().Type.Unit == unit.Count {
			return
		}
		instead := fmt.Sprintf("growth(%s)", formula.Format(now))
		if before.Func == "previous" {
			instead = fmt.Sprintf("growth(%s, \"previous\")", formula.Format(now))
		}
		p.Reportf(k, formula.Range(n), "growth by hand turns its sign where the base is below zero").Labelf("write %s", instead)
	})
}

// grown returns x and its window of before, where n is (x - before) / before or
// x / before - 1; else nil.
func grown(n formula.Node) (formula.Node, *formula.Window) {
	b, ok := n.(*formula.Binary)
	if !ok {
		return nil, nil
	}
	inner, ok := b.X.(*formula.Binary)
	if !ok {
		return nil, nil
	}
	one, isNumber := b.Y.(*formula.NumberLiteral)
	switch {
	case b.Op == "-" && inner.Op == "/" && isNumber && one.Value == 1,
		b.Op == "/" && inner.Op == "-" && formula.Format(inner.Y) == formula.Format(b.Y):
	default:
		return nil, nil
	}
	w, ok := inner.Y.(*formula.Window)
	if !ok || w.Func != "previous" && w.Func != "last_year" || w.N != 1 || formula.Format(w.X) != formula.Format(inner.X) {
		return nil, nil
	}
	return inner.X, w
}
