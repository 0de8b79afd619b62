package reports_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
)

// TestNegativesAreInParenthesesEverywhere looks at each text format for people:
// what programs read stays as it is.
func TestNegativesAreInParenthesesEverywhere(t *testing.T) {
	minus := regexp.MustCompile(`−[0-9.,]+`)
	parens := regexp.MustCompile(`\([0-9][0-9.,]*(%|M| pp|k|bn|tn)?\)`)
	for name, card := range map[string]*scorecard.Scorecard{"sales": sample.Sales(), "odd": sample.Odd()} {
		asWritten(card)
		for _, format := range []string{"table", "html", "markdown", "email"} {
			got := written(t, card, reports.Options{Negatives: document.Parens}, format)
			if left := minus.FindAllString(got, 3); left != nil {
				t.Errorf("%s as %s has %q", name, format, left)
			}
			if !parens.MatchString(got) {
				t.Errorf("%s as %s has no number in parentheses", name, format)
			}
			if !minus.MatchString(written(t, card, reports.Options{}, format)) {
				t.Errorf("%s as %s has no negative number at all, which shows nothing", name, format)
			}
		}
		for _, format := range []string{"json", "csv"} {
			if written(t, card, reports.Options{Negatives: document.Parens}, format) != written(t, card, reports.Options{}, format) {
				t.Errorf("%s as %s is another one", name, format)
			}
		}
	}
}

// asWritten writes targets as people do, with a hyphen.
func asWritten(card *scorecard.Scorecard) {
	for _, s := range card.Sections {
		for i := range s.Results {
			s.Results[i].Target.Text = strings.ReplaceAll(s.Results[i].Target.Text, "−", "-")
		}
	}
}

func written(t *testing.T, card *scorecard.Scorecard, o reports.Options, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := reports.Write(&b, card, o, format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
