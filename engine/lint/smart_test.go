package lint_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/lint"
	"kpi/engine/scorecard"
)

const scored = `kpis:
  good: {<<: *sound}
  bare: {source: deals, formula: "sum(amount, amount > 1)"}
  off_track: {<<: *sound, name: Off track, formula: "sum(amount, amount > 2)", description: Short, target: 1M per month}
  read_beside:   # kpi:ignore missing-target reason="read beside the others" until=2026-12-31
    name: Read beside
    description: Amount of all deals that closed, won or lost, by the day of closing.
    owner: VP Sales
    source: deals
    formula: sum(amount)
measures:
  nobody_reads_me: {source: deals, formula: count()}
`

func TestSmart(t *testing.T) {
	d := read(t, withData(t, inBase(t, scored)))
	card := evaluate(t, d)
	definition, all := lint.Run(d.Plan, lint.Facts{}), lint.Run(d.Plan, lint.Facts{Card: card})
	for _, c := range []struct {
		name, kpi    string
		report       *lint.Report
		want, failed string
	}{
		{"all rules passed, without values", "good", definition, "S6/6 M2/2 A2/2 R5/5 T1/1", ""},
		{"all rules passed, with values", "good", all, "S6/6 M5/5 A3/3 R5/5 T3/3", ""},
		{"what is missing", "bare", all, "S5/6 M5/5 A2/3 R5/5 T2/3", "incomplete-kpi missing-owner missing-target"},
		{"off track, and a description that says little", "off_track", all, "S5/6 M5/5 A2/3 R5/5 T3/3", "short-description no-action"},
		{"what is ignored does not count", "read_beside", all, "S6/6 M5/5 A3/3 R5/5 T2/2", ""},
	} {
		letters := c.report.Smart(c.kpi)
		got, failed := smartText(t, letters)
		if got != c.want || failed != c.failed {
			t.Errorf("%s: got %s, failed %q; want %s, failed %q", c.name, got, failed, c.want, c.failed)
		}
	}
	for _, s := range card.Sections {
		for _, r := range s.Results {
			if diff := cmp.Diff(r.Smart, all.Smart(r.ID)); diff != "" {
				t.Errorf("the card says something else of %s:\n%s", r.ID, diff)
			}
		}
	}
	if diff := cmp.Diff(card.Concerns, all.Concerns()); diff != "" || len(card.Concerns) == 0 {
		t.Errorf("the card has other concerns:\n%s", diff)
	}
}

func smartText(t *testing.T, letters []scorecard.Letter) (text, failed string) {
	var parts, names []string
	for _, l := range letters {
		if l.Passed+len(l.Failed) != l.Of {
			t.Errorf("%s: %d passed and %d failed of %d", l.Letter, l.Passed, len(l.Failed), l.Of)
		}
		parts = append(parts, l.Letter+string(rune('0'+l.Passed))+"/"+string(rune('0'+l.Of)))
		names = append(names, l.Failed...)
	}
	return strings.Join(parts, " "), strings.Join(names, " ")
}

// TestRulesRunOnTheCorpus runs the rules on all definitions that the tests of
// the engine know. They find something at a place, and nothing breaks them.
func TestRulesRunOnTheCorpus(t *testing.T) {
	names, err := filepath.Glob("../testdata/corpus/*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	looked := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		for _, f := range archive.Files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, f.Name)), 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(folder, f.Name), f.Data)
		}
		d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
		if err != nil || list.HasErrors() {
			continue
		}
		looked++
		for _, f := range d.Lint("2026-01-01").Items {
			if f.Range.File == "" || f.Range.Start == (diag.Pos{}) {
				t.Errorf("%s: %s has no place", name, f.Message)
			}
		}
	}
	if looked < 50 {
		t.Errorf("only %d definitions were looked at", looked)
	}
}
