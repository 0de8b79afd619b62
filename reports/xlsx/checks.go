package xlsx

import (
	"fmt"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// writeChecks lists what was looked at and what was found, a block below the
// other. A block without rows says so: it was looked at.
func writeChecks(b *book) {
	s := &sheet{book: b, name: checksName, widest: []float64{34, 24, 70, 48, 24, 14, 60}}
	s.title("Checks: what the numbers must be read with, and what somebody is to do")
	s.block("Findings about the data", []string{"About", "Severity", "Finding", "Advice", "Rows", "of", "Examples"}, findingRows(b.card.Findings))
	s.block("Rules", []string{"Rule", "State", "What", "To do", "Owner", "Since", "Condition"}, ruleRows(b.card.Rules))
	s.block("Open points of the definitions", []string{"KPI", "Severity", "Point", "Advice"}, concernRows(b))
	s.block("Actions", []string{"KPI", "State", "Action", "Owner", "Until"}, actionRows(b.kpis))
	s.block("What happened", []string{"KPI", "Day", "Note"}, eventRows(b))
	s.block("Sources", []string{"Source", "Dates", "Rows without a value", "Left aside", "Rows"}, sourceRows(b.card.Quality))
	s.open()
	s.stream()
}

func (s *sheet) block(title string, heads []string, rows [][]cell) {
	s.add(free(title, blockLook))
	if len(rows) == 0 {
		s.add(free("none", look{ink: grey}))
	} else {
		s.add(headCells(heads)...)
	}
	for _, r := range rows {
		s.add(r...)
	}
	s.add()
}

func prose(s string) cell { return text(s, proseLook) }

func findingRows(all []scorecard.Finding) [][]cell {
	var out [][]cell
	for _, f := range all {
		var examples []string
		for _, e := range f.Examples {
			examples = append(examples, exampleWords(e))
		}
		ink := orange
		if f.Severity == scorecard.Wrong {
			ink = red
		}
		out = append(out, []cell{
			text(f.About, aboutLook), text(document.Joined(", ", string(f.Severity), f.Code), look{rule: true, ink: ink, wrap: true}),
			prose(f.Message.String()), prose(f.Advice.String()), whole(f.Count), whole(f.Of), prose(strings.Join(examples, "; ")),
		})
	}
	return out
}

// whole is a number that means nothing where it is 0.
func whole(n int64) cell {
	if n == 0 {
		return cell{look: plainLook}
	}
	return count(n, plainLook)
}

func exampleWords(e scorecard.Example) string {
	value := e.Value.String()
	rows := ""
	if e.Rows > 1 {
		rows = fmt.Sprintf("%d rows", e.Rows)
	}
	if beside := document.Joined(", ", rows, e.Place); beside != "" && value != "" {
		return value + " (" + beside + ")"
	}
	return document.Joined(", ", value, rows, e.Place)
}

func ruleRows(all []scorecard.RuleResult) [][]cell {
	var out [][]cell
	for _, r := range all {
		ink := grey
		if r.State == scorecard.RuleFiring || r.State == scorecard.RuleError {
			ink = red
		}
		what := document.Joined(". ", r.Message, document.Prefixed("Not evaluated: ", r.Why), document.Prefixed("Held back by ", strings.Join(r.HeldBy, ", ")))
		out = append(out, []cell{
			text(document.Joined(": ", r.ID, r.Member), aboutLook),
			text(document.Joined(", ", r.State.Words(), string(r.Severity)), look{rule: true, ink: ink, wrap: true}),
			prose(what), prose(r.Action), prose(r.Owner), text(r.Since.Label, plainLook), prose(r.When),
		})
	}
	return out
}

func concernRows(b *book) [][]cell {
	names := map[string]string{}
	for _, k := range b.kpis {
		names[k.ID] = k.Name
	}
	var out [][]cell
	for _, c := range b.card.Concerns {
		about := names[c.KPI]
		if about == "" {
			about = c.KPI
		}
		out = append(out, []cell{
			text(about, aboutLook), text(document.Joined(", ", c.Severity, c.Code), proseLook), prose(c.Message.String()), prose(c.Advice.String()),
		})
	}
	return out
}

func actionRows(all []kpi) [][]cell {
	var out [][]cell
	for _, k := range all {
		for _, a := range k.Actions {
			state, ink := string(a.Status), ""
			if a.Overdue {
				state, ink = state+", overdue", red
			}
			out = append(out, []cell{
				text(k.Name, aboutLook), text(state, look{rule: true, ink: ink}), prose(a.Do), prose(a.Owner), day(a.Until, plainLook),
			})
		}
	}
	return out
}

func eventRows(b *book) [][]cell {
	var out [][]cell
	put := func(name string, n scorecard.Note) {
		out = append(out, []cell{text(name, aboutLook), day(n.Date, plainLook), prose(n.Text)})
	}
	for _, n := range b.card.Events {
		put("all", n)
	}
	for _, k := range b.kpis {
		for _, n := range k.Notes {
			put(k.Name, n)
		}
	}
	return out
}

func sourceRows(all []scorecard.SourceFacts) [][]cell {
	var out [][]cell
	for _, f := range all {
		var missing []string
		for _, m := range f.Missing {
			missing = append(missing, m.Column+" "+rowWords(m.Rows))
		}
		aside := document.Joined(", ", document.Prefixed("do not fit their types: ", rowWords(f.LeftOut)), document.Prefixed("without a date: ", rowWords(f.Undated)),
			document.Prefixed("after as-of: ", rowWords(f.After)))
		out = append(out, []cell{
			text(f.Source, aboutLook), text(document.Joined(" to ", f.First, f.Last), plainLook),
			prose(strings.Join(missing, ", ")), prose(aside), count(f.Rows, plainLook),
		})
	}
	return out
}

func rowWords(n int64) string {
	if n == 0 {
		return ""
	}
	return unit.Count.Format(float64(n), unit.Style{})
}
