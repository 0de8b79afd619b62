package plan

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/diag"
	"kpi/engine/spec"
)

// FuzzBuild plans whatever can be read: it must end, say the same twice, and put
// every place into the file. It starts from the definitions of the corpora.
func FuzzBuild(f *testing.F) {
	for _, pattern := range []string{"../testdata/corpus/*/*.txtar", "../testdata/wrong/*/*.txtar", "../lint/testdata/*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range archive.Files {
				if file.Name == "kpis.yaml" {
					f.Add(file.Data)
				}
			}
		}
	}
	every, err := os.ReadFile("../../docs/every_key.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(every)
	f.Fuzz(func(t *testing.T, data []byte) {
		list, read := planned(data)
		for _, d := range list.Items {
			checkPlace(t, read, d, d.Range)
			for _, other := range d.Related {
				checkPlace(t, read, d, other.Range)
			}
		}
		again, _ := planned(data)
		if got, want := printed(t, again, read), printed(t, list, read); got != want {
			t.Errorf("two runs report different problems:\n%s\nand\n%s", want, got)
		}
	})
}

// planned returns what is wrong with a file, as kpi validate finds it, and the
// file as it was read.
func planned(data []byte) (diag.List, []byte) {
	catalog, list := spec.Parse("kpis.yaml", data, nil)
	_, more := Build(catalog)
	list.Append(more)
	return list, catalog.Files[0].Data
}

func printed(t *testing.T, list diag.List, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := list.Fprint(&b, diag.Sources{"kpis.yaml": data}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkPlace fails unless a place of the problem lies in the file. The zero place
// is the file as a whole.
func checkPlace(t *testing.T, data []byte, d *diag.Diagnostic, r diag.Range) {
	t.Helper()
	lines := bytes.Split(data, []byte("\n"))
	if r.Start == (diag.Pos{}) {
		return
	}
	for _, p := range []diag.Pos{r.Start, r.End} {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCount(lines[p.Line-1])+1 {
			t.Fatalf("%q [%s] lies at %v to %v, outside of the file", d.Message, d.Code, r.Start, r.End)
		}
	}
	if r.End.Line < r.Start.Line || r.End.Line == r.Start.Line && r.End.Col < r.Start.Col {
		t.Fatalf("%q [%s] ends before it starts, at %v", d.Message, d.Code, r)
	}
}
