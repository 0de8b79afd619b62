package xlsx

import (
	"strconv"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// writeChecks lists what was looked at and what was found, a block below the
// other. A block without rows says so: it was looked at.
func writeChecks(b *book) {
	s := &sheet{book: b, name: b.in.Label(checksName), widest: []float64{34, 24, 70, 48, 24, 14, 60}}
	s.title("Checks: what the numbers must be read with, and what somebody is to do")
	s.block("Findings about the data", []string{"About", "Severity", "Finding", "Advice", "Rows", "of", "Examples"}, findingRows(b))
	s.block("Rules", []string{"Rule", "State", "What", "To do", "Owner", "Since", "Condition"}, ruleRows(b))
	s.block("Open points of the definitions", []string{"KPI", "Severity", "Point", "Advice"}, concernRows(b))
	s.block("Actions", []string{"KPI", "State", "Action", "Owner", "Until"}, actionRows(b))
	s.block("What happened", []string{"KPI", "Day", "Note"}, eventRows(b))
	s.block("Sources", []string{"Source", "Dates", "Rows without a value", "Left aside", "Rows"}, sourceRows(b))
	s.open()
	s.stream()
}

func (s *sheet) block(title string, heads []string, rows [][]cell) {
	s.add(free(s.in.Label(title), blockLook))
	if len(rows) == 0 {
		s.add(free(s.in.Say("none"), look{ink: grey}))
	} else {
		s.add(headCells(heads)...)
	}
	for _, r := range rows {
		s.add(r...)
	}
	s.add()
}

func prose(s string) cell { return text(s, proseLook) }

func findingRows(b *book) [][]cell {
	var out [][]cell
	for _, f := range b.card.Findings {
		var examples []string
		for _, e := range f.Examples {
			examples = append(examples, b.exampleWords(e))
		}
		ink := orange
		if f.Severity == scorecard.Wrong {
			ink = red
		}
		out = append(out, []cell{
			text(f.About, aboutLook), text(b.in.Join(", ", b.in.Word(string(f.Severity)), f.Code), look{rule: true, ink: ink, wrap: true}),
			prose(b.in.Phrase(f.Message)), prose(b.in.Phrase(f.Advice)), whole(f.Count), whole(f.Of), prose(b.in.Join("; ", examples...)),
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

func (b *book) exampleWords(e scorecard.Example) string {
	value := b.in.Phrase(e.Value)
	rows := ""
	if e.Rows > 1 {
		rows = b.in.Say("%s rows", strconv.FormatInt(e.Rows, 10))
	}
	if beside := b.in.Join(", ", rows, e.Place); beside != "" && value != "" {
		return b.in.Say("%s (%s)", value, beside)
	}
	return b.in.Join(", ", value, rows, e.Place)
}

func ruleRows(b *book) [][]cell {
	var out [][]cell
	for _, r := range b.card.Rules {
		ink := grey
		if r.State == scorecard.RuleFiring || r.State == scorecard.RuleError {
			ink = red
		}
		what := b.in.Join(". ", r.Message, b.in.Given("Not evaluated: %s", r.Why), b.in.Given("Held back by %s", b.in.List(r.HeldBy)))
		out = append(out, []cell{
			text(b.in.Join(": ", r.ID, r.Member), aboutLook),
			text(b.in.Join(", ", b.in.Word(r.State.Words()), b.in.Word(string(r.Severity))), look{rule: true, ink: ink, wrap: true}),
			prose(what), prose(r.Action), prose(r.Owner), text(b.in.Period(r.Since.Label), plainLook), prose(r.When),
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
			text(about, aboutLook), text(b.in.Join(", ", b.in.Word(c.Severity), c.Code), proseLook), prose(b.in.Phrase(c.Message)), prose(b.in.Phrase(c.Advice)),
		})
	}
	return out
}

func actionRows(b *book) [][]cell {
	var out [][]cell
	for _, k := range b.kpis {
		for _, a := range k.Actions {
			state, ink := b.in.Word(string(a.Status)), ""
			if a.Overdue {
				state, ink = b.in.Join(", ", state, b.in.Word("overdue")), red
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
		put(b.in.Say("all"), n)
	}
	for _, k := range b.kpis {
		for _, n := range k.Notes {
			put(k.Name, n)
		}
	}
	return out
}

func sourceRows(b *book) [][]cell {
	var out [][]cell
	for _, f := range b.card.Quality {
		var missing []string
		for _, m := range f.Missing {
			missing = append(missing, m.Column+" "+rowWords(m.Rows))
		}
		aside := b.in.Join(", ", b.in.Given("do not fit their types: %s", rowWords(f.LeftOut)), b.in.Given("without a date: %s", rowWords(f.Undated)),
			b.in.Given("after as-of: %s", rowWords(f.After)))
		out = append(out, []cell{
			text(f.Source, aboutLook), text(b.in.Join(" to ", f.First, f.Last), plainLook),
			prose(b.in.List(missing)), prose(aside), count(f.Rows, plainLook),
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
