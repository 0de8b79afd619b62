package lint

import "kpi/engine/diag"

var missingOwner = &Rule{
	Name:     "missing-owner",
	Letter:   "A",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `A KPI without an owner is a number that nobody acts on. The owner is one role, not everybody who has a part in it.`,
		Wrong: `kpis:
  revenue:
    name: Won revenue
    description: Amount of the deals won, by the day on which they closed.
    source: deals
    formula: sum(amount, won)
    better: higher
    target: 300 per month
`,
		Right: `kpis:
  revenue:
    name: Won revenue
    description: Amount of the deals won, by the day on which they closed.
    owner: VP Sales
    source: deals
    formula: sum(amount, won)
    better: higher
    target: 300 per month
`,
	},
	Check: func(p *Pass) {
		for _, k := range p.Plan.KPIs {
			if !k.Spec.Owner.Written() {
				p.Reportf(k, k.Spec.ID.Range, "KPI %q has no owner", k.ID).Notef("add owner: with the role that answers for it, such as VP Sales")
			}
		}
	},
}
