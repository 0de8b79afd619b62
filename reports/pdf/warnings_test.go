package pdf_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
)

func warnings(t *testing.T, d *document.Document) []string {
	t.Helper()
	got, err := pdf.Write(&bytes.Buffer{}, d)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestLostLettersAreNamedWithTheirKPI(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*scorecard.Scorecard)
		want   []string
	}{
		{"nothing is lost", func(*scorecard.Scorecard) {}, nil},
		{"in the name of a KPI", func(s *scorecard.Scorecard) {
			s.Sections[0].Results[0].Name, s.Sections[0].Results[0].Evidence = "Smiles \U0001F600", nil
		}, []string{
			`KPI "Smiles 😀" and 1 more: no font has "😀" (U+1F600); "Smiles 😀" is printed as "Smiles ?"`,
		}},
		{"of the owner of two KPIs", func(s *scorecard.Scorecard) {
			s.Sections[0].Results[0].Owner, s.Sections[1].Results[0].Owner = "ธง", "ธง"
		}, []string{
			`KPI "Won revenue" and 1 more: no font has "ธ" (U+0E18), "ง" (U+0E07); "ธง" is printed as "??"`,
		}},
		{"in the name of a member", func(s *scorecard.Scorecard) {
			s.Sections[0].Results[0].Breakdowns[0].Members[1].Name = "ก"
		}, []string{
			`Region "ก" of "Won revenue": no font has "ก" (U+0E01); "ก" is printed as "?"`,
		}},
		{"in the midst of a long text", func(s *scorecard.Scorecard) {
			s.Sections[0].Results[0].Description = strings.Repeat("a long text ", 9) + "ก" + strings.Repeat(" that goes on", 9)
		}, []string{
			`KPI "Won revenue": no font has "ก" (U+0E01); "…a long text a long text ก that goes on that goes…" is printed as "…a long text a long text ? that goes on that goes…"`,
		}},
		{"in a note", func(s *scorecard.Scorecard) { s.Notes = []phrase.Phrase{phrase.Plain("See ก.")} }, []string{
			`a note: no font has "ก" (U+0E01); "See ก." is printed as "See ?."`,
		}},
		{"in the title, on each page", func(s *scorecard.Scorecard) { s.Title = "ก ข ค ง จ ฉ ช" }, []string{
			`the report: no font has "ก" (U+0E01), "ข" (U+0E02), "ค" (U+0E04), "ง" (U+0E07), "จ" (U+0E08), "ฉ" (U+0E09) and more; "ก ข ค ง จ ฉ ช" is printed as "? ? ? ? ? ? ?"`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sample.Small()
			c.change(s)
			if got := warnings(t, reports.Compose(s, reports.Options{})); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestTooManyWarningsAreCounted(t *testing.T) {
	s := sample.Small()
	for i := range 30 {
		s.Notes = append(s.Notes, phrase.Of("ก %d", i))
	}
	got := warnings(t, reports.Compose(s, reports.Options{}))
	if len(got) != 21 || got[20] != "10 more texts have letters that no font has" {
		t.Errorf("got %q", got)
	}
}

// Whatever is in the texts, there is a PDF, and no panic.
func FuzzWriteTakesEveryText(f *testing.F) {
	for _, text := range []string{"", "Win rate", "赢单率（Q3）……“好”", "\U0001F600\U00010000\U0010FFFF", "a\x00b\x1b[31m\r\n", "\xff\xfe\xed\xa0\x80", "e\u0301\u0301\u0301", "\u202Eabc",
		"\uFFFF\uFFFE\uFEFF", "(\\)<<>>endstream", strings.Repeat("long", 500), "{nb}"} {
		f.Add(text, 1.5)
	}
	f.Fuzz(func(t *testing.T, text string, value float64) {
		d := everywhere(text, value)
		var b bytes.Buffer
		lost, err := pdf.Write(&b, d)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) || !bytes.HasSuffix(b.Bytes(), []byte("%%EOF\n")) {
			t.Error("the file has no beginning or end")
		}
		for _, sentence := range lost {
			if !utf8.ValidString(sentence) {
				t.Errorf("broken UTF-8 in the warning %q", sentence)
			}
		}
	})
}

// everywhere puts a text and a value wherever a document can hold one.
func everywhere(text string, value float64) *document.Document {
	var columns []document.Column
	for _, k := range []document.Kind{document.Marks, document.Names, document.Numbers, document.Labels, document.Words, document.Prose,
		document.Bullets, document.Sparks, document.Changes} {
		columns = append(columns, document.Column{Name: text, Kind: k, Max: 1.3})
	}
	cell := document.Text{Main: text, Sub: text}
	row := document.Row{Note: text, Cells: []document.Cell{
		document.Mark{Status: status.AtRisk}, cell, cell, cell, cell, cell,
		document.Bullet{Value: value, Alt: text},
		document.Spark{Alt: text, Points: []document.SparkPoint{{Value: &value, Target: &value}, {}, {Value: new(1.0)}}},
		document.Change{Text: text, Value: &value, Alt: text},
	}}
	table := &document.Table{Columns: columns, Legend: true, Groups: []document.Group{{Name: text, Note: text, Rows: []document.Row{row, row}}}}
	notes := &document.Notes{Name: text, Sentences: []string{text}}
	history := chart.History{Name: text, Alt: text, Format: func(float64) string { return text }, Notes: []chart.Note{{Title: text, Body: text}},
		Periods: []chart.Period{{Time: chart.Time{Short: text, Year: text}, Value: &value}, {Target: &value}}}
	figure := &document.Figure{Title: text, Sub: text, Picture: history}
	facts := &document.Facts{Name: text, Facts: []document.Fact{{Label: text, Text: text}, {Text: text}}}
	boxes := &document.Boxes{Name: text, Boxes: []document.Box{{Letter: text, Filled: true}, {Letter: text, Note: text}}}
	tiles := &document.Tiles{Tiles: []document.Tile{{Label: text, Value: text, Note: text}, {}}}
	lines := &document.Lines{Name: text, Columns: []string{text}, Rows: []string{text}, Note: text}
	beside := &document.Beside{Columns: [][]document.Block{{figure, boxes}, {facts}, {tiles, lines}}}
	own := document.Section{Name: text, Key: text, Group: text, Sub: text, Mark: &document.Mark{}, Own: true, Blocks: []document.Block{tiles, figure, beside, facts, lines}}
	row.To = text
	return &document.Document{
		Title: text, Entity: text, Scope: text, Period: text, AsOf: text, DataThrough: text, State: text, Message: text, Version: text,
		Classification: text, Language: text, Counts: []document.Count{{Status: status.OnTrack, N: 3}},
		Sections: []document.Section{{Name: text, Blocks: []document.Block{table, notes}}, {Name: text, Blocks: []document.Block{notes, table}}, own},
	}
}
