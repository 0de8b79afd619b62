package query_test

import (
	"math"
	"testing"

	"kpi/engine/calendar"
	"kpi/engine/query"
)

const sales = `
version: 1
scorecard: {title: Sales, currency: USD}
sources:
  deals:
    file: deals.csv
    date: closed_on
    columns: {amount: money, closed_on: date, stage: text, rep_id: text}
    joins:
      rep: {source: reps, via: rep_id, optional: true}
    fields:
      won: stage == "Won"
  reps:
    file: reps.csv
    key: rep_id
    columns: {rep_id: text, region: text}
dimensions:
  region: {in: {deals: rep.region}, limit: 2}
kpis:
  revenue: {source: deals, formula: "sum(amount, won)", unit: money}
  deals: {source: deals, formula: count(), unit: count}
  wins: {source: deals, formula: count(won), unit: count}
  largest: {source: deals, formula: max(amount), unit: money}
  middle: {source: deals, formula: median(amount), unit: money}
  sellers: {source: deals, formula: count_distinct(rep_id), unit: count}
`

func salesWorld(t *testing.T) *world {
	w := newWorld(t, sales)
	w.insert("reps", `('R1', 'West'), ('R2', 'East'), ('R3', 'North'), ('R4', 'South'), ('R5', NULL)`)
	w.insert("deals", `
		(100, '2026-01-05', 'Won', 'R1'), (50, '2026-01-20', 'Lost', 'R2'), (80, '2026-01-31', 'Won', 'R2'),
		(10, '2026-02-01', 'Won', 'R3'), (7, '2026-01-02', 'Won', 'R4'), (6, '2026-01-03', 'Won', 'R3'),
		(20, '2026-01-03', 'Won', 'R5'), (1000, '2026-01-04', 'Won', 'R9'), (NULL, '2026-01-04', 'Won', 'R1'),
		(4000, NULL, 'Won', 'R1'), (3, '2026-01-06', NULL, NULL)`)
	return w
}

// TestCells computes a month and the next by region. The joined table lacks R9,
// so that its deals have no region but count in the total.
func TestCells(t *testing.T) {
	w := salesWorld(t)
	january, february := w.frame("2026-01", ""), w.frame("2026-02", "")
	cells := w.run(w.request(january, february), true)
	if got, want := names(cells.Members("region")), "West, East, (none), (others, 2)"; got != want {
		t.Fatalf("regions are %s, want %s", got, want)
	}
	for _, tt := range []struct {
		kpi                                   string
		total, west, east, none, others, next float64
	}{
		{"revenue", 1213, 100, 80, 1020, 13, 10},
		{"deals", 9, 2, 2, 3, 2, 1},
		{"wins", 7, 2, 1, 2, 2, 1},
		{"largest", 1000, 100, 80, 1000, 7, 10},
		{"middle", 35, 100, 65, 20, 6.5, 10},
		{"sellers", 6, 1, 1, 2, 2, 1},
	} {
		slot := w.slot(tt.kpi)
		check(t, tt.kpi, cells.At(slot, january, total), tt.total)
		check(t, tt.kpi+" of West", cells.At(slot, january, member("region", "West")), tt.west)
		check(t, tt.kpi+" of East", cells.At(slot, january, member("region", "East")), tt.east)
		check(t, tt.kpi+" without region", cells.At(slot, january, none("region")), tt.none)
		check(t, tt.kpi+" of the others", cells.At(slot, january, others("region")), tt.others)
		check(t, tt.kpi+" in February", cells.At(slot, february, total), tt.next)
	}
	if got := cells.At(w.slot("revenue"), january, total); got.Rows != 7 || got.Values != 6 {
		t.Errorf("revenue comes from %v rows, %v with a value; want 7 and 6", got.Rows, got.Values)
	}
}

// What a definition calls its sources and joins must not meet the names that a
// statement gives its parts.
func TestNamesOfSourcesAndJoins(t *testing.T) {
	for _, source := range []string{"rows", "groups", "cells", "weighed", "ranked", "windows", "shown", "signs", "lives", "t", "select"} {
		for _, join := range []string{"t", "T", "rows", "groups", "rep"} {
			t.Run(source+" joins "+join, func(t *testing.T) {
				w := newWorld(t, `
version: 1
scorecard: {title: Names, currency: USD}
sources:
  `+source+`:
    file: a.csv
    date: atom
    columns: {atom: date, d0: text, x0: money, s: text}
    joins:
      `+join+`: {source: reps, via: {d0: rep_id}, optional: true}
  reps: {file: b.csv, key: rep_id, columns: {rep_id: text, member: text, atom: date, x0: money}}
dimensions:
  member: {in: {`+source+`: `+join+`.member}}
kpis:
  revenue: {source: `+source+`, formula: sum(x0), unit: money}
  middle: {source: `+source+`, formula: median(x0), unit: money}
  age: {source: `+source+`, formula: "median(days_between(atom, period_end))", unit: days}
  held: {source: `+source+`, level: {from: atom}, formula: sum(x0), unit: money}
  latest: {source: `+source+`, level: {taken_on: atom, per: d0}, formula: max(x0), unit: money}
`)
				w.insert(source, `('2026-01-05', 'R1', 10, NULL), ('2026-01-06', 'R2', 20, NULL)`)
				w.insert("reps", `('R1', 'West', '2020-01-01', 999)`)
				january := w.frame("2026-01", "")
				cells := w.run(w.request(january), true)
				check(t, "revenue", cells.At(w.slot("revenue"), january, total), 30)
				check(t, "revenue of West", cells.At(w.slot("revenue"), january, member("member", "West")), 10)
				check(t, "the age", cells.At(w.slot("age"), january, total), 25.5)
				check(t, "what is held", cells.At(w.slot("held"), january, total), 30)
				check(t, "the largest of the latest", cells.At(w.slot("latest"), january, total), 20)
				check(t, "the median of none", cells.At(w.slot("middle"), january, none("member")), 20)
			})
		}
	}
}

// A join may compare a field that is read through another join, whatever their
// names.
func TestJoinThroughJoin(t *testing.T) {
	w := newWorld(t, `
version: 1
scorecard: {title: Chain, currency: USD}
sources:
  deals:
    file: a.csv
    date: closed_on
    columns: {closed_on: date, amount: money, rep_id: text}
    joins:
      zone: {source: reps, via: rep_id, optional: true}
      area: {source: areas, via: {area_id: id}, optional: true}
    fields: {area_id: zone.area_id}
  reps: {file: b.csv, key: rep_id, columns: {rep_id: text, area_id: text}}
  areas: {file: c.csv, key: id, columns: {id: text, name: text}}
dimensions:
  area: {in: {deals: area.name}}
kpis:
  revenue: {source: deals, formula: sum(amount), unit: money}
`)
	w.insert("deals", `('2026-01-05', 10, 'R1'), ('2026-01-05', 5, 'R2'), ('2026-01-05', 1, 'R3')`)
	w.insert("reps", `('R1', 'A'), ('R2', 'B')`)
	w.insert("areas", `('A', 'West')`)
	january := w.frame("2026-01", "")
	cells := w.run(w.request(january), true)
	check(t, "revenue", cells.At(w.slot("revenue"), january, total), 16)
	check(t, "revenue of West", cells.At(w.slot("revenue"), january, member("area", "West")), 10)
	check(t, "revenue of none", cells.At(w.slot("revenue"), january, none("area")), 6)
}

// The day of a point in time is the one on the clocks of the card's zone, also
// when these change.
func TestTimestampsNearMidnight(t *testing.T) {
	w := newWorld(t, `
version: 1
scorecard: {title: Zone, timezone: America/New_York}
sources:
  calls:
    file: a.csv
    date: at
    columns: {at: timestamp, until: timestamp, kind: text}
dimensions:
  day: {in: {calls: day(at)}}
kpis:
  calls: {source: calls, formula: count(), unit: count}
  hours: {source: calls, formula: "avg(hours_between(at, until))", unit: hours}
  late: {source: calls, formula: 'count(at >= date("2026-03-09"))', unit: count}
`)
	w.insert("calls", `
		('2026-03-01 04:59:59Z', NULL, 'the last second of February'),
		('2026-03-01 05:00:00Z', NULL, 'the first second of March'),
		('2026-03-08 06:30:00Z', '2026-03-08 07:30:00Z', 'over the change of clocks'),
		('2026-03-09 03:59:59Z', NULL, 'the last second of the 8th'),
		('2026-03-09 04:00:00Z', NULL, 'the first second of the 9th'),
		('2026-04-01 03:59:59Z', NULL, 'the last second of March'),
		('2026-04-01 04:00:00Z', NULL, 'the first second of April')`)
	march := w.frame("2026-03", "")
	frames := []calendar.Frame{march, w.frame("2026-02", ""), w.frame("2026-03-08", ""), w.frame("2026-03-09", "")}
	cells := w.run(w.request(frames...), true)
	for i, want := range []float64{5, 1, 2, 1} {
		check(t, w.plan.Calendar.FrameLabel(frames[i]), cells.At(w.slot("calls"), frames[i], total), want)
	}
	check(t, "calls on 8 March", cells.At(w.slot("calls"), march, member("day", "8")), 2)
	check(t, "late calls", cells.At(w.slot("late"), march, total), 2)
	check(t, "hours", cells.At(w.slot("hours"), march, total), 1)
}

// Upper bounds of bands are inside, and bands stand in their own order.
func TestBands(t *testing.T) {
	w := newWorld(t, `
version: 1
scorecard: {title: Bands}
sources:
  deals: {file: a.csv, date: closed_on, columns: {closed_on: date, age: integer}}
dimensions:
  age: {in: {deals: age}, bands: [30, 60.5, 90]}
kpis:
  deals: {source: deals, formula: count(), unit: count}
  middle: {source: deals, formula: median(age), unit: number}
`)
	w.insert("deals", `('2026-01-05', 30), ('2026-01-05', 31), ('2026-01-05', 60), ('2026-01-05', 61), ('2026-01-05', 61),
		('2026-01-05', 61), ('2026-01-05', 91), ('2026-01-05', NULL), ('2026-01-05', -5)`)
	january := w.frame("2026-01", "")
	cells := w.run(w.request(january), true)
	if got, want := names(cells.Members("age")), "up to 30, over 30 to 60.5, over 60.5 to 90, over 90, (none)"; got != want {
		t.Fatalf("bands are %s, want %s", got, want)
	}
	for _, m := range []struct {
		name          string
		count, middle float64
	}{{"up to 30", 2, 12.5}, {"over 30 to 60.5", 2, 45.5}, {"over 60.5 to 90", 3, 61}, {"over 90", 1, 91}} {
		check(t, m.name, cells.At(w.slot("deals"), january, member("age", m.name)), m.count)
		check(t, "the median "+m.name, cells.At(w.slot("middle"), january, member("age", m.name)), m.middle)
	}
	check(t, "no age", cells.At(w.slot("deals"), january, none("age")), 1)
}

// TestPlanRows shares the rows of plans out by days.
func TestPlanRows(t *testing.T) {
	for _, tt := range []struct {
		name, covers, rows, period, asOf string
		want                             float64
	}{
		{"a month of monthly plans", "month", "('2026-01-01', 31), ('2026-02-01', 28)", "2026-01", "", 31},
		{"any day of the month will do", "month", "('2026-01-31', 31), ('2026-02-15', 28)", "2026-02", "", 28},
		{"half of a running month", "month", "('2026-01-01', 31)", "2026-01", "2026-01-15", 15},
		{"a week across two months", "month", "('2026-01-01', 31), ('2026-02-01', 280)", "2026-W05", "", 6 + 10},
		{"a quarter of monthly plans", "month", "('2026-01-01', 31), ('2026-02-01', 28), ('2026-04-01', 9)", "2026-Q1", "", 59},
		{"a month of a quarterly plan", "quarter", "('2026-01-01', 90)", "2026-02", "", 28},
		{"a month of weekly plans", "week", "('2026-01-26', 70), ('2026-02-02', 7), ('2026-02-23', 14)", "2026-02", "", 10 + 7 + 12},
		{"a day of a yearly plan", "year", "('2026-12-31', 365)", "2026-03-01", "", 1},
		{"several rows of one month", "month", "('2026-01-01', 31), ('2026-01-20', 62)", "2026-01-10", "", 3},
		{"a row without an amount", "month", "('2026-01-01', 31), ('2026-01-20', NULL)", "2026-01", "", 31},
		{"a month without a plan", "month", "('2026-01-01', 31)", "2026-03", "", math.NaN()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, `
version: 1
scorecard: {title: Plan, currency: USD}
sources:
  quotas: {file: a.csv, date: month, plan: true, covers: `+tt.covers+`, columns: {month: date, amount: money}}
kpis:
  quota: {source: quotas, formula: sum(amount), unit: money}
`)
			w.insert("quotas", tt.rows)
			f := w.frame(tt.period, tt.asOf)
			check(t, "the plan", w.run(w.request(f), true).At(w.slot("quota"), f, total), tt.want)
		})
	}
}

// Clocks of one source other than its own have their own range.
func TestCovered(t *testing.T) {
	w := newWorld(t, `
version: 1
scorecard: {title: Clocks, timezone: America/New_York}
sources:
  deals: {file: a.csv, date: closed_at, columns: {closed_at: timestamp, created_on: date}}
kpis:
  closed: {source: deals, formula: count(), unit: count}
  created: {source: deals, date: created_on, formula: count(), unit: count}
`)
	read := func() []string {
		var out []string
		for _, c := range query.Clocks(w.plan) {
			s := query.Covered([]query.Clock{c}, nil)
			err := w.db.Query(t.Context(), s.Text, s.Args, func(values []any) error {
				r, undated, err := query.DecodeCovered(values, 0)
				text := r.First.String() + ".." + r.Last.String()
				if r.Empty {
					text = "empty"
				}
				out = append(out, text, string(rune('0'+undated)))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	if got := read(); len(got) != 4 || got[0] != "empty" || got[2] != "empty" {
		t.Errorf("clocks without rows cover %v", got)
	}
	w.insert("deals", `('2026-02-01 04:00:00Z', '2026-01-01'), ('2026-03-01 06:00:00Z', NULL), (NULL, '2026-01-09')`)
	want := []string{"2026-01-31..2026-03-01", "1", "2026-01-01..2026-01-09", "1"}
	for i, got := range read() {
		if got != want[i] {
			t.Errorf("clock %d covers %s, want %s", i/2, got, want[i])
		}
	}
}
