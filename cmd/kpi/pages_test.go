package main

import (
	"os"
	"path/filepath"
	"testing"

	"kpi/engine"
	"kpi/reports"
)

// TestEveryPageCanBeWritten keeps the words of the definitions and the pages of
// reports alike.
func TestEveryPageCanBeWritten(t *testing.T) {
	list := ""
	for i, p := range reports.AllPages {
		if i > 0 {
			list += ", "
		}
		list += string(p)
	}
	file := filepath.Join(t.TempDir(), "kpis.yaml")
	text := `version: 1
report: {pages: [` + list + `]}
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
	if got, want := len(look(d.Folder, d.Catalog.Look).Pages), len(reports.AllPages); got != want {
		t.Errorf("%d pages are read, want %d", got, want)
	}
}
