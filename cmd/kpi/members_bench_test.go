package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const manyRegions = `version: 1
scorecard: {title: Shop, currency: USD}
sources:
  deals: {file: deals.csv, key: id, date: closed, columns: {id: integer, closed: date, region: text, won: boolean, amount: money}}
dimensions:
  region: {name: Region, in: {deals: region}}
kpis:
  revenue: {name: Won revenue, source: deals, formula: "sum(amount, won)", better: higher}
  win_rate: {name: Win rate, source: deals, formula: count(won) / count(), unit: percent, better: higher, target: 40%, tolerance: 2 points}
  deal: {name: Average deal, source: deals, formula: avg(amount), unit: money, better: higher}
reports:
  regional: {per: region}
`

// BenchmarkFileForEachMember writes a PDF of three KPIs over three years for
// each of 500 regions with 100 deals.
func BenchmarkFileForEachMember(b *testing.B) {
	folder := b.TempDir()
	var rows strings.Builder
	rows.WriteString("id,closed,region,won,amount\n")
	for i := range 50_000 {
		fmt.Fprintf(&rows, "%d,%d-%02d-%02d,Region %d,%t,%d\n", i, 2023+i/500%3, 1+i/1500%12, 1+i%28, i%500, i%7 < 3, 100+i%997)
	}
	for name, data := range map[string]string{"kpis.yaml": manyRegions, "deals.csv": rows.String()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		var said bytes.Buffer
		args := []string{"report", "-f", filepath.Join(folder, "kpis.yaml"), "--out", filepath.Join(folder, "out")}
		if code := run(context.Background(), args, streams{out: &said, err: &said}); code != fine {
			b.Fatalf("exit code %d: %s", code, said.String())
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "out", "regional", "*.pdf"))
	if err != nil || len(files) != 500 {
		b.Errorf("%d files, %v; want 500", len(files), err)
	}
	b.ReportMetric(float64(len(files)), "files")
}
