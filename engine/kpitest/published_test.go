package kpitest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine/kpitest"
)

// TestPublishedNumbers computes the worked examples that are published for the
// KPIs of sales, and what happens at their edges, from rows.
func TestPublishedNumbers(t *testing.T) {
	folder := filepath.Join("testdata", "published")
	files, err := filepath.Glob(filepath.Join(folder, "tests", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests found: %v", err)
	}
	s, list, err := kpitest.Read(read(t, filepath.Join(folder, "kpis.yaml")), files)
	if err != nil {
		t.Fatal(err)
	}
	if list.HasErrors() {
		t.Fatalf("the tests have problems: %v", list.Items)
	}
	report := run(t, s, kpitest.Options{})
	if report.Failed() > 0 {
		var b strings.Builder
		if err := report.WriteText(&b, false); err != nil {
			t.Fatal(err)
		}
		t.Error(b.String())
	}
	if len(report.Untested) > 0 {
		t.Errorf("KPIs without a test: %q", report.Untested)
	}
}
