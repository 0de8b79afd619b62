package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/reports"
	"kpi/reports/document"
)

// TestEveryPageAndComparisonCanBeWritten keeps the words of the definitions and
// those of reports alike.
func TestEveryPageAndComparisonCanBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kpis.yaml")
	text := `version: 1
report: {pages: [` + listed(reports.AllPages) + `], comparisons: [` + listed(document.Comparisons) + `]}
sources: {deals: {file: deals.csv, date: day, columns: {day: date}}}
kpis: {deals: {source: deals, formula: count()}}
`
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	d, problems, err := engine.Read(file)
	if err != nil || problems.HasErrors() {
		t.Fatal(err, problems.Items)
	}
	o := look(d.Folder, d.Catalog.Look)
	if !slices.Equal(o.Pages, reports.AllPages) || !slices.Equal(o.Comparisons, document.Comparisons) {
		t.Errorf("read are %q and %q", o.Pages, o.Comparisons)
	}
}

func listed[W ~string](words []W) string {
	var out []string
	for _, w := range words {
		out = append(out, string(w))
	}
	return strings.Join(out, ", ")
}
