package engine_test

import (
	"path/filepath"
	"testing"

	"kpi/engine"
)

// crmSources are the files of the pipeline, with the deals of a variant.
func crmSources(folder, deals string) map[string]string {
	return map[string]string{
		"accounts": filepath.Join(folder, "accounts.csv"), "products": filepath.Join(folder, "products.csv"),
		"teams": filepath.Join(folder, "sales_teams.csv"), "deals": filepath.Join(folder, deals),
	}
}

// spelled edits the definition for dates in another format.
func spelled(format string) []string {
	return []string{"_date: date", "_date: {type: date, format: " + format + "}"}
}

// TestRealPipeline compares the KPIs of a real opportunity pipeline with
// answers that were computed by other means, for three spellings of its dates.
func TestRealPipeline(t *testing.T) {
	folder := sharedData(t, "crm-maven")
	answers := readAnswers(t, filepath.Join(folder, "..", "answers", "crm-maven.json"))
	if len(answers) != 197 {
		t.Errorf("%d answers, want 197", len(answers))
	}
	for _, variant := range []struct {
		name, file string
		edits      []string
		history    int
	}{
		{name: "ISO dates", file: "sales_pipeline.csv"},
		{name: "all at once, read from series", file: "sales_pipeline.csv", history: 12},
		{name: "month first", file: "variants/sales_pipeline_us_dates.csv", edits: spelled("M/D/YYYY")},
		{name: "day first, two digits of the year", file: "variants/sales_pipeline_ddmmyy_quarters.csv", edits: spelled("DD-MM-YY")},
	} {
		t.Run(variant.name, func(t *testing.T) {
			t.Parallel()
			s := &study{
				definition: define(t, "crm-maven.yaml", variant.edits...),
				options:    engine.Options{Sources: crmSources(folder, variant.file)},
				askings:    readAskings(t, "testdata/crm-maven.md"),
				history:    variant.history,
			}
			s.compare(t, answers)
		})
	}
}
