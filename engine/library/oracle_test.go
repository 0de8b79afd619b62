package library_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/engine/library"
	"kpi/engine/scorecard"
)

// An oracle is a KPI of the library over rows whose result is known: those of
// judgement.md, section 10, where it has one.
type oracle struct {
	kpi, title string
	source     string            // that the KPI is put onto; "" is none
	tables     map[string]string // CSV by source
	with       []string          // KPIs of the library that it reads, with their sources: "arpa subscriptions"
	roles      map[string]string // that are not to be guessed
	measures   string            // sections in the file, as YAML
	period     string
	want       float64 // NaN is no value
}

// contracts are the sources of the tests: their keys beside the file.
var contracts = map[string]string{
	"deals":         `date: closed_on, columns: {amount: money, stage: text, created_on: date, closed_on: date}, fields: {won: 'stage == "Won"', closed: 'stage in ["Won", "Lost"]'}`,
	"leads":         `date: created_at, columns: {created_at: timestamp, responded_at: timestamp, converted: boolean, qualified: boolean}`,
	"calls":         `date: done_on, columns: {done_on: date, rep_id: text}`,
	"quotas":        `date: month, plan: true, covers: month, columns: {month: date, amount: money}`,
	"orders":        `date: ordered_on, columns: {ordered_on: date, customer_id: text, amount: money, cost: money}`,
	"spend":         `date: booked_on, columns: {booked_on: date, amount: money}`,
	"subscriptions": `date: started_on, columns: {customer_id: text, mrr: money, started_on: date, ended_on: date}`,
	"trials":        `date: started_on, columns: {started_on: date, converted_on: date}`,
	"answers":       `date: answered_on, columns: {answered_on: date, score: integer}`,
	"tickets":       `date: created_at, columns: {created_at: timestamp, first_response_at: timestamp, resolved_at: timestamp, score: integer, reopened: boolean, replies: count, agent_id: text}`,
}

// rows repeats a CSV row; %d in it is its number.
func rows(header string, groups ...any) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := 0; i+1 < len(groups); i += 2 {
		for n := range groups[i].(int) {
			b.WriteString(strings.ReplaceAll(groups[i+1].(string), "%d", fmt.Sprint(n)) + "\n")
		}
	}
	return b.String()
}

const (
	dealHeader = "amount,stage,created_on,closed_on"
	subHeader  = "customer_id,mrr,started_on,ended_on"
	tickHeader = "created_at,first_response_at,resolved_at,score,reopened,replies,agent_id"
)

// eighteenOfTwenty are deals of which 18 are won, with one that is open.
var eighteenOfTwenty = map[string]string{"deals": rows(dealHeader, 18, "100,Won,2026-01-01,2026-03-05", 2, "900,Lost,2026-01-01,2026-03-06", 1, "50,Open,2026-03-01,")}

// startOf20000 are customers who pay 20,000 on the last day of February: 1,200
// leave, 800 pay less, and 3,000 is what two pay more.
var startOf20000 = map[string]string{"subscriptions": rows(subHeader,
	1, "A,1200,2025-01-01,2026-03-10",
	1, "B,5000,2025-01-01,2026-03-15", 1, "B,4200,2026-03-15,",
	1, "C,6000,2025-01-01,2026-03-20", 1, "C,9000,2026-03-20,",
	1, "D,7800,2025-01-01,", 1, "E,2500,2026-03-25,")}

// fiftyEach are 200 customers at 50 a month of whom 6 leave in March (3%), and
// their orders with a margin of 80%.
var fiftyEach = map[string]string{
	"subscriptions": rows(subHeader, 194, "C%d,50,2025-01-01,", 6, "L%d,50,2025-01-01,2026-03-31", 6, "N%d,50,2026-03-15,"),
	"orders":        rows("ordered_on,customer_id,amount,cost", 100, "2026-03-10,N%d,50,10"),
	"spend":         rows("booked_on,amount", 1, "2026-03-31,20000"),
}

// a year of tickets in one month
var tickets = map[string]string{"tickets": rows(tickHeader,
	3, "2026-03-02T08:00:00,2026-03-02T09:00:00,2026-03-03T08:00:00,5,false,1,A1",
	2, "2026-03-02T08:00:00,2026-03-02T18:00:00,2026-03-08T08:00:00,2,true,3,A2",
	1, "2026-03-22T08:00:00,,,,false,0,")}

var fiftyOf45 = map[string]string{
	"deals":  rows(dealHeader, 5, "10000,Won,2026-01-01,2026-03-05"),
	"quotas": rows("month,amount", 1, "2026-01-01,45000", 1, "2026-02-01,0", 1, "2026-03-01,45000"),
}

const quotaMeasure = "measures:\n  quota: {source: quotas, formula: sum(amount)}\n"

var none = math.NaN()

var oracles = []oracle{
	{kpi: "win_rate", title: "18 of 20 is 90%", source: "deals", tables: eighteenOfTwenty, want: 0.9},
	{kpi: "win_rate", title: "no value where nothing closed", source: "deals", tables: eighteenOfTwenty, period: "2026-02", want: none},
	{kpi: "win_rate_by_value", title: "1,800 of 3,600", source: "deals", tables: eighteenOfTwenty, want: 0.5},
	{kpi: "win_rate_by_cohort", title: "18 of those created in January", source: "deals", tables: eighteenOfTwenty, period: "2026-01", want: 0.9},
	{kpi: "open_share", title: "the one of March is open", source: "deals", tables: eighteenOfTwenty, period: "2026-03", want: 1},
	{kpi: "revenue", title: "the won ones only", source: "deals", tables: eighteenOfTwenty, want: 1800},
	{kpi: "revenue_growth", title: "from 100 to 120 is 20%", source: "", with: []string{"revenue deals"}, want: 0.2,
		tables: map[string]string{"deals": rows(dealHeader, 1, "100,Won,2025-01-01,2025-03-05", 1, "120,Won,2025-01-01,2026-03-05")}},
	{kpi: "new_deals", title: "by creation", source: "deals", tables: eighteenOfTwenty, period: "2026-01", want: 20},
	{kpi: "average_deal", title: "500,000 in 100 deals", source: "deals", want: 5000,
		tables: map[string]string{"deals": rows(dealHeader, 50, "4000,Won,2026-01-01,2026-03-05", 50, "6000,Won,2026-01-01,2026-03-05", 3, "9,Lost,2026-01-01,2026-03-05")}},
	{kpi: "median_deal", title: "the one in the middle", source: "deals", want: 200,
		tables: map[string]string{"deals": rows(dealHeader, 1, "100,Won,2026-01-01,2026-03-05", 1, "200,Won,2026-01-01,2026-03-05", 1, "9000,Won,2026-01-01,2026-03-05")}},
	{kpi: "largest_deal_share", title: "900 of 1,200", source: "deals", want: 0.75,
		tables: map[string]string{"deals": rows(dealHeader, 1, "900,Won,2026-01-01,2026-03-05", 3, "100,Won,2026-01-01,2026-03-05")}},
	{kpi: "sales_cycle", title: "45, 54 and 39 days are 46", source: "deals", want: 46,
		tables: map[string]string{"deals": rows(dealHeader, 1, "1,Won,2026-01-19,2026-03-05", 1, "1,Won,2026-01-10,2026-03-05", 1, "1,Won,2026-01-25,2026-03-05")}},
	{kpi: "sales_cycle", title: "40, 30, 60 and 70 days are 50", source: "deals", want: 50,
		tables: map[string]string{"deals": rows(dealHeader, 1, "1,Won,2026-02-18,2026-03-30", 1, "1,Won,2026-02-28,2026-03-30", 1, "1,Won,2026-01-29,2026-03-30", 1, "1,Won,2026-01-19,2026-03-30")}},
	{kpi: "sales_cycle_median", title: "the middle of 45, 54 and 39", source: "deals", want: 45,
		tables: map[string]string{"deals": rows(dealHeader, 1, "1,Won,2026-01-19,2026-03-05", 1, "1,Won,2026-01-10,2026-03-05", 1, "1,Won,2026-01-25,2026-03-05")}},
	{kpi: "sales_cycle_p90", title: "nine tenths of the way from 10 to 20", source: "deals", want: 19,
		tables: map[string]string{"deals": rows(dealHeader, 1, "1,Won,2026-03-11,2026-03-31", 1, "1,Won,2026-03-21,2026-03-31")}},
	{kpi: "sales_velocity", title: "100 deals, a quarter won at 30,000 in 60 days", source: "deals", want: 12500,
		tables: map[string]string{"deals": rows(dealHeader, 25, "30000,Won,2026-01-04,2026-03-05", 75, "30000,Lost,2026-01-04,2026-03-05")}},
	{kpi: "sales_velocity", title: "40 deals, a quarter won at 25,000 in 90 days", source: "deals", want: 2777.777778,
		tables: map[string]string{"deals": rows(dealHeader, 10, "25000,Won,2025-12-05,2026-03-05", 30, "1,Lost,2026-01-04,2026-03-05")}},
	{kpi: "sales_velocity", title: "no value where the cycle is 0 days", source: "deals", want: none,
		tables: map[string]string{"deals": rows(dealHeader, 4, "25000,Won,2026-03-05,2026-03-05")}},
	{kpi: "pipeline", title: "what is open on the last day", source: "deals", tables: eighteenOfTwenty, want: 50},
	{kpi: "pipeline_coverage", title: "2.4m for 1.8m is 1.333", with: []string{"pipeline deals", "revenue deals"}, measures: quotaMeasure, want: 4.0 / 3,
		tables: map[string]string{"deals": rows(dealHeader, 1, "2400000,Open,2026-03-02,", 1, "9,Lost,2026-03-02,2026-03-31"), "quotas": rows("month,amount", 1, "2026-01-01,600000", 1, "2026-02-01,600000", 1, "2026-03-01,600000")}},
	{kpi: "pipeline_coverage", title: "what is won is no longer to be covered", with: []string{"pipeline deals", "revenue deals"}, measures: quotaMeasure, want: 2,
		tables: map[string]string{"deals": rows(dealHeader, 1, "2400000,Open,2026-03-02,", 1, "600000,Won,2026-03-02,2026-03-31"), "quotas": rows("month,amount", 1, "2026-01-01,600000", 1, "2026-02-01,600000", 1, "2026-03-01,600000")}},
	{kpi: "pipeline_coverage", title: "no value where nothing is left of the quota", with: []string{"pipeline deals", "revenue deals"}, measures: quotaMeasure, want: none,
		tables: map[string]string{"deals": rows(dealHeader, 1, "1000,Open,2026-03-02,", 1, "1800000,Won,2026-03-02,2026-03-31"), "quotas": rows("month,amount", 3, "2026-03-01,600000")}},
	{kpi: "quota_attainment", title: "50,000 of 45,000", with: []string{"revenue deals"}, measures: quotaMeasure, tables: fiftyOf45, want: 50000.0 / 45000},
	{kpi: "quota_attainment", title: "no value without a quota", with: []string{"revenue deals"}, measures: quotaMeasure, want: none,
		tables: map[string]string{"deals": fiftyOf45["deals"], "quotas": rows("month,amount", 1, "2026-01-01,1", 1, "2026-03-01,0")}},
	{kpi: "conversion", title: "30 of 100", source: "leads", roles: map[string]string{"reached": "converted", "entered": "qualified"}, want: 0.3,
		tables: map[string]string{"leads": rows("created_at,responded_at,converted,qualified", 30, "2026-03-02T08:00:00,,true,true", 70, "2026-03-02T08:00:00,,false,true", 9, "2026-03-02T08:00:00,,true,false")}},
	{kpi: "lead_conversion", title: "39 of 109", source: "leads", want: 39.0 / 109,
		tables: map[string]string{"leads": rows("created_at,responded_at,converted,qualified", 30, "2026-03-02T08:00:00,,true,true", 70, "2026-03-02T08:00:00,,false,true", 9, "2026-03-02T08:00:00,,true,false")}},
	{kpi: "response_time", title: "the middle of 1, 2 and 42 hours", source: "leads", want: 2, tables: answeredLeads},
	{kpi: "response_time_p90", title: "eight tenths of the way from 2 to 42", source: "leads", want: 34, tables: answeredLeads},
	{kpi: "answered_in_time", title: "one of four within the hour", source: "leads", want: 0.25, tables: answeredLeads},
	{kpi: "never_answered", title: "one of four", source: "leads", roles: map[string]string{"answered_at": "responded_at"}, want: 0.25, tables: answeredLeads},
	{kpi: "forecast_accuracy", title: "950 for 1,000 and 25 for 10 miss 6.4%", with: []string{"revenue deals"}, want: 1 - 65.0/1010,
		measures: "measures:\n  forecast: {source: quotas, formula: sum(amount)}\n", tables: twoForecasts},
	{kpi: "forecast_bias", title: "25 for 10", with: []string{"revenue deals"}, want: 1.5,
		measures: "measures:\n  forecast: {source: quotas, formula: sum(amount)}\n", tables: twoForecasts},
	{kpi: "activities_per_rep", title: "nine calls of three reps", source: "calls", want: 3,
		tables: map[string]string{"calls": rows("done_on,rep_id", 3, "2026-03-02,R%d", 6, "2026-03-03,R0")}},

	{kpi: "mrr", title: "who leaves on the last day is out", source: "subscriptions", tables: fiftyEach, want: 10000},
	{kpi: "arr", title: "twelve times", with: []string{"mrr subscriptions"}, tables: fiftyEach, want: 120000},
	{kpi: "customers", title: "who leaves on the last day is out", source: "subscriptions", tables: fiftyEach, want: 200},
	{kpi: "arpa", title: "50 each", source: "subscriptions", tables: fiftyEach, want: 50},
	{kpi: "logo_churn", title: "4 of 200 are 2%", source: "subscriptions", want: 0.02,
		tables: map[string]string{"subscriptions": rows(subHeader, 196, "C%d,50,2025-01-01,", 4, "L%d,50,2025-01-01,2026-03-05", 7, "N%d,50,2026-03-02,2026-03-05", 1, "Z,1,2026-03-31,")}},
	{kpi: "gross_revenue_retention", title: "20,000 less 1,200 and 800", source: "subscriptions", tables: startOf20000, want: 0.9},
	{kpi: "gross_revenue_retention", title: "100 less 5 and 8", source: "subscriptions", tables: startOf100, want: 0.87},
	{kpi: "net_revenue_retention", title: "20,000 and 3,000 less 1,200 and 800", source: "subscriptions", tables: startOf20000, want: 1.05},
	{kpi: "net_revenue_retention", title: "100 and 15 less 5 and 8", source: "subscriptions", tables: startOf100, want: 1.02},
	{kpi: "gross_margin", title: "40 of 50", source: "orders", tables: fiftyEach, want: 0.8},
	{kpi: "cac", title: "20,000 for 100 customers", source: "orders", tables: fiftyEach, want: 200},
	{kpi: "cac", title: "no value without a new customer", source: "orders", want: none,
		tables: map[string]string{"orders": rows("ordered_on,customer_id,amount,cost", 1, "2026-02-10,A,1,1", 1, "2026-03-10,A,1,1"), "spend": fiftyEach["spend"]}},
	{kpi: "cac_payback", title: "200 at 40 a month are 5 months", with: []string{"cac orders", "arpa subscriptions", "gross_margin orders"}, tables: fiftyEach, want: 5},
	{kpi: "customer_lifetime_value", title: "40 a month at a churn of 3%", with: []string{"arpa subscriptions", "gross_margin orders", "logo_churn subscriptions"}, tables: fiftyEach, want: 4000.0 / 3},
	{kpi: "customer_lifetime_value", title: "without churn it is that of 60 months", with: []string{"arpa subscriptions", "gross_margin orders", "logo_churn subscriptions"}, want: 2400,
		tables: map[string]string{"subscriptions": rows(subHeader, 4, "C%d,50,2025-01-01,"), "orders": fiftyEach["orders"]}},
	{kpi: "ltv_to_cac", title: "1,333.33 to 200", tables: fiftyEach, want: 20.0 / 3,
		with: []string{"arpa subscriptions", "gross_margin orders", "logo_churn subscriptions", "customer_lifetime_value", "cac orders"}},
	{kpi: "magic_number", title: "four times half a million for 2.25 million", with: []string{"revenue deals"}, period: "2026-Q1", want: 4 * 0.5 / 2.25,
		measures: "measures:\n  spend: {source: spend, formula: sum(amount)}\n",
		tables: map[string]string{"deals": rows(dealHeader, 1, "1000000,Won,2025-10-01,2025-11-05", 1, "1500000,Won,2025-10-01,2026-02-05"),
			"spend": rows("booked_on,amount", 1, "2025-12-31,2250000", 1, "2026-03-31,1")}},
	{kpi: "trial_conversion", title: "within thirty days", source: "trials", want: 0.25,
		tables: map[string]string{"trials": rows("started_on,converted_on", 1, "2026-03-01,2026-03-31", 1, "2026-03-01,2026-04-01", 2, "2026-03-31,")}},
	{kpi: "net_promoter_score", title: "six good and two bad ones of ten", source: "answers", want: 40,
		tables: map[string]string{"answers": rows("answered_on,score", 6, "2026-03-01,9", 2, "2026-03-01,7", 2, "2026-03-31,6")}},

	{kpi: "tickets_created", title: "all of the month", source: "tickets", tables: tickets, want: 6},
	{kpi: "tickets_resolved", title: "the five that are", source: "tickets", tables: tickets, want: 5},
	{kpi: "first_response", title: "the middle of 1 and 10 hours", source: "tickets", tables: tickets, want: 1},
	{kpi: "first_response_p90", title: "within the slow ones", source: "tickets", tables: tickets, want: 10},
	{kpi: "tickets_answered_in_time", title: "three of six", source: "tickets", tables: tickets, want: 0.5},
	{kpi: "tickets_unanswered", title: "one of six", source: "tickets", tables: tickets, want: 1.0 / 6},
	{kpi: "resolution_time", title: "three in 24 hours, two in six days", source: "tickets", tables: tickets, want: 24},
	{kpi: "solved_in_time", title: "three of five", source: "tickets", tables: tickets, want: 0.6},
	{kpi: "backlog", title: "one is left", source: "tickets", tables: tickets, want: 1},
	{kpi: "backlog_age", title: "nine days old", source: "tickets", tables: tickets, want: 9},
	{kpi: "reopen_rate", title: "two of five", source: "tickets", tables: tickets, want: 0.4},
	{kpi: "one_touch", title: "three of five", source: "tickets", tables: tickets, want: 0.6},
	{kpi: "csat", title: "three of five answers", source: "tickets", tables: tickets, want: 0.6},
	{kpi: "survey_answers", title: "all that were resolved", source: "tickets", tables: tickets, want: 1},
	{kpi: "resolved_per_agent", title: "five of two agents", source: "tickets", tables: tickets, want: 2.5},
}

var (
	answeredLeads = map[string]string{"leads": rows("created_at,responded_at,converted,qualified",
		1, "2026-03-02T08:00:00,2026-03-02T09:00:00,,", 1, "2026-03-02T08:00:00,2026-03-02T10:00:00,,", 1, "2026-03-02T08:00:00,2026-03-04T02:00:00,,", 1, "2026-03-02T08:00:00,,,")}
	startOf100 = map[string]string{"subscriptions": rows(subHeader, 1, "A,5,2025-01-01,2026-03-10", 1, "B,20,2025-01-01,2026-03-15", 1, "B,12,2026-03-15,",
		1, "C,75,2025-01-01,2026-03-20", 1, "C,90,2026-03-20,", 1, "Z,1,2026-03-31,")}
	twoForecasts = map[string]string{
		"deals":  rows(dealHeader, 1, "1000,Won,2026-01-01,2026-02-05", 1, "10,Won,2026-01-01,2026-03-05"),
		"quotas": rows("month,amount", 1, "2026-02-01,950", 1, "2026-03-01,25"),
	}
)

func TestEveryTemplateGivesItsOracle(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range oracles {
		seen[o.kpi] = true
		t.Run(o.kpi+": "+o.title, func(t *testing.T) {
			t.Parallel()
			got := o.evaluate(t).Actual.Value
			switch {
			case math.IsNaN(o.want) && got != nil:
				t.Errorf("the value is %g, want none", *got)
			case !math.IsNaN(o.want) && got == nil:
				t.Errorf("there is no value, want %g", o.want)
			case got != nil && math.Abs(*got-o.want) > 1e-6*math.Max(1, math.Abs(o.want)):
				t.Errorf("the value is %g, want %g", *got, o.want)
			}
		})
	}
	for _, template := range library.All() {
		if !seen[template.ID] {
			t.Errorf("%s has no oracle", template.ID)
		}
	}
}

// The win rate comes with Wilson's interval, for it counts a part of rows.
func TestTheWinRateOfTwentyDealsHasItsInterval(t *testing.T) {
	interval := oracles[0].evaluate(t).Actual.Interval
	if interval == nil || math.Abs(interval.Low-0.6989663547715128) > 1e-9 || math.Abs(interval.High-0.972133518786232) > 1e-9 {
		t.Errorf("the interval is %v, want 0.69896… to 0.97213…", interval)
	}
}

// evaluate writes a kpis.yaml with the KPI and its data, and computes it.
func (o oracle) evaluate(t *testing.T) *scorecard.Result {
	t.Helper()
	folder := t.TempDir()
	file := "version: 1\nscorecard: {currency: USD, timezone: UTC, as_of: 2026-03-31}\nsources:\n"
	var sources []library.Source
	for id, contract := range contracts {
		data, ok := o.tables[id]
		if !ok {
			continue
		}
		file += fmt.Sprintf("  %s: {file: %s.csv, %s}\n", id, id, contract)
		write(t, filepath.Join(folder, id+".csv"), data)
		sources = append(sources, sourceOf(id, contract))
	}
	file += o.measures + "kpis:\n"
	numbers := []string{}
	for _, name := range []string{"quota", "forecast", "spend"} {
		if strings.Contains(o.measures, name+":") {
			numbers = append(numbers, name)
		}
	}
	for _, w := range append(o.with, o.kpi+" "+o.source) {
		id, source, _ := strings.Cut(w, " ")
		template, _ := library.Find(id)
		if template == nil {
			t.Fatalf("there is no template %s", id)
		}
		f := library.Filling{Known: numbers}
		for _, s := range sources {
			if s.ID == source {
				f.Source = s
			}
		}
		f.Roles = template.Guess(f.Source, sources, numbers)
		for role, text := range o.roles {
			f.Roles[role] = text
		}
		entry, err := template.Fill(f)
		if err != nil {
			t.Fatal(err)
		}
		file += entry
		numbers = append(numbers, id)
	}
	path := filepath.Join(folder, "kpis.yaml")
	write(t, path, file)
	return result(t, path, o.kpi, o.period)
}

func result(t *testing.T, path, kpi, period string) *scorecard.Result {
	t.Helper()
	d, list, err := engine.Read(path)
	if err != nil || list.HasErrors() {
		text, _ := os.ReadFile(path)
		var said strings.Builder
		_ = list.Fprint(&said, nil)
		t.Fatalf("%v\n%s\n%s", err, said.String(), text)
	}
	if period == "" {
		period = "2026-03"
	}
	r, list, err := d.Evaluate(t.Context(), engine.Options{Period: period, KPIs: []string{kpi}, History: 1, AsOf: "2026-03-31"})
	if err != nil || list.HasErrors() {
		text, _ := os.ReadFile(path)
		var said strings.Builder
		_ = list.Fprint(&said, nil)
		t.Fatalf("%v\n%s\n%s", err, said.String(), text)
	}
	for _, s := range r.Scorecard.Sections {
		for _, one := range s.Results {
			if one.ID == kpi {
				return &one
			}
		}
	}
	t.Fatalf("the scorecard has no %s", kpi)
	return nil
}

// sourceOf reads the columns and fields of a contract of this file.
func sourceOf(id, contract string) library.Source {
	between := func(from, to string) string {
		_, rest, _ := strings.Cut(contract, from)
		part, _, _ := strings.Cut(rest, to)
		return part
	}
	s := library.Source{ID: id, Date: between("date: ", ",")}
	for _, c := range strings.Split(between("columns: {", "}"), ", ") {
		name, columnType, _ := strings.Cut(c, ": ")
		s.Columns = append(s.Columns, library.Column{ID: name, Type: columnType})
	}
	if strings.Contains(contract, "fields:") {
		s.Fields = []string{"won", "closed"}
	}
	return s
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
