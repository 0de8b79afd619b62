package query_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"kpi/engine/calendar"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/series"
	"kpi/engine/spec"
	"kpi/engine/sql"
)

// A world is a plan with a database that holds its tables.
type world struct {
	t    *testing.T
	plan *plan.Plan
	db   *duckdb.DB
}

func parse(t *testing.T, definition string) *plan.Plan {
	t.Helper()
	catalog, list := spec.Parse("kpis.yaml", []byte(definition), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	if list.HasErrors() {
		if err := list.Fprint(os.Stderr, map[string][]byte{"kpis.yaml": []byte(definition)}); err != nil {
			t.Error(err)
		}
		t.Fatal("the definition is wrong")
	}
	return p
}

// newWorld plans the definition and makes an empty table for each source.
func newWorld(t *testing.T, definition string) *world {
	t.Helper()
	p := parse(t, definition)
	db, err := duckdb.Open(t.Context(), duckdb.Options{Zone: p.Catalog.Scorecard.Timezone.Value})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t: t, plan: p, db: db}
	for _, s := range p.Sources {
		var columns []string
		for _, c := range s.Columns {
			columns = append(columns, duckdb.Identifier(c.ID)+" "+columnType(c.Stored))
		}
		w.exec("CREATE TABLE %s (%s)", duckdb.Identifier(s.ID), strings.Join(columns, ", "))
	}
	return w
}

func columnType(s plan.Stored) string {
	switch s {
	case plan.StoredInteger:
		return "BIGINT"
	case plan.StoredNumber:
		return "DOUBLE"
	case plan.StoredMoney:
		return "DECIMAL(18,4)"
	case plan.StoredBoolean:
		return "BOOLEAN"
	case plan.StoredDate:
		return "DATE"
	case plan.StoredTimestamp:
		return "TIMESTAMPTZ"
	}
	return "VARCHAR"
}

func (w *world) exec(format string, args ...any) {
	w.t.Helper()
	if err := w.db.Exec(w.t.Context(), fmt.Sprintf(format, args...)); err != nil {
		w.t.Fatal(err)
	}
}

// insert adds rows, written as SQL: (1, 'West'), (2, NULL).
func (w *world) insert(source, rows string) {
	w.t.Helper()
	w.exec("INSERT INTO %s VALUES %s", duckdb.Identifier(source), rows)
}

// run answers a request.
func (w *world) run(r *query.Request, joint bool) *series.Cells {
	w.t.Helper()
	cells := &series.Cells{}
	for _, b := range query.Build(r) {
		known := map[string][]series.Member{}
		for _, d := range b.Dimensions {
			known[d.ID] = cells.Members(d.ID)
		}
		s := sql.Print(b.Select(known, joint), sql.DuckDB)
		if err := w.db.Query(w.t.Context(), s.Text, s.Args, b.Decode); err != nil {
			w.t.Fatalf("%v\n%s\n%v", err, s.Text, s.Args)
		}
		b.Finish(cells)
	}
	return cells
}

// request asks for every aggregate in the frames, for all rows and by every
// dimension. The first frame is the reported one.
func (w *world) request(frames ...calendar.Frame) *query.Request {
	dimensions := []string{""}
	for _, d := range w.plan.Dimensions {
		dimensions = append(dimensions, d.ID)
	}
	r := w.empty(frames[0])
	for _, a := range w.plan.Aggregates {
		for _, d := range dimensions {
			need(r, d, a.Slot, frames...)
		}
	}
	return r
}

// empty is a request that asks for nothing yet.
func (w *world) empty(reported calendar.Frame) *query.Request {
	return &query.Request{Plan: w.plan, AsOf: calendar.NewDate(2100, 1, 1), Reported: reported}
}

func need(r *query.Request, dimension string, slot int, frames ...calendar.Frame) {
	for _, f := range frames {
		r.Need(dimension, series.Need{Slot: slot, Frame: f})
	}
}

// slot finds the aggregate that a KPI or measure is made of.
func (w *world) slot(id string) int {
	w.t.Helper()
	n, ok := w.plan.Numbers[id]
	if !ok {
		w.t.Fatalf("no number %q", id)
	}
	found := -1
	w.plan.EachAggregate(n.Formula, func(a *plan.Aggregate) { found = a.Slot })
	return found
}

// frame is the period that the text names, cut after asOf ("" is not cut).
func (w *world) frame(period, asOf string) calendar.Frame {
	w.t.Helper()
	c := w.plan.Calendar
	s, err := c.ParsePeriod(period)
	if err != nil {
		w.t.Fatal(err)
	}
	last := s.End - 1
	if asOf != "" {
		var ok bool
		if last, ok = calendar.ParseDate(asOf); !ok {
			w.t.Fatalf("%q is no date", asOf)
		}
	}
	if s.Free {
		return c.RangeFrame(s.Start, s.End, last)
	}
	return c.PeriodFrame(s.Period, last)
}

var total = series.Group{}

func member(dimension, name string) series.Group {
	return series.Group{Dimension: dimension, Member: series.Member{Name: name}}
}

func none(dimension string) series.Group {
	return series.Group{Dimension: dimension, Member: series.Member{None: true}}
}

func others(dimension string) series.Group {
	return series.Group{Dimension: dimension, Member: series.Member{Others: 1}}
}

// check compares the number of a cell; NaN is no number.
func check(t *testing.T, what string, got series.Cell, want float64) {
	t.Helper()
	if !near(got.Number, want) {
		t.Errorf("%s is %v (%v rows, %v values), want %v", what, got.Number, got.Rows, got.Values, want)
	}
}

func near(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b))
}

// names lists members as a report would.
func names(members []series.Member) string {
	var out []string
	for _, m := range members {
		switch {
		case m.Others > 0:
			out = append(out, fmt.Sprintf("(others, %d)", m.Others))
		case m.None:
			out = append(out, "(none)")
		default:
			out = append(out, m.Name)
		}
	}
	return strings.Join(out, ", ")
}
