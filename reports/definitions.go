package reports

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// definitions lists what each KPI counts, as written, and what its value was
// computed from.
func definitions(s *scorecard.Scorecard) document.Section {
	t := &document.Table{Columns: []document.Column{
		{Name: "KPI", Kind: document.Names},
		{Name: "Description", Kind: document.Prose},
		{Name: "Formula", Kind: document.Prose},
		{Name: "Target", Kind: document.Words},
		{Name: "Unit", Kind: document.Words},
		{Name: "Computed from", Kind: document.Words},
	}}
	var g document.Group
	for _, r := range results(s) {
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: r.Name, Sub: join(" · ", r.ID, string(r.Kind), r.Class, smartWords(r.Smart)), Tone: document.Strong},
			document.Text{Main: r.Description},
			document.Text{Main: r.Formula},
			document.Text{Main: r.Target.Text},
			document.Text{Main: unitWords(r.Unit, s.Currency)},
			computedFrom(r.Actual),
		}})
	}
	t.Groups = []document.Group{g}
	return document.Section{Name: "Definitions", Blocks: []document.Block{t}, Appendix: true}
}

// computedFrom shows numerator and denominator, and the rows behind them.
func computedFrom(m scorecard.Measured) document.Text {
	out := document.Text{}
	if m.Numerator != nil && m.Denominator != nil {
		parts := printed(unit.Number, unit.Style{}, []*float64{m.Numerator, m.Denominator})
		out.Main = parts[0] + " / " + parts[1]
	}
	if m.N != nil {
		rows := unit.Count.Format(float64(*m.N), unit.Style{}) + " rows"
		if *m.N == 1 {
			rows = "1 row"
		}
		if out.Main == "" {
			return document.Text{Main: rows}
		}
		out.Sub = rows
	}
	return out
}

// lowerFirst puts a name into the middle of a heading; abbreviations stay.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if n == 0 || unicode.IsUpper(second) {
		return s
	}
	return strings.ToLower(string(first)) + s[n:]
}
