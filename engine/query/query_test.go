package query_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/series"
	"kpi/engine/spec"
	"kpi/engine/sql"
)

func planOf(t testing.TB, text string) *plan.Plan {
	t.Helper()
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

func open(t testing.TB, zone string, statements ...string) *duckdb.DB {
	t.Helper()
	db, err := duckdb.Open(t.Context(), duckdb.Options{Zone: zone, Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, s := range statements {
		if err := db.Exec(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return db
}

// run answers a request as the engine does.
func run(t testing.TB, db *duckdb.DB, r *query.Request, joint bool) *series.Cells {
	t.Helper()
	cells := &series.Cells{}
	for _, b := range query.Build(r) {
		known := map[string][]series.Member{}
		for _, d := range b.Dimensions {
			known[d.ID] = cells.Members(d.ID)
		}
		s := sql.Print(b.Select(known, joint), sql.DuckDB)
		if err := db.Query(t.Context(), s.Text, s.Args, b.Decode); err != nil {
			t.Fatalf("%v\n%s\n%v", err, s.Text, s.Args)
		}
		b.Finish(cells)
	}
	return cells
}

// request asks for every aggregate of a plan in the frames, of all rows and by
// every dimension. The first frame is the reported one.
func request(p *plan.Plan, frames ...calendar.Frame) *query.Request {
	r := empty(p, frames[0])
	dimensions := []string{""}
	for _, d := range p.Dimensions {
		dimensions = append(dimensions, d.ID)
	}
	for slot := range p.Aggregates {
		for _, d := range dimensions {
			need(r, d, slot, frames...)
		}
	}
	return r
}

// empty is a request that asks for nothing yet.
func empty(p *plan.Plan, reported calendar.Frame) *query.Request {
	return &query.Request{Plan: p, AsOf: calendar.NewDate(2100, 1, 1), Reported: reported}
}

func month(y, m int) calendar.Frame {
	c := calendar.Calendar{}
	start := calendar.NewDate(y, 1, 1)
	p := c.PeriodOf(calendar.Month, start).Add(m - 1)
	return c.PeriodFrame(p, c.End(p))
}

// text says what a cell holds, and for whom.
func text(c series.Cell) string { return fmt.Sprintf("%v/%v/%v", c.Rows, c.Values, c.Number) }

// members says which members a dimension shows.
func members(cells *series.Cells, dimension string) string {
	var out []string
	for _, m := range cells.Members(dimension) {
		out = append(out, memberText(m))
	}
	return strings.Join(out, " ")
}

func memberText(m series.Member) string {
	switch {
	case m.Others > 0:
		return fmt.Sprintf("(others %d)", m.Others)
	case m.None:
		return "(none)"
	}
	return m.Name
}

// byMember says what an aggregate gives for all rows and for each member.
func byMember(cells *series.Cells, slot int, f calendar.Frame, dimension string) string {
	out := "all " + text(cells.At(slot, f, series.Group{}))
	for _, m := range cells.Members(dimension) {
		out += ", " + memberText(m) + " " + text(cells.At(slot, f, series.Group{Dimension: dimension, Member: m}))
	}
	return out
}

const dealsByRegion = `
version: 1
sources:
  deals:
    file: deals.csv
    date: day
    columns: {day: date, amount: money, region: text}
  visits:
    file: visits.csv
    date: day
    columns: {day: date, region: text, minutes: integer}
dimensions:
  region: {in: {deals: region, visits: region}, limit: 2}
`

var dealRows = []string{
	`CREATE TABLE deals (day DATE, amount DECIMAL(18,4), region VARCHAR)`,
	`INSERT INTO deals VALUES ('2026-01-10', 100, 'a'), ('2026-01-10', 50, 'b'), ('2026-01-11', 10, 'c'), ('2026-01-12', 5, 'd'), ('2026-01-12', 7, NULL), (NULL, 1000, 'e')`,
	`CREATE TABLE visits (day DATE, region VARCHAR, minutes BIGINT)`,
	`INSERT INTO visits VALUES ('2026-01-10', 'c', 60), ('2026-01-11', 'a', 30), ('2026-01-12', 'f', 20)`,
}

func TestMembersBeyondTheLimitAreOne(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  revenue: {source: deals, formula: sum(amount)}
`)
	cells := run(t, open(t, "", dealRows...), request(p, month(2026, 1)), true)
	if got, want := members(cells, "region"), "a b (none) (others 2)"; got != want {
		t.Errorf("members %s, want %s", got, want)
	}
	got := byMember(cells, 0, month(2026, 1), "region")
	want := "all 5/5/172, a 1/1/100, b 1/1/50, (none) 1/1/7, (others 2) 2/2/15"
	if got != want {
		t.Errorf("cells\n%s, want\n%s", got, want)
	}
}

// A median cannot find the largest members by itself.
func TestHolisticAggregatesAloneFindTheMembers(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  typical: {source: deals, formula: median(amount)}
`)
	cells := run(t, open(t, "", dealRows...), request(p, month(2026, 1)), true)
	got := byMember(cells, 0, month(2026, 1), "region")
	want := "all 5/5/10, a 1/1/100, b 1/1/50, (none) 1/1/7, (others 2) 2/2/7.5"
	if got != want {
		t.Errorf("cells\n%s, want\n%s", got, want)
	}
}

// Nor can it rely on what a sum finds by another clock.
func TestHolisticAggregatesByAnotherClockFindTheirMembers(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  revenue: {source: deals, formula: sum(amount)}
  typical: {source: deals, date: 'if(missing(day), date("2026-01-31"), day)', formula: median(amount), where: missing(day)}
`)
	r := empty(p, month(2026, 1))
	for slot := range 2 {
		need(r, "", slot, month(2026, 1))
		need(r, "region", slot, month(2026, 2-slot))
	}
	cells := run(t, open(t, "", dealRows...), r, true)
	if got, want := byMember(cells, 1, month(2026, 1), "region"), "all 1/1/1000, a 0/0/NaN, b 0/0/NaN, (none) 0/0/NaN, (others 3) 1/1/1000"; got != want {
		t.Errorf("cells\n%s, want\n%s", got, want)
	}
}

// A member that one source has folded away must not come back with another
// source: its rows of the first are among the others.
func TestSourcesShowTheSameMembers(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  revenue: {source: deals, formula: sum(amount)}
  visits: {source: visits, formula: count()}
  stay: {source: visits, formula: median(minutes)}
`)
	cells := run(t, open(t, "", dealRows...), request(p, month(2026, 1)), true)
	tests := []struct{ id, want string }{
		{"revenue", "all 5/5/172, a 1/1/100, b 1/1/50, (none) 1/1/7, (others 2) 2/2/15"},
		{"visits", "all 3/3/3, a 1/1/1, b 0/0/NaN, (none) 0/0/NaN, (others 2) 2/2/2"},
		{"stay", "all 3/3/30, a 1/1/30, b 0/0/NaN, (none) 0/0/NaN, (others 2) 2/2/40"},
	}
	for slot, test := range tests {
		if got := byMember(cells, slot, month(2026, 1), "region"); got != test.want {
			t.Errorf("%s\n%s, want\n%s", test.id, got, test.want)
		}
	}
}

// The windows by dimension are fewer than those of all rows.
func TestHolisticTotalsKeepTheirOwnWindows(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  typical: {source: deals, formula: median(amount)}
`)
	r := request(p, month(2026, 1))
	before := calendar.Calendar{}.RangeFrame(calendar.NewDate(2026, 1, 12), calendar.NewDate(2026, 1, 13), calendar.NewDate(2026, 2, 1))
	need(r, "", 0, before)
	cells := run(t, open(t, "", dealRows...), r, true)
	if got, want := text(cells.At(0, before, series.Group{})), "2/2/6"; got != want {
		t.Errorf("the window of all rows is %s, want %s", got, want)
	}
	if got, want := text(cells.At(0, month(2026, 1), series.Group{Dimension: "region", Member: series.Member{Name: "a"}})), "1/1/100"; got != want {
		t.Errorf("the window by region is %s, want %s", got, want)
	}
}

func TestWindowsWithoutDays(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  typical: {source: deals, formula: median(amount) + sum(amount)}
`)
	c := calendar.Calendar{}
	future := c.PeriodFrame(c.PeriodOf(calendar.Month, calendar.NewDate(2026, 5, 1)), calendar.NewDate(2026, 2, 1))
	cells := run(t, open(t, "", dealRows...), request(p, future), true)
	for slot := range p.Aggregates {
		if got, want := text(cells.At(slot, future, series.Group{})), "0/0/NaN"; got != want {
			t.Errorf("a window that has not begun holds %s, want %s", got, want)
		}
	}
}

func TestMoneyPercentilesAreNotRounded(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  typical: {source: deals, formula: median(amount)}
`)
	db := open(t, "", dealRows[0], `INSERT INTO deals VALUES ('2026-01-10', 0.0001, 'a'), ('2026-01-10', 0.0002, 'a')`)
	cells := run(t, db, request(p, month(2026, 1)), true)
	if got := cells.At(0, month(2026, 1), series.Group{}).Number; got < 0.000149 || got > 0.000151 {
		t.Errorf("the median is %v, want 0.00015", got)
	}
}

func TestProbeCountsTheGroups(t *testing.T) {
	p := planOf(t, dealsByRegion+`
kpis:
  revenue: {source: deals, formula: sum(amount)}
  typical: {source: deals, formula: median(amount)}
`)
	db := open(t, "", dealRows...)
	for _, b := range query.Build(request(p, month(2026, 1))) {
		probe := b.Probe(100)
		if b.Strategy != query.Additive {
			if probe != nil {
				t.Error("a holistic batch has nothing to decide")
			}
			continue
		}
		s := sql.Print(probe, sql.DuckDB)
		err := db.Query(t.Context(), s.Text, s.Args, func(got []any) error {
			if got[0] != int64(5) {
				t.Errorf("%v groups, want 5: four regions and the rows without one", got[0])
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
