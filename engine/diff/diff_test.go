package diff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/plan"
	"kpi/engine/spec"
)

// base is what the cases change.
const base = `version: 1
scorecard: {title: Sales, currency: USD, timezone: America/New_York, calendar: {fiscal_year_starts: april}, as_of: 2026-09-30}
sources:
  deals:
    file: data/deals.csv
    key: deal_id
    date: closed_on
    columns: {deal_id: text, amount: {type: money, range: [0, null]}, created_on: date, closed_on: date, stage: text, rep_id: text}
    joins:
      rep: {source: reps, via: rep_id}
    fields:
      won: stage == "Won"
      closed: stage in ["Won", "Lost"]
      big: won and amount > 1000
    checks: {positive: amount >= 0}
  reps: {file: data/reps.csv, key: rep_id, columns: {rep_id: text, region: text}}
  quotas: {file: data/quotas.csv, date: month, plan: true, covers: month, columns: {month: date, amount: money}}
  large: {query: "select * from deals where amount > 5000", date: closed_on, columns: {closed_on: date, amount: money}}
dimensions:
  region: {name: Region, in: {deals: rep.region}}
objectives:
  grow: {name: Grow, perspective: financial}
measures:
  quota: {source: quotas, formula: sum(amount)}
  pipeline: {source: deals, level: {from: created_on, until: closed_on}, formula: sum(amount)}
kpis:
  revenue:
    name: Won revenue
    description: Amount of the deals won.
    owner: VP Sales
    tags: [board, monthly]
    source: deals
    formula: sum(amount, won)
    unit: money
    better: higher
    target: 500k per month
    tolerance: 5% of target
  win_rate:
    owner: VP Sales
    source: deals
    formula: count(won) / count(closed)
    unit: percent
    better: higher
    target: {value: 28%, from: 2026-04-01, until: 2027-03-31}
    status: [{green: value >= 28%}, {amber: value >= 25%}, {otherwise: red}]
  coverage: {formula: pipeline / quota, unit: x, better: higher, target: 3}
  plan_share: {source: deals, formula: "sum(amount, won)", better: higher, target: quota}
  big_deals: {source: deals, formula: count(big)}
  large_deals: {source: large, formula: count()}
  discount: {source: deals, formula: avg(amount), better: within, target: {between: [100, 200]}}
  regional: {source: deals, formula: "sum_each(count(), region)"}
rules:
  thin:
    when: coverage < 3 and win_rate < 25%
    for: 2 periods
    clear_when: coverage >= 3.2
    message: Thin
  low: {when: revenue < 0.8 * target(revenue)}
`

func planOf(t testing.TB, name, text string) *plan.Plan {
	t.Helper()
	catalog, list := spec.Parse(name, []byte(text), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	if list.HasErrors() {
		var b strings.Builder
		if err := list.Fprint(&b, map[string][]byte{name: []byte(text)}); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("the definitions have errors:\n%s", b.String())
	}
	return p
}

// edited is the base with texts replaced: from, to, from, to.
func edited(t testing.TB, pairs []string) string {
	t.Helper()
	text := base
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the definitions have no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// told is a diff in short lines.
func told(d *Diff) []string {
	var out []string
	for _, list := range [][]Definition{d.KPIs, d.Others} {
		for _, def := range list {
			name := fmt.Sprintf("%s %s", def.Kind, def.ID)
			if def.State != Changed {
				out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", name, def.State, def.Was)))
			}
			for _, c := range def.Changes {
				line := fmt.Sprintf("%s: %s %s", name, c.Category, c.What)
				if c.Through != "" {
					line += " through " + c.Through
				}
				out = append(out, strings.TrimSpace(line+" "+string(c.Direction)))
			}
		}
	}
	return out
}

func comparedWith(t testing.TB, after string) *Diff {
	return Compare(planOf(t, "old.yaml", base), planOf(t, "kpis.yaml", after))
}

func TestWhatMeansTheSameIsNoChange(t *testing.T) {
	for name, pairs := range map[string][]string{
		"a comment":                     {"version: 1\n", "# Sales\nversion: 1   # the first\n"},
		"blanks in a formula":           {"count(won) / count(closed)", "count( won )/count(closed)"},
		"brackets that change nothing":  {"count(won) / count(closed)", "(count(won)) / (count(closed))"},
		"a number as a percentage":      {"value >= 25%", "value >= 0.25"},
		"a target as a number":          {"value: 28%,", "value: 0.28,"},
		"a number with a power":         {"500k per month", "500_000 per month"},
		"a tolerance with a digit more": {"5% of target", "5.0% of target"},
		"a field that is written out":   {"sum(amount, won)\n    unit", "sum(amount, stage == \"Won\")\n    unit"},
		"a field that reads no field":   {"big: won and amount > 1000", "big: stage == \"Won\" and amount > 1000"},
		"the order of and":              {"big: won and amount > 1000", "big: amount > 1000 and won"},
		"a comparison turned around":    {"big: won and amount > 1000", "big: won and 1000 < amount"},
		"the order of a list":           {`["Won", "Lost"]`, `["Lost", "Won"]`},
		"the order of tags":             {"[board, monthly]", "[monthly, board]"},
		"a measure that is written out": {"pipeline / quota", "pipeline / quotas.sum(amount)"},
		"a default that is written":     {"for: 2 periods\n", "for: 2 periods\n    severity: warning\n"},
		"a span in months":              {"for: 2 periods", "for: 2 months"},
		"the grain that is the default": {"currency: USD,", "currency: USD, grain: month,"},
		"the week that is the default":  {"{fiscal_year_starts: april}", "{fiscal_year_starts: april, week_starts: monday}"},
		"within beside a range":         {"better: within, target", "target"},
		"the order of keys":             {"    unit: money\n    better: higher\n", "    better: higher\n    unit: money\n"},
		"blanks in a query":             {"select * from deals where", "select *   from deals  where"},
		"a comment in a query":          {"where amount > 5000", "where amount /* net */ > 5000"},
		"a path with a dot":             {"file: data/deals.csv", "file: ./data/deals.csv"},
		"a description on two lines":    {"description: Amount of the deals won.", "description: >-\n      Amount of\n      the deals won."},
		"a goal as a list":              {"target: {value: 28%, from: 2026-04-01, until: 2027-03-31}", "target: [{value: 28%, from: 2026-04-01, until: 2027-03-31}]"},
		"an unused free key":            {"objectives:", "x-mine: 1\nobjectives:"},
		"via as a pair":                 {"via: rep_id", "via: {rep_id: rep_id}"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(comparedWith(t, edited(t, pairs))); len(got) > 0 {
				t.Errorf("got %q, want no change", got)
			}
		})
	}
}

func TestWhatMeansSomethingElseIsTold(t *testing.T) {
	for _, c := range []struct {
		name  string
		pairs []string
		want  []string
	}{
		{"a formula", []string{"formula: sum(amount, won)\n", "formula: sum(amount, closed)\n"}, []string{"KPI revenue: value formula"}},
		{"a condition on all rows", []string{"formula: sum(amount, won)\n", "where: amount > 5\n    formula: sum(amount, won)\n"}, []string{"KPI revenue: value where"}},
		{"another clock", []string{"formula: sum(amount, won)\n", "date: created_on\n    formula: sum(amount, won)\n"}, []string{"KPI revenue: value date"}},
		{"a field with all that it reaches", []string{`won: stage == "Won"`, `won: stage == "Closed won"`}, []string{
			"KPI revenue: value formula through field won of deals", "KPI win_rate: value formula through field won of deals",
			"KPI plan_share: value formula through field won of deals", "KPI big_deals: value formula through field won of deals",
			"field won of deals: value formula",
		}},
		{"a field that reads a field", []string{"amount > 1000", "amount > 2000"}, []string{
			"KPI big_deals: value formula through field big of deals", "field big of deals: value formula",
		}},
		{"a measure is a target, too", []string{"quotas, formula: sum(amount)", "quotas, formula: sum(amount) * 0.9"}, []string{
			"KPI coverage: value formula through measure quota", "KPI plan_share: target formula through measure quota unclear", "measure quota: value formula",
		}},
		{"a level", []string{"until: closed_on}", "until: created_on}"}, []string{
			"KPI coverage: value level through measure pipeline", "measure pipeline: value level",
		}},
		{"a file", []string{"data/quotas.csv", "data/quotas-2.csv"}, []string{
			"KPI coverage: value file through source quotas", "KPI plan_share: target file through source quotas unclear", "source quotas: value file",
		}},
		{"a column's format", []string{"columns: {month: date,", "columns: {month: {type: date, format: M/D/YYYY},"}, []string{
			"KPI coverage: value format through column month of quotas", "KPI plan_share: target format through column month of quotas unclear",
			"column month of quotas: value format",
		}},
		{"a query", []string{"amount > 5000", "amount > 6000"}, []string{"KPI large_deals: value query through source large", "source large: value query"}},
		{"blanks inside of quotes in a query", []string{"where amount > 5000", "where stage <> 'a  b'"},
			[]string{"KPI large_deals: value query through source large", "source large: value query"}},
		{"a join", []string{"via: rep_id}", "via: {deal_id: rep_id}}"}, []string{
			"KPI regional: value via through join rep of deals", "join rep of deals: value via",
		}},
		{"a dimension", []string{"in: {deals: rep.region}", "in: {deals: stage}"}, []string{
			"KPI regional: value in deals through dimension region", "dimension region: value in deals",
		}},
		{"a unit", []string{"unit: x", "unit: ratio"}, []string{"KPI coverage: value unit"}},
		{"a KPI that rules and targets read", []string{"unit: x, better: higher, target: 3", "unit: x, better: higher, target: 4"}, []string{"KPI coverage: target target harder"}},
		{"a lower target", []string{"500k per month", "450k per month"}, []string{"KPI revenue: target target weaker"}},
		{"a target for another period", []string{"500k per month", "7M per year"}, []string{"KPI revenue: target target harder"}},
		{"a target with another end", []string{"until: 2027-03-31}", "until: 2026-12-31}"}, []string{"KPI win_rate: target target weaker"}},
		{"no target", []string{"better: higher, target: 3}", "better: higher}"}, []string{"KPI coverage: target target weaker"}},
		{"a computed target", []string{"better: higher, target: 3}", "better: higher, target: last_year(coverage)}"}, []string{"KPI coverage: target target unclear"}},
		{"a wider range", []string{"between: [100, 200]", "between: [100, 250]"}, []string{"KPI discount: target target weaker"}},
		{"a narrower range", []string{"between: [100, 200]", "between: [120, 200]"}, []string{"KPI discount: target target harder"}},
		{"a moved range", []string{"between: [100, 200]", "between: [120, 250]"}, []string{"KPI discount: target target unclear"}},
		{"the good side", []string{"better: higher, target: 3", "better: lower, target: 3"}, []string{"KPI coverage: target better unclear"}},
		{"a tolerance", []string{"5% of target", "7% of target"}, []string{"KPI revenue: threshold tolerance weaker"}},
		{"no tolerance", []string{"    tolerance: 5% of target\n", ""}, []string{"KPI revenue: threshold tolerance harder"}},
		{"a lower green", []string{"green: value >= 28%", "green: value >= 27%"}, []string{"KPI win_rate: threshold status weaker"}},
		{"a higher amber", []string{"amber: value >= 25%", "amber: value >= 26%"}, []string{"KPI win_rate: threshold status harder"}},
		{"a status list in both directions", []string{"green: value >= 28%", "green: value >= 27%", "amber: value >= 25%", "amber: value >= 26%"}, []string{"KPI win_rate: threshold status unclear"}},
		{"rows that are too few", []string{"    status: [", "    min_n: 20\n    status: ["}, []string{"KPI win_rate: threshold min_n unclear"}},
		{"an owner", []string{"owner: VP Sales", "owner: CFO"}, []string{"KPI revenue: owner owner"}},
		{"texts", []string{"name: Won revenue", "name: Revenue", "[board, monthly]", "[board]"}, []string{"KPI revenue: text name", "KPI revenue: text tags"}},
		{"a text in a second language", []string{"name: Won revenue", "name: {en: Won revenue, zh-CN: 收入}"}, []string{"KPI revenue: text name"}},
		{"a rule that fires later", []string{"for: 2 periods", "for: 3 periods"}, []string{"rule thin: threshold for weaker"}},
		{"a rule with a lower bound", []string{"coverage < 3 and", "coverage < 2.5 and"}, []string{"rule thin: threshold when weaker"}},
		{"a rule with a higher bound", []string{"win_rate < 25%", "win_rate <= 26%"}, []string{"rule thin: threshold when harder"}},
		{"a rule with another shape", []string{"coverage < 3 and win_rate", "coverage < 3 or win_rate"}, []string{"rule thin: threshold when unclear"}},
		{"a rule that is over sooner", []string{"coverage >= 3.2", "coverage >= 3.1"}, []string{"rule thin: threshold clear_when weaker"}},
		{"a part of a target", []string{"0.8 * target(revenue)", "0.7 * target(revenue)"}, []string{"rule low: threshold when weaker"}},
		{"a severity", []string{"message: Thin", "severity: info"}, []string{"rule thin: threshold severity weaker", "rule thin: text message"}},
		{"a check of rows", []string{"positive: amount >= 0", "positive: amount >= 1"}, []string{"source deals: threshold check positive"}},
		{"a limit of a column", []string{"range: [0, null]", "range: [1, null]"}, []string{"column amount of deals: threshold range"}},
		{"the fiscal year", []string{"fiscal_year_starts: april", "fiscal_year_starts: july"}, []string{"scorecard scorecard: value fiscal_year_starts"}},
		{"an objective's name", []string{"name: Grow", "name: Grow fast"}, []string{"objective grow: text name"}},
		{"a new KPI", []string{"rules:", "  open: {source: deals, formula: count()}\nrules:"}, []string{"KPI open added"}},
		{"a KPI that is gone", []string{"  big_deals: {source: deals, formula: count(big)}\n", ""}, []string{"KPI big_deals removed"}},
		{"a new name of a KPI that others read", []string{"  coverage: {", "  pipeline_coverage: {", "coverage < 3", "pipeline_coverage < 3", "coverage >= 3.2", "pipeline_coverage >= 3.2"},
			[]string{"KPI pipeline_coverage renamed coverage"}},
		{"a new name with another target", []string{"  coverage: {", "  covered: {", "target: 3}", "target: 2}", "coverage < 3", "covered < 3", "coverage >= 3.2", "covered >= 3.2"},
			[]string{"KPI covered renamed coverage", "KPI covered: target target weaker"}},
		{"a rule that is gone", []string{"  low: {when: revenue < 0.8 * target(revenue)}\n", ""}, []string{"rule low removed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(told(comparedWith(t, edited(t, c.pairs))), c.want); diff != "" {
				t.Errorf("got, then want:\n%s", diff)
			}
		})
	}
}
