package spec

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/diag"
)

// TestTestFileProblems reads a test file and compares what a user would see.
func TestTestFileProblems(t *testing.T) {
	names, err := filepath.Glob("testdata/tests/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, want := archive.Files[0], &archive.Files[1]
			_, problems := ParseTests(file.Name, file.Data)
			var got bytes.Buffer
			if err := problems.Fprint(&got, diag.Sources{file.Name: file.Data}); err != nil {
				t.Fatal(err)
			}
			if *update {
				want.Data = got.Bytes()
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(got.String(), string(want.Data)); diff != "" {
				t.Errorf("got, then want:\n%s", diff)
			}
		})
	}
}

const everyTestKey = `as_of: 2026-03-31
rows: {reps: [{rep_id: R1, region: ~}, {}]}
tests:
  - name: Win rate
    as_of: 2026-04-30
    period: 2026-04
    grain: month
    where: region == "West"
    rows:
      deals: |
        deal_id
        D1
      quotas: {file: quotas.csv}
      calls: []
    expect:
      win_rate: 50%
      revenue:
        value: 1
        within: 0.5
        target: 2
        status: at risk
        previous: 3
        last_year: 4
        year_to_date: 5
        trailing_12: 6
        series: 0x3 1
        by:
          region: {West: 7, East: {value: 8, within: 1, target: 9, status: none}}
  - name: Keys
    rows: {}
    problems: [key-not-unique]
x-own: 1
`

func TestParseTestsReadsEveryKey(t *testing.T) {
	got, problems := ParseTests("sales_test.yaml", []byte(everyTestKey))
	for _, p := range problems.Items {
		t.Errorf("%s: %s", p.Range, p.Message)
	}
	want := &TestFile{
		AsOf: said("2026-03-31"),
		Rows: []Table{{Source: said("reps"), Records: []Record{{Cells: []Cell{{said("rep_id"), said("R1")}, {said("region"), Text{}}}}, {}}}},
		Tests: []Test{
			{
				Name: said("Win rate"), AsOf: said("2026-04-30"), Period: said("2026-04"), Grain: said("month"), Where: said(`region == "West"`),
				Rows: []Table{{Source: said("deals"), CSV: said("deal_id\nD1\n")}, {Source: said("quotas"), File: said("quotas.csv")}, {Source: said("calls")}},
				Expect: []Expectation{
					{ID: said("win_rate"), Value: said("50%")},
					{
						ID: said("revenue"), Value: said("1"), Within: said("0.5"), Target: said("2"), Status: said("at risk"), Previous: said("3"),
						LastYear: said("4"), YearToDate: said("5"), Trailing12: said("6"), Series: said("0x3 1"),
						By: []Split{{Dimension: said("region"), Members: []Expectation{
							{ID: said("West"), Value: said("7")},
							{ID: said("East"), Value: said("8"), Within: said("1"), Target: said("9"), Status: said("none")},
						}}},
					},
				},
			},
			{Name: said("Keys"), Problems: saidAll("key-not-unique")},
		},
	}
	placeless := cmp.FilterPath(func(p cmp.Path) bool {
		name := p.Last().String()
		return name == ".Range" || name == ".File" && p.Last().Type() == reflect.TypeFor[File]() || name == ".sheet" || name == ".marked"
	}, cmp.Ignore())
	if diff := cmp.Diff(got, want, sameText, placeless, cmp.AllowUnexported(TestFile{})); diff != "" {
		t.Errorf("got, then want:\n%s", diff)
	}
}

func TestTestFilesHaveLimits(t *testing.T) {
	const test = "- {name: N%, expect: {revenue: 1}}\n"
	for name, c := range map[string]struct{ data, codes string }{
		"more tests than one file has":   {"tests:\n" + strings.Repeat("- {}\n", maxTests+1), codeTooLarge},
		"a file of more than a mebibyte": {"tests: []\n" + strings.Repeat("#\n", maxFileSize/2), codeTooLarge},
		"a bomb of rows":                 {bomb(30, "  a%d: &a%d [%s]\n") + "rows: {deals: *a30}\ntests:\n" + test, codeUnknownKey},
	} {
		_, problems := ParseTests("sales_test.yaml", []byte(c.data))
		if got := codesOf(problems); !strings.Contains(got, c.codes) || problems.Len() > maxProblems+1 {
			t.Errorf("%s: got %.200q, want %q", name, got, c.codes)
		}
	}
}

func TestFindTests(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"outside.yaml": "", "p/kpis.yaml": smallest, "p/a_test.yaml": "", "p/tests/b.yaml": "", "p/tests/.c.yaml": "", "p/tests/d.yml": "",
		"p/tests/deep/e.yaml": "", "p/more/f.yaml": "", "p/tests/data.csv": "", "p/tests/dir.yaml/x": "",
	})
	project := filepath.Join(root, "p")
	link(t, filepath.Join(root, "outside.yaml"), filepath.Join(project, "more", "out.yaml"))
	for name, c := range map[string]struct{ tests, found, problem string }{
		"beside the definitions":    {"", "a_test.yaml tests/b.yaml", ""},
		"where the main file says":  {"tests: [more/f.yaml, tests/*/*.yaml]", "more/f.yaml tests/deep/e.yaml", ""},
		"each once":                 {"tests: [tests/b.yaml, tests/*.yaml]", "tests/b.yaml", ""},
		"a pattern without a match": {"tests: test/*.yaml", "", "matches no file"},
		"outside the folder":        {"tests: ../*.yaml", "", "leaves the folder"},
		"a link to the outside":     {"tests: more/*.yaml", "", "leaves the folder"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(project, "kpis.yaml")
			catalog, _ := Parse(path, []byte(smallest+c.tests+"\n"), nil)
			found, problems := FindTests(path, catalog)
			var names []string
			for _, f := range found {
				name, err := filepath.Rel(project, f)
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, filepath.ToSlash(name))
			}
			if got := strings.Join(names, " "); got != c.found {
				t.Errorf("got %q, want %q", got, c.found)
			}
			if c.problem == "" != (problems.Len() == 0) || problems.Len() > 0 && !strings.Contains(problems.Items[0].Message, c.problem) {
				t.Errorf("got the problems %v, want %q", problems.Items, c.problem)
			}
		})
	}
}

func TestIncludesPassOverTests(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{"kpis.yaml": smallest + "include: '*.yaml'\n", "more.yaml": "measures: {calls: {formula: count()}}\n", "more_test.yaml": "tests: []\n"})
	catalog, problems, err := Read(filepath.Join(root, "kpis.yaml"))
	if err != nil || problems.Len() > 0 || len(catalog.Files) != 2 {
		t.Errorf("got %d files, the problems %v and %v", len(catalog.Files), problems.Items, err)
	}
	if slices.ContainsFunc(catalog.Files, func(f File) bool { return isTest(f.Name) }) {
		t.Error("a file of tests is included")
	}
}
