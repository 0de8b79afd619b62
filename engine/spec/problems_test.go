package spec

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/diag"
)

var update = flag.Bool("update", false, "write what is printed into the golden files")

// TestProblems reads the files of each archive and compares what a user would
// see. The name of an archive is the code that it is about.
func TestProblems(t *testing.T) {
	names, err := filepath.Glob("testdata/problems/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, name := range names {
		code := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(code, func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			last := len(archive.Files) - 1
			got := printed(t, archive.Files[:last])
			if *update {
				archive.Files[last].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(got, string(archive.Files[last].Data)); diff != "" {
				t.Errorf("got, then want:\n%s", diff)
			}
			if !strings.Contains(got, "["+code+"]\n") {
				t.Errorf("the code %s is not reported", code)
			}
		})
	}
}

// TestEveryCodeHasACase keeps the table of codes, the cases and the code equal.
func TestEveryCodeHasACase(t *testing.T) {
	var cases []string
	names, _ := filepath.Glob("testdata/problems/*.txtar")
	for _, name := range names {
		cases = append(cases, strings.TrimSuffix(filepath.Base(name), ".txtar"))
	}
	// A golden file of a thousand problems would help nobody: see TestLimits.
	cases = append(cases, codeTooManyProblems)
	slices.Sort(cases)
	var codes []string
	for _, c := range Codes {
		codes = append(codes, c.Name)
	}
	if !slices.IsSorted(codes) {
		t.Error("the codes are not in alphabetical order")
	}
	slices.Sort(codes)
	if diff := cmp.Diff(cases, codes); diff != "" {
		t.Errorf("cases, then codes:\n%s", diff)
	}
}

// printed returns what a user sees of the problems in the files.
func printed(t *testing.T, files []txtar.File) string {
	t.Helper()
	sources := diag.Sources{}
	for _, f := range files {
		sources[f.Name] = f.Data
	}
	_, problems := Parse(files[0].Name, files[0].Data, openArchive(files))
	var b bytes.Buffer
	if err := problems.Fprint(&b, sources); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func openArchive(files []txtar.File) func(string) ([]File, error) {
	return func(pattern string) ([]File, error) {
		if strings.HasPrefix(pattern, "../") {
			return nil, errors.New("it leaves the folder of the main file")
		}
		var matches []File
		for _, f := range files {
			if ok, err := path.Match(pattern, f.Name); err != nil {
				return nil, fmt.Errorf("match %q: %w", pattern, err)
			} else if ok {
				matches = append(matches, File{Name: f.Name, Data: f.Data})
			}
		}
		return matches, nil
	}
}
