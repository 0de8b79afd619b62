package lint

import (
	"slices"

	"kpi/engine/diag"
	"kpi/engine/stats"
)

var targetBeyondLimits = &Rule{
	Name:     "target-beyond-limits",
	Letter:   "A",
	Severity: diag.Warning,
	Needs:    Evidence,
	Sees:     hasProcess,
	Doc: Doc{
		Why: `A process that nobody changes stays inside its natural limits. A target beyond them is reached by no usual value, however
hard people are pressed: it takes an action that changes the process. An open one under actions: is enough; without one, or
if it is not meant to be reached soon, the target says nothing. A KPI that has reached it in one of the last twelve periods is
on its way and is not warned of, and neither is one with a target that is to be reached by a day.`,
		Wrong: `kpis:
  orders: {<<: *orders, target: 130 per month, tolerance: 30% of target}
`,
		Right: `kpis:
  orders: {<<: *orders, target: 130 per month, tolerance: 30% of target}
actions:
  - {kpi: orders, do: Open the second shop, owner: VP Sales, until: 2026-09-30}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			usual, _ := processOf(r)
			if usual.Assurance != stats.Fails || usual.reached() > 0 || slices.ContainsFunc(r.Actions, isLive) {
				continue
			}
			_, end := usual.ends()
			target, limit := usual.beside(end)
			p.Reportf(k, k.Spec.Target.Range, "the target of %q is %s, beyond its natural limit of %s, and none of its last %d values reached it", r.Name, target, limit, len(usual.values)).
				Notef("say what is to change it: add to actions: {kpi: %s, do: …, owner: …, until: …}; or set a target that it can reach", k.ID)
		}
	},
}
