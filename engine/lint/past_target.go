package lint

import (
	"kpi/engine/diag"
	"kpi/engine/phrase"
)

var pastTarget = &Rule{
	Name:     "past-target",
	Letter:   "T",
	Severity: diag.Warning,
	Needs:    Values,
	Doc: Doc{
		Why: `A target whose last day is over judges nothing any more, and nobody has written down how it went. A note after that day
says it, or a new target says what is to be reached now. What is over is judged by the as-of date of the data.`,
		Wrong: `kpis:
  revenue: {<<: *sound, target: {value: 600, from: 2026-01-01, until: 2026-02-28}}
`,
		Right: `kpis:
  revenue: {<<: *sound, target: [{value: 600, from: 2026-01-01, until: 2026-02-28}, {value: 600, from: 2026-03-01, until: 2026-12-31}]}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			goals := k.Target.Goals
			if len(goals) == 0 || !goals[len(goals)-1].Dated {
				continue
			}
			last := goals[len(goals)-1]
			told := false
			for _, n := range r.Notes {
				told = told || n.Date > last.Until.String()
			}
			if last.Until.String() < p.Card.AsOf && !told {
				p.Reportf(k, last.Spec.Until.Range, "the last target of %q ended on %s, and nothing is said of its result", r.Name, phrase.Day(last.Until.String())).
					Notef("add a note on how it went, or the next target")
			}
		}
	},
}
