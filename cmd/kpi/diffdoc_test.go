package main

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"kpi/engine/diag"
	"kpi/engine/diff"
)

func TestDiffPageShowsWhatIsPrinted(t *testing.T) {
	page, script := readRoot(t, "docs/diff.md"), readRoot(t, "cmd/kpi/testdata/diff.txtar")
	for _, b := range readmeBlocks(page) {
		if b.language == "" && !strings.Contains(script, b.text) {
			t.Errorf("the page shows what no script prints:\n%s", b.text)
		}
	}
}

func TestDiffPageNamesEveryWord(t *testing.T) {
	page := readRoot(t, "docs/diff.md")
	words := []string{diff.MovedGoalpost, diff.RemovedKPI, diff.MovedValue, diff.NoSuchChange}
	for _, c := range diff.Categories() {
		words = append(words, string(c))
	}
	for _, s := range []diff.State{diff.Changed, diff.Added, diff.Removed, diff.Renamed} {
		words = append(words, string(s))
	}
	for _, d := range []diff.Direction{diff.Weaker, diff.Harder, diff.Unclear} {
		words = append(words, string(d))
	}
	words = append(words, jsonKeys(reflect.TypeFor[comparisonJSON]())...)
	for _, w := range words {
		if !strings.Contains(page, "`"+w+"`") {
			t.Errorf("docs/diff.md does not name %q", w)
		}
	}
}

// jsonKeys are the keys of a type and of what it holds.
func jsonKeys(t reflect.Type) []string {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var out []string
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		out = append(append(out, key), jsonKeys(t.Field(i).Type)...)
	}
	return out
}

// The definitions of the page are read as parts of a whole file.
func TestDefinitionsOfTheDiffPageAreRight(t *testing.T) {
	const frame = `version: 1
sources: {deals: {file: deals.csv, date: day, columns: {day: date, won: boolean}}}
kpis:
  revenue: {source: deals, formula: count()}
`
	kpi := "  win_rate:\n    source: deals\n    formula: count(won) / count()\n    unit: percent\n    better: higher\n"
	for _, b := range readmeBlocks(readRoot(t, "docs/diff.md")) {
		if b.language != "yaml" {
			continue
		}
		text := frame + kpi + b.text
		if body, ok := strings.CutPrefix(b.text, "win_rate:\n"); ok {
			text = frame + kpi + regexp.MustCompile(`(?m)^`).ReplaceAllString(strings.TrimSuffix(body, "\n"), "  ")
		}
		file := t.TempDir() + "/kpis.yaml"
		writeText(t, file, text+"\n")
		_, list, err := readDefinition(file)
		if err != nil || list.Count(diag.Error) > 0 {
			t.Errorf("%v, %+v in\n%s", err, list.Items, text)
		}
	}
}

func TestCommandsOfTheDiffPageAreUnderstood(t *testing.T) {
	commands := regexp.MustCompile("`(kpi diff[^`]*)`").FindAllStringSubmatch(readRoot(t, "docs/diff.md"), -1)
	for _, m := range commands {
		args, _ := arguments(m[1])
		c, rest, err := command(streams{}).Find(args)
		if err == nil {
			err = c.ParseFlags(rest)
		}
		if err == nil {
			err = c.ValidateArgs(c.Flags().Args())
		}
		if err != nil {
			t.Errorf("%s: %v", m[1], err)
		}
	}
	if len(commands) < 5 {
		t.Errorf("got %d commands, want those of the page", len(commands))
	}
}
