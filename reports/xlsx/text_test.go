package xlsx_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/internal/sample"
)

// poison sets every text that v reaches.
func poison(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			poison(v.Elem(), text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), text)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[phrase.Phrase]() {
			v.Set(reflect.ValueOf(phrase.Plain(text)))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				poison(v.Field(i), text)
			}
		}
	case reflect.String:
		// Statuses, reasons and their like have types of their own.
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(text)
		}
	}
}

// Whatever the data hold: no cell becomes a formula, and none can be made one by
// editing it.
func TestTextsStayTexts(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1":                         "=1+1",
		"+cmd|' /C calc'!A0":           "+cmd|' /C calc'!A0",
		"-2+3":                         "-2+3",
		"@SUM(1)":                      "@SUM(1)",
		"\t=1+1":                       "=1+1",
		"=HYPERLINK(\"http://x\",1)":   "=HYPERLINK(\"http://x\",1)",
		"_x0041_":                      "_x0041_",
		"a\x00b\x1b[31mc\u202Ed":       "ab[31mcd",
		"<b>&amp;\"'</b>":              "<b>&amp;\"'</b>",
		"two\nlines":                   "two lines",
		"'quoted":                      "'quoted",
		"赢单率 \U0001F600":               "赢单率 \U0001F600",
		"Data!A1:B2 [name] /\\?*: too": "Data!A1:B2 [name] /\\?*: too",
		"\xff\xfeinvalid":              "invalid",
	} {
		s := paced()
		poison(reflect.ValueOf(s), text)
		content := write(t, s, reports.Options{})
		f := open(t, content)
		found := 0
		for n, sheet := range f.GetSheetList() {
			for _, m := range formulaTag.FindAllStringSubmatch(part(t, content, fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1)), -1) {
				if sheet != "Audit" || !ownFormula.MatchString(m[1]) {
					t.Errorf("%q: %s has the formula %q", text, sheet, m[1])
				}
			}
			for i, row := range grid(t, f, sheet, true) {
				for j, v := range row {
					if v == want {
						found++
					}
					// To look a style up takes the library a while.
					if v == want && i < 40 {
						mustBeQuoted(t, f, sheet, i, j, strings.ContainsAny(want[:1], "=+-@"))
					}
				}
			}
		}
		if found < 50 {
			t.Errorf("%q: found %d times", text, found)
		}
	}
}

var (
	formulaTag = regexp.MustCompile(`<f>(.*?)</f>`)
	// ownFormula is one of references, numbers, signs, functions and our own words.
	ownFormula = regexp.MustCompile(`^(Data!|Targets!|\$?[A-Z]+\$?\d+|[-+*/(),:<>=]|&lt;|&gt;|[\d.]+|ABS|AND|IF|MAX|SUMIFS|&#34;(yes|agrees|differs|adds up|does not add up)&#34;)+$`)
)

func mustBeQuoted(t *testing.T, f *excelize.File, sheet string, row, column int, want bool) {
	t.Helper()
	at, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		t.Fatal(err)
	}
	n, err := f.GetCellStyle(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	xf := f.Styles.CellXfs.Xf[n]
	if got := xf.QuotePrefix != nil && *xf.QuotePrefix; got != want {
		t.Errorf("%s!%s is quoted: got %v, want %v", sheet, at, got, want)
	}
}

func TestLongTextsSayWhatIsMissing(t *testing.T) {
	s := sample.Small()
	s.Sections[0].Results[0].Formula = strings.Repeat("a + \U0001F600", 20_000)
	rows := grid(t, open(t, write(t, s, reports.Options{})), "Definitions", true)
	for _, cell := range rowOf(t, rows, 0, "revenue") {
		if strings.HasPrefix(cell, "a + ") {
			if units := len(utf16.Encode([]rune(cell))); units > 32_767 {
				t.Errorf("%d letters in a cell", units)
			}
			if want := "more letters do not fit into a cell)"; !strings.HasSuffix(cell, want) {
				t.Errorf("got … %q, want … %q", cell[len(cell)-60:], want)
			}
			return
		}
	}
	t.Error("the formula is not in the definitions")
}

// A report of a KPI without a name, a label or a unit is still a workbook.
func TestEmptyTextsAreEmptyCells(t *testing.T) {
	s := paced()
	s.Perspectives = nil // have names
	poison(reflect.ValueOf(s), "")
	f := open(t, write(t, s, reports.Options{}))
	if got := len(grid(t, f, "Data", true)); got < 100 {
		t.Errorf("got %d rows", got)
	}
	var none scorecard.Scorecard
	open(t, write(t, &none, reports.Options{}))
}
