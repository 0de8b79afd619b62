package lint_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/lint"
)

// TestGolden shows what users see of each rule. A case is an archive: sections
// of a kpis.yaml that stand in the file of docs/lint.md, and what is printed
// about them. The comment says what the case shows; --values in it also runs the
// rules that need values, on the data beside it, and --today says what day it is.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases found (%v)", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			golden(t, name)
		})
	}
}

func golden(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	got := lintCase(t, archive)
	want := &archive.Files[len(archive.Files)-1].Data
	if *update {
		*want = []byte(got)
		write(t, name, txtar.Format(archive))
	}
	if diff := cmp.Diff(got, string(*want)); diff != "" {
		t.Errorf("got, then want:\n%s", diff)
	}
}

// lintCase prints what is found in a case.
func lintCase(t *testing.T, archive *txtar.Archive) string {
	comment := string(archive.Comment)
	values := strings.Contains(comment, "--values")
	_, today, _ := strings.Cut(comment, "--today ")
	today, _, _ = strings.Cut(today, "\n")
	folder := withData(t, inBase(t, string(archive.Files[0].Data)))
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if !list.HasErrors() {
		facts := lint.Facts{Today: today}
		if values {
			facts.Card = evaluate(t, d)
		}
		list = lint.Run(d.Plan, facts).List()
	}
	return strings.ReplaceAll(printed(t, list, d), folder+string(filepath.Separator), "")
}

// TestEveryRuleHasACase looks for the case of every rule, which is named as the
// rule is and shows it.
func TestEveryRuleHasACase(t *testing.T) {
	for _, r := range lint.Rules() {
		data, err := os.ReadFile(filepath.Join("testdata", r.Name+".txtar"))
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.Contains(string(data), "["+r.Name+"]\n") {
			t.Errorf("the case of %s does not show it", r.Name)
		}
	}
}

// TestRulesAreInOrder keeps the table in the order of the letters and its names
// unique.
func TestRulesAreInOrder(t *testing.T) {
	var letters string
	seen := map[string]bool{}
	for _, r := range lint.Rules() {
		if seen[r.Name] {
			t.Errorf("two rules are called %s", r.Name)
		}
		seen[r.Name] = true
		if !strings.HasSuffix(letters, r.Letter) {
			letters += r.Letter
		}
		if r.Severity == diag.Error && (r.Needs == lint.Values || r.Needs == lint.Evidence) {
			t.Errorf("%s would stop nothing", r.Name)
		}
		if r.Needs == lint.Evidence && r.Sees == nil {
			t.Errorf("%s does not say what evidence it looks at", r.Name)
		}
	}
	if letters != "SMART" {
		t.Errorf("the letters are in the order %q", letters)
	}
}

// TestElsewhereNamesCodesThatExist looks for the codes in the golden cases of
// the engine.
func TestElsewhereNamesCodesThatExist(t *testing.T) {
	var text strings.Builder
	for _, pattern := range []string{"../testdata/corpus/*/*.txtar", "../spec/testdata/*/*.txtar", "../load/testdata/*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			text.Write(data)
		}
	}
	var rules []string
	for _, r := range lint.Rules() {
		rules = append(rules, r.Name)
	}
	for _, e := range lint.Elsewhere() {
		for _, code := range e.Codes {
			if !strings.Contains(text.String(), "["+code+"]") || slices.Contains(rules, code) {
				t.Errorf("no part of the engine reports %s", code)
			}
		}
	}
}
