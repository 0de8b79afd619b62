package lint

import (
	"strings"

	"kpi/engine/diag"
	"kpi/engine/phrase"
	"kpi/engine/plan"
)

var overdueAction = &Rule{
	Name:     "overdue-action",
	Letter:   "T",
	Severity: diag.Warning,
	Needs:    Values,
	Doc: Doc{
		Why: `An action past its day that is not done is a promise that was forgotten: mark it done, or give it a new day. What is
past is judged by the as-of date of the data.`,
		Wrong: `kpis:
  revenue: {<<: *sound}
actions:
  - {kpi: revenue, do: Call the ten largest open deals, owner: VP Sales, until: 2026-02-28, status: doing}
`,
		Right: `kpis:
  revenue: {<<: *sound}
actions:
  - {kpi: revenue, do: Call the ten largest open deals, owner: VP Sales, until: 2026-02-28, status: done}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			for _, a := range p.Plan.Actions {
				if a.KPI != k.ID || a.Status == plan.ActionDone || a.Until.String() >= p.Card.AsOf {
					continue
				}
				p.Reportf(k, a.Spec.Until.Range, "%q: %q was to be done by %s (%s)", r.Name, strings.Join(strings.Fields(a.Spec.Do.Value), " "), phrase.Day(a.Until.String()), a.Spec.Owner.Value).
					Notef("write status: done, or a later day")
			}
		}
	},
}
