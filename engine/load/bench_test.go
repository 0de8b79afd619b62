package load_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kpi/engine/duckdb"
	"kpi/engine/load"
)

// BenchmarkDelimited loads 200 MB of CSV, and says how much longer that takes
// than what the database does by itself, guessing types.
func BenchmarkDelimited(b *testing.B) {
	folder := b.TempDir()
	path := filepath.Join(folder, "deals.csv")
	writeDeals(b, path, 2_300_000)
	date := "{type: date, format: YYYY-MM-DD}"
	text := "version: 1\nscorecard: {title: Test, timezone: America/New_York}\nsources:\n  deals:\n    file: deals.csv\n    columns:\n" +
		"      {deal_id: text, rep_id: text, product: text, stage: text, created_on: " + date + ", closed_on: date,\n" +
		"      amount: money, qty: integer, ratio: number, active: boolean, touched: timestamp}\n"
	o := load.Options{Folder: folder, Sources: planned(b, text), Zone: "America/New_York"}
	var plain, ours time.Duration
	for b.Loop() {
		plain += timed(b, func() error {
			db, err := duckdb.Open(b.Context(), duckdb.Options{Files: []string{path}})
			if err != nil {
				return err
			}
			defer db.Close()
			return db.Exec(b.Context(), "CREATE TABLE deals AS SELECT * FROM read_csv("+duckdb.Literal(path)+")")
		})
		ours += timed(b, func() error {
			data, list, err := load.Open(b.Context(), o)
			if err != nil || list.Len() > 0 {
				return fmt.Errorf("%w %s", err, printed(list, "", text))
			}
			return data.Close()
		})
	}
	b.ReportMetric(ours.Seconds()/plain.Seconds(), "times-plain")
}

func timed(b *testing.B, run func() error) time.Duration {
	b.Helper()
	start := time.Now()
	if err := run(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func writeDeals(b *testing.B, path string, n int) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "deal_id,rep_id,product,stage,created_on,closed_on,amount,qty,ratio,active,touched")
	first := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	stages := []string{"Won", "Lost", "Open", "Negotiation"}
	for i := range n {
		product := fmt.Sprintf("Product %d", i%13)
		if i%50 == 0 {
			product = `"a ""quoted"", product"`
		}
		created := first.AddDate(0, 0, i%1400)
		fmt.Fprintf(w, "D%08d,rep %d,%s,%s,%s,%s,%d.%02d,%d,0.%03d,%t,%s\n", i, i*7919%200, product, stages[i%4], created.Format(time.DateOnly),
			created.AddDate(0, 0, i%90).Format(time.DateOnly), i*37%1000000, i%100, i%9, i%1000, i%2 == 0, first.Add(time.Duration(i*13)*time.Second).Format(time.DateTime))
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}
