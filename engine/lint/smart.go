package lint

import (
	"kpi/engine/diag"
	"kpi/engine/scorecard"
)

// letters are those of SMART.
var letters = []string{"S", "M", "A", "R", "T"}

// Smart returns how many of the rules that looked a KPI passes, for each letter
// of SMART in their order. Rules that only inform are not counted, and neither are
// those whose findings a comment ignores, nor those that had nothing to look at.
func (r *Report) Smart(kpi string) []scorecard.Letter {
	out := make([]scorecard.Letter, len(letters))
	for i, letter := range letters {
		out[i].Letter = letter
		for _, rule := range r.looked {
			m := mark{rule, kpi}
			switch {
			case rule.Letter != letter || rule.Severity == diag.Info || r.unseen[m]:
			case r.failed[m]:
				out[i].Of++
				out[i].Failed = append(out[i].Failed, rule.Name)
			case !r.excused[m]:
				out[i].Of++
				out[i].Passed++
			}
		}
	}
	return out
}
