package lint

import "kpi/engine/diag"

var missingTarget = &Rule{
	Name:     "missing-target",
	Letter:   "T",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `A target says what is to be reached and by when: in every period, or by a day. Without one nothing is ever due, and
no value is good or bad. A number that is only read beside others is a measure, or is ignored here for that reason.`,
		Wrong: `kpis:
  revenue:
    name: Won revenue
    description: Amount of the deals won, by the day on which they closed.
    owner: VP Sales
    source: deals
    formula: sum(amount, won)
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
			if !k.Spec.Target.Written() && len(k.Spec.Status) == 0 {
				p.Reportf(k, k.Spec.ID.Range, "KPI %q has no target", k.ID).
					Notef("add better: higher or lower, and target:; or make it a measure")
			}
		}
	},
}
