package reports

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// printedRules is how many rules the first page has room for.
const printedRules = 3

// ask says what somebody is to act on: the rules that fire, and those that could
// not be evaluated.
func ask(s *scorecard.Scorecard) *document.Notes {
	n := &document.Notes{Name: "Alert", Printed: printedRules}
	for _, r := range s.Rules {
		if r.State == scorecard.RuleFiring || r.State == scorecard.RuleError {
			n.Sentences = append(n.Sentences, TextOf(r).Sentence())
		}
	}
	n.Rest = fmt.Sprintf("%d more under What to act on.", len(n.Sentences)-printedRules)
	return n
}

// act lists the rules that are not clear, what is done about which KPI, what is
// still asked for, and what has happened.
func act(s *scorecard.Scorecard) document.Section {
	out := document.Section{Name: "What to act on"}
	tables := []*document.Table{ruleTable(s), actionTable(s), eventTable(s)}
	for _, t := range tables {
		if len(t.Groups[0].Rows) > 0 {
			out.Blocks = append(out.Blocks, t)
		}
	}
	if len(s.Concerns) > 0 {
		n := &document.Notes{Name: "Open point"}
		for _, c := range s.Concerns {
			n.Sentences = append(n.Sentences, c.Message+"."+advice(scorecard.Finding{Advice: c.Advice}))
		}
		out.Blocks = append(out.Blocks, n)
	}
	return out
}

func ruleTable(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: "Rule", Kind: document.Names},
		{Name: "State", Kind: document.Words},
		{Name: "What", Kind: document.Prose},
		{Name: "Since", Kind: document.Words},
		{Name: "To do", Kind: document.Prose},
		{Name: "Owner", Kind: document.Labels},
	}}
	var g document.Group
	for _, r := range s.Rules {
		if r.State == scorecard.RuleClear || r.State == scorecard.RuleAbsent {
			continue
		}
		text := TextOf(r)
		state := strings.Join([]string{string(r.Severity), r.State.Words()}, ", ")
		what := firstText(text.What, text.Why)
		if text.HeldBy != "" {
			what = join(" ", what, "(held back by "+text.HeldBy+")")
		}
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: text.Name, Tone: document.Strong},
			document.Text{Main: state},
			document.Text{Main: what},
			document.Text{Main: strings.TrimPrefix(firstText(text.Since, text.SoFar), "since ")},
			document.Text{Main: text.Action},
			document.Text{Main: text.Owner},
		}})
	}
	t.Groups = []document.Group{g}
	return t
}

// actionTable lists the actions of all KPIs.
func actionTable(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: "KPI", Kind: document.Names},
		{Name: "It is", Kind: document.Words},
		{Name: "Action", Kind: document.Prose},
		{Name: "State", Kind: document.Words},
		{Name: "Until", Kind: document.Words},
		{Name: "Owner", Kind: document.Labels},
	}}
	var g document.Group
	for _, r := range results(s) {
		for _, a := range r.Actions {
			state := string(a.Status)
			if a.Overdue {
				state = "overdue"
			}
			tone := document.Plain
			if a.Status == "done" {
				tone = document.Quiet
			}
			g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
				document.Text{Main: r.Name, Tone: document.Strong}, document.Text{Main: r.Status.Word()}, document.Text{Main: a.Do, Tone: tone},
				document.Text{Main: state}, document.Text{Main: day(a.Until)}, document.Text{Main: a.Owner},
			}})
		}
	}
	t.Groups = []document.Group{g}
	return t
}

// eventTable lists what has happened, to all KPIs first.
func eventTable(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: "Day", Kind: document.Names},
		{Name: "What happened", Kind: document.Prose},
		{Name: "KPI", Kind: document.Labels},
	}}
	var g document.Group
	put := func(n scorecard.Note, name string) {
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: day(n.Date), Tone: document.Strong}, document.Text{Main: n.Text}, document.Text{Main: name},
		}})
	}
	for _, n := range s.Events {
		put(n, "all")
	}
	for _, r := range results(s) {
		for _, n := range r.Notes {
			put(n, r.Name)
		}
	}
	t.Groups = []document.Group{g}
	return t
}

// rollupWords says what the KPIs of an objective come to: "score 6.1 of 10, at
// risk".
func rollupWords(s *scorecard.Scorecard, r *scorecard.Rollup) string {
	switch {
	case r == nil:
		return ""
	case r.Score == nil:
		return "no score"
	}
	out := "score " + number(unit.Number, unit.Style{Decimals: 1, Fixed: true}, *r.Score) + " of 10"
	if r.Reason != "" {
		return out + ", " + r.Reason.Words()
	}
	out += ", " + r.Status.Word()
	return join(", ", out, held(s, r))
}

// held names the gates that hold a status which the score alone would not give.
func held(s *scorecard.Scorecard, r *scorecard.Rollup) string {
	if len(r.Gates) == 0 || r.Status != status.AtRisk || r.Score == nil || *r.Score < scorecard.TargetScore {
		return ""
	}
	var names []string
	for _, k := range results(s) {
		if slices.Contains(r.Gates, k.ID) {
			names = append(names, k.Name)
		}
	}
	return "held by " + strings.Join(names, ", ")
}

// smartWords shows the letters of SMART that a KPI passes all rules of, and a dot
// in place of the others: "SMA·T".
func smartWords(letters []scorecard.Letter) string {
	var b strings.Builder
	for _, l := range letters {
		if l.Passed == l.Of {
			b.WriteString(l.Letter)
		} else {
			b.WriteString("·")
		}
	}
	return b.String()
}

// balanceWords tells the leading from the lagging KPIs of an objective.
func balanceWords(section scorecard.Section) string {
	if section.ID == "" || section.Balance.Leading+section.Balance.Lagging == 0 {
		return ""
	}
	return section.Balance.Words()
}

// doubt says what the status of a KPI must be read with, or how many rows it
// lacks for one.
func doubt(r scorecard.Result) string {
	switch {
	case r.Reason == status.TooFew:
		return r.Actual.Few(r.MinN)
	case r.Indistinct:
		return r.Actual.Doubt()
	}
	return ""
}
