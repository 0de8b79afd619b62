package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine"
	"kpi/engine/scorecard"
)

const promised = `version: 1
sources:
  deals:
    file: deals.csv
    key: id
    date: day
    columns: {id: text, day: date, rep: text, n: {type: integer, range: [0, null]}}
    joins: {person: {source: reps, via: {rep: id}}}
    checks: {at_home: person.region == "West"}
  reps: {file: reps.csv, columns: {id: text, region: text}}
  calls: {file: calls.csv, date: day, columns: {day: date, n: {type: integer, range: [0, 1]}}}
kpis:
  deals: {source: deals, formula: count()}
  calls: {source: calls, formula: count()}
`

// promisedFolder holds three deals, of which one breaks every promise.
func promisedFolder(t *testing.T) string {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"kpis.yaml": promised, "deals.csv": "id,day,rep,n\nD1,2026-01-01,R1,1\nD2,2026-01-20,R9,2\nD3,2026-01-31,R2,-1\n",
		"reps.csv": "id,region\nR1,West\nR2,East\n", "calls.csv": "day,n\n2026-01-05,2\n2026-01-05,2\n",
	} {
		writeFile(t, filepath.Join(folder, name), []byte(text))
	}
	return folder
}

func found(t *testing.T, folder string, o engine.Options) []string {
	t.Helper()
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	result, list, err := d.Evaluate(t.Context(), o)
	if err != nil || result == nil {
		t.Fatal(err, list)
	}
	var out []string
	for _, f := range result.Scorecard.Findings {
		out = append(out, strings.ReplaceAll(f.About+": "+f.Code+" "+examples(f), folder+"/", ""))
	}
	return out
}

func examples(f scorecard.Finding) string {
	var out []string
	for _, e := range f.Examples {
		out = append(out, exampleText(e))
	}
	return strings.Join(out, "; ")
}

var everyFinding = []string{
	"deals: check-failed person.region East, id D3 | deals.csv:4",
	"deals: outside-range -1 | deals.csv:4",
	"calls: outside-range 2 | 2 rows | calls.csv:2",
	"deals: no-partner R9 | deals.csv:3",
	"calls: duplicate-rows day 2026-01-05, n 2 | 2 rows | calls.csv:2",
}

// What is remembered says the same, also after another run has filled the
// memory; what no longer holds is forgotten with the file, and with the files
// that are joined.
func TestFindingsAreRememberedWithTheirFiles(t *testing.T) {
	folder := promisedFolder(t)
	o := engine.Options{CacheDir: t.TempDir()}
	for _, run := range []string{"first", "remembered"} {
		if diff := cmp.Diff(everyFinding, found(t, folder, o)); diff != "" {
			t.Errorf("%s: want, then got:\n%s", run, diff)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "reps.csv"), []byte("id,region\nR1,East\nR2,West\nR9,West\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{"deals: check-failed person.region East, id D1 | deals.csv:2", everyFinding[1], everyFinding[2], everyFinding[4]}
	if diff := cmp.Diff(want, found(t, folder, o)); diff != "" {
		t.Errorf("with other reps: want, then got:\n%s", diff)
	}
}

func TestFindingsAreOfWhatIsBehindTheKPIs(t *testing.T) {
	folder := promisedFolder(t)
	got := found(t, folder, engine.Options{KPIs: []string{"calls"}})
	if diff := cmp.Diff([]string{everyFinding[2], everyFinding[4]}, got); diff != "" {
		t.Errorf("want, then got:\n%s", diff)
	}
}

func TestFindingsAreTheSameOnAnyNumberOfThreads(t *testing.T) {
	folder := promisedFolder(t)
	for _, threads := range []int{1, 2, 7} {
		if diff := cmp.Diff(everyFinding, found(t, folder, engine.Options{Threads: threads})); diff != "" {
			t.Errorf("%d threads: want, then got:\n%s", threads, diff)
		}
	}
}
