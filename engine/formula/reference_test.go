package formula

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReferenceIsThePage compares the generated page with docs/formulas.md.
func TestReferenceIsThePage(t *testing.T) {
	const page = "../../docs/formulas.md"
	got := Reference()
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, string(want)); diff != "" {
		t.Errorf("%s is out of date: go test ./engine/formula -update (got, then want)\n%s", page, diff)
	}
}

func TestReferenceNamesEveryFunction(t *testing.T) {
	page := Reference()
	for _, f := range Functions {
		if got := strings.Count(page, "| `"+f.signature()+"` |"); got != 1 {
			t.Errorf("%s is listed %d times", f.Name, got)
		}
	}
	if strings.Contains(page, "{{") {
		t.Error("a table is left open")
	}
}

var tableRow = regexp.MustCompile("(?m)^\\| .* \\| `([^`]+)` \\|$")

func TestReferenceExamplesAreRight(t *testing.T) {
	examples := tableRow.FindAllStringSubmatch(Reference(), -1)
	if len(examples) < len(Functions)+20 {
		t.Fatalf("found only %d examples", len(examples))
	}
	for _, e := range examples {
		_, row := checkedRow(e[1])
		_, number := checkedNumber(e[1])
		if row.Len() > 0 && number.Len() > 0 {
			t.Errorf("%s: in a row %s; in a KPI %s", e[1], row.Items[0].Message, number.Items[0].Message)
		}
	}
}

// TestReferenceOrdersOperators puts neighbours of the table of operators into
// one formula and looks which one binds tighter.
func TestReferenceOrdersOperators(t *testing.T) {
	for text, want := range map[string]string{
		"(cycle_days ?? 0) ^ 2":               "(cycle_days ?? 0) ^ 2",
		"-weight ^ 2":                         "-(weight ^ 2)",
		"-weight * 2":                         "(-weight) * 2",
		"weight + weight * 2":                 "weight + (weight * 2)",
		"weight > 1 + 2":                      "weight > (1 + 2)",
		"not won and paid":                    "(not won) and paid",
		"won or paid and won":                 "won or (paid and won)",
		`won and stage == "Won"`:              `won and (stage == "Won")`,
		"won or paid ? 1 : 2":                 "if(won or paid, 1, 2)",
		"10 <= weight < 20":                   "(10 <= weight) and (weight < 20)",
		`not (stage contains "x")`:            `not (stage contains "x")`,
		`won and not (stage in ["a"])`:        `won and (not (stage in ["a"]))`,
		`won and stage not in ["a"]`:          `won and (not (stage in ["a"]))`,
		"weight - 1 - 2":                      "(weight - 1) - 2",
		"weight / 2 / 3":                      "(weight / 2) / 3",
		"weight ^ 2 ^ 3":                      "weight ^ (2 ^ 3)",
		"list_amount == amount or won != won": "(list_amount == amount) or (won != won)",
	} {
		n, list := checkedRow(text)
		if list.Len() > 0 {
			t.Errorf("%s: %s", text, list.Items[0].Message)
			continue
		}
		plain := strings.NewReplacer("- ", "-", "  ", " ").Replace
		if got := Format(n); plain(got) != plain(want) {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
