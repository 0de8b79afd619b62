package main

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
)

// TestExamplesAreSmart runs the rules of lint on the catalogs that users copy.
func TestExamplesAreSmart(t *testing.T) {
	names, err := filepath.Glob("../../examples/*/kpis.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "../../kpis.yaml") {
		d, list, err := engine.Read(name)
		if err != nil || list.HasErrors() {
			t.Errorf("%s: %v %v", name, err, list)
			continue
		}
		for _, f := range d.Lint("").Items {
			t.Errorf("%s: %s [%s]", f.Range, f.Message, f.Code)
		}
	}
}

// exampleFolders are the examples with definitions of their own. That of sales
// has them in the root of the project.
var exampleFolders = []string{"saas", "support"}

// TestExampleCommands runs the commands that the READMEs of the examples show, in
// copies of the examples.
func TestExampleCommands(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	page := readRoot(t, "examples/sales/README.md")
	t.Chdir(projectCopy(t, root))
	runCommands(t, page)
	for _, name := range exampleFolders {
		folder := t.TempDir()
		if err := os.CopyFS(folder, os.DirFS(filepath.Join(root, "examples", name))); err != nil {
			t.Fatal(err)
		}
		t.Chdir(folder)
		runCommands(t, readText(t, "README.md"))
	}
}

// TestExamplesTestEveryKPI runs the tests of the KPIs as a user does.
func TestExamplesTestEveryKPI(t *testing.T) {
	files := []string{"../../kpis.yaml"}
	for _, name := range exampleFolders {
		files = append(files, filepath.Join("../../examples", name, "kpis.yaml"))
	}
	for _, file := range files {
		var out bytes.Buffer
		args := []string{"test", "-f", file, "--min-coverage", "100%"}
		if code := run(context.Background(), args, streams{out: &out, err: &out}); code != fine {
			t.Errorf("the tests of %s exit with %d:\n%s", file, code, &out)
		}
	}
}

// TestAnOldScoreHasItsOldWeights computes a score of the subscriptions with the
// weights that were in force.
func TestAnOldScoreHasItsOldWeights(t *testing.T) {
	d, list, err := engine.Read("../../examples/saas/kpis.yaml")
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	for _, c := range []struct {
		period string
		gross  float64
	}{{"2025-12", 1}, {"2026-01", 3}} {
		result, list, err := d.Evaluate(t.Context(), engine.Options{Period: c.period, History: 1})
		if err != nil || list.HasErrors() {
			t.Fatal(err, list)
		}
		weights := map[string]float64{"customers": 1, "logo_churn": 2, "net_revenue_retention": 1, "gross_revenue_retention": c.gross, "arpa": 1}
		sum, all := 0.0, 0.0
		for _, s := range result.Scorecard.Sections {
			if s.ID != "keep" {
				continue
			}
			for _, r := range s.Results {
				sum += weights[r.ID] * *r.Score.Value
				all += weights[r.ID]
			}
			if got, want := *s.Rollup.Score, sum/all; math.Abs(got-want) > 1e-9 || len(s.Results) != len(weights) {
				t.Errorf("%s: the score of %d KPIs is %g, want %g of %d", c.period, len(s.Results), got, want, len(weights))
			}
		}
		if all == 0 {
			t.Error("there is no objective that keeps customers")
		}
	}
}

func runCommands(t *testing.T, page string) {
	t.Helper()
	commands := 0
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "kpi ") {
			continue
		}
		line, _, _ = strings.Cut(line, " # ")
		for command := range strings.SplitSeq(line, " && ") {
			commands++
			var out bytes.Buffer
			args, _ := arguments(strings.TrimSpace(command))
			if code := run(context.Background(), args, streams{out: &out, err: &out}); code != fine {
				t.Errorf("%s exits with %d:\n%s", strings.TrimSpace(command), code, &out)
			}
		}
	}
	if commands < 5 {
		t.Errorf("%d commands were found, want more", commands)
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
