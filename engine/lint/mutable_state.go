package lint

import (
	"slices"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
)

var mutableState = &Rule{
	Name:     "mutable-state",
	Letter:   "S",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `A level counts what was alive on a day long ago. A condition on a column that changes during that life, such as the
stage of a deal, reads what stands there today: the number of last March is another one next week. A condition on
something that stays, such as a product, is fine: ignore the finding and say so. Files of snapshots have no such problem.`,
		Wrong: `kpis:
  open_offers:
    <<: *count
    name: Open offers
    level: {from: created_on, until: closed_on}
    where: stage == "Offer"
    better: lower
    target: 40
`,
		Right: `kpis:
  open_deals:
    <<: *count
    name: Open deals
    level: {from: created_on, until: closed_on}
    better: lower
    target: 90
`,
	},
	Check: func(p *Pass) {
		for _, m := range p.Plan.Catalog.Measures {
			if n := p.Plan.Numbers[m.ID.Value]; n != nil {
				p.mutableIn(nil, n.Formula)
			}
		}
		for _, k := range p.Plan.KPIs {
			p.mutableIn(k, k.Formula)
		}
	},
}

func (p *Pass) mutableIn(k *plan.KPI, n formula.Node) {
	formula.Walk(n, func(n formula.Node) {
		a, ok := n.(*formula.Aggregate)
		if !ok {
			return
		}
		if name := mutableColumn(p.Plan.Aggregates[a.Slot]); name != "" {
			p.Reportf(k, a.Place.Range(), "a level of the past is counted by %q, which holds what is so today", name).
				Notef("a condition that holds for the whole life, such as a product, is fine; a stage that changes is not: use snapshots")
		}
	})
}

// mutableColumn returns the first column that a condition on a level reads
// outside of the life, or "".
func mutableColumn(a *plan.Aggregate) string {
	if a.Life == nil || a.Life.Current || len(a.Life.Per) > 0 {
		return ""
	}
	known := columnsOf(a.Life.From, a.Life.Until)
	for _, name := range columnsOf(a.Where) {
		if !slices.Contains(known, name) {
			return name
		}
	}
	return ""
}

// columnsOf lists the columns that formulas over rows read, each once.
func columnsOf(nodes ...formula.Node) []string {
	var names []string
	for _, n := range nodes {
		formula.Walk(n, func(n formula.Node) {
			if c, ok := n.(*formula.Column); ok && !slices.Contains(names, formula.Format(c)) {
				names = append(names, formula.Format(c))
			}
		})
	}
	return names
}
