package lint_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/lint"
	"kpi/engine/scorecard"
)

var update = flag.Bool("update", false, "write the page and the golden files anew")

const page = "../../docs/lint.md"

func TestPageIsUpToDate(t *testing.T) {
	if *update {
		if err := os.WriteFile(page, []byte(lint.Page()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lint.Page(), string(want)); diff != "" {
		t.Errorf("%s is out of date: go test ./engine/lint -run Page -update (got, then want)\n%s", page, diff)
	}
}

// TestExamples runs the examples of every rule: what is wrong breaks this rule
// and no other, and what is right breaks none.
func TestExamples(t *testing.T) {
	for _, r := range lint.Rules() {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			wrong := codes(found(t, inBase(t, r.Doc.Wrong)))
			if len(wrong) == 0 || slices.ContainsFunc(wrong, func(c string) bool { return c != r.Name }) {
				t.Errorf("the wrong example breaks %q", wrong)
			}
			if right := codes(found(t, inBase(t, r.Doc.Right))); len(right) > 0 {
				t.Errorf("the right example breaks %q", right)
			}
		})
	}
}

var sectionStart = regexp.MustCompile(`(?m)^[a-z-]+:`)

// inBase puts the sections of an example in the place of those of the page.
func inBase(t *testing.T, example string) string {
	_, after, ok := strings.Cut(lint.Page(), "The rest of their file is:\n\n```yaml\n")
	base, _, closed := strings.Cut(after, "```")
	if !ok || !closed {
		t.Fatal("the page does not show the file of the examples")
	}
	own := sectionStart.FindAllString(example, -1)
	starts := sectionStart.FindAllStringIndex(base, -1)
	var b strings.Builder
	for i, s := range starts {
		end := len(base)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		if !slices.Contains(own, base[s[0]:s[1]]) {
			b.WriteString(base[s[0]:end])
		}
	}
	return b.String() + example
}

// found runs all rules on definitions and on the values of the data.
func found(t *testing.T, definitions string) diag.List {
	t.Helper()
	d := read(t, withData(t, definitions))
	r := lint.Run(d.Plan, lint.Facts{Card: evaluate(t, d)})
	return r.List()
}

// withData makes a folder of definitions and of the data that they read.
func withData(t *testing.T, definitions string) string {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "kpis.yaml"), []byte(definitions))
	for _, name := range []string{"deals.csv", "shop.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, name), data)
	}
	return folder
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, folder string) *engine.Definition {
	t.Helper()
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil || list.Len() > 0 {
		t.Fatalf("%v\n%s", err, printed(t, list, d))
	}
	return d
}

func evaluate(t *testing.T, d *engine.Definition) *scorecard.Scorecard {
	t.Helper()
	result, list, err := d.Evaluate(context.Background(), engine.Options{History: 3, Evidence: true})
	if err != nil || result == nil {
		t.Fatalf("%v\n%s", err, printed(t, list, d))
	}
	return result.Scorecard
}

func printed(t *testing.T, list diag.List, d *engine.Definition) string {
	t.Helper()
	var b strings.Builder
	var text diag.Sources
	if d != nil {
		text = d.Text()
	}
	if err := list.Fprint(&b, text); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func codes(list diag.List) []string {
	var out []string
	for _, d := range list.Items {
		out = append(out, d.Code)
	}
	return out
}
