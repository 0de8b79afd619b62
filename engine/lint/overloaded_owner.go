package lint

import (
	"strings"

	"kpi/engine/diag"
	"kpi/engine/plan"
)

// mostKPIs is how many KPIs one owner can keep an eye on.
const mostKPIs = 9

var overloadedOwner = &Rule{
	Name:     "overloaded-owner",
	Letter:   "A",
	Severity: diag.Warning,
	Needs:    Project,
	Doc: Doc{
		Why: `Who answers for more than nine KPIs answers for none of them. Give some to those who can change them, or make measures of those
that nobody is to change.`,
		Wrong: `kpis:
  above_1: {<<: *sound, name: Revenue above 1, formula: "sum(amount, amount > 1)"}
  above_2: {<<: *sound, name: Revenue above 2, formula: "sum(amount, amount > 2)"}
  above_3: {<<: *sound, name: Revenue above 3, formula: "sum(amount, amount > 3)"}
  above_4: {<<: *sound, name: Revenue above 4, formula: "sum(amount, amount > 4)"}
  above_5: {<<: *sound, name: Revenue above 5, formula: "sum(amount, amount > 5)"}
  above_6: {<<: *sound, name: Revenue above 6, formula: "sum(amount, amount > 6)"}
  above_7: {<<: *sound, name: Revenue above 7, formula: "sum(amount, amount > 7)"}
  above_8: {<<: *sound, name: Revenue above 8, formula: "sum(amount, amount > 8)"}
  above_9: {<<: *sound, name: Revenue above 9, formula: "sum(amount, amount > 9)"}
  above_10: {<<: *sound, name: Revenue above 10, formula: "sum(amount, amount > 10)"}
`,
		Right: `kpis:
  above_1: {<<: *sound, name: Revenue above 1, formula: "sum(amount, amount > 1)"}
  above_10: {<<: *sound, name: Revenue above 10, formula: "sum(amount, amount > 10)", owner: Head of Sales Operations}
`,
	},
	Check: func(p *Pass) {
		byOwner := map[string][]*plan.KPI{}
		for _, k := range p.Plan.KPIs {
			owner := strings.ToLower(strings.Join(strings.Fields(k.Spec.Owner.Value), " "))
			byOwner[owner] = append(byOwner[owner], k)
		}
		for _, k := range p.Plan.KPIs {
			owner := strings.ToLower(strings.Join(strings.Fields(k.Spec.Owner.Value), " "))
			all := byOwner[owner]
			if owner == "" || len(all) <= mostKPIs || all[mostKPIs] != k {
				continue
			}
			f := p.Reportf(nil, k.Spec.Owner.Range, "%q owns %d KPIs, and more than %d are too many for one", all[0].Spec.Owner.Value, len(all), mostKPIs)
			f.Notef("give some to those who can change them")
			f.KPIs = all
		}
	},
}
