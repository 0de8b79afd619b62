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
func (in language) signals(s *scorecard.Scorecard) *document.Notes {
	n := &document.Notes{Name: in.Say("Signal"), Sentences: in.investigate(s)}
	return cutAt(n, printedSignals, func(more int) string { return in.Say("%d more under What the numbers tell.", more) })
}

// outlookNotes names the targets that are probably missed.
func (in language) outlookNotes(s *scorecard.Scorecard) *document.Notes {
	n := &document.Notes{Name: in.Say("Outlook")}
	var missed []string
	for _, r := range results(s) {
		if c := chanceOf(r); c != nil && c.P < unlikely {
			missed = append(missed, in.Say("%s (%s)", r.Name, in.Say("%s %s", in.likely(c.P), in.by(c.By))))
		}
	}
	if len(missed) > 0 {
		n.Sentences = []string{in.Say("If it goes on as it does, these targets are probably missed: %s.", in.List(missed))}
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
func (in language) by(when string) string {
	if words := in.Day(when); words != when {
		return in.Say("by %s", words)
	}
	return in.Say("in %s", in.Period(when))
}

// tell is what stands beside the values: why they moved, whether that is more than
// noise, where they go, and what is left of the claims to lead.
func (in language) tell(s *scorecard.Scorecard) document.Section {
	out := document.Section{Name: in.Say("What the numbers tell")}
	t := &document.Table{Columns: []document.Column{
		{Name: in.Say("KPI"), Kind: document.Names},
		{Name: in.Say("Why it moved"), Kind: document.Prose},
		{Name: in.Say("Signal"), Kind: document.Prose},
		{Name: in.Say("Next"), Kind: document.Words},
		{Name: in.Say("Target reached"), Kind: document.Words},
		{Name: in.Say("It leads"), Kind: document.Words},
	}}
	var g document.Group
	for _, r := range results(s) {
		if row, ok := in.toldRow(r); ok {
			g.Rows = append(g.Rows, row)
		}
	}
	if len(g.Rows) > 0 {
		t.Groups = []document.Group{g}
		out.Blocks = append(out.Blocks, withoutEmpty(t))
	}
	if care := in.cares(s); len(care) > 0 {
		out.Blocks = append(out.Blocks, &document.Notes{Name: in.Say("Read with care"), Sentences: care})
	}
	if words := in.screened(s); words != "" {
		out.Blocks = append(out.Blocks, &document.Notes{Name: in.Say("Note"), Sentences: []string{words + in.Say(".")}})
	}
	return out
}

// toldRow is false where nothing was found about a KPI.
func (in language) toldRow(r scorecard.Result) (document.Row, bool) {
	texts := []string{in.whyBase(r), in.signalCell(r), in.nextWord(r), in.chanceWord(r), in.leadWord(r)}
	row := document.Row{Cells: []document.Cell{document.Text{Main: r.Name, Tone: document.Strong}}}
	found := false
	for _, text := range texts {
		found = found || text != ""
		row.Cells = append(row.Cells, document.Text{Main: text})
	}
	return row, found
}

// cares are what values must be read with, a sentence each.
func (in language) cares(s *scorecard.Scorecard) []string {
	var out []string
	for _, r := range results(s) {
		texts := in.biases(r)
		if words := in.reversal(r, baseMove(r)); words != "" {
			texts = append(texts, words)
		}
		for _, text := range texts {
			out = append(out, in.Join(": ", r.Name, text)+in.Say("."))
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
func (in language) nextWord(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Evidence.Outlook.Refusal != "" {
		return ""
	}
	o := r.Evidence.Outlook
	low, high := o.Interval()
	n := in.numbers(r.Unit, &o.Forecast.Points[0], &low[0], &high[0])
	return in.Say("%s (%s – %s)", n[0], strings.TrimSuffix(n[1], "%"), n[2])
}

func (in language) chanceWord(r scorecard.Result) string {
	c := chanceOf(r)
	if c == nil {
		return ""
	}
	return in.Say("%s %s", in.likely(c.P), in.by(c.By))
}

// leadWord is lead in a few words.
func (in language) leadWord(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Lead == nil || r.Evidence.Lead.Refusal != "" {
		return ""
	}
	l := r.Evidence.Lead
	switch l.Verdict {
	case stats.Supported:
		return in.Say("yes") + in.found(l)
	case stats.Coincident:
		return in.Say("no: at the same time") + in.found(l)
	case stats.Reversed:
		return in.Say("no: the other way round") + in.found(l)
	case stats.NotSupported:
		return in.Say("not seen") + in.found(l)
	case stats.Insufficient:
		return in.Say("too few periods (n=%d)", l.N)
	}
	panic(fmt.Sprintf("reports: unknown verdict %q", l.Verdict))
}

// found is the strongest correlation within the claim.
func (in language) found(l *evidence.Lead) string {
	return in.Say(" (lag %d, r %s, n=%d)", l.Lag, coefficient(l.R), l.N)
}

// A Fact is something that was found beside a value, in words.
type Fact struct{ Label, Text string }

// Facts are all that was found beside the value of a KPI, in the order in which it
// is told.
func Facts(r scorecard.Result) []Fact { return english.facts(r) }

func (in language) facts(r scorecard.Result) []Fact {
	base := baseMove(r)
	out := []Fact{{in.Say("Why"), in.whyBase(r)}, {"", in.whyParts(r, base)}, {"", in.reversal(r, base)}, {in.Say("Bridge"), in.bridgeWords(r, base)}}
	out = append(out, in.byDimension(r, base)...)
	target := mainMove(r, evidence.Target)
	out = append(out, []Fact{
		{in.Say("From target"), in.why(r, evidence.Target)}, {in.Say("Bridge"), in.bridgeWords(r, target)},
		{in.Say("Signal"), in.signal(r)}, {in.Say("Process"), in.assured(r)}, {in.Say("Forecast"), in.forecastWords(r)}, {"", in.recordWords(r)}, {in.Say("Chance"), in.chanceWords(r)}, {in.Say("Leads"), in.lead(r)},
	}...)
	for _, b := range in.biases(r) {
		out = append(out, Fact{in.Say("Bias"), b})
	}
	return slices.DeleteFunc(out, func(f Fact) bool { return f.Text == "" })
}
