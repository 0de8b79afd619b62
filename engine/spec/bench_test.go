package spec

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// catalogOf writes a catalog of n KPIs as people write them.
func catalogOf(n int) []byte {
	var b strings.Builder
	b.WriteString("version: 1\nsources: {deals: {file: deals.csv, columns: {amount: money, stage: text}}}\nkpis:\n")
	for i := range n {
		fmt.Fprintf(&b, `  kpi_%d:
    name: Win rate of product %d   # as in the board pack
    description: >
      Deals that were won, of all deals that were closed
      in the period, by the date on which they closed.
    owner: VP Sales
    objective: grow
    class: leading
    category: quality
    source: deals
    where: 'product == "P%d"'
    formula: count(stage == "Won") / count(stage in ["Won", "Lost"])
    unit: percent
    better: higher
    target: 28%%
    tolerance: 2 points
    status: [{green: value >= target}, {amber: value >= 0.9 * target}, {otherwise: red}]
`, i, i, i)
	}
	return []byte(b.String())
}

// BenchmarkParse reads 1,000 KPIs and reports how much longer that takes than
// the YAML library alone.
func BenchmarkParse(b *testing.B) {
	data := catalogOf(1_000)
	var library, whole time.Duration
	for b.Loop() {
		start := time.Now()
		if err := yaml.Unmarshal(data, &yaml.Node{}); err != nil {
			b.Fatal(err)
		}
		library += time.Since(start)
		start = time.Now()
		if _, problems := Parse("kpis.yaml", data, nil); problems.Len() > 0 {
			b.Fatal(problems.Items[0].Message)
		}
		whole += time.Since(start)
	}
	b.ReportMetric(float64(whole)/float64(library), "x-yaml")
	b.ReportMetric(float64(whole.Milliseconds())/float64(b.N), "ms/parse")
}
