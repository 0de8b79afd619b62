package load_test

import (
	"os"
	"path/filepath"
	"testing"

	"kpi/engine/load"
)

// The same opportunities, published with dates in three spellings, are the
// same rows.
func TestDateSpellingsOfTheCRMGiveTheSameTotals(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "data", "crm-maven")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	tests := []struct{ name, file, format string }{
		{"ISO", "sales_pipeline.csv", "YYYY-MM-DD"},
		{"American", "variants/sales_pipeline_us_dates.csv", "M/D/YYYY"},
		{"with years of two digits", "variants/sales_pipeline_ddmmyy_quarters.csv", "DD-MM-YY"},
	}
	const totals = `SELECT CAST(count(*) AS VARCHAR), CAST(sum(close_value) AS VARCHAR), CAST(sum(close_date - DATE '2016-01-01') AS VARCHAR),
		CAST(sum(engage_date - DATE '2016-01-01') AS VARCHAR), CAST(min(close_date) AS VARCHAR), CAST(max(close_date) AS VARCHAR) FROM deals`
	want := "8800|10005534.0000|3879948|4401969|2017-03-01|2017-12-31\n"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			date := "{type: date, format: " + test.format + "}"
			p := newProject(t, "  deals:\n    file: "+test.file+"\n    key: opportunity_id\n    columns: {opportunity_id: text, close_value: money, engage_date: "+
				date+", close_date: "+date+"}\n", nil)
			p.Folder = folder
			data := p.open(t)
			if got := rows(t, data, totals); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			proof := load.Proof{Source: "deals", Expressions: []string{"opportunity_id"}, Names: []string{"opportunity_id"}, Code: "key-not-unique"}
			if got := proved(t, p, data, proof); got != "" {
				t.Error(got)
			}
		})
	}
}
