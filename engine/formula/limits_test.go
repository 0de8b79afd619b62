package formula

import (
	"strings"
	"testing"
	"time"

	"kpi/engine/diag"
)

// TestHugeFormulas gives text that would keep or kill a parser without limits.
// Each is answered at once.
func TestHugeFormulas(t *testing.T) {
	cases := []struct {
		name, text, code string
	}{
		{"a million brackets", strings.Repeat("(", 1e6) + "1" + strings.Repeat(")", 1e6), "formula-too-long"},
		{"ten thousand terms", "1" + strings.Repeat(" + 1", 1e4), "formula-too-long"},
		{"a byte above the cap", strings.Repeat(" ", maxLength) + "1", "formula-too-long"},
		{"5000 terms", "1" + strings.Repeat("+1", 5e3), "formula-too-deep"},
		{"ten thousand signs", strings.Repeat("-", 1e4) + "1", "formula-too-deep"},
		{"ten thousand nots", strings.Repeat("!", 1e4) + "true", "formula-too-deep"},
		{"a tower of powers", strings.Repeat("2^", 5e3) + "2", "formula-too-deep"},
		{"a row of choices", strings.Repeat("true?1:", 2e3) + "2", "formula-too-deep"},
		{"a row of joins", "sum(rep" + strings.Repeat(".rep", 3e3) + ")", "formula-too-deep"},
		{"a row of arguments", "sum(" + strings.Repeat("1,", 5e3) + "1)", "formula-too-deep"},
		{"comparisons that share their middle", strings.Repeat("0<(", 90) + "1" + strings.Repeat(")<1", 90), "formula-too-deep"},
		{"brackets that never close", strings.Repeat("(", 101), "formula-too-deep"},
		{"brackets of both kinds", strings.Repeat("[(", 60) + strings.Repeat(")]", 60), "formula-too-deep"},
		{"only equal signs", strings.Repeat("=", maxLength), "formula-syntax"},
		{"only quotes", strings.Repeat(`"`, maxLength-1), "formula-syntax"},
		{"only percent signs", strings.Repeat("%", maxLength), "formula-syntax"},
		{"only backslashes in a text", `"` + strings.Repeat(`\q`, maxLength/2-1), "formula-syntax"},
		{"one long name", strings.Repeat("n", maxLength), "unknown-name"},
		{"one long number", strings.Repeat("9", maxLength), "formula-syntax"},
		{"one long pattern", `count(stage matches "` + strings.Repeat("(", 50) + "a" + strings.Repeat("){1000}", 50) + `")`, "bad-pattern"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, list := checkedNumber(c.text)
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
			if list.Len() == 0 || list.Items[0].Code != c.code {
				t.Errorf("got %v, want %s", codes(list), c.code)
			}
			if list.Len() > maxHabits {
				t.Errorf("%d problems for one formula", list.Len())
			}
		})
	}
}

func TestFormulasWithinTheLimits(t *testing.T) {
	for name, text := range map[string]string{
		"a hundred brackets":  strings.Repeat("(", 100) + "1" + strings.Repeat(")", 100),
		"900 terms":           "1" + strings.Repeat(" + 1", 900),
		"to the last byte":    "1" + strings.Repeat(" ", maxLength-1),
		"many of one bracket": "1" + strings.Repeat(" + (1)", 900),
	} {
		if _, list := checkedNumber(text); list.Len() > 0 {
			t.Errorf("%s: %s", name, list.Items[0].Message)
		}
	}
}

func codes(list diag.List) []string {
	var out []string
	for _, d := range list.Items {
		out = append(out, d.Code)
	}
	return out
}
