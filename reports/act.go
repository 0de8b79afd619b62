package reports

import (
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
func (in language) ask(s *scorecard.Scorecard) *document.Notes {
	n := &document.Notes{Name: in.Say("Alert")}
	for _, r := range s.Rules {
		if r.State == scorecard.RuleFiring || r.State == scorecard.RuleError {
			n.Sentences = append(n.Sentences, in.ruleSentence(in.textOf(r)))
		}
	}
	return cutAt(n, printedRules, func(more int) string { return in.Say("%d more under What to act on.", more) })
}

// cutAt says how many sentences a page has room for, and what it says in place of
// the others. Where there are none, all are printed.
func cutAt(n *document.Notes, most int, rest func(more int) string) *document.Notes {
	if more := len(n.Sentences) - most; more > 0 {
		n.Printed, n.Rest = most, rest(more)
	}
	return n
}

// act lists the rules that are not clear, what is done about which KPI, what is
// still asked for, and what has happened.
func (in language) act(s *scorecard.Scorecard) document.Section {
	out := document.Section{Name: in.Say("What to act on")}
	tables := []*document.Table{in.ruleTable(s), in.actionTable(s), in.eventTable(s)}
	for _, t := range tables {
		if len(t.Groups[0].Rows) > 0 {
			out.Blocks = append(out.Blocks, t)
		}
	}
	if len(s.Concerns) > 0 {
		n := &document.Notes{Name: in.Say("Open point")}
		for _, c := range s.Concerns {
			n.Sentences = append(n.Sentences, in.concern(c))
		}
		out.Blocks = append(out.Blocks, n)
	}
	return out
}

// concern is what the values ask for, and what to do about it.
func (in language) concern(c scorecard.Concern) string {
	return upperFirst(in.Phrase(c.Message)) + in.Say(".") + in.advice(c.Advice)
}

func (in language) ruleTable(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: in.Say("Rule"), Kind: document.Names},
		{Name: in.Say("State"), Kind: document.Words},
		{Name: in.Say("What"), Kind: document.Prose},
		{Name: in.Say("Since"), Kind: document.Words},
		{Name: in.Say("To do"), Kind: document.Prose},
		{Name: in.Say("Owner"), Kind: document.Labels},
	}}
	var g document.Group
	for _, r := range s.Rules {
		if r.State == scorecard.RuleClear || r.State == scorecard.RuleAbsent {
			continue
		}
		text := in.textOf(r)
		state := in.Join(", ", in.Word(string(r.Severity)), in.Word(r.State.Words()))
		what := firstText(text.What, text.Why)
		if text.HeldBy != "" {
			what = in.Join(" ", what, in.Say("(held back by %s)", text.HeldBy))
		}
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: text.Name, Tone: document.Strong},
			document.Text{Main: state},
			document.Text{Main: what},
			document.Text{Main: firstText(text.reach, text.SoFar)},
			document.Text{Main: text.Action},
			document.Text{Main: text.Owner},
		}})
	}
	t.Groups = []document.Group{g}
	return t
}

// actionTable lists the actions of all KPIs.
func (in language) actionTable(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: in.Say("KPI"), Kind: document.Names},
		{Name: in.Say("It is"), Kind: document.Words},
		{Name: in.Say("Action"), Kind: document.Prose},
		{Name: in.Say("State"), Kind: document.Words},
		{Name: in.Say("Until"), Kind: document.Words},
		{Name: in.Say("Owner"), Kind: document.Labels},
	}}
	var g document.Group
	for _, r := range results(s) {
		for _, a := range r.Actions {
			state := in.Word(string(a.Status))
			if a.Overdue {
				state = in.Word("overdue")
			}
			tone := document.Plain
			if a.Status == "done" {
				tone = document.Quiet
			}
			g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
				document.Text{Main: r.Name, Tone: document.Strong}, document.Text{Main: in.Word(r.Status.Word())}, document.Text{Main: a.Do, Tone: tone},
				document.Text{Main: state}, document.Text{Main: in.Day(a.Until)}, document.Text{Main: a.Owner},
			}})
		}
	}
	t.Groups = []document.Group{g}
	return t
}

// eventTable lists what has happened, to all KPIs first.
func (in language) eventTable(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: in.Say("Day"), Kind: document.Names},
		{Name: in.Say("What happened"), Kind: document.Prose},
		{Name: in.Say("KPI"), Kind: document.Labels},
	}}
	var g document.Group
	put := func(n scorecard.Note, name string) {
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: in.Day(n.Date), Tone: document.Strong}, document.Text{Main: n.Text}, document.Text{Main: name},
		}})
	}
	for _, n := range s.Events {
		put(n, in.Say("all"))
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
func (in language) rollupWords(s *scorecard.Scorecard, r *scorecard.Rollup) string {
	switch {
	case r == nil:
		return ""
	case r.Score == nil:
		return in.Say("no score")
	}
	out := in.Say("score %s of 10", number(unit.Number, unit.Style{Decimals: 1, Fixed: true}, *r.Score))
	if r.Reason != "" {
		return in.Join(", ", out, in.Word(r.Reason.Words()))
	}
	return in.Join(", ", out, in.Word(r.Status.Word()), in.held(s, r))
}

// held names the gates that hold a status which the score alone would not give.
func (in language) held(s *scorecard.Scorecard, r *scorecard.Rollup) string {
	if len(r.Gates) == 0 || r.Status != status.AtRisk || r.Score == nil || *r.Score < scorecard.TargetScore {
		return ""
	}
	var names []string
	for _, k := range results(s) {
		if slices.Contains(r.Gates, k.ID) {
			names = append(names, k.Name)
		}
	}
	return in.Say("held by %s", in.List(names))
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
func (in language) balanceWords(section scorecard.Section) string {
	if section.ID == "" || section.Balance.Leading+section.Balance.Lagging == 0 {
		return ""
	}
	b := section.Balance
	switch {
	case b.Leading == 0 && b.Unclassed == 0:
		return in.Say("only lagging KPIs")
	case b.Lagging == 0 && b.Unclassed == 0:
		return in.Say("only leading KPIs")
	}
	var counts []string
	for _, c := range []struct {
		n    int
		text string
	}{{b.Leading, in.Say("%d leading", b.Leading)}, {b.Lagging, in.Say("%d lagging", b.Lagging)}, {b.Unclassed, in.Say("%d without a class", b.Unclassed)}} {
		if c.n > 0 {
			counts = append(counts, c.text)
		}
	}
	return in.List(counts)
}

// doubt says what the status of a KPI must be read with, or how many rows it
// lacks for one.
func (in language) doubt(r scorecard.Result) string {
	switch {
	case r.Reason == status.TooFew:
		return in.Say("too few rows: %s of at least %s", rowsOf(r.Actual), unit.Count.Format(float64(r.MinN), unit.Style{}))
	case r.Indistinct:
		return in.Say("not distinguishable from target (n=%s)", triesOf(r.Actual))
	}
	return ""
}

// rowsOf counts the rows behind a value.
func rowsOf(m scorecard.Measured) string {
	n := 0.0
	if m.N != nil {
		n = float64(*m.N)
	}
	return unit.Count.Format(n, unit.Style{})
}

// triesOf counts what a share is a share of.
func triesOf(m scorecard.Measured) string {
	n := 0.0
	if m.Denominator != nil {
		n = *m.Denominator
	}
	return unit.Count.Format(n, unit.Style{})
}
