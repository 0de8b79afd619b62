package lint

import "kpi/engine/diag"

var missingObjective = &Rule{
	Name:     "missing-objective",
	Letter:   "R",
	Severity: diag.Warning,
	Needs:    Project,
	Doc: Doc{
		Why: `Where a scorecard has objectives, a KPI without one says nothing about any of them: it lands under "Other KPIs".`,
		Wrong: `objectives:
  grow: {name: Grow new business}
kpis:
  revenue: {<<: *sound}
  win_rate: {<<: *rate, objective: grow, class: leading, leads: {kpi: revenue, lag: 1 month, sign: positive}}
`,
		Right: `objectives:
  grow: {name: Grow new business}
kpis:
  revenue: {<<: *sound, objective: grow}
  win_rate: {<<: *rate, objective: grow, class: leading, leads: {kpi: revenue, lag: 1 month, sign: positive}}
`,
	},
	Check: func(p *Pass) {
		if len(p.Plan.Catalog.Objectives) == 0 {
			return
		}
		for _, k := range p.Plan.KPIs {
			if !k.Spec.Objective.Written() {
				p.Reportf(k, k.Spec.ID.Range, "KPI %q serves no objective", k.ID).Notef("add objective: with the one that it shows the way to")
			}
		}
	},
}
