package lint

import (
	"kpi/engine/diag"
	"kpi/engine/scorecard"
	"kpi/engine/status"
)

var gapsInHistory = &Rule{
	Name:     "gaps-in-history",
	Letter:   "M",
	Severity: diag.Warning,
	Needs:    Values,
	Doc: Doc{
		Why: `A number alone says little: it takes the period and the two before it to see where a KPI goes. One without a value in
one of them may count rows that are never there. Periods before the data begin are not looked at.`,
		Wrong: `kpis:
  average_lost: {<<: *sound, name: Average deal lost, formula: "avg(amount, stage == \"lost\")", target: 50}
`,
		Right: `kpis:
  average_lost: {<<: *sound, name: Average deal lost, formula: "avg(amount, stage == \"Lost\")", target: 50}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			there, all := 0, 0
			for _, v := range lastValues(r) {
				switch {
				case v.Value != nil:
					there, all = there+1, all+1
				case v.Reason != status.OutOfRange && v.Reason != status.NoPartner:
					all++
				}
			}
			if there < all {
				p.Reportf(k, k.Spec.ID.Range, "%q has a value in %d of the last %d periods of its data", r.Name, there, all).
					Notef("look whether its condition ever holds")
			}
		}
	},
}

// lastValues are those of the period and of the two before it, as far as the
// card has them.
func lastValues(r *scorecard.Result) []scorecard.Measured {
	const most = 3
	if len(r.Series) < most {
		return []scorecard.Measured{r.Previous.Measured, r.Actual}
	}
	var out []scorecard.Measured
	for _, p := range r.Series[len(r.Series)-most:] {
		out = append(out, p.Measured)
	}
	return out
}
