package lint

import (
	"kpi/engine/diag"
	"kpi/engine/plan"
)

var unbalancedObjective = &Rule{
	Name:     "unbalanced-objective",
	Letter:   "R",
	Severity: diag.Warning,
	Needs:    Project,
	Doc: Doc{
		Why: `An objective without a KPI is a wish. One with lagging KPIs only tells that it was missed when it is too late: a leading KPI
tells before.`,
		Wrong: `objectives:
  grow: {name: Grow new business}
  keep: {name: Keep customers}
kpis:
  revenue: {<<: *sound, objective: grow, class: lagging}
`,
		Right: `objectives:
  grow: {name: Grow new business}
kpis:
  revenue: {<<: *sound, objective: grow, class: lagging}
  win_rate: {<<: *rate, objective: grow, class: leading, leads: {kpi: revenue, lag: 1 month, sign: positive}}
`,
	},
	Check: func(p *Pass) {
		kpis := byObjective(p.Plan)
		for _, o := range p.Plan.Catalog.Objectives {
			of := kpis[o.ID.Value]
			lagging := 0
			for _, k := range of {
				if k.Spec.Class.Value == "lagging" {
					lagging++
				}
			}
			switch {
			case len(of) == 0:
				p.Reportf(nil, o.ID.Range, "objective %q has no KPI", o.ID.Value)
			case lagging == len(of):
				f := p.Reportf(nil, o.ID.Range, "objective %q has lagging KPIs only", o.ID.Value)
				f.Notef("add one that tells before: class: leading, with leads:")
				f.KPIs = of
			}
		}
	},
}

// byObjective lists the KPIs of each objective, in their order.
func byObjective(p *plan.Plan) map[string][]*plan.KPI {
	out := map[string][]*plan.KPI{}
	for _, k := range p.KPIs {
		out[k.Spec.Objective.Value] = append(out[k.Spec.Objective.Value], k)
	}
	return out
}
