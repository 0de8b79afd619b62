package xlsx_test

import (
	"bytes"
	"testing"

	"kpi/reports"
	"kpi/reports/internal/sample"
	"kpi/reports/xlsx"
)

// A thousand KPIs with 24 months each, and a chart and a sparkline for each.
func BenchmarkWrite(b *testing.B) {
	card := sample.Big(1000, 0)
	d := reports.Compose(card, reports.Options{})
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := xlsx.Write(&out, card, d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}
