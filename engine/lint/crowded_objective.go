package lint

import "kpi/engine/diag"

// mostOfObjective is how many KPIs an objective can have and still be one.
const mostOfObjective = 12

var crowdedObjective = &Rule{
	Name:     "crowded-objective",
	Letter:   "R",
	Severity: diag.Warning,
	Needs:    Project,
	Doc: Doc{
		Why: `More than twelve KPIs under one objective hide the few that matter. Make two objectives of it, or measures of what nobody acts
on.`,
		Wrong: `objectives:
  grow: {name: Grow new business}
kpis:
  above_1: {<<: *sound, objective: grow, name: Revenue above 1, formula: "sum(amount, amount > 1)"}
  above_2: {<<: *sound, objective: grow, name: Revenue above 2, formula: "sum(amount, amount > 2)"}
  above_3: {<<: *sound, objective: grow, name: Revenue above 3, formula: "sum(amount, amount > 3)"}
  above_4: {<<: *sound, objective: grow, name: Revenue above 4, formula: "sum(amount, amount > 4)"}
  above_5: {<<: *sound, objective: grow, name: Revenue above 5, formula: "sum(amount, amount > 5)"}
  above_6: {<<: *sound, objective: grow, name: Revenue above 6, formula: "sum(amount, amount > 6)"}
  above_7: {<<: *sound, objective: grow, name: Revenue above 7, formula: "sum(amount, amount > 7)"}
  above_8: {<<: *sound, objective: grow, name: Revenue above 8, formula: "sum(amount, amount > 8)", owner: CFO}
  above_9: {<<: *sound, objective: grow, name: Revenue above 9, formula: "sum(amount, amount > 9)", owner: CFO}
  above_10: {<<: *sound, objective: grow, name: Revenue above 10, formula: "sum(amount, amount > 10)", owner: CFO}
  above_11: {<<: *sound, objective: grow, name: Revenue above 11, formula: "sum(amount, amount > 11)", owner: CFO}
  above_12: {<<: *sound, objective: grow, name: Revenue above 12, formula: "sum(amount, amount > 12)", owner: CFO}
  above_13: {<<: *sound, objective: grow, name: Revenue above 13, formula: "sum(amount, amount > 13)", owner: CFO}
`,
		Right: `objectives:
  grow: {name: Grow new business}
  large: {name: Win large deals}
kpis:
  above_1: {<<: *sound, objective: grow, name: Revenue above 1, formula: "sum(amount, amount > 1)"}
  above_13: {<<: *sound, objective: large, name: Revenue above 13, formula: "sum(amount, amount > 13)", owner: CFO}
`,
	},
	Check: func(p *Pass) {
		kpis := byObjective(p.Plan)
		for _, o := range p.Plan.Catalog.Objectives {
			if of := kpis[o.ID.Value]; len(of) > mostOfObjective {
				f := p.Reportf(nil, o.ID.Range, "objective %q has %d KPIs, and more than %d hide the few that matter", o.ID.Value, len(of), mostOfObjective)
				f.Notef("make two objectives of it, or measures of what nobody acts on")
				f.KPIs = of
			}
		}
	},
}
