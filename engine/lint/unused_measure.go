package lint

import (
	"kpi/engine/diag"
	"kpi/engine/formula"
)

var unusedMeasure = &Rule{
	Name:     "unused-measure",
	Letter:   "R",
	Severity: diag.Info,
	Needs:    Project,
	Doc: Doc{
		Why: `A measure that no KPI reads, neither in its formula nor in its target or status, is computed and shown nowhere.`,
		Wrong: `measures:
  pipeline: {source: deals, formula: sum(amount)}
kpis:
  revenue: {<<: *sound}
`,
		Right: `measures:
  closed_amount: {source: deals, formula: sum(amount)}
kpis:
  win_rate_by_value: {<<: *rate, name: Win rate by value, formula: "sum(amount, won) / closed_amount"}
`,
	},
	Check: func(p *Pass) {
		var formulas []formula.Node
		for _, k := range p.Plan.KPIs {
			formulas = append(formulas, k.Formula)
			for _, g := range k.Target.Goals {
				formulas = append(formulas, g.Value, g.Low, g.High)
			}
			for _, b := range k.Bands {
				formulas = append(formulas, b.When)
			}
		}
		for _, r := range p.Plan.Rules {
			formulas = append(formulas, r.Formulas()...)
		}
		read := numbersRead(p.Plan, formulas)
		for _, m := range p.Plan.Catalog.Measures {
			if !read[m.ID.Value] {
				p.Reportf(nil, m.ID.Range, "nothing reads the measure %q", m.ID.Value)
			}
		}
	},
}
