package formula

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/diag"
)

var update = flag.Bool("update", false, "write what is printed into the golden files")

// TestGolden reads formulas over rows (testdata/row) and over numbers
// (testdata/kpi). Under each stands the tree that it means, and its type, or
// what the user sees.
func TestGolden(t *testing.T) {
	for _, name := range goldenFiles(t) {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(name, "testdata/"), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(archive.Files); i += 2 {
				question, answer := archive.Files[i], &archive.Files[i+1]
				got := answerTo(name, strings.TrimSuffix(string(question.Data), "\n"))
				if *update {
					answer.Data = []byte(got)
				}
				if diff := cmp.Diff(got, string(answer.Data)); diff != "" {
					t.Errorf("%s: got, then want:\n%s", question.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func goldenFiles(t *testing.T) []string {
	t.Helper()
	names, err := goldenNames()
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	return names
}

// goldenNames lists the archives; testdata/fuzz, where Go keeps its own, has none.
func goldenNames() ([]string, error) { return filepath.Glob("testdata/*/*.txtar") }

// answerTo returns the tree and the type of a formula, or its problems.
func answerTo(name, text string) string {
	check := checkedNumber
	if filepath.Base(filepath.Dir(name)) == "row" {
		check = checkedRow
	}
	n, list := check(text)
	if list.Len() == 0 {
		return Format(n) + "\n  is " + describeType(n.Info().Type) + "\n"
	}
	_, data := scalar(text)
	var b bytes.Buffer
	if err := list.Fprint(&b, diag.Sources{"kpis.yaml": data}); err != nil {
		return err.Error()
	}
	return b.String()
}

// TestEveryFunctionIsShown wants a golden case, an example that is right, and a
// line of documentation for each function.
func TestEveryFunctionIsShown(t *testing.T) {
	var cases strings.Builder
	for _, name := range goldenFiles(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		cases.Write(data)
	}
	for _, f := range Functions {
		if !strings.Contains(cases.String(), "-- "+f.Name+" --\n") {
			t.Errorf("%s has no golden case of its name", f.Name)
		}
		if f.Doc == "" || strings.HasSuffix(f.Doc, ".") {
			t.Errorf("%s: %q is no line of documentation", f.Name, f.Doc)
		}
		if !strings.Contains(f.Example, f.Name+"(") {
			t.Errorf("%s: the example %q does not call it", f.Name, f.Example)
		}
		_, number := checkedNumber(f.Example)
		_, row := checkedRow(f.Example)
		if number.Len() > 0 && row.Len() > 0 {
			t.Errorf("%s: the example %q is wrong: %s, %s", f.Name, f.Example, number.Items[0].Message, row.Items[0].Message)
		}
	}
}
