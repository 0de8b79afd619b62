package lint

import (
	"slices"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/status"
)

var noAction = &Rule{
	Name:     "no-action",
	Letter:   "A",
	Severity: diag.Warning,
	Needs:    Values,
	Doc: Doc{
		Why: `A KPI that is off track asks who does what, by when. actions: says so, and the report shows it. An action counts while it is
open or under way.`,
		Wrong: `kpis:
  revenue: {<<: *sound, target: 1M per month}
`,
		Right: `kpis:
  revenue: {<<: *sound, target: 1M per month}
actions:
  - {kpi: revenue, do: Call the ten largest open deals, owner: VP Sales, until: 2026-06-30}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			if r.Status == status.OffTrack && !slices.ContainsFunc(r.Actions, isLive) {
				p.Reportf(k, k.Spec.ID.Range, "%q is off track, and nobody does anything about it", r.Name).
					Notef("add to actions: {kpi: %s, do: …, owner: …, until: …}", k.ID)
			}
		}
	},
}

func isLive(a scorecard.Action) bool { return a.Status != plan.ActionDone }
