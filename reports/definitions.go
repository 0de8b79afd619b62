package reports

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/document"
	"kpi/reports/locale"
)

// definitions lists what each KPI counts, as written, and what its value was
// computed from.
func (in language) definitions(s *scorecard.Scorecard) document.Section {
	t := &document.Table{Columns: []document.Column{
		{Name: in.Say("KPI"), Kind: document.Names},
		{Name: in.Say("Description"), Kind: document.Prose},
		{Name: in.Say("Formula"), Kind: document.Prose},
		{Name: in.Say("Target"), Kind: document.Words},
		{Name: in.Say("Unit"), Kind: document.Words},
		{Name: in.Say("Computed from"), Kind: document.Words},
	}}
	var g document.Group
	for _, r := range results(s) {
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			document.Text{Main: r.Name, Sub: in.Join(" · ", r.ID, in.Word(string(r.Kind)), in.Word(r.Class), smartWords(r.Smart)), Tone: document.Strong},
			document.Text{Main: r.Description},
			document.Text{Main: r.Formula},
			document.Text{Main: r.Target.Text},
			document.Text{Main: in.unitWords(r.Unit, s.Currency)},
			in.computedFrom(r.Actual),
		}})
	}
	t.Groups = []document.Group{g}
	return document.Section{Name: in.Say("Definitions"), Blocks: []document.Block{t}, Appendix: true}
}

// computedFrom shows numerator and denominator, and the rows behind them.
func (in language) computedFrom(m scorecard.Measured) document.Text {
	out := document.Text{}
	if m.Numerator != nil && m.Denominator != nil {
		parts := printed(unit.Number, unit.Style{}, []*float64{m.Numerator, m.Denominator})
		out.Main = parts[0] + " / " + parts[1]
	}
	if m.N != nil {
		rows := in.Say("%s rows", unit.Count.Format(float64(*m.N), unit.Style{}))
		if *m.N == 1 {
			rows = in.Say("1 row")
		}
		if out.Main == "" {
			return document.Text{Main: rows}
		}
		out.Sub = rows
	}
	return out
}

// lowerFirst puts a name into the middle of a heading, where the language has capital
// letters.
func (in language) lowerFirst(s string) string {
	if in.Locale != locale.English {
		return s
	}
	return lowerFirst(s)
}

// lowerFirst leaves abbreviations as they are.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if n == 0 || unicode.IsUpper(second) {
		return s
	}
	return strings.ToLower(string(first)) + s[n:]
}
