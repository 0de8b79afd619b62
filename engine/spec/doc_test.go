package spec

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/unit"
)

func TestDocNamesEveryWord(t *testing.T) {
	page := docPage(t, "kpis.md")
	for _, words := range [][]string{grains, locales, papers, orientations, negatives, pages, comparisons, weekdays, classes, directions, badRowWords, encodings, columnTypes, colors, signs, actionWords, severities, policed, paces, attainments, bases, acknowledgeable, unit.Names()} {
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

// TestDocTestKeys compares each table of docs/tests.md with the keys that the
// reader knows at that place. It learns them as users do: from the problem of a
// key that does not exist.
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
