package lint

import (
	"kpi/engine/diag"
	"kpi/engine/unit"
)

// heaviest is the part of an objective's weights that one KPI may have.
const heaviest = 0.6

var heavyWeight = &Rule{
	Name:     "heavy-weight",
	Letter:   "R",
	Severity: diag.Warning,
	Needs:    Definition,
	Doc: Doc{
		Why: `Where one KPI has more than 60% of the weight of its objective, the score of the objective is its score, and the others
are there for show. Of weights with dates the latest ones count, and in the SMART score those of the reported period.`,
		Wrong: `objectives:
  grow: {name: Grow}
kpis:
  revenue: {<<: *sound, objective: grow, weight: 5}
  new_deals: {<<: *count, objective: grow, class: leading, leads: {kpi: revenue, lag: 1 month, sign: positive}}
`,
		Right: `objectives:
  grow: {name: Grow}
kpis:
  revenue: {<<: *sound, objective: grow}
  new_deals: {<<: *count, objective: grow, class: leading, leads: {kpi: revenue, lag: 1 month, sign: positive}}
`,
	},
	Check: func(p *Pass) {
		for _, o := range p.Plan.Objectives {
			total := 0.0
			for _, k := range o.KPIs {
				total += p.weight(k.Weights).Value
			}
			for _, k := range o.KPIs {
				if w := p.weight(k.Weights); len(o.KPIs) > 1 && w.Spec != nil && w.Value > heaviest*total {
					p.Reportf(k, w.Spec.Value.Range, "%q has %s of the weight of objective %q", k.ID, unit.Percent.Format(w.Value/total, unit.Style{}), o.Spec.ID.Value)
				}
			}
		}
	},
}
