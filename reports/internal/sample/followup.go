package sample

import (
	"kpi/engine/phrase"
	"kpi/engine/scorecard"
)

// followUp adds what is done about the KPIs of a card, what happened, and how
// SMART they are.
func followUp(s *scorecard.Scorecard) {
	s.Events = []scorecard.Note{{Date: "2026-08-17", Text: "The CRM was closed for two days"}}
	s.Concerns = []scorecard.Concern{{Code: "no-action", Severity: "warning", KPI: "cycle",
		Message: phrase.Of("%q is off track, and nobody does anything about it", "Sales cycle"), Advice: phrase.Of("add to actions: {kpi: %s, do: …, owner: …, until: …}", "cycle")}}
	for _, section := range s.Sections {
		for i := range section.Results {
			r := &section.Results[i]
			r.Smart = smart()
			switch r.ID {
			case "revenue":
				r.Notes = []scorecard.Note{{Date: "2026-07-01", Text: "New price list"}}
			case "win_rate":
				r.Actions = []scorecard.Action{{Do: "Coach the new reps", Owner: "Director Field Sales", Until: "2026-12-31", Status: "doing"}}
			case "coverage":
				r.Actions = []scorecard.Action{{Do: "Add twenty discovery calls a week", Owner: "Director Field Sales", Until: "2026-09-15", Status: "open", Overdue: true}}
				r.Smart[4] = scorecard.Letter{Letter: "T", Passed: 1, Of: 2, Failed: []string{"overdue-action"}}
			case "cycle":
				r.Smart[2] = scorecard.Letter{Letter: "A", Passed: 2, Of: 3, Failed: []string{"no-action"}}
			}
		}
	}
}

func smart() []scorecard.Letter {
	return []scorecard.Letter{
		{Letter: "S", Passed: 6, Of: 6}, {Letter: "M", Passed: 4, Of: 4}, {Letter: "A", Passed: 3, Of: 3},
		{Letter: "R", Passed: 4, Of: 4}, {Letter: "T", Passed: 2, Of: 2},
	}
}
