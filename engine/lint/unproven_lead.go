package lint

import (
	"fmt"

	"kpi/engine/diag"
	"kpi/engine/evidence"
	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
)

var unprovenLead = &Rule{
	Name:     "unproven-lead",
	Letter:   "R",
	Severity: diag.Warning,
	Needs:    Evidence,
	Sees:     func(r *scorecard.Result) bool { return testedLead(r) != nil },
	Doc: Doc{
		Why: `Whoever watches a leading KPI believes that another one follows it. The claim is tested on the changes from period to
period: they have to go together at the lag and in the direction that it names, more than chance lets them, more than
at the same time or the other way round, and beyond what each tells of itself. Fewer than 24 pairs of changes say
nothing. A weak lead may be there and not be seen: to be found four times of five, one of r 0.5 takes about 44
periods, and one of r 0.3 about 130.`,
		Wrong: `kpis:
  orders: {<<: *orders}
  calls:
    <<: *orders
    name: Calls
    description: Calls that the team has made in the month, whether answered or not.
    formula: sum(calls)
    target: 300 per month
    leads: {kpi: orders, lag: 1..3 months, sign: positive}
`,
		Right: `kpis:
  orders: {<<: *orders}
  visits:
    <<: *orders
    name: Visits
    description: Visits to the shop in the month, each visitor counted once a day.
    formula: sum(visits)
    target: 1000 per month
    tolerance: 10% of target
    leads: {kpi: orders, lag: 1..3 months, sign: positive}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			l := testedLead(r)
			if l.Verdict == stats.Supported {
				continue
			}
			p.Report(k, k.Spec.Leads.KPI.Range, insteadOf(r.Name, l)).
				Notef("mend the lag or the sign, or take leads: out")
		}
	},
}

// testedLead is the claim of a KPI that has a verdict; else nil.
func testedLead(r *scorecard.Result) *evidence.Lead {
	if r.Evidence == nil || r.Evidence.Lead == nil || r.Evidence.Lead.Refusal != "" || r.Evidence.Lead.Verdict == stats.Insufficient {
		return nil
	}
	return r.Evidence.Lead
}

// insteadOf says what pairs of changes show in place of a lead.
func insteadOf(name string, l *evidence.Lead) phrase.Phrase {
	switch l.Verdict {
	case stats.Coincident:
		return phrase.Of("%q is said to lead to %q, and %d pairs of changes show that both move at the same time", name, l.Name, l.N)
	case stats.Reversed:
		return phrase.Of("%q is said to lead to %q, and %d pairs of changes show that %q moves first", name, l.Name, l.N, l.Name)
	case stats.NotSupported:
		return phrase.Of("%q is said to lead to %q, and %d pairs of changes do not show it", name, l.Name, l.N)
	}
	panic(fmt.Sprintf("lint: unknown verdict %q", l.Verdict))
}
