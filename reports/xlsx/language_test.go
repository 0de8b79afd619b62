package xlsx_test

import (
	"reflect"
	"regexp"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/internal/sample"
)

// latin is what a Chinese workbook may say in Latin letters, beside what it repeats
// of the definitions: currencies, statistics, codes of findings.
var latin = regexp.MustCompile(`USD|SMART|\b[SMART] \d/\d|a81e33d`)

var letter = regexp.MustCompile(`[A-Za-z]`)

func TestAChineseWorkbookHasNoEnglish(t *testing.T) {
	s := paced()
	inHan(s)
	f := open(t, write(t, s, reports.Options{Locale: "zh-CN"}))
	for _, sheet := range f.GetSheetList() {
		if sheet != "Data" && letter.MatchString(sheet) {
			t.Errorf("a sheet is called %q", sheet)
		}
		for _, row := range grid(t, f, sheet, true) {
			for _, v := range row {
				if rest := latin.ReplaceAllString(v, ""); letter.MatchString(rest) {
					t.Errorf("%s: %q", sheet, v)
				}
			}
		}
	}
}

// inHan has a name in Chinese in place of every text, but for those that stand for
// words of the program.
func inHan(s *scorecard.Scorecard) {
	kept := *s
	poison(reflect.ValueOf(s), "甲")
	s.Currency, s.Locale, s.Grain, s.Version = kept.Currency, kept.Locale, kept.Grain, kept.Version
}

func TestSheetsAreNamedInTheLanguageOfTheReader(t *testing.T) {
	for tag, want := range map[string][]string{
		"en":    {"Scorecard", "Charts", "Outlook", "Checks", "Definitions", "Data", "Audit"},
		"zh-CN": {"记分卡", "图表", "展望", "检查", "指标定义", "Data", "核算"},
	} {
		got := open(t, write(t, sample.Small(), reports.Options{Locale: tag})).GetSheetList()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
}
