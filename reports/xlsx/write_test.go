package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/xlsx"
)

func write(t testing.TB, s *scorecard.Scorecard, o reports.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, s, reports.Compose(s, o)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t testing.TB, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func cards() map[string]*scorecard.Scorecard {
	return map[string]*scorecard.Scorecard{
		"sales": sample.Sales(), "odd": sample.Odd(), "untargeted": sample.Untargeted(),
		"empty": sample.Empty(), "big": sample.Big(7, 3), "paced": paced(), "nothing": {},
	}
}

// part returns a part of the zip.
func part(t *testing.T, content []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// grid reads all cells of a sheet as they are shown, or raw.
func grid(t *testing.T, f *excelize.File, sheet string, raw bool) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: raw})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// rowOf finds the row in whose column, from 0, the text stands.
func rowOf(t *testing.T, rows [][]string, column int, text string) []string {
	t.Helper()
	for _, r := range rows {
		if column < len(r) && r[column] == text {
			return r
		}
	}
	t.Fatalf("no row with %q in column %d", text, column)
	return nil
}

func TestScorecardShowsWhatTheReportPrints(t *testing.T) {
	f := open(t, write(t, sample.Sales(), reports.Options{}))
	shown := grid(t, f, "Scorecard", false)
	heads := []string{"Status", "KPI", "Unit", "Actual", "Target", "to", "Attained", "Trend", "Last year", "Δ last year", "Better", "Owner", "Note"}
	if got := rowOf(t, shown, 0, "Status"); !slices.Equal(got, heads) {
		t.Errorf("got %q, want %q", got, heads)
	}
	for _, want := range [][]string{
		{"● on track", "Won revenue", "USD", "48,210,400", "46,500,000", "", "103.7%", "", "42,891,800", "+12.4%", "higher", "VP Sales"},
		{"● on track", "Average deal size", "USD", "31,218", "30,000", "", "104.1%", "", "29,230", "+6.8%", "higher", "Head of Sales Operations"},
		{"▲ at risk", "Win rate", "%", "38.4%", "42.0%", "", "91.4%", "", "40.2%", "-1.8 pp", "higher", "Director Field Sales"},
		{"◆ off track", "Pipeline coverage", "x", "2.60x", "3.00x", "", "86.7%", "", "3.10x", "-16.1%", "higher", "Director Field Sales"},
		{"● on track", "Net margin change", "USD", "-12,400", "-15,000", "", "117.3%", "", "-18,000", "+31.1%", "higher", "CFO"},
		{"● on track", "Average discount", "%", "14.3%", "10.0%", "15.0%", "100.0%", "", "13.1%", "+1.2 pp", "within", "VP Sales"},
		{"○ no status", "Lead response time", "hours", "5.2", "6.0", "", "113.3%", "", "7.1", "-26.8%", "lower", "VP Marketing", "period not over, 2026-Q4"},
		{"○ no status", "Net promoter score", "points", "", "45.0", "", "", "", "40.0", "", "higher", "Head of Customer Success", "no data"},
	} {
		if got := rowOf(t, shown, 1, want[1]); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestObjectivesSayWhatTheyComeTo(t *testing.T) {
	f := open(t, write(t, paced(), reports.Options{}))
	shown := grid(t, f, "Scorecard", false)
	for _, want := range []struct{ status, name, score, note string }{
		{"▲ at risk", "Grow new business · financial", "5.4", "80% of the weights have a score"},
		{"▲ at risk", "Healthy pipeline · process", "7.1", "held by Pipeline coverage"},
		{"", "Efficiency", "", ""},
		{"▲ at risk", "financial", "5.4", "80% of the weights have a score"}, // a perspective
	} {
		got := append(rowOf(t, shown, 1, want.name), make([]string, 14)...)
		if got[0] != want.status || got[7] != want.score || got[13] != want.note {
			t.Errorf("%s: got %q, want %v", want.name, got, want)
		}
	}
}

func TestOutlookShowsWhatTheReportTells(t *testing.T) {
	f := open(t, write(t, sample.Sales(), reports.Options{}))
	shown := grid(t, f, "Outlook", false)
	heads := []string{"Status", "KPI", "Unit", "Signal in", "Usual", "Lower limit", "Upper limit", "Next period", "Forecast", "from (80%)", "to (80%)", "Chance of target", "by"}
	if got := rowOf(t, shown, 0, "Status"); !slices.Equal(got, heads) {
		t.Errorf("got %q, want %q", got, heads)
	}
	for _, want := range [][]string{
		{"● on track", "Won revenue", "USD", "2026-09", "41,412,605", "33,081,409", "49,743,801", "2026-Q4", "48,082,640", "45,583,482", "50,581,797", "80%", "2026-Q4"},
		{"▲ at risk", "Win rate", "%", "", "37.4%", "30.9%", "43.9%", "2026-Q4", "37.8%", "36.2%", "39.4%", "below 5%", "2026-Q4"},
	} {
		if got := rowOf(t, shown, 1, want[1]); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestNumbersAreNumbers(t *testing.T) {
	f := open(t, write(t, sample.Sales(), reports.Options{}))
	raw := grid(t, f, "Scorecard", true)
	for name, want := range map[string][]string{
		"Won revenue": {"48210400", "46500000"}, "Win rate": {"0.384", "0.42"}, "Net margin change": {"-12400", "-15000"},
	} {
		for i, r := range raw {
			if len(r) < 5 || r[1] != name {
				continue
			}
			for j, column := range []string{"D", "E"} {
				cell := column + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
				kind, err := f.GetCellType("Scorecard", cell)
				if got := r[3+j]; err != nil || got != want[j] || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
					t.Errorf("%s %s: got %q of type %v, want the number %q", name, cell, got, kind, want[j])
				}
			}
		}
	}
}

func TestSheetsStandInTheOrderOfReading(t *testing.T) {
	for name, want := range map[string][]string{
		"sales": {"Scorecard", "Charts", "Outlook", "Checks", "Definitions", "Data", "Audit"},
		"paced": {"Scorecard", "Charts", "Targets", "Outlook", "Checks", "Definitions", "Data", "Audit"},
		"empty": {"Scorecard", "Checks", "Definitions", "Data", "Audit"},
	} {
		if got := open(t, write(t, cards()[name], reports.Options{})).GetSheetList(); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// Every row of the summary, every member and every period is in the data.
func TestDataHoldEveryNumber(t *testing.T) {
	for name, s := range cards() {
		want := 0
		for _, section := range s.Sections {
			for _, r := range section.Results {
				want += len(r.Series)
				if n := len(r.Series); n == 0 || r.Series[n-1].Period.Label != r.Period.Label {
					want++
				}
				for _, b := range r.Breakdowns {
					want += len(b.Members)
				}
			}
		}
		if got := len(grid(t, open(t, write(t, s, reports.Options{})), "Data", true)) - 1; got != want {
			t.Errorf("%s: got %d rows, want %d", name, got, want)
		}
	}
}

func TestDataNameTheReportedRows(t *testing.T) {
	s := sample.Sales()
	r := &s.Sections[0].Results[0]
	r.Series[len(r.Series)-1].Period = r.Period // as the engine has it
	rows := grid(t, open(t, write(t, s, reports.Options{})), "Data", true)
	var reported [][]string
	for _, row := range rows[1:] {
		if row[0] == "revenue" && row[7] == "yes" {
			reported = append(reported, row)
		}
	}
	if want := 1 + 6 + 3; len(reported) != want {
		t.Fatalf("got %d rows, want %d", len(reported), want)
	}
	want := []string{"revenue", "Won revenue", "money", "2026-Q3", "46204", "46295", "yes", "yes", "", "", "48210400", "46500000",
		"", "", "1.03678279569892", "", "", "1073", "42891800", "", "on track"}
	if !slices.Equal(reported[0], want) {
		t.Errorf("got  %q\nwant %q", reported[0], want)
	}
}

func TestSameScorecardGivesSameBytes(t *testing.T) {
	want := write(t, sample.Odd(), reports.Options{})
	for range 20 {
		if got := write(t, sample.Odd(), reports.Options{}); !bytes.Equal(got, want) {
			t.Fatal("two runs differ")
		}
	}
}

func TestFileKnowsNoClock(t *testing.T) {
	content := write(t, sample.Sales(), reports.Options{Created: time.Date(2026, 10, 16, 8, 30, 0, 0, time.UTC), Classification: "Confidential"})
	got, err := open(t, content).GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	want := excelize.DocProperties{
		Title: "Sales scorecard", Subject: "2026-Q3, 1 Jul to 30 Sep 2026", Creator: "kpi", LastModifiedBy: "kpi", Category: "Confidential",
		Description: "6 of 13 KPIs on track; 2 off track: Pipeline coverage, Sales cycle; 3 at risk: New ARR, Win rate, Logo churn",
		Version:     "a81e33d", Language: "en", Created: "2026-10-16T08:30:00Z", Modified: "2026-10-16T08:30:00Z",
	}
	if *got != want {
		t.Errorf("got  %+v\nwant %+v", *got, want)
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if got := f.Modified.UTC().Format(time.DateTime); got != "1980-01-01 00:00:00" {
			t.Errorf("%s is of %s", f.Name, got)
		}
	}
}

func TestPagesAreReadyToPrint(t *testing.T) {
	s := sample.Sales()
	s.Title = "R&D scorecard"
	for paper, size := range map[document.Paper]int{document.A4: 9, document.Letter: 1} {
		f := open(t, write(t, s, reports.Options{Paper: paper}))
		for _, sheet := range f.GetSheetList() {
			page, err := f.GetPageLayout(sheet)
			if err != nil || *page.Orientation != "landscape" || *page.Size != size || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
				t.Errorf("%s: got %+v, %v", sheet, page, err)
			}
			head, err := f.GetHeaderFooter(sheet)
			if want := "&LR&&D scorecard · Northwind Trading&R2026-Q3, 1 Jul to 30 Sep 2026"; err != nil || head.OddHeader != want {
				t.Errorf("%s: got %q, %v, want %q", sheet, head.OddHeader, err, want)
			}
		}
		titles := map[string]string{}
		for _, n := range f.GetDefinedName() {
			titles[n.Scope] = n.Name + " " + n.RefersTo
		}
		if got, want := titles["Data"], "_xlnm.Print_Titles Data!$1:$1"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if panes, err := f.GetPanes("Scorecard"); err != nil || !panes.Freeze || panes.YSplit != 6 {
			t.Errorf("got %+v, %v", panes, err)
		}
	}
}

func TestNoInfinityReachesAFile(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	s := sample.Small()
	for i := range s.Sections {
		r := &s.Sections[i].Results[0]
		r.Actual = scorecard.Measured{Value: &inf, Numerator: &nan, Denominator: &inf}
		r.Target, r.Attainment = scorecard.Target{Value: &nan, Baseline: &inf}, &nan
		r.LastYear.Value, r.LastYear.Change, r.Score.Value = &inf, &nan, &inf
		r.Series[1].Value, r.Series[1].Target = &nan, &inf
		r.Pace = &scorecard.Pace{Value: &inf, Actual: &nan, Baseline: &inf, PerPeriod: &inf, Ratio: &nan}
	}
	f := open(t, write(t, s, reports.Options{}))
	for _, sheet := range f.GetSheetList() {
		for _, row := range grid(t, f, sheet, true) {
			for _, v := range row {
				if strings.Contains(v, "Inf") || strings.Contains(v, "NaN") || strings.HasPrefix(v, "#") {
					t.Errorf("%s: got %q", sheet, v)
				}
			}
		}
	}
}

func TestTooManyRowsAreAnError(t *testing.T) {
	s := sample.Small()
	r := s.Sections[0].Results[0]
	r.Series = make([]scorecard.Point, 1000)
	s.Sections[0].Results = slices.Repeat([]scorecard.Result{r}, 1050)
	err := xlsx.Write(io.Discard, s, &document.Document{})
	if err == nil || !strings.Contains(err.Error(), "and a sheet has 1048576; break down by fewer dimensions, or use CSV") {
		t.Errorf("got %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestBrokenWriterIsAnError(t *testing.T) {
	s := sample.Small()
	err := xlsx.Write(brokenWriter{}, s, reports.Compose(s, reports.Options{}))
	if err == nil || err.Error() != "write the workbook: disk full" {
		t.Errorf("got %v", err)
	}
}
