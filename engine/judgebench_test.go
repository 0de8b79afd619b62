package engine_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
)

// BenchmarkJudgement compares a scorecard of 100 KPIs by 3 dimensions of 20
// members over 60 months with the same one whose KPIs have targets, of four kinds,
// and status lists: the difference is what judging costs.
func BenchmarkJudgement(b *testing.B) {
	folder := b.TempDir()
	writeRuleDeals(b, filepath.Join(folder, "deals.csv"))
	plain := readBench(b, filepath.Join(folder, "plain.yaml"), []byte(ruleCatalog(false)))
	judged := readBench(b, filepath.Join(folder, "judged.yaml"), []byte(judgedCatalog()))
	o := engine.Options{History: 60, ByHistory: true, By: []string{"region", "segment", "rep"}}
	run := func(d *engine.Definition) float64 {
		return best(b, func() {
			evaluateBench(b, d, o)
		}).Seconds()
	}
	for b.Loop() {
		without, with := run(plain), run(judged)
		b.ReportMetric(without, "s/unjudged")
		b.ReportMetric(with, "s/judged")
		b.ReportMetric(with-without, "s/judgement")
	}
}

// BenchmarkEvidence adds all statistics to that scorecard, with leads between its
// KPIs: the difference is what they cost beyond the queries.
func BenchmarkEvidence(b *testing.B) {
	folder := b.TempDir()
	writeRuleDeals(b, filepath.Join(folder, "deals.csv"))
	d := readBench(b, filepath.Join(folder, "judged.yaml"), []byte(leadingCatalog()))
	run := func(evidence bool) float64 {
		o := engine.Options{History: 60, ByHistory: true, By: []string{"region", "segment", "rep"}, Evidence: evidence}
		return best(b, func() {
			evaluateBench(b, d, o)
		}).Seconds()
	}
	for b.Loop() {
		without, with := run(false), run(true)
		b.ReportMetric(without, "s/judged")
		b.ReportMetric(with, "s/with-evidence")
		b.ReportMetric(with-without, "s/evidence")
	}
}

// leadingCatalog lets every KPI but the first lead to the one before it.
func leadingCatalog() string {
	lines := strings.Split(judgedCatalog(), "\n")
	before := ""
	for i, l := range lines {
		id, _, isKPI := strings.Cut(strings.TrimSpace(l), ":")
		if !isKPI || !strings.HasPrefix(l, "  k") {
			continue
		}
		if before != "" {
			lines[i] = fmt.Sprintf("%s, leads: {kpi: %s, lag: 1..3 months, sign: positive}}", strings.TrimSuffix(l, "}"), before)
		}
		before = id
	}
	return strings.Join(lines, "\n")
}

func judgedCatalog() string {
	targets := []string{
		"better: higher, target: 500k per month, tolerance: 5% of target",
		"better: higher, target: {value: 4M, from: 2025-01-01, until: 2025-12-31}, tolerance: 5% of target",
		"better: higher, target: {value: 4M, from: 2025-01-01, until: 2025-12-31, pace: seasonal}, tolerance: 5% of target",
		"better: higher, target: 400k per month, status: [{green: value >= target}, {amber: value >= 0.9 * target}, {otherwise: red}]",
	}
	lines := strings.Split(ruleCatalog(false), "\n")
	n := 0
	for i, l := range lines {
		if strings.HasPrefix(l, "  k") {
			lines[i] = fmt.Sprintf("%s, %s}", strings.TrimSuffix(l, "}"), targets[n%len(targets)])
			n++
		}
	}
	return strings.Join(lines, "\n")
}
