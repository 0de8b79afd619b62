package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
)

// BenchmarkRules follows 300 rules, one for each of 100 KPIs and each of 3
// dimensions of 20 members, over 60 months, beside a scorecard with the same
// KPIs, members and months.
func BenchmarkRules(b *testing.B) {
	folder := b.TempDir()
	writeRuleDeals(b, filepath.Join(folder, "deals.csv"))
	plain := readBench(b, filepath.Join(folder, "plain.yaml"), []byte(ruleCatalog(false)))
	ruled := readBench(b, filepath.Join(folder, "ruled.yaml"), []byte(ruleCatalog(true)))
	card := engine.Options{History: 60, ByHistory: true, By: []string{"region", "segment", "rep"}}
	check := engine.Options{RulesOnly: true, RuleHistory: 36}
	run := func(d *engine.Definition, o engine.Options) float64 {
		return best(b, func() {
			result, list, err := d.Evaluate(context.Background(), o)
			if err != nil || list.HasErrors() {
				list.Fprint(os.Stderr, d.Text())
				b.Fatal(err)
			}
			if o.RulesOnly && len(result.Scorecard.Rules) != 6000 {
				b.Fatalf("%d results", len(result.Scorecard.Rules))
			}
		}).Seconds()
	}
	for b.Loop() {
		b.ReportMetric(run(plain, card), "s/scorecard")
		b.ReportMetric(run(ruled, check), "s/rules")
	}
}

func writeRuleDeals(b *testing.B, path string) {
	random := rand.New(rand.NewPCG(1, 2))
	var rows strings.Builder
	rows.WriteString("day,stage,region,segment,rep,amount\n")
	for month := range 72 {
		for i := range 600 {
			fmt.Fprintf(&rows, "%d-%02d-%02d,%s,R%d,S%d,P%d,%d\n", 2020+month/12, month%12+1, 1+random.IntN(28),
				[]string{"Won", "Lost"}[random.IntN(2)], i%20, i/20%20, i/7%20, 10+random.IntN(1000))
		}
	}
	if err := os.WriteFile(path, []byte(rows.String()), 0o644); err != nil {
		b.Fatal(err)
	}
}

func ruleCatalog(rules bool) string {
	var y strings.Builder
	y.WriteString(`version: 1
scorecard: {title: Bench, currency: USD, as_of: 2025-12-31}
sources:
  deals: {file: deals.csv, date: day, columns: {day: date, stage: text, region: text, segment: text, rep: text, amount: money}}
dimensions:
  region: {in: {deals: region}}
  segment: {in: {deals: segment}}
  rep: {in: {deals: rep}}
kpis:
`)
	for i := range 100 {
		fmt.Fprintf(&y, "  k%d: {source: deals, formula: \"sum(amount, stage == 'Won' and amount > %d)\"}\n", i, i)
	}
	if !rules {
		return y.String()
	}
	y.WriteString("rules:\n")
	for i := range 100 {
		for _, d := range []string{"region", "segment", "rep"} {
			fmt.Fprintf(&y, "  r%[1]d_%[2]s: {when: \"k%[1]d < last_year(k%[1]d) and k%[1]d < 8000\", for: 2 periods, clear_when: k%[1]d > 9000, each: %[2]s, message: \"{%[2]s} has {k%[1]d}\"}\n", i, d)
		}
	}
	return y.String()
}
