package reports_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/internal/sample"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The files in testdata show what users see; a change of them is a change of
// the product.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		file   string
		card   *scorecard.Scorecard
		format string
		o      reports.Options
	}{
		{"sales.txt", sample.Sales(), "table", reports.Options{}},
		{"sales-summary-colour.txt", sample.Small(), "table", reports.Options{Color: true, Pages: []reports.Page{reports.SummaryPage, reports.ActionsPage, reports.EvidencePage, reports.DefinitionsPage, reports.QualityPage}}},
		{"odd.txt", sample.Odd(), "table", reports.Options{}},
		{"untargeted.txt", sample.Untargeted(), "table", reports.Options{}},
		{"empty.txt", sample.Empty(), "table", reports.Options{}},
		{"small.json", sample.Small(), "json", reports.Options{}},
		{"sales.csv", sample.Sales(), "csv", reports.Options{}},
	} {
		t.Run(c.file, func(t *testing.T) {
			var b bytes.Buffer
			if err := reports.Write(&b, c.card, c.o, c.format); err != nil {
				t.Fatal(err)
			}
			golden(t, c.file, b.Bytes())
		})
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run go test ./reports -update and look at the difference\ngot:\n%s", path, got)
	}
}

func TestWriteNamesTheFormats(t *testing.T) {
	err := reports.Write(&bytes.Buffer{}, sample.Small(), reports.Options{}, "docx")
	want := `unknown report format "docx"; choose one of pdf, table, json, csv, xlsx, markdown, html, email`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestWriteWarnsOfALongComment(t *testing.T) {
	var got []string
	o := reports.Options{Warn: func(s string) { got = append(got, s) }}
	if err := reports.Write(&bytes.Buffer{}, sample.Big(400, 0), o, "markdown"); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || !strings.HasPrefix(got[0], "the Markdown has ") {
		t.Errorf("got %q", got)
	}
}

func TestEndingsNameFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range reports.Formats {
		if f.Ending == "" || f.Ending[0] != '.' || f.Doc == "" || seen[f.Ending] {
			t.Errorf("%s: the ending %q is no ending, or another format's", f.Name, f.Ending)
		}
		seen[f.Ending] = true
	}
	for path, want := range map[string]string{
		"q3.pdf": "pdf", "q3.PDF": "pdf", "a.csv/q3.json": "json", "q3": "", "q3.docx": "", "pdf": "", "-": "", "q3.xlsx": "xlsx", "README.md": "markdown", "q3.email.html": "email", "q3.html": "html", "Q3.HTML": "html",
	} {
		if got, ok := reports.FormatOf(path); got.Name != want || ok != (want != "") {
			t.Errorf("%s: got %q, %v, want %q", path, got.Name, ok, want)
		}
	}
}

func TestWriteWarnsOfLettersThatNoFontHas(t *testing.T) {
	var got []string
	o := reports.Options{Warn: func(s string) { got = append(got, s) }}
	s := sample.Small()
	s.Sections[0].Results[0].Owner = "ธง"
	if err := reports.Write(&bytes.Buffer{}, s, o, "pdf"); err != nil {
		t.Fatal(err)
	}
	want := `KPI "Won revenue": no font has "ธ" (U+0E18), "ง" (U+0E07); "ธง" is printed as "??"`
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
