package engine_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"
	"gopkg.in/yaml.v3"

	"kpi/engine"
)

// benchRows is the number of deals that the benchmark generates; KPI_BENCH_ROWS
// changes it.
const benchRows = 20_000_000

// BenchmarkScorecard compares a scorecard of 20 KPIs by 3 dimensions over 36
// months with the same numbers in hand-written SQL, and with one KPI. All are
// measured in one run, the best of several, because machines are noisy.
func BenchmarkScorecard(b *testing.B) {
	folder := benchData(b)
	all := benchDefinition(b, folder, "testdata/bench/kpis.yaml")
	for b.Loop() {
		proofs := timed(func() {
			fresh := benchOptions()
			fresh.CacheDir = b.TempDir()
			evaluateBench(b, all, fresh)
		})
		hand := best(b, func() { handWritten(b, folder) })
		resetPeak(b)
		twenty := best(b, func() { evaluateBench(b, all, benchOptions()) })
		peak := peakMemory(b)
		one := benchOptions()
		one.KPIs = []string{"revenue"}
		single := best(b, func() { evaluateBench(b, all, one) })
		b.ReportMetric(twenty.Seconds(), "s/scorecard")
		b.ReportMetric(hand.Seconds(), "s/by-hand")
		b.ReportMetric((proofs - twenty).Seconds(), "s/proofs")
		b.ReportMetric(twenty.Seconds()/hand.Seconds(), "x-by-hand")
		b.ReportMetric(twenty.Seconds()/single.Seconds(), "x-one-KPI")
		b.ReportMetric(peak, "MB-peak")
	}
}

// BenchmarkWindows compares windows, levels and customers with the plain
// aggregates that they are made of, each alone over 36 months.
func BenchmarkWindows(b *testing.B) {
	folder := benchData(b)
	d := benchDefinition(b, folder, "testdata/bench/windows.yaml")
	o := benchOptions()
	o.By, o.ByHistory, o.Period = nil, false, "2025-06"
	one := func(kpi string) float64 {
		o.KPIs = []string{kpi}
		return best(b, func() { evaluateBench(b, d, o) }).Seconds()
	}
	for b.Loop() {
		flow, distinct, median := one("flow"), one("distinct"), one("typical")
		b.ReportMetric(flow, "s/flow")
		b.ReportMetric(distinct, "s/distinct")
		b.ReportMetric(median, "s/median")
		b.ReportMetric(one("level")/flow, "x-flow-level")
		b.ReportMetric(one("ages")/flow, "x-flow-ages")
		b.ReportMetric(one("trailing_distinct")/distinct, "x-distinct-trailing")
		b.ReportMetric(one("trailing_typical")/median, "x-median-trailing")
		b.ReportMetric(one("retained")/distinct, "x-distinct-retained")
		b.ReportMetric(one("kept")/distinct, "x-distinct-kept")
		b.ReportMetric(one("accounting")/distinct, "x-distinct-all")
	}
}

// BenchmarkManyKPIs compares 100 additive KPIs with 10.
func BenchmarkManyKPIs(b *testing.B) {
	folder := benchData(b)
	ten, hundred := manyKPIs(b, folder, 10), manyKPIs(b, folder, 100)
	for b.Loop() {
		few := best(b, func() { evaluateBench(b, ten, benchOptions()) })
		many := best(b, func() { evaluateBench(b, hundred, benchOptions()) })
		b.ReportMetric(many.Seconds(), "s/100-KPIs")
		b.ReportMetric(many.Seconds()/few.Seconds(), "x-10-KPIs")
	}
}

// BenchmarkValidate compares the validation of 1,000 KPIs with reading the same
// bytes as YAML.
func BenchmarkValidate(b *testing.B) {
	text := thousandKPIs()
	path := filepath.Join(b.TempDir(), "kpis.yaml")
	if err := os.WriteFile(path, text, 0o644); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		plain := best(b, func() {
			var v any
			if err := yaml.Unmarshal(text, &v); err != nil {
				b.Fatal(err)
			}
		})
		valid := best(b, func() {
			_, list, err := engine.Read(path)
			if err != nil || list.Len() > 0 {
				list.Fprint(os.Stderr, nil)
				b.Fatal(err)
			}
		})
		b.ReportMetric(valid.Seconds()*1000, "ms/validate")
		b.ReportMetric(valid.Seconds()/plain.Seconds(), "x-yaml.Unmarshal")
	}
}

func thousandKPIs() []byte {
	var b bytes.Buffer
	b.WriteString("version: 1\nsources:\n  deals:\n    file: deals.csv\n    date: closed_on\n    columns: {amount: money, closed_on: date, stage: text}\nkpis:\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "  kpi_%d:\n    name: KPI number %d\n    description: Amount of the deals of this kind, by the date that they closed.\n    owner: VP Sales\n    class: lagging\n    source: deals\n    formula: sum(amount, stage == \"S%d\") / count(stage in [\"S%d\", \"Lost\"])\n    unit: money\n    better: higher\n    target: %dk\n    tolerance: 5%% of target\n", i, i, i, i, i+1)
	}
	return b.Bytes()
}

// benchOptions remember proofs, which are made once per file: they are timed
// apart.
func benchOptions() engine.Options {
	return engine.Options{
		Period: "2025-12", AsOf: "2025-12-31", History: 36, ByHistory: true,
		By: []string{"region", "segment", "rep"}, CacheDir: filepath.Join(os.TempDir(), "kpi-bench-cache"),
	}
}

func evaluateBench(b *testing.B, d *engine.Definition, o engine.Options) {
	result, list, err := d.Evaluate(context.Background(), o)
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, d.Text())
		b.Fatal(err)
	}
	if v := result.Scorecard.Sections[0].Results[0].Actual.Value; v == nil || *v <= 0 {
		b.Fatal("the first KPI has no value")
	}
}

// best returns the shortest of a few runs.
func best(b *testing.B, f func()) time.Duration {
	b.Helper()
	shortest := time.Duration(1 << 62)
	for range 3 {
		shortest = min(shortest, timed(f))
	}
	return shortest
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

func benchDefinition(b *testing.B, folder, path string) *engine.Definition {
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return readBench(b, filepath.Join(folder, "kpis.yaml"), text)
}

func readBench(b *testing.B, path string, text []byte) *engine.Definition {
	if err := os.WriteFile(path, text, 0o644); err != nil {
		b.Fatal(err)
	}
	d, list, err := engine.Read(path)
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, d.Text())
		b.Fatal(err)
	}
	return d
}

func manyKPIs(b *testing.B, folder string, n int) *engine.Definition {
	text, err := os.ReadFile("testdata/bench/kpis.yaml")
	if err != nil {
		b.Fatal(err)
	}
	head, _, _ := strings.Cut(string(text), "\nmeasures:")
	var y strings.Builder
	y.WriteString(head + "\nkpis:\n")
	for i := range n {
		fmt.Fprintf(&y, "  kpi_%d: {source: deals, formula: \"sum(amount, won and touches >= %d) + 1\", unit: money}\n", i, i)
	}
	return readBench(b, filepath.Join(folder, fmt.Sprintf("many%d.yaml", n)), []byte(y.String()))
}

// benchData generates the deals once and keeps them in the temporary folder of
// the machine.
func benchData(b *testing.B) string {
	b.Helper()
	rows := benchRows
	if n, err := strconv.Atoi(os.Getenv("KPI_BENCH_ROWS")); err == nil {
		rows = n
	}
	folder := filepath.Join(os.TempDir(), fmt.Sprintf("kpi-bench-accounts-%d", rows))
	file := filepath.Join(folder, "deals.parquet")
	if _, err := os.Stat(file); err == nil {
		return folder
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.Fatal(err)
	}
	// Every value is a hash of the row's number: the same rows each time.
	execute(b, fmt.Sprintf(`COPY (
		SELECT
			CAST(1000 + hash(i, 1) %% 9900000 / 100.0 AS DECIMAL(18,2)) AS amount,
			CAST(1000 + hash(i, 2) %% 9900000 / 90.0 AS DECIMAL(18,2)) AS list_amount,
			CAST(hash(i, 3) %% 4900000 / 100.0 AS DECIMAL(18,2)) AS cost,
			CAST(hash(i, 4) %% 180 AS BIGINT) AS cycle_days,
			CAST(hash(i, 5) %% 40 AS BIGINT) AS touches,
			DATE '2022-01-01' + CAST(i * 1461 // %[1]d AS INTEGER) AS closed_on,
			['Won', 'Lost', 'Lost', 'Open'][CAST(1 + hash(i, 6) %% 4 AS INTEGER)] AS stage,
			['inbound', 'outbound', 'partner'][CAST(1 + hash(i, 7) %% 3 AS INTEGER)] AS channel,
			['North', 'South', 'East', 'West'][CAST(1 + hash(i, 8) %% 4 AS INTEGER)] AS region,
			['SMB', 'Mid-market', 'Enterprise'][CAST(1 + hash(i, 9) %% 3 AS INTEGER)] AS segment,
			'R' || (hash(i, 10) %% 40) AS rep_id,
			'A' || (hash(i, 11) %% %[3]d) AS account,
			DATE '2021-10-01' + CAST(i * 1461 // %[1]d AS INTEGER) + CAST(hash(i, 12) %% 90 AS INTEGER) AS created_on
		FROM range(%[1]d) AS t(i)
	) TO '%[2]s' (FORMAT parquet)`, rows, file, rows/100))
	return folder
}

func handWritten(b *testing.B, folder string) {
	text, err := os.ReadFile("testdata/bench/best.sql")
	if err != nil {
		b.Fatal(err)
	}
	execute(b, strings.ReplaceAll(string(text), "$FILE", "'"+filepath.Join(folder, "deals.parquet")+"'"))
}

// execute runs a statement in a database of its own and reads all its rows.
func execute(b *testing.B, text string) {
	b.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(text)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

// resetPeak forgets the process's highest memory so far, on Linux.
func resetPeak(b *testing.B) {
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Log("the peak of memory is that of the whole process:", err)
	}
}

// peakMemory is the process's highest memory in megabytes; 0 is unknown.
func peakMemory(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	return kb / 1024
}
