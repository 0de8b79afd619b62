package kpitest_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
	"kpi/engine/kpitest"
)

var update = flag.Bool("update", false, "write what is printed into the golden files")

// TestGolden runs the tests of each archive, which are its files *_test.yaml, and
// compares what a user sees: the problems of the tests and of their rows, then the
// report.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := &archive.Files[len(archive.Files)-1]
			got := seen(t, archive.Files[:len(archive.Files)-1])
			if *update {
				want.Data = got
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(got), string(want.Data)); diff != "" {
				t.Errorf("got, then want:\n%s", diff)
			}
		})
	}
}

// seen writes the files to a folder, runs their tests and returns what is
// printed.
func seen(t *testing.T, files []txtar.File) []byte {
	t.Helper()
	folder := t.TempDir()
	var tests []string
	for _, f := range files {
		path := filepath.Join(folder, f.Name)
		write(t, path, string(f.Data))
		if strings.HasSuffix(f.Name, "_test.yaml") {
			tests = append(tests, path)
		}
	}
	suite := read(t, filepath.Join(folder, "kpis.yaml"))
	s, list, err := kpitest.Read(suite, tests)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if list.HasErrors() {
		if err := list.Fprint(&b, s.Text()); err != nil {
			t.Fatal(err)
		}
	} else {
		report, err := s.Run(t.Context(), kpitest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		problems := report.Problems()
		if err := problems.Fprint(&b, s.Text()); err != nil {
			t.Fatal(err)
		}
		if err := report.WriteText(&b, false); err != nil {
			t.Fatal(err)
		}
	}
	return []byte(strings.ReplaceAll(b.String(), folder+"/", ""))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// read reads a definition without problems.
func read(t *testing.T, path string) *engine.Definition {
	t.Helper()
	d, list, err := engine.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list.Items {
		t.Fatalf("%s: %s", p.Range, p.Message)
	}
	return d
}
