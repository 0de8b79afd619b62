package load_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"kpi/engine/load"
)

// BenchmarkKinds loads the same 200,000 rows of eleven columns from every kind
// of file that does not go straight into the database, and says how many rows a
// second that is.
func BenchmarkKinds(b *testing.B) {
	const n = 200_000
	folder := b.TempDir()
	writeDeals(b, filepath.Join(folder, "deals.csv"), n)
	writeKinds(b, folder)
	for _, test := range []struct{ file, options string }{
		{"deals.csv", ""}, {"deals.csv", "encoding: windows-1252, "}, {"deals.json", ""}, {"deals.ndjson", ""}, {"deals.xlsx", ""},
	} {
		b.Run(test.file+" "+test.options, func(b *testing.B) {
			text := "version: 1\nscorecard: {title: Test, timezone: America/New_York}\nsources:\n  deals:\n    {file: " + test.file + ", " + test.options + "columns:\n" +
				"      {deal_id: text, rep_id: text, product: text, stage: text, created_on: date, closed_on: date,\n" +
				"      amount: money, qty: integer, ratio: number, active: boolean, touched: timestamp}}\n"
			o := load.Options{Folder: folder, Sources: planned(b, text), Zone: "America/New_York"}
			for b.Loop() {
				data, list, err := load.Open(b.Context(), o)
				if err != nil || list.Len() > 0 || data.Tables[0].Rows != n {
					b.Fatal(err, printed(list, "", text))
				}
				if err := data.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// writeKinds writes the rows of deals.csv as JSON, NDJSON and XLSX.
func writeKinds(b *testing.B, folder string) {
	b.Helper()
	in, err := os.Open(filepath.Join(folder, "deals.csv"))
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	book := excelize.NewFile()
	sheet, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	var list []json.RawMessage
	var lines []byte
	for i, row := range rows {
		cells, record := make([]any, len(row)), map[string]any{}
		for k, text := range row {
			cells[k], record[rows[0][k]] = text, text
			if k := rows[0][k]; i > 0 && (k == "amount" || k == "qty" || k == "ratio") {
				record[k] = json.Number(text)
			}
		}
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := sheet.SetRow(cell, cells); err != nil {
			b.Fatal(err)
		}
		if i > 0 {
			line, err := json.Marshal(record)
			if err != nil {
				b.Fatal(err)
			}
			list, lines = append(list, line), append(append(lines, line...), '\n')
		}
	}
	all, err := json.Marshal(list)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "deals.json"), all, 0o600)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "deals.ndjson"), lines, 0o600)
	}
	if err == nil {
		err = sheet.Flush()
	}
	if err == nil {
		err = book.SaveAs(filepath.Join(folder, "deals.xlsx"))
	}
	if err != nil {
		b.Fatal(err)
	}
}
