package html_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/html"
	"kpi/reports/internal/sample"
)

var update = flag.Bool("update", false, "write the golden file anew")

func write(t testing.TB, d *document.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func report(t testing.TB, s *scorecard.Scorecard) string {
	t.Helper()
	return write(t, reports.Compose(s, reports.Options{Pages: reports.AllPages, Classification: "Internal"}))
}

// small is a document with every kind of section, block, cell and picture.
func small() *document.Document {
	mark := document.Mark{Status: status.AtRisk}
	return &document.Document{
		Title: "Sales scorecard", Entity: "Northwind", Scope: `region != "Test"`, Period: "2026-Q3", AsOf: "15 Oct 2026", DataThrough: "14 Oct 2026",
		State: "the period is over", Message: "1 of 2 KPIs on track", Version: "a81e33d", Classification: "Confidential", Language: "en",
		Counts: []document.Count{{Status: status.OnTrack, N: 1}, {Status: status.AtRisk, N: 1}},
		Sections: []document.Section{
			{Name: "Summary", Plain: true, Blocks: []document.Block{
				&document.Notes{Name: "Finding", Sentences: []string{"first", "second", "third"}, Printed: 2, Rest: "1 more below."},
				summaryTable(),
			}},
			{Name: "Revenue", Sub: "Grow · USD", Own: true, AfterContents: true, Mark: &document.Mark{Status: status.OnTrack, Hollow: true}},
			{Name: "Win rate", Sub: "Grow · %", Own: true, Mark: &mark, Blocks: []document.Block{
				&document.Tiles{Tiles: []document.Tile{{Label: "Actual", Value: "38.4%", Note: "412 of 1,073"}, {Label: "Target", Value: "42.0%"}}},
				&document.Figure{Title: "Win rate fell", Sub: "%, to 2026-09", Picture: history()},
				&document.Beside{Columns: [][]document.Block{
					{&document.Figure{Title: "From last year", Picture: bridge()}},
					{&document.Facts{Name: "Definition", Facts: []document.Fact{{Label: "Counts", Text: "won deals"}, {Text: "by closing day"}, {Label: "Formula", Text: "won / closed"}}},
						&document.Boxes{Name: "SMART", Boxes: []document.Box{{Letter: "S", Filled: true}, {Letter: "M", Note: "no unit"}}}},
				}},
				&document.Figure{Title: "What each region brought", Picture: chart.Contributions{Of: "Region", Unit: "pp", Parts: parts(), Total: part("All", -1.8), Format: printed}},
				&document.Figure{Title: "Reasons", Picture: chart.Ranking{Of: "Reason", Parts: parts()[:1], Format: printed}},
				&document.Figure{Title: "By month", Picture: chart.Grid{Times: []chart.Time{{Short: "Aug", Year: "2026"}, {Short: "Sep", Year: "2026"}}, Rows: []chart.Member{{Name: "East", Values: []*float64{new(1.0), nil}}}, Format: printed}},
			}},
			{Name: "Sign-off", Appendix: true, Blocks: []document.Block{
				&document.Lines{Name: "Signatures", Columns: []string{"Name", "Date"}, Rows: []string{"Prepared", "Approved"}, Note: "on paper"},
			}},
		},
	}
}

func printed(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

func part(name string, v float64) chart.Part { return chart.Part{Name: name, Value: &v} }

func parts() []chart.Part {
	return []chart.Part{part("East", 0.7), part("South", -2.5), {Name: "West"}}
}

func bridge() chart.Bridge {
	return chart.Bridge{Of: "Region", Unit: "pp", Start: part("last year", 40.2), Effects: parts(), End: part("2026-Q3", 38.4), Format: printed, Signed: printed}
}

func history() chart.History {
	return chart.History{Name: "Win rate", Format: printed, Notes: []chart.Note{{At: 1, Title: "List price up"}}, Periods: []chart.Period{
		{Time: chart.Time{Short: "Aug", Year: "2026"}, Value: new(41.0), Target: new(42.0), Limits: &chart.Limits{Lower: 38, Mean: 41, Upper: 44}},
		{Time: chart.Time{Short: "Sep", Year: "2026"}, Value: new(37.6), Signal: true, Partial: true, Target: new(42.0)},
		{Time: chart.Time{Short: "Oct", Year: "2026"}, Forecast: &chart.Forecast{Value: 38, Bands: []chart.Band{{Level: 0.8, Low: 37, High: 39}}}},
	}}
}

func summaryTable() *document.Table {
	row := func(m document.Mark, name, actual, attained, since string, bullet document.Cell, change document.Change, note string) document.Row {
		return document.Row{Note: note, Cells: []document.Cell{
			m, document.Text{Main: name, Sub: "unit", Tone: document.Strong}, document.Text{Main: actual, Sub: m.Status.Word()}, document.Text{Main: attained, Tone: document.Quiet}, bullet,
			document.Spark{Points: []document.SparkPoint{{Value: new(1.0)}, {Value: new(2.0)}}, Alt: name + " rose"}, change, document.Text{Main: since}, document.Text{Main: "a long text"},
		}}
	}
	return &document.Table{
		Legend: true,
		Columns: []document.Column{
			{Kind: document.Marks}, {Name: "KPI", Kind: document.Names}, {Name: "Actual", Kind: document.Numbers}, {Name: "Attained", Kind: document.Numbers},
			{Name: "Attained, %", Kind: document.Bullets, Max: 1.3}, {Name: "2 months", Kind: document.Sparks}, {Name: "Δ", Kind: document.Changes, Max: 0.5},
			{Name: "Since", Kind: document.Labels}, {Name: "Text", Kind: document.Prose},
		},
		Groups: []document.Group{
			{Name: "Grow", Note: "score 7", Rows: []document.Row{
				row(document.Mark{Status: status.OnTrack, Hollow: true}, "Revenue", "48,210", "110.0%", "2 Oct 2026", document.Bullet{Value: 1.1, Alt: "110 %"},
					document.Change{Text: "+12.4%", Value: new(0.124), Verdict: document.Gain}, "to 15 Oct"),
				row(document.Mark{Status: status.AtRisk}, "Win rate", "38.4%", "91.4%", "11 Sep 2026", document.Bullet{Value: 0.914, Alt: "91 %"},
					document.Change{Text: "−1.8 pp", Value: new(-0.018), Verdict: document.Loss}, ""),
			}},
			{Rows: []document.Row{
				row(document.Mark{}, "Churn", "n/a", "n/a", "", document.Text{Main: "no data"}, document.Change{Text: "n/a"}, "no data"),
			}},
		},
	}
}

// The drawings have tests of their own, and the style sheet is a file.
var elsewhere = regexp.MustCompile(`(?s)<svg.*?</svg>\n?|<style>.*?</style>|<script>.*?</script>|sha256-.*?&#39;`)

func TestPageAsWritten(t *testing.T) {
	got := elsewhere.ReplaceAllString(write(t, small()), "…")
	path := filepath.Join("testdata", "small.html")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run go test ./reports/html -update and look at the difference\ngot:\n%s", path, got)
	}
}

func TestSameDocumentGivesTheSameBytes(t *testing.T) {
	first := report(t, sample.Sales())
	for range 5 {
		if report(t, sample.Sales()) != first {
			t.Fatal("two pages of one scorecard differ")
		}
	}
}

func TestPaperIsThatOfTheDocument(t *testing.T) {
	d := small()
	if !strings.Contains(write(t, d), "@page{size:A4 landscape;") {
		t.Error("no A4, landscape, where nothing is said")
	}
	d.Paper, d.Orientation = document.Letter, document.Portrait
	if !strings.Contains(write(t, d), "@page{size:letter portrait;") {
		t.Error("no letter, portrait")
	}
}

func TestEmptyDocumentHasItsPage(t *testing.T) {
	got := write(t, &document.Document{})
	for _, want := range []string{"<title>Report</title>", "<h1>Report</h1>", "<main"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(got, "<nav") {
		t.Error("contents of nothing")
	}
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrorsOfTheWriterComeBack(t *testing.T) {
	if err := html.Write(full{}, small()); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}
