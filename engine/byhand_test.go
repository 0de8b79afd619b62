package engine_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// A line of a table byHand is a KPI in a period with the SQL that a second
// analyst would write for it.
type byHand struct {
	kpi string
	// period is that of the view, as in FY2019; "2018-11 as of 2018-11-15" also
	// says the last day that is read, and "FY2019 where team == "Europe"" which
	// rows.
	period string
	// part is what of the KPI is compared: "" is its value; a dimension, all its
	// members; "series", all periods up to this one; or one of the parts below.
	// "attained by employee" and "target series" are another part of these.
	part string
	// sql returns one value, and for members and periods a row of name and value
	// each. A member or period that it leaves out is empty: 0, or without a value.
	sql string
}

// parts are what a KPI has beside its value.
func parts(r scorecard.Result) map[string]*float64 {
	var p scorecard.Pace
	if r.Pace != nil {
		p = *r.Pace
	}
	return map[string]*float64{
		"to reach": p.Value, "reached": p.Actual, "due": p.Expected, "pace": p.Ratio,
		"": r.Actual.Value, "target": r.Target.Value, "attained": r.Attainment,
		"previous": r.Previous.Value, "last year": r.LastYear.Value, "year to date": r.YearToDate.Value, "trailing 12": r.Trailing12.Value,
		"change on previous": r.Previous.Change, "change on last year": r.LastYear.Change,
	}
}

// A ledger holds real data twice: as definitions read it, and as tables for
// hand-written SQL in a database of its own.
type ledger struct {
	definition *engine.Definition
	folder     string
	hand       *sql.DB
}

// openLedger reads the definition of testdata over a folder of real data. In
// the tables' text $DATA is that folder.
func openLedger(t *testing.T, definition, folder, tables string) *ledger {
	t.Helper()
	d, list, err := engine.Read(filepath.Join("testdata", definition))
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, d.Text())
		t.Fatal("the definition is wrong", err)
	}
	d.Folder = folder
	hand, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { hand.Close() })
	if _, err := hand.Exec(strings.ReplaceAll(tables, "$DATA", folder)); err != nil {
		t.Fatal(err)
	}
	return &ledger{definition: d, folder: folder, hand: hand}
}

// check compares every line of the table. Lines of one period are computed
// together.
func (l *ledger) check(t *testing.T, lines []byHand) {
	periods := map[string][]byHand{}
	for _, line := range lines {
		periods[line.period] = append(periods[line.period], line)
	}
	for _, period := range slices.Sorted(maps.Keys(periods)) {
		t.Run(period, func(t *testing.T) {
			results := l.evaluate(t, period, periods[period])
			for _, line := range periods[period] {
				name := strings.TrimSuffix(line.kpi+", "+line.part, ", ")
				l.compare(t, name, line, results[line.kpi])
			}
		})
	}
}

// evaluate computes what the lines of a period ask for.
func (l *ledger) evaluate(t *testing.T, period string, lines []byHand) map[string]scorecard.Result {
	o := engine.Options{History: 1}
	period, o.Where, _ = strings.Cut(period, " where ")
	o.Period, o.AsOf, _ = strings.Cut(period, " as of ")
	for _, line := range lines {
		o.KPIs = append(o.KPIs, line.kpi)
		switch {
		case strings.HasSuffix(line.part, "series"):
			o.History = 100
		case l.definition.Plan.Dimension(line.dimension()) != nil && !slices.Contains(o.By, line.dimension()):
			o.By = append(o.By, line.dimension())
		}
	}
	card, list, err := l.definition.Evaluate(context.Background(), o)
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, l.definition.Text())
		t.Fatal("the data cannot be evaluated", err)
	}
	results := map[string]scorecard.Result{}
	for _, section := range card.Scorecard.Sections {
		for _, r := range section.Results {
			results[r.ID] = r
		}
	}
	return results
}

func (l *ledger) compare(t *testing.T, name string, line byHand, r scorecard.Result) {
	got, many := several(line, r)
	u := r.Unit
	if strings.HasPrefix(line.part, "attained") || line.part == "pace" {
		u = unit.Percent
	}
	want := l.ask(t, name, line.sql, many)
	if !many {
		value, known := parts(r)[line.part]
		if !known {
			t.Fatalf("%s: a KPI has no such part", name)
		}
		got = map[string]*float64{"": value}
	}
	for _, member := range slices.Sorted(maps.Keys(want)) {
		value, found := got[member]
		if !found {
			t.Errorf("%s: there is no %q, want %s", name, member, number(want[member]))
		} else if !same(value, want[member], u) {
			t.Errorf("%s %s = %s, want %s", name, member, number(value), number(want[member]))
		}
	}
	for _, member := range slices.Sorted(maps.Keys(got)) {
		if value := got[member]; want[member] == nil && value != nil && *value != 0 {
			t.Errorf("%s %s = %s, want none", name, member, number(value))
		}
	}
}

// dimension is the part without what is compared of its members.
func (b byHand) dimension() string {
	if _, d, ok := strings.Cut(b.part, " by "); ok {
		return d
	}
	return b.part
}

// several returns the members or periods of a part by name. It is false for a
// part that is one value.
func several(line byHand, r scorecard.Result) (map[string]*float64, bool) {
	out := map[string]*float64{}
	if strings.HasSuffix(line.part, "series") {
		for _, p := range r.Series {
			out[p.Period.Label] = p.Value
			if line.part == "target series" {
				out[p.Period.Label] = p.Target
			}
		}
		return out, true
	}
	for _, b := range r.Breakdowns {
		if b.Dimension != line.dimension() {
			continue
		}
		for _, m := range b.Members {
			what, _, _ := strings.Cut(line.part, " by ")
			out[m.Name] = parts(scorecard.Result{Actual: m.Actual, Target: m.Target, Attainment: m.Attainment, Pace: m.Pace})[what]
			if what == b.Dimension {
				out[m.Name] = m.Actual.Value
			}
		}
		return out, true
	}
	return nil, false
}

// ask runs hand-written SQL and returns its values by name, or under "" where
// it is one value.
func (l *ledger) ask(t *testing.T, name, text string, many bool) map[string]*float64 {
	t.Helper()
	rows, err := l.hand.Query("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + strings.ReplaceAll(text, "$DATA", l.folder) + ")")
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer rows.Close()
	out := map[string]*float64{}
	for rows.Next() {
		var member, value sql.NullString
		into := []any{&member, &value}
		if !many {
			into = into[1:]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		key := member.String
		if many && !member.Valid {
			key = "(none)"
		}
		out[key] = nil
		if v, err := strconv.ParseFloat(value.String, 64); err == nil {
			out[key] = &v
		} else if value.Valid {
			t.Fatalf("%s: the SQL returns %q", name, value.String)
		}
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		t.Fatalf("%s: the SQL returns nothing (%v)", name, err)
	}
	return out
}

// same compares money to the cent and everything else to nine digits, which is
// exact for counts.
func same(got, want *float64, u unit.Unit) bool {
	if got == nil || want == nil {
		return got == want
	}
	tolerance := 1e-9*math.Abs(*want) + 1e-14
	if u == unit.Money {
		tolerance = 0.01
	}
	return math.Abs(*got-*want) <= tolerance
}

func number(v *float64) string {
	if v == nil {
		return "no value"
	}
	return fmt.Sprintf("%.12g", *v)
}
