package series_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/spec"
	"kpi/engine/status"
)

// definition names one measure for each aggregate; their slots are in this
// order.
const definition = `
version: 1
sources:
  deals: {file: deals.csv, date: day, columns: {day: date, amount: money, region: text}}
  leads: {file: leads.csv, date: day, columns: {day: date}}
  quotas: {file: quotas.csv, date: day, plan: true, covers: month, columns: {day: date, amount: money}}
dimensions:
  region: {in: {deals: region}}
measures:
  revenue: {source: deals, formula: sum(amount)}
  deals: {source: deals, formula: count()}
  mean: {source: deals, formula: avg(amount)}
  largest: {source: deals, formula: max(amount)}
  middle: {source: deals, formula: median(amount)}
  regions: {source: deals, formula: count_distinct(region)}
  leads: {source: leads, formula: count()}
  quota: {source: quotas, formula: sum(amount)}
  conversion: {formula: deals / leads, unit: percent}
`

const (
	revenue = iota
	deals
	mean
	largest
	middle
	regions
	leads
	quota
)

// planOf plans the definition with further KPIs: a name and a formula each.
func planOf(t testing.TB, kpis ...string) *plan.Plan {
	t.Helper()
	text := definition + "kpis:\n"
	for i := 0; i < len(kpis); i += 2 {
		text += fmt.Sprintf("  %s: {formula: '%s'}\n", kpis[i], kpis[i+1])
	}
	catalog, list := spec.Parse("kpis.yaml", []byte(text), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	if list.HasErrors() {
		if err := list.Fprint(os.Stderr, diag.Sources{"kpis.yaml": []byte(text)}); err != nil {
			t.Fatal(err)
		}
		t.Fatal("the definition is wrong")
	}
	return p
}

func date(text string) calendar.Date {
	d, ok := calendar.ParseDate(text)
	if !ok {
		panic(text + " is no date")
	}
	return d
}

// atom is a day with its number of rows, of values, and the number.
func atom(day string, rows, values, number float64) series.Row {
	return series.Row{Start: date(day), Values: []float64{rows, values, number}}
}

func none() float64 { return math.NaN() }

// atomsOfDeals: two deals in February 2025, then 2026: January, February with
// one amount missing, March with every amount missing, none in April, one
// correction in May. The largest amounts stand in place of the sums.
func atomsOfDeals(sums bool) []series.Row {
	pick := func(sum, largest float64) float64 {
		if sums {
			return sum
		}
		return largest
	}
	return []series.Row{
		atom("2026-01-05", 2, 2, pick(120, 100)), atom("2025-02-10", 2, 2, pick(50, 30)), atom("2026-02-10", 3, 2, pick(150, 90)),
		atom("2026-02-28", 1, 1, pick(50, 50)), atom("2026-03-10", 3, 0, none()), atom("2026-05-20", 1, 1, pick(-40, -40)),
	}
}

// cellsOf are the cells of the definition.
func cellsOf() *series.Cells {
	cells := &series.Cells{}
	west := series.Group{Dimension: "region", Member: series.Member{Name: "West"}}
	others := series.Group{Dimension: "region", Member: series.Member{Others: 1}}
	add := series.Layout{Rows: 0, Values: 1, Number: 2, Combine: series.Add}
	top := series.Layout{Rows: 0, Values: 1, Number: 2, Combine: series.Largest}
	count := series.Layout{Rows: 0, Values: 0, Number: 0, Combine: series.Add}
	read := series.Layout{Rows: 0, Values: 1, Number: 2, Combine: series.Read}
	cells.Put(&series.Table{Layouts: map[int]series.Layout{revenue: add, mean: add, deals: count}, Groups: map[series.Group][]series.Row{
		{}: atomsOfDeals(true), west: {atom("2026-01-05", 1, 1, 80)}, others: {atom("2026-02-10", 2, 2, 60)},
	}})
	cells.Put(&series.Table{Layouts: map[int]series.Layout{largest: top}, Groups: map[series.Group][]series.Row{{}: atomsOfDeals(false)}})
	cells.Put(&series.Table{Layouts: map[int]series.Layout{leads: count}, Groups: map[series.Group][]series.Row{
		{}: {atom("2026-01-02", 10, 10, none()), atom("2026-05-01", 5, 5, none())},
	}})
	window := atom("2026-02-01", 4, 3, 50)
	window.Frame = period("2026-02")
	cells.Put(&series.Table{Layouts: map[int]series.Layout{middle: read, regions: read}, Groups: map[series.Group][]series.Row{{}: {window}}})
	cells.Put(&series.Table{
		Layouts: map[int]series.Layout{quota: add},
		Groups:  map[series.Group][]series.Row{{}: {atom("2026-01-01", 1, 1, 310), atom("2026-05-15", 1, 1, 62)}},
		Share: func(start calendar.Date, f calendar.Frame) float64 {
			c := calendar.Calendar{}
			p := c.PeriodOf(calendar.Month, start)
			return float64(max(0, min(c.End(p), f.Cut)-max(c.Start(p), f.Start))) / float64(c.End(p)-c.Start(p))
		},
	})
	return cells
}

const asOf = "2026-05-31"

// period is the frame of a period that the text names, cut after as-of.
func period(text string) calendar.Frame {
	c := calendar.Calendar{}
	s, err := c.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	if s.Free {
		return c.RangeFrame(s.Start, s.End, date(asOf))
	}
	return c.PeriodFrame(s.Period, date(asOf))
}

func evaluator(p *plan.Plan) *series.Evaluator {
	ranges := map[string]series.Range{
		"deals":  {First: date("2025-02-10"), Last: date("2026-05-20")},
		"leads":  {First: date("2026-01-02"), Last: date("2026-05-01")},
		"quotas": {First: date("2026-01-01"), Last: date("2026-05-15")},
	}
	return &series.Evaluator{
		Plan: p, Cells: cellsOf(), AsOf: date(asOf), Told: true,
		Range: func(a *plan.Aggregate) series.Range { return ranges[a.Source.ID] },
	}
}

// evaluate computes a formula for all rows of a period.
func evaluate(t testing.TB, formula, of string) series.Value {
	t.Helper()
	p := planOf(t, "k", formula)
	return evaluator(p).Evaluate(p.Numbers["k"].Formula, period(of), series.Group{})
}

// show writes a value as its number, or as the reason why there is none.
func show(v series.Value) string {
	if !v.OK() {
		return string(v.Reason)
	}
	s := fmt.Sprintf("%.10g", v.Number)
	if v.Blank > 0 {
		s += " some missing"
	}
	return s
}

// parts writes what a value was computed from.
func parts(v series.Value) string {
	var out []string
	for _, p := range []struct {
		name string
		v    *float64
	}{{"", v.Numerator}, {"/ ", v.Denominator}, {"n ", v.Rows}} {
		if p.v != nil {
			out = append(out, fmt.Sprintf("%s%g", p.name, *p.v))
		}
	}
	return strings.Join(out, " ")
}

func reason(r status.Reason) string { return string(r) }
