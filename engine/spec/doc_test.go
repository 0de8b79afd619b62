package spec

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/unit"
)

// TestDocKeys compares each table of docs/kpis.md with the keys that the reader
// knows at that place. It learns them as users do: from the problem of a key
// that does not exist.
func TestDocKeys(t *testing.T) {
	tables := docTables(t, "kpis.md")
	probes := map[string]string{
		"The file":            "nonsense: 1",
		"scorecard":           "scorecard: {nonsense: 1}",
		"scorecard: calendar": "scorecard: {calendar: {nonsense: 1}}",
		"report":              "report: {nonsense: 1}",
		"report: brand":       "report: {brand: {nonsense: 1}}",
		"reports":             "reports: {board: {nonsense: 1}}",
		"sources":             "sources: {deals: {nonsense: 1}}",
		"sources: columns":    "sources: {deals: {columns: {amount: {nonsense: 1}}}}",
		"sources: joins":      "sources: {deals: {joins: {rep: {nonsense: 1}}}}",
		"dimensions":          "dimensions: {region: {nonsense: 1}}",
		"objectives":          "objectives: {grow: {nonsense: 1}}",
		"measures":            "measures: {quota: {nonsense: 1}}",
		"kpis":                "kpis: {revenue: {nonsense: 1}}",
		"kpis: leads":         "kpis: {revenue: {leads: {nonsense: 1}}}",
		"kpis: level":         "kpis: {revenue: {level: {nonsense: 1}}}",
		"kpis: target":        "kpis: {revenue: {target: {nonsense: 1}}}",
		"kpis: evidence":      "kpis: {revenue: {evidence: {nonsense: 1}}}",
		"weight":              "kpis: {revenue: {weight: {nonsense: 1}}}",
		"actions":             "actions: [{nonsense: 1}]",
		"notes":               "notes: [{nonsense: 1}]",
		"rules":               "rules: {thin: {nonsense: 1}}",
		"changed":             "rules: {thin: {changed: [{nonsense: 1}]}}",
		"acknowledged":        "acknowledged: [{nonsense: 1}]",
		"policies":            "policies: {owners: {nonsense: 1}}",
	}
	for place, text := range probes {
		t.Run(place, func(t *testing.T) {
			if diff := cmp.Diff(tables[place], knownKeys(t, text)); diff != "" {
				t.Errorf("keys of docs/kpis.md, then of the reader:\n%s", diff)
			}
		})
	}
	colorKeys := append(slices.Clone(colors), "otherwise")
	if diff := cmp.Diff(tables["kpis: status"], colorKeys); diff != "" {
		t.Errorf("colors of docs/kpis.md, then of the reader:\n%s", diff)
	}
	if got, want := len(tables), len(probes)+1; got != want {
		t.Errorf("docs/kpis.md has %d tables, and %d are compared", got, want)
	}
}

func TestDocNamesEveryWord(t *testing.T) {
	page := docPage(t, "kpis.md")
	for _, words := range [][]string{grains, locales, papers, orientations, weekdays, classes, directions, badRowWords, encodings, columnTypes, colors, signs, actionWords, severities, policed, paces, attainments, bases, acknowledgeable, unit.Names()} {
		for _, w := range words {
			if !strings.Contains(page, "`"+w+"`") {
				t.Errorf("docs/kpis.md does not name the word %q", w)
			}
		}
	}
}

func docPage(t *testing.T, name string) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// docTables returns the keys of each table of the page, as written, by heading.
func docTables(t *testing.T, page string) map[string][]string {
	t.Helper()
	tables := map[string][]string{}
	row := regexp.MustCompile("^\\| `([a-z0-9_]+)` \\|")
	heading := ""
	for line := range strings.Lines(docPage(t, page)) {
		if h, ok := strings.CutPrefix(line, "## "); ok {
			heading = strings.TrimSpace(h)
		}
		if m := row.FindStringSubmatch(line); m != nil {
			tables[heading] = append(tables[heading], m[1])
		}
	}
	return tables
}

// knownKeys returns the keys that the reader lists beside the unknown one.
func knownKeys(t *testing.T, text string) []string {
	t.Helper()
	_, problems := Parse("kpis.yaml", []byte("version: 1\n"+text+"\n"), nil)
	return keysBeside(t, text, problems)
}

// TestDocTestKeys does the same for docs/tests.md and test files.
func TestDocTestKeys(t *testing.T) {
	tables := docTables(t, "tests.md")
	for place, text := range map[string]string{
		"The file":         "nonsense: 1",
		"A test":           "tests: [{nonsense: 1}]",
		"What is expected": "tests: [{expect: {revenue: {nonsense: 1}}}]",
	} {
		_, problems := ParseTests("sales_test.yaml", []byte(text+"\n"))
		if diff := cmp.Diff(tables[place], keysBeside(t, text, problems)); diff != "" {
			t.Errorf("keys of docs/tests.md, then of the reader:\n%s", diff)
		}
	}
	if len(tables) != 3 {
		t.Errorf("docs/tests.md has %d tables of keys, and 3 are compared", len(tables))
	}
}

func keysBeside(t *testing.T, text string, problems diag.List) []string {
	t.Helper()
	for _, d := range problems.Items {
		if d.Code != codeUnknownKey {
			continue
		}
		for _, note := range d.Notes {
			if _, keys, ok := strings.Cut(note, ": "); ok {
				return strings.Split(keys, ", ")
			}
		}
	}
	t.Fatalf("%q reports no unknown key", text)
	return nil
}
