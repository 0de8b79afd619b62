package pdf_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
	"kpi/reports/pdf/fonts"
)

func write(t testing.TB, s *scorecard.Scorecard, o reports.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := pdf.Write(&b, reports.Compose(s, o)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameScorecardGivesSameBytes(t *testing.T) {
	want := write(t, sample.Odd(), reports.Options{})
	for range 5 {
		if got := write(t, sample.Odd(), reports.Options{}); !bytes.Equal(got, want) {
			t.Fatal("two runs differ")
		}
	}
}

func TestFontsStayAsTheyAre(t *testing.T) {
	got := write(t, sample.Sales(), reports.Options{})
	write(t, sample.Odd(), reports.Options{})
	if again := write(t, sample.Sales(), reports.Options{}); !bytes.Equal(got, again) {
		t.Error("a document changes the fonts of the next")
	}
}

// tool runs a program on the PDF of a card, and skips the test where the
// program is not installed.
func tool(t *testing.T, s *scorecard.Scorecard, name string, args ...string) string {
	t.Helper()
	created := time.Date(2026, 10, 15, 8, 30, 0, 0, time.UTC)
	return runTool(t, write(t, s, reports.Options{Created: created}), name, args...)
}

// runTool runs a program on a PDF, whose name is FILE among the arguments.
func runTool(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (Debian: apt-get install poppler-utils qpdf)", name)
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", path)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func cards() map[string]*scorecard.Scorecard {
	return map[string]*scorecard.Scorecard{
		"sales": sample.Sales(), "odd": sample.Odd(), "untargeted": sample.Untargeted(),
		"empty": sample.Empty(), "big": sample.Big(60, 5),
	}
}

func TestFileIsSound(t *testing.T) {
	for name, card := range cards() {
		t.Run(name, func(t *testing.T) {
			if got := tool(t, card, "qpdf", "--check", "FILE"); !strings.Contains(got, "No syntax or stream encoding errors") {
				t.Error(got)
			}
		})
	}
}

func TestFontsAreEmbedded(t *testing.T) {
	got := tool(t, sample.Sales(), "pdffonts", "FILE")
	if strings.Count(got, "yes yes yes") != 2 || strings.Contains(got, "noto") {
		t.Errorf("want two fonts, embedded and with Unicode, and no Chinese one:\n%s", got)
	}
	if got := tool(t, chinese(), "pdffonts", "FILE"); fonts.HasCJK && strings.Count(got, "yes yes yes") != 4 {
		t.Errorf("want four fonts, embedded and with Unicode:\n%s", got)
	}
}

// A font may draw two letters with one glyph: Delta and increment, mu and micro.
func TestLettersAreCopiedAsTheyWereWritten(t *testing.T) {
	const title = `Δ∆ µμ (a)[b]\ Ωé≤½€`
	s := sample.Sales()
	s.Title = title
	if got := tool(t, s, "pdftotext", "FILE", "-"); !strings.Contains(got, title) {
		t.Errorf("%s is not in:\n%s", title, got)
	}
}

// With so many letters the numbers of their glyphs have bytes that strings of a
// PDF must escape: brackets, backslashes and ends of lines.
func TestManyLettersAreCopiedAsTheyWereWritten(t *testing.T) {
	if !fonts.HasCJK {
		t.Skip("built without a Chinese font (tag nocjk)")
	}
	const each = 10
	s, all := sample.Sales(), manyLetters()
	var names []string
	for _, section := range s.Sections {
		for i := range section.Results {
			section.Results[i].Name = string(all[:each])
			names, all = append(names, section.Results[i].Name), all[each:]
		}
	}
	got := tool(t, s, "pdftotext", "FILE", "-")
	for _, name := range names {
		if !strings.Contains(got, name) {
			t.Errorf("%s is not in the text", name)
		}
	}
	if len(names)*each < '\\' {
		t.Errorf("%d names have too few letters", len(names))
	}
}

// manyLetters are Chinese letters that the built-in fonts have.
func manyLetters() []rune {
	var out []rune
	for c := rune(0x4E00); c < 0x5200; c++ {
		if _, missing := fonts.BuiltIn().Printable(string(c)); missing == "" {
			out = append(out, c)
		}
	}
	return out
}

// chinese is a card in Chinese.
func chinese() *scorecard.Scorecard {
	s := sample.Sales()
	s.Title, s.Entity = "销售记分卡", "北风贸易有限公司"
	s.Sections[0].Name = "新业务增长"
	for i, name := range []string{"已成交收入", "新增年度经常性收入（ARR）", "平均成交金额“企业客户”……"} {
		s.Sections[0].Results[i].Name, s.Sections[0].Results[i].Owner = name, "王喆"
	}
	return s
}

// A letter that is drawn as the box of missing letters looks like every other.
func TestChineseLettersAreDrawn(t *testing.T) {
	if !fonts.HasCJK {
		t.Skip("built without a Chinese font (tag nocjk)")
	}
	drawn := map[string]rune{}
	for _, c := range "王喆，“…？ａぁ㎡ " {
		s := sample.Empty()
		s.Title = strings.Repeat("字"+string(c), 3)
		picture := tool(t, s, "pdftoppm", "-r", "40", "-gray", "FILE")
		if other, ok := drawn[picture]; ok {
			t.Errorf("%q looks like %q", c, other)
		}
		drawn[picture] = c
	}
}

func TestPaperLiesAsItIsToLie(t *testing.T) {
	for _, c := range []struct {
		paper       document.Paper
		orientation document.Orientation
		want        string
	}{
		{"", "", "841.89 x 595.28 pts (A4)"},
		{document.A4, document.Landscape, "841.89 x 595.28 pts (A4)"},
		{document.A4, document.Portrait, "595.28 x 841.89 pts (A4)"},
		{document.Letter, document.Landscape, "792 x 612 pts (letter)"},
		{document.Letter, document.Portrait, "612 x 792 pts (letter)"},
	} {
		file := write(t, sample.Small(), reports.Options{Paper: c.paper, Orientation: c.orientation})
		if got := runTool(t, file, "pdfinfo", "FILE"); !strings.Contains(got, c.want) {
			t.Errorf("%s %s: no %q in\n%s", c.paper, c.orientation, c.want, got)
		}
	}
}

func TestFileIsSoundWhateverTheTexts(t *testing.T) {
	for _, text := range []string{"", `(\)<<>> endstream endobj`, "\nstream\nendstream\nendobj\n", "赢单率\U0001F600\x00", "\xff(", "%%EOF\nstartxref\n1\n%%EOF\n"} {
		var b bytes.Buffer
		if _, err := pdf.Write(&b, everywhere(text, 0.9)); err != nil {
			t.Fatal(err)
		}
		if got := runTool(t, b.Bytes(), "qpdf", "--check", "FILE"); !strings.Contains(got, "No syntax or stream encoding errors") {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestPropertiesKeepLettersThatNoFontHas(t *testing.T) {
	s := sample.Small()
	s.Title, s.Entity = "Smiles \U0001F600", "บริษัท"
	got := tool(t, s, "pdfinfo", "FILE")
	for _, want := range []string{"Smiles \U0001F600", "บริษัท"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestFileSaysWhatItIs(t *testing.T) {
	got := tool(t, sample.Sales(), "pdfinfo", "FILE")
	for _, want := range []string{
		"Sales scorecard · 2026-Q3, 1 Jul to 30 Sep 2026", "Northwind Trading",
		"6 of 13 KPIs on track", "Oct 15 08:30:00 2026", "841.89 x 595.28",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Every name and number of the card can be selected and searched.
func TestEveryNameAndNumberIsText(t *testing.T) {
	s := sample.Sales()
	got := unbroken(strings.Join(strings.Fields(tool(t, s, "pdftotext", "-layout", "FILE", "-")), " "))
	raw := unbroken(strings.Join(strings.Fields(tool(t, s, "pdftotext", "-raw", "FILE", "-")), " "))
	for _, section := range reports.Compose(s, reports.Options{}).Sections {
		for _, b := range section.Blocks {
			for _, want := range blockTexts(b) {
				if want := unbroken(want); !strings.Contains(got, want) && !strings.Contains(raw, want) {
					t.Errorf("%q is not in the text", want)
				}
			}
		}
	}
}

// unbroken is a text without the breaks after a hyphen that is its own.
func unbroken(s string) string { return strings.ReplaceAll(s, "- ", "-") }

func blockTexts(b document.Block) []string {
	switch b := b.(type) {
	case *document.Notes:
		if b.Printed > 0 && len(b.Sentences) > b.Printed {
			return append(slices.Clone(b.Sentences[:b.Printed]), b.Rest)
		}
		return b.Sentences
	case *document.Table:
		var out []string
		for _, g := range b.Groups {
			out = append(out, g.Name, g.Note)
			for _, r := range g.Rows {
				out = append(out, cellTexts(r)...)
			}
		}
		return out
	case *document.Tiles:
		var out []string
		for _, tile := range b.Tiles {
			out = append(out, tile.Label, tile.Value)
		}
		return out
	case *document.Figure:
		return []string{b.Title, b.Sub}
	case *document.Beside:
		var out []string
		for _, column := range b.Columns {
			for _, inner := range column {
				out = append(out, blockTexts(inner)...)
			}
		}
		return out
	}
	return nil
}

func cellTexts(r document.Row) []string {
	var out []string
	for _, c := range r.Cells {
		switch c := c.(type) {
		case document.Text:
			out = append(out, c.Main, c.Sub)
		case document.Change:
			out = append(out, c.Text)
		}
	}
	return out
}

func TestOutlineMirrorsTheReport(t *testing.T) {
	got := tool(t, sample.Sales(), "qpdf", "--json", "--json-key=outlines", "FILE")
	for _, want := range []string{"Summary", "Grow new business", "By region", "By customer segment", "Definitions"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in the outline", want)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestFullDiskIsAnError(t *testing.T) {
	_, err := pdf.Write(brokenWriter{}, reports.Compose(sample.Small(), reports.Options{}))
	if err == nil || err.Error() != "write the PDF: no space left on device" {
		t.Errorf("got %v", err)
	}
}

// A report of fifty pages is to take less than 200 ms, with -benchtime 1x also
// the first one of a process, which reads the fonts.
func BenchmarkFiftyPages(b *testing.B) {
	s := sample.Big(36, 6)
	for b.Loop() {
		write(b, s, reports.Options{})
	}
	pages := pdf.Pages(reports.Compose(s, reports.Options{}))
	b.ReportMetric(float64(len(pages)), "pages")
}

// With Chinese names the two Chinese fonts are read, too: in the first report of
// a process they are unpacked.
func BenchmarkFiftyPagesInChinese(b *testing.B) {
	s := sample.Big(36, 6)
	for i := range s.Sections {
		s.Sections[i].Name = "新业务增长"
		for j := range s.Sections[i].Results {
			r := &s.Sections[i].Results[j]
			r.Name, r.Owner = "新增年度经常性收入"+r.ID, "王喆"
		}
	}
	for b.Loop() {
		write(b, s, reports.Options{})
	}
	b.ReportMetric(float64(len(pdf.Pages(reports.Compose(s, reports.Options{})))), "pages")
}

// A page for each of 52 KPIs with all that is known of them is to take less than
// 200 ms, too.
func BenchmarkDetails(b *testing.B) {
	s := sample.Sales()
	for round, one := range []*scorecard.Scorecard{sample.Sales(), sample.Sales(), sample.Sales()} {
		for _, section := range one.Sections {
			for i := range section.Results {
				section.Results[i].ID += strings.Repeat("_again", round+1)
			}
			s.Sections = append(s.Sections, section)
		}
	}
	o := reports.Options{Pages: []reports.Page{reports.SummaryPage, reports.ContentsPage, reports.DetailsPage, reports.DefinitionsPage, reports.QualityPage, reports.SignOffPage}}
	for b.Loop() {
		write(b, s, o)
	}
	b.ReportMetric(float64(len(pdf.Pages(reports.Compose(s, o)))), "pages")
}

func BenchmarkOnePage(b *testing.B) {
	s := sample.Sales()
	for b.Loop() {
		write(b, s, reports.Options{Pages: []reports.Page{reports.SummaryPage, reports.ActionsPage, reports.EvidencePage, reports.DefinitionsPage, reports.QualityPage}})
	}
}
