package lint

import "kpi/engine/diag"

var missingFreshness = &Rule{
	Name:     "missing-freshness",
	Letter:   "M",
	Severity: diag.Warning,
	Needs:    Project,
	Doc: Doc{
		Why: `A load that has stopped looks like a bad month. fresh_within: says how old the newest row may be; older data are
then out of date in every report with an as-of date, and are not judged. Sources without a date and plans need none.`,
		Wrong: `sources:
  deals: {file: deals.csv, date: closed_on, columns: {closed_on: date, stage: text, amount: money}, fields: {won: stage == "Won"}}
kpis:
  revenue: {<<: *sound}
`,
		Right: `sources:
  deals: {file: deals.csv, date: closed_on, columns: {closed_on: date, stage: text, amount: money}, fields: {won: stage == "Won"}, fresh_within: 3 days}
kpis:
  revenue: {<<: *sound}
`,
	},
	Check: func(p *Pass) {
		kpis := readers(p.Plan)
		for _, s := range p.Plan.Sources {
			if s.Clock == nil || s.Spec.Plan || s.Spec.FreshWithin.Written() || len(kpis[s]) == 0 {
				continue
			}
			f := p.Reportf(nil, s.Spec.ID.Range, "source %q does not say how old its data may be", s.ID)
			f.Notef("add fresh_within: 3 days, or how often it is loaded")
			f.KPIs = kpis[s]
		}
	},
}
