package lint

import "kpi/engine/diag"

var leadingWithoutClaim = &Rule{
	Name:     "leading-without-claim",
	Letter:   "R",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `A leading KPI is worth watching because another one follows it. leads: says which one, how much later, and in which
direction, so that the claim can be tested against the data.`,
		Wrong: `kpis:
  revenue: {<<: *sound}
  win_rate: {<<: *rate, class: leading}
`,
		Right: `kpis:
  revenue: {<<: *sound}
  win_rate: {<<: *rate, class: leading, leads: {kpi: revenue, lag: 1..3 months, sign: positive}}
`,
	},
	Check: func(p *Pass) {
		for _, k := range p.Plan.KPIs {
			if k.Spec.Class.Value == "leading" && k.Leads == nil {
				p.Reportf(k, k.Spec.Class.Range, "KPI %q is leading, and it is not said what follows it", k.ID).
					Notef("add leads: {kpi: …, lag: 2 months, sign: positive}")
			}
		}
	},
}
