package reports

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/reports/document"
)

const (
	// printedSignals is how many the first page has room for.
	printedSignals = 3
	// unlikely is the chance below which a target is named on the first page.
	unlikely = 0.25
)

// signals are what is to be investigated, on the first page.
func signals(s *scorecard.Scorecard) *document.Notes {
	n := &document.Notes{Name: "Signal", Sentences: investigate(s), Printed: printedSignals}
	n.Rest = fmt.Sprintf("%d more under What the numbers tell.", len(n.Sentences)-printedSignals)
	return n
}

// outlookNotes names the targets that are probably missed.
func outlookNotes(s *scorecard.Scorecard) *document.Notes {
	n := &document.Notes{Name: "Outlook"}
	var missed []string
	for _, r := range results(s) {
		if c := chanceOf(r); c != nil && c.P < unlikely {
			missed = append(missed, fmt.Sprintf("%s (%s %s)", r.Name, likely(c.P), by(c.By)))
		}
	}
	if len(missed) > 0 {
		n.Sentences = []string{"If it goes on as it does, these targets are probably missed: " + strings.Join(missed, ", ") + "."}
	}
	return n
}

func chanceOf(r scorecard.Result) *evidence.Chance {
	if r.Evidence == nil || r.Evidence.Outlook == nil {
		return nil
	}
	return r.Evidence.Outlook.Chance
}

// by names the time of an aim: "in 2026-10", or "by 31 Mar 2027".
func by(when string) string {
	if words := day(when); words != when {
		return "by " + words
	}
	return "in " + when
}

// tell is what stands beside the values: why they moved, whether that is more than
// noise, where they go, and what is left of the claims to lead.
func tell(s *scorecard.Scorecard) document.Section {
	out := document.Section{Name: "What the numbers tell"}
	t := &document.Table{Columns: []document.Column{
		{Name: "KPI", Kind: document.Names},
		{Name: "Why it moved", Kind: document.Prose},
		{Name: "Signal", Kind: document.Prose},
		{Name: "Next", Kind: document.Words},
		{Name: "Target reached", Kind: document.Words},
		{Name: "It leads", Kind: document.Words},
	}}
	var g document.Group
	for _, r := range results(s) {
		if row, ok := toldRow(r); ok {
			g.Rows = append(g.Rows, row)
		}
	}
	if len(g.Rows) > 0 {
		t.Groups = []document.Group{g}
		out.Blocks = append(out.Blocks, withoutEmpty(t))
	}
	if care := cares(s); len(care) > 0 {
		out.Blocks = append(out.Blocks, &document.Notes{Name: "Read with care", Sentences: care})
	}
	if words := screened(s); words != "" {
		out.Blocks = append(out.Blocks, &document.Notes{Name: "Note", Sentences: []string{words + "."}})
	}
	return out
}

// toldRow is false where nothing was found about a KPI.
func toldRow(r scorecard.Result) (document.Row, bool) {
	texts := []string{whyBase(r), signalCell(r), nextWord(r), chanceWord(r), leadWord(r)}
	row := document.Row{Cells: []document.Cell{document.Text{Main: r.Name, Tone: document.Strong}}}
	found := false
	for _, text := range texts {
		found = found || text != ""
		row.Cells = append(row.Cells, document.Text{Main: text})
	}
	return row, found
}

// cares are what values must be read with, a sentence each.
func cares(s *scorecard.Scorecard) []string {
	var out []string
	for _, r := range results(s) {
		texts := biases(r)
		if words := reversal(r, baseMove(r)); words != "" {
			texts = append(texts, words)
		}
		for _, text := range texts {
			out = append(out, r.Name+": "+text+".")
		}
	}
	return out
}

// withoutEmpty leaves out the columns that no row has a text for.
func withoutEmpty(t *document.Table) *document.Table {
	for i := len(t.Columns) - 1; i > 0; i-- {
		if !slices.ContainsFunc(t.Groups[0].Rows, func(r document.Row) bool { return r.Cells[i].(document.Text).Main != "" }) {
			t.Columns = slices.Delete(t.Columns, i, i+1)
			for j := range t.Groups[0].Rows {
				t.Groups[0].Rows[j].Cells = slices.Delete(t.Groups[0].Rows[j].Cells, i, i+1)
			}
		}
	}
	return t
}

// nextWord is the forecast of the next period with its interval.
func nextWord(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Evidence.Outlook.Refusal != "" {
		return ""
	}
	o := r.Evidence.Outlook
	low, high := o.Interval()
	n := numbers(r.Unit, &o.Forecast.Points[0], &low[0], &high[0])
	return fmt.Sprintf("%s (%s – %s)", n[0], strings.TrimSuffix(n[1], "%"), n[2])
}

func chanceWord(r scorecard.Result) string {
	c := chanceOf(r)
	if c == nil {
		return ""
	}
	return likely(c.P) + " " + by(c.By)
}

// leadWord is lead in a few words.
func leadWord(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Lead == nil || r.Evidence.Lead.Refusal != "" {
		return ""
	}
	l := r.Evidence.Lead
	switch l.Verdict {
	case stats.Supported:
		return "yes" + found(l)
	case stats.Coincident:
		return "no: at the same time" + found(l)
	case stats.Reversed:
		return "no: the other way round" + found(l)
	case stats.NotSupported:
		return "not seen" + found(l)
	case stats.Insufficient:
		return fmt.Sprintf("too few periods (n=%d)", l.N)
	}
	panic(fmt.Sprintf("reports: unknown verdict %q", l.Verdict))
}

// found is the strongest correlation within the claim.
func found(l *evidence.Lead) string {
	return fmt.Sprintf(" (lag %d, r %s, n=%d)", l.Lag, coefficient(l.R), l.N)
}

// A Fact is something that was found beside a value, in words.
type Fact struct{ Label, Text string }

// Facts are all that was found beside the value of a KPI, in the order in which it
// is told.
func Facts(r scorecard.Result) []Fact {
	base := baseMove(r)
	out := []Fact{{"Why", whyBase(r)}, {"", whyParts(r, base)}, {"", reversal(r, base)}, {"Bridge", bridgeWords(r, base)}}
	out = append(out, byDimension(r, base)...)
	target := mainMove(r, evidence.Target)
	out = append(out, []Fact{
		{"From target", why(r, evidence.Target)}, {"Bridge", bridgeWords(r, target)},
		{"Signal", signal(r)}, {"Process", assured(r)}, {"Forecast", forecastWords(r)}, {"", recordWords(r)}, {"Chance", chanceWords(r)}, {"Leads", lead(r)},
	}...)
	for _, b := range biases(r) {
		out = append(out, Fact{"Bias", b})
	}
	return slices.DeleteFunc(out, func(f Fact) bool { return f.Text == "" })
}
