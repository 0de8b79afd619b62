package reports

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// printedFindings is how many findings the first page of a report has room for.
const printedFindings = 5

// findings says each finding in a sentence or two.
func (in language) findings(all []scorecard.Finding) *document.Notes {
	n := &document.Notes{Name: in.Say("Finding")}
	for _, f := range all {
		n.Sentences = append(n.Sentences, in.sentence(f))
	}
	return cutAt(n, printedFindings, func(more int) string {
		if more == 1 {
			return in.Say("1 more is listed under Data quality.")
		}
		return in.Say("%d more are listed under Data quality.", more)
	})
}

// Sentence is a finding with its first example, in a sentence or two.
func Sentence(f scorecard.Finding) string { return english.sentence(f) }

func (in language) sentence(f scorecard.Finding) string {
	out := in.Join(": ", f.About, in.Phrase(f.Message))
	if len(f.Examples) > 0 {
		joint := in.Say(", such as ")
		if f.Count == 1 {
			joint = in.Say(": ")
		}
		out += joint + in.exampleText(f.Examples[0], f.Count)
	}
	return out + in.Say(".") + in.advice(f.Advice)
}

func (in language) advice(p phrase.Phrase) string {
	if p.Empty() {
		return ""
	}
	return in.Say(" %s.", upperFirst(in.Phrase(p)))
}

// exampleText names a value, how many rows have it, and where the first of them
// stands.
func (in language) exampleText(e scorecard.Example, count int64) string {
	value := in.Phrase(e.Value)
	var beside []string
	if e.Rows > 1 && e.Rows < count {
		beside = append(beside, in.Say("%s rows", unit.Count.Format(float64(e.Rows), unit.Style{})))
	}
	if e.Place != "" && value != "" {
		beside = append(beside, e.Place)
	}
	if len(beside) == 0 {
		return firstText(value, e.Place)
	}
	return in.Say("%s (%s)", value, in.Join(", ", beside...))
}

// quality lists what the sources hold, and all findings with their examples.
func (in language) quality(s *scorecard.Scorecard) document.Section {
	out := document.Section{Name: in.Say("Data quality"), Appendix: true}
	if len(s.Quality) > 0 {
		out.Blocks = append(out.Blocks, in.sourceTable(s))
	}
	if len(s.Findings) > 0 {
		out.Blocks = append(out.Blocks, in.findingTable(s.Findings))
	}
	return out
}

func (in language) sourceTable(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: in.Say("Source"), Kind: document.Names},
		{Name: in.Say("Rows"), Kind: document.Numbers},
		{Name: in.Say("First date"), Kind: document.Words},
		{Name: in.Say("Last date"), Kind: document.Words},
		{Name: in.Say("Findings"), Kind: document.Numbers},
		{Name: in.Say("Rows without a value"), Kind: document.Prose},
	}}
	var g document.Group
	for _, f := range s.Quality {
		found := 0
		for _, finding := range s.Findings {
			if finding.Source == f.Source {
				found++
			}
		}
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: f.Source, Tone: document.Strong},
			document.Text{Main: unit.Count.Format(float64(f.Rows), unit.Style{})},
			document.Text{Main: firstText(in.Day(f.First), "–")},
			document.Text{Main: firstText(in.Day(f.Last), "–")},
			document.Text{Main: firstText(strings.TrimLeft(fmt.Sprint(found), "0"), "–")},
			document.Text{Main: firstText(in.missing(f), in.Say("none")), Tone: document.Quiet},
		}})
	}
	t.Groups = []document.Group{g}
	return t
}

// missing lists the columns in which values are missing, those with the most
// first.
func (in language) missing(f scorecard.SourceFacts) string {
	columns := slices.Clone(f.Missing)
	slices.SortStableFunc(columns, func(a, b scorecard.MissingValues) int { return int(b.Rows - a.Rows) })
	var parts []string
	for _, m := range columns {
		parts = append(parts, in.Say("%s %s (%s)", m.Column, unit.Count.Format(float64(m.Rows), unit.Style{}), partOf(m.Rows, f.Rows)))
	}
	return in.List(parts)
}

// partOf never rounds some rows to none or to all.
func partOf(n, of int64) string {
	share := float64(n) / float64(max(of, 1))
	if n < of {
		share = min(max(share, 0.001), 0.999)
	}
	return unit.Percent.Format(share, unit.Style{})
}

func (in language) findingTable(all []scorecard.Finding) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Name: in.Say("Found in"), Kind: document.Names},
		{Name: in.Say("Finding"), Kind: document.Prose},
		{Name: in.Say("Examples"), Kind: document.Prose},
	}}
	headings := map[scorecard.Severity]string{
		scorecard.Wrong: in.Say("What the definitions promise and the data do not keep"), scorecard.Doubtful: in.Say("What may be fine, and may not"),
	}
	for _, f := range all {
		if n := len(t.Groups); n == 0 || t.Groups[n-1].Name != headings[f.Severity] {
			t.Groups = append(t.Groups, document.Group{Name: headings[f.Severity]})
		}
		g := &t.Groups[len(t.Groups)-1]
		var examples []string
		for _, e := range f.Examples {
			examples = append(examples, in.exampleText(e, f.Count))
		}
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: f.About, Sub: f.Code, Tone: document.Strong},
			document.Text{Main: in.Phrase(f.Message) + in.Say(".") + in.advice(f.Advice)},
			document.Text{Main: in.Join("; ", examples...)},
		}})
	}
	return t
}
