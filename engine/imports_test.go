package engine_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports says which packages of the module each package uses. Data flows from
// the top of a list to its bottom: a new arrow is a decision, so it is written
// down here.
var imports = map[string][]string{
	"engine/diag":     {},
	"engine/phrase":   {},
	"engine/status":   {},
	"engine/unit":     {},
	"engine/calendar": {},
	"engine/pace":     {},
	"engine/sql":      {},
	"engine/duckdb":   {},
	"engine/stats":    {},
	"engine/evidence": {"engine/stats"},

	"engine/spec":    {"engine/diag", "engine/unit"},
	"engine/formula": {"engine/calendar", "engine/diag", "engine/spec", "engine/status", "engine/unit"},
	"engine/plan":    {"engine/calendar", "engine/diag", "engine/formula", "engine/spec", "engine/status", "engine/unit"},
	"engine/lineage": {"engine/formula", "engine/plan"},
	"engine/load":    {"engine/diag", "engine/duckdb", "engine/plan", "engine/spec"},

	"engine/series":    {"engine/calendar", "engine/formula", "engine/plan", "engine/status", "engine/unit"},
	"engine/query":     {"engine/calendar", "engine/formula", "engine/plan", "engine/series", "engine/sql"},
	"engine/reference": {"engine/calendar", "engine/formula", "engine/plan", "engine/status", "engine/unit"}, // for tests: nothing imports it
	"engine/scorecard": {"engine/calendar", "engine/evidence", "engine/formula", "engine/pace", "engine/phrase", "engine/plan", "engine/series", "engine/stats",
		"engine/status", "engine/unit"},
	"engine/lint": {"engine/calendar", "engine/diag", "engine/evidence", "engine/formula", "engine/phrase", "engine/plan", "engine/scorecard", "engine/spec",
		"engine/stats", "engine/status", "engine/unit"},
	"engine/quality": {"engine/calendar", "engine/duckdb", "engine/formula", "engine/load", "engine/phrase", "engine/plan", "engine/query", "engine/scorecard",
		"engine/series", "engine/sql", "engine/status", "engine/unit"},
	"engine": {"engine/calendar", "engine/diag", "engine/duckdb", "engine/formula", "engine/lint", "engine/load", "engine/phrase", "engine/plan",
		"engine/quality", "engine/query", "engine/scorecard", "engine/series", "engine/spec", "engine/sql"},
	"engine/schema":  {"docs", "engine/spec"},
	"engine/library": {"engine/diag", "engine/spec"},
	"engine/profile": {"engine/diag", "engine/library", "engine/load"},
	"engine/diff":    {"engine/calendar", "engine/diag", "engine/formula", "engine/plan", "engine/scorecard", "engine/spec", "engine/status", "engine/unit"},
	"engine/kpitest": {"engine", "engine/diag", "engine/formula", "engine/lineage", "engine/load", "engine/plan", "engine/scorecard", "engine/series",
		"engine/spec", "engine/status", "engine/unit"},

	"reports/document":         {"engine/status"},
	"reports/chart":            {"engine/status", "reports/document", "reports/locale"},
	"reports/pdf":              {"reports/chart", "reports/document", "reports/locale", "reports/pdf/fonts"},
	"reports/pdf/fonts":        {},
	"reports/svg":              {"reports/chart"},
	"reports/finding":          {"engine/diag", "reports/markdown"},
	"reports/email":            {"engine/status", "reports/document"},
	"reports/html":             {"engine/status", "reports/chart", "reports/document", "reports/locale", "reports/svg"},
	"reports/locale":           {"engine/phrase", "engine/unit"},
	"reports/terminal":         {"engine/status", "reports/document", "reports/locale"},
	"reports/markdown":         {"reports/document"},
	"reports/xlsx":             {"engine/evidence", "engine/scorecard", "engine/status", "engine/unit", "reports/document", "reports/locale"},
	"reports/data":             {"engine/evidence", "engine/phrase", "engine/scorecard", "engine/stats", "engine/status"},
	"reports/catalogue":        {"engine/formula", "engine/lineage", "engine/plan", "engine/spec", "reports/locale"},
	"reports/internal/browser": {},
	"reports/internal/sample":  {"engine/evidence", "engine/phrase", "engine/scorecard", "engine/stats", "engine/status", "engine/unit"},
	"reports/internal/vision":  {},
	"reports": {"engine/evidence", "engine/phrase", "engine/scorecard", "engine/stats", "engine/status", "engine/unit", "reports/chart", "reports/data",
		"reports/document", "reports/email", "reports/html", "reports/locale", "reports/markdown", "reports/pdf", "reports/terminal", "reports/xlsx"},
	"docs": {},

	"cmd/kpi": {"engine", "engine/diag", "engine/diff", "engine/formula", "engine/kpitest", "engine/library", "engine/lint", "engine/phrase", "engine/plan",
		"engine/profile", "engine/schema", "engine/scorecard", "engine/spec", "engine/status", "engine/unit", "reports", "reports/catalogue", "reports/data",
		"reports/document", "reports/finding", "reports/markdown", "reports/pdf/fonts"},

	"examples/internal/dice":    {},
	"examples/internal/table":   {},
	"examples/saas":             {},
	"examples/saas/generate":    {"examples/internal/dice", "examples/internal/table"},
	"examples/sales":            {},
	"examples/sales/generate":   {"examples/internal/dice", "examples/internal/table"},
	"examples/support":          {},
	"examples/support/generate": {"examples/internal/dice", "examples/internal/table"},
}

// everyTest stands for the tests of all packages.
var everyTest = []string{"all"}

// An owner is a library with the packages that may use it, and those whose
// tests alone may.
type owner struct {
	library         string
	packages, tests []string
}

// owners says who may use a library from outside. What only tests use never
// becomes part of the program.
var owners = []owner{
	{"codeberg.org/go-pdf/fpdf", []string{"reports/pdf"}, nil},
	{"github.com/duckdb/duckdb-go/v2", []string{"engine/duckdb"}, []string{"engine"}}, // the hand-written SQL of the benchmark
	{"github.com/expr-lang/expr", []string{"engine/formula"}, nil},
	{"github.com/google/go-cmp", nil, everyTest},
	{"github.com/rogpeppe/go-internal", nil, everyTest},
	{"github.com/santhosh-tekuri/jsonschema/v6", nil, []string{"engine/schema", "reports/finding"}},
	{"github.com/spf13/cobra", []string{"cmd/kpi"}, nil},
	{"github.com/xuri/excelize/v2", []string{"engine/load", "reports/xlsx"}, nil},
	{"github.com/xuri/nfp", []string{"engine/load"}, nil}, // number formats; by the maker of excelize, and part of it
	{"golang.org/x/term", []string{"cmd/kpi"}, nil},
	{"golang.org/x/text/currency", []string{"engine/load"}, nil},
	{"golang.org/x/text/encoding", []string{"engine/load"}, nil},
	{"golang.org/x/text/transform", []string{"engine/load"}, nil},
	{"golang.org/x/text/unicode/norm", []string{"reports/pdf/fonts"}, nil},
	{"golang.org/x/text/width", []string{"engine/diag", "reports/document"}, nil},
	{"gonum.org/v1/gonum", []string{"engine/stats"}, nil},
	{"gopkg.in/yaml.v3", []string{"engine/spec"}, []string{"engine", "engine/schema"}}, // its speed is what validate is measured against; schemas are tried on what it makes of files
}

// A source is what the Go files of one package import, split by whether tests
// alone do.
type source struct{ program, tests []string }

func TestImportsAreThoseOfTheTable(t *testing.T) {
	packages := readPackages(t)
	if got, want := slices.Sorted(maps.Keys(packages)), slices.Sorted(maps.Keys(imports)); !slices.Equal(got, want) {
		t.Errorf("packages of the module:\n%q\nof the table:\n%q", got, want)
	}
	for name, p := range packages {
		var got []string
		for _, i := range p.program {
			if inside, ok := strings.CutPrefix(i, "kpi/"); ok {
				got = append(got, inside)
			}
		}
		if want := imports[name]; !slices.Equal(got, want) {
			t.Errorf("%s imports %q, and the table says %q", name, got, want)
		}
	}
}

func TestEveryLibraryHasItsOwner(t *testing.T) {
	packages := readPackages(t)
	for name, p := range packages {
		for _, i := range slices.Concat(p.program, p.tests) {
			if isOutside(i) && !slices.ContainsFunc(owners, func(o owner) bool { return isPartOf(i, o.library) }) {
				t.Errorf("%s imports %s, which has no owner in the table", name, i)
			}
		}
	}
	for _, o := range owners {
		program, tests := users(packages, o.library)
		if len(tests) > 0 && slices.Equal(o.tests, everyTest) {
			tests = everyTest
		}
		if !slices.Equal(program, o.packages) {
			t.Errorf("%s is used by %q, and the table says %q", o.library, program, o.packages)
		}
		if !slices.Equal(tests, o.tests) {
			t.Errorf("%s is used by the tests of %q, and the table says %q", o.library, tests, o.tests)
		}
	}
}

// users returns the packages that use a library, and those whose tests alone do.
func users(packages map[string]*source, library string) (program, tests []string) {
	isPart := func(i string) bool { return isPartOf(i, library) }
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		switch p := packages[name]; {
		case slices.ContainsFunc(p.program, isPart):
			program = append(program, name)
		case slices.ContainsFunc(p.tests, isPart):
			tests = append(tests, name)
		}
	}
	return program, tests
}

func isPartOf(imported, library string) bool {
	return imported == library || strings.HasPrefix(imported, library+"/")
}

// isOutside reports whether an import belongs neither to the standard library
// nor to the module.
func isOutside(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".")
}

func TestChildrenNeverImportTheirParents(t *testing.T) {
	for name, list := range imports {
		for _, i := range list {
			// kpitest stands to engine as net/http/httptest to net/http.
			if strings.HasPrefix(name, i+"/") && name != "engine/kpitest" {
				t.Errorf("%s imports its parent %s", name, i)
			}
		}
	}
}

func TestReportsNeedNoDatabase(t *testing.T) {
	for name := range imports {
		if name != "reports" && !strings.HasPrefix(name, "reports/") {
			continue
		}
		for _, i := range reached(name) {
			if i == "engine" || i == "engine/load" || i == "engine/duckdb" {
				t.Errorf("%s reaches %s", name, i)
			}
		}
	}
}

// reached lists all that a package imports, directly or not.
func reached(name string) []string {
	var out []string
	for _, i := range imports[name] {
		out = append(append(out, i), reached(i)...)
	}
	return out
}

// readPackages reads the imports of every package of the module, each once and
// sorted.
func readPackages(t *testing.T) map[string]*source {
	t.Helper()
	packages := map[string]*source{}
	err := filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return skipped(file, entry)
		case strings.HasSuffix(file, ".go"):
			return readFile(packages, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		slices.Sort(p.program)
		slices.Sort(p.tests)
		p.program, p.tests = slices.Compact(p.program), slices.Compact(p.tests)
	}
	return packages
}

// skipped passes over the folders that the go command passes over.
func skipped(file string, entry fs.DirEntry) error {
	name := entry.Name()
	if file != ".." && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
		return filepath.SkipDir
	}
	return nil
}

func readFile(packages map[string]*source, file string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	name := path.Dir(strings.TrimPrefix(filepath.ToSlash(file), "../"))
	if packages[name] == nil {
		packages[name] = &source{}
	}
	list := &packages[name].program
	if strings.HasSuffix(file, "_test.go") {
		list = &packages[name].tests
	}
	for _, i := range parsed.Imports {
		imported, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return err
		}
		*list = append(*list, imported)
	}
	return nil
}
