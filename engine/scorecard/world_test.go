package scorecard_test

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/series"
	"kpi/engine/spec"
)

const sources = `
version: 1
scorecard: {title: Sales, currency: USD}
sources:
  deals:
    file: deals.csv
    date: day
    fresh_within: 3 days
    columns: {day: date, amount: money, rate: percent, size: number, region: text}
  visits: {file: visits.csv, date: day, columns: {day: date, n: integer}}
  quotas: {file: quotas.csv, date: day, plan: true, covers: month, columns: {day: date, amount: money}}
dimensions:
  region: {name: Region, in: {deals: region}}
`

// A world is a plan with hand-made cells and a view of it.
type world struct {
	t     *testing.T
	plan  *plan.Plan
	rows  map[string]map[series.Group][]series.Row // by source
	last  map[string]calendar.Date
	first map[string]calendar.Date
	view  scorecard.View
}

// newWorld plans the sources with further sections, and views January 2026 as
// of its last day, on which the data end.
func newWorld(t *testing.T, sections string) *world {
	t.Helper()
	text := sources + sections
	catalog, list := spec.Parse("kpis.yaml", []byte(text), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	if list.HasErrors() {
		if err := list.Fprint(os.Stderr, diag.Sources{"kpis.yaml": []byte(text)}); err != nil {
			t.Fatal(err)
		}
		t.Fatal("the definition is wrong")
	}
	w := &world{t: t, plan: p, rows: map[string]map[series.Group][]series.Row{}, first: map[string]calendar.Date{}, last: map[string]calendar.Date{}}
	for _, s := range p.Sources {
		w.rows[s.ID] = map[series.Group][]series.Row{}
		w.covers(s.ID, "2025-01-01", "2026-01-31")
	}
	w.look("2026-01", "2026-01-31")
	return w
}

// covers says what the data of a source cover.
func (w *world) covers(source, first, last string) {
	w.first[source], w.last[source] = date(first), date(last)
}

// look sets the period and as-of.
func (w *world) look(period, asOf string) {
	w.t.Helper()
	s, err := w.plan.Calendar.ParsePeriod(period)
	if err != nil {
		w.t.Fatal(err)
	}
	w.view.Period, w.view.AsOf, w.view.History = s, date(asOf), 1
	if w.view.Grain = s.Grain; s.Free {
		w.view.Grain = calendar.Month
	}
}

// put adds one row with a value, NaN is none, for all rows and for a region.
func (w *world) put(source, day string, v float64, region string) {
	row := series.Row{Start: date(day), Values: []float64{1, 1, v}}
	if math.IsNaN(v) {
		row.Values[1] = 0
	}
	groups := []series.Group{{}}
	if region != "" {
		groups = append(groups, series.Group{Dimension: "region", Member: series.Member{Name: region}})
	}
	for _, g := range groups {
		w.rows[source][g] = append(w.rows[source][g], row)
	}
}

// judge evaluates the view: every aggregate of a source reads its rows.
func (w *world) judge(regions ...series.Member) *scorecard.Scorecard {
	cells := &series.Cells{}
	for _, a := range w.plan.Aggregates {
		layout := series.Layout{Rows: 0, Values: 1, Number: 2, Combine: series.Add}
		if a.Func == "count" {
			layout = series.Layout{Combine: series.Add}
		}
		table := &series.Table{Layouts: map[int]series.Layout{a.Slot: layout}, Groups: w.rows[a.Source.ID]}
		if a.Source.Covers != "" {
			table.Share = w.share
		}
		cells.Put(table)
	}
	cells.SetMembers("region", regions)
	return scorecard.Judge(&series.Evaluator{
		Plan: w.plan, Cells: cells, AsOf: w.view.AsOf,
		Range: func(a *plan.Aggregate) series.Range {
			return series.Range{First: w.first[a.Source.ID], Last: w.last[a.Source.ID], Empty: w.last[a.Source.ID] == 0}
		},
	}, w.view)
}

func (w *world) share(start calendar.Date, f calendar.Frame) float64 {
	c := w.plan.Calendar
	p := c.PeriodOf(calendar.Month, start)
	return float64(max(0, min(c.End(p), f.Cut)-max(c.Start(p), f.Start))) / float64(c.End(p)-c.Start(p))
}

// result is the first result of the card.
func (w *world) result() scorecard.Result {
	w.t.Helper()
	card := w.judge()
	if len(card.Sections) == 0 {
		w.t.Fatal("the card is empty")
	}
	return card.Sections[0].Results[0]
}

func date(text string) calendar.Date {
	d, ok := calendar.ParseDate(text)
	if !ok {
		panic(text + " is no date")
	}
	return d
}

// kpi is a catalog with one KPI.
func kpi(body string) string { return "kpis:\n  k: {source: deals, " + body + "}\n" }

func text(v *float64) string {
	if v == nil {
		return "none"
	}
	return strconv.FormatFloat(*v, 'g', 10, 64)
}

// verdict is a status with its attainment, or with the reason why there is none.
func verdict(r scorecard.Result) string {
	s := string(r.Status)
	if s == "" {
		s = string(r.Reason)
	}
	return fmt.Sprintf("%s, attained %s", s, text(r.Attainment))
}
