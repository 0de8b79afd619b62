package spec

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestIgnoreSpeaksOfALine(t *testing.T) {
	const words = `kpi:ignore missing-owner reason="a b" until=2026-12-31`
	for name, c := range map[string]struct {
		kpi  string
		want []int // the first line is 1; version and kpis stand above
	}{
		"at the end of its line":                {"  a: {formula: count()} # " + words, []int{3}},
		"on the line above":                     {"  # " + words + "\n  a: {formula: count()}", []int{4}},
		"on the first of two lines above":       {"  # " + words + "\n  # " + words + "\n  a: {formula: count()}", []int{5, 5}},
		"above and at the end":                  {"  # " + words + "\n  a: {formula: count()} # " + words, []int{4, 4}},
		"behind the last line":                  {"  a: {formula: count()}\n# " + words, []int{5}},
		"above a blank line, of nothing":        {"  a: {formula: count()}\n  # " + words + "\n\n", []int{5}},
		"without a blank before kpi":            {"  a: {formula: count()} #" + words, []int{3}},
		"in a text in quotes":                   {"  a: {formula: count(), name: \"# " + words[:10] + "\"}", nil},
		"in a text over two lines":              {"  a:\n    formula: count()\n    name: 'first\n      # " + words[:10] + "'", nil},
		"in a block":                            {"  a:\n    formula: count()\n    name: |\n      # " + words + "\n", nil},
		"behind the sign of a block":            {"  a:\n    name: | # " + words + "\n      text\n    formula: count()", []int{4}},
		"without a blank before the sign":       {"  a: {formula: count(), name: x#" + words[:10] + "}", nil},
		"inside of another comment":             {"  a: {formula: count()} # so: # " + words, []int{3}},
		"lines that end as in Windows":          {"  a: {formula: count()} # " + words + "\r\n", []int{3}},
		"a rule named by other letters is read": {"  a: {formula: count()} # kpi:ignore Ünknown reason=x until=2026-12-31", []int{3}},
	} {
		t.Run(name, func(t *testing.T) {
			catalog, problems := Parse("kpis.yaml", []byte("version: 1\nkpis:\n"+c.kpi+"\n"), nil)
			for _, p := range problems.Items {
				t.Errorf("%s: %s", p.Range, p.Message)
			}
			var got []int
			for _, g := range catalog.Ignores {
				got = append(got, g.Line)
			}
			if diff := cmp.Diff(got, c.want); diff != "" {
				t.Errorf("lines: got, then want:\n%s", diff)
			}
		})
	}
}

// A file of a stranger may be nothing but such comments.
func TestManyIgnoresAreReadInTime(t *testing.T) {
	line := "# kpi:ignore a reason=b until=2026-12-31\n"
	data := "version: 1\n" + strings.Repeat(line, 20_000) + "kpis: {a: {formula: count()}}\n"
	start := time.Now()
	catalog, problems := Parse("kpis.yaml", []byte(data), nil)
	if problems.Len() > 0 || len(catalog.Ignores) != 20_000 {
		t.Fatal(len(catalog.Ignores), problems)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it takes %s", took)
	}
	if last := catalog.Ignores[19_999]; last.Line != 20_002 || fmt.Sprint(last.Range) != "kpis.yaml:20001:1" {
		t.Errorf("the last one speaks of line %d, at %s", last.Line, last.Range)
	}
}
