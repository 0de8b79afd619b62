package lint

import (
	"kpi/engine/plan"
	"kpi/engine/unit"

	"kpi/engine/diag"
)

var incompleteKPI = &Rule{
	Name:     "incomplete-kpi",
	Letter:   "S",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `Readers of a scorecard see name, description and unit, and not the formula. Without them two people read two
numbers. A unit that follows from the columns, such as money, need not be written; a plain number needs one.`,
		Wrong: `kpis:
  win_rate:
    owner: VP Sales
    source: deals
    formula: count(won) / count()
    better: higher
    target: 0.3
`,
		Right: `kpis:
  win_rate:
    name: Win rate
    description: Deals won as a share of the deals that closed, by closing day.
    owner: VP Sales
    source: deals
    formula: count(won) / count()
    unit: percent
    better: higher
    target: 30%
`,
	},
	Check: func(p *Pass) {
		for _, k := range p.Plan.KPIs {
			if missing := missingParts(k); len(missing) > 0 {
				p.Reportf(k, k.Spec.ID.Range, "KPI %q has no %s", k.ID, join(missing)).
					Notef("readers of the scorecard see these, and not the formula")
			}
		}
	},
}

func missingParts(k *plan.KPI) []string {
	var out []string
	if !k.Spec.Name.Written() {
		out = append(out, "name")
	}
	if !k.Spec.Description.Written() {
		out = append(out, "description")
	}
	if !k.Spec.Unit.Written() && k.Unit == unit.Number {
		out = append(out, "unit")
	}
	return out
}
