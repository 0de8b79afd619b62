package main

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/engine/calendar"
	"kpi/engine/plan"
)

// A workbook is the rows behind a value as a reader of the file has them. It
// computes aggregates from the leading columns alone.
type workbook struct {
	rows    map[sheetName][]bookRow
	missing map[sheetName]bool // aggregates without a value
	known   map[sheetName]bool
}

// A sheetName tells the rows of one aggregate in one window apart.
type sheetName struct{ aggregate, window string }

// A bookRow is the leading columns of a line; share is 1 where there is none.
type bookRow struct {
	side, member, entity, firstSeen, value string
	share                                  float64
}

// A maybe is a number, or none.
type maybe struct {
	v  float64
	ok bool
	// outside says that it is not known, and not that there are no rows.
	outside bool
}

func some(v float64) maybe { return maybe{v: v, ok: !math.IsNaN(v) && !math.IsInf(v, 0)} }

func readWorkbook(t *testing.T, path string, listed []engine.Listed) *workbook {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(string(data), byteOrderMark)
	if !ok {
		t.Error("the file does not begin with a byte order mark")
	}
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	b := &workbook{rows: map[sheetName][]bookRow{}, missing: map[sheetName]bool{}, known: map[sheetName]bool{}}
	for _, line := range lines[1:] {
		cell := func(name string) string {
			if i := slices.Index(lines[0], name); i >= 0 {
				return line[i]
			}
			return ""
		}
		r := bookRow{side: cell("side"), member: cell("member"), entity: cell("entity"), firstSeen: cell("first_seen"), value: cell("value"), share: 1}
		if text := cell("share"); text != "" {
			r.share = parse(t, text)
		}
		if r.share == 0 && r.value != "" {
			t.Errorf("%q does not count, and has the value %s", line, r.value)
		}
		name := sheetName{cell("aggregate"), cell("window")}
		b.rows[name] = append(b.rows[name], r)
	}
	b.check(t, len(lines)-1, listed)
	return b
}

// check compares the rows with what was said of them.
func (b *workbook) check(t *testing.T, rows int, listed []engine.Listed) {
	t.Helper()
	for _, l := range listed {
		name := sheetName{l.Name, l.Window}
		b.known[name], b.missing[name] = true, l.Missing != ""
		got, sum := 0, 0.0
		for _, r := range b.rows[name] {
			if r.side == l.Side || l.Side == "" {
				got++
				v, _ := strconv.ParseFloat(r.value, 64)
				sum += v * r.share
			}
		}
		rows -= got
		if got != l.Rows {
			t.Errorf("%s in %s: %d rows, and %d were said", l.Name, l.Window, got, l.Rows)
		}
		if l.Sum != nil && !near(sum, *l.Sum) {
			t.Errorf("%s in %s: the values add up to %v, and %v was said", l.Name, l.Window, sum, *l.Sum)
		}
	}
	if rows != 0 {
		t.Errorf("%d rows are of no aggregate", rows)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-8*max(1, math.Abs(a), math.Abs(b)) }

func parse(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// aggregate computes one aggregate from its rows; start is the first day on
// which an entity is new.
func (b *workbook) aggregate(t *testing.T, a *plan.Aggregate, name sheetName, member *string, start calendar.Date) maybe {
	if b.missing[name] || !b.known[name] {
		return maybe{outside: true}
	}
	var rows []bookRow
	for _, r := range b.rows[name] {
		if member != nil && (r.member != *member || r.share == 0) {
			continue
		}
		rows = append(rows, r)
	}
	switch {
	case a.Func == "top_share":
		return topShare(t, rows, a.N)
	case a.Entity != nil:
		return customers(t, a.Func, rows, start.String())
	case a.Func == "count":
		return some(float64(len(rows)))
	case a.Func == "count_distinct":
		seen := map[string]bool{}
		for _, r := range rows {
			seen[r.value] = true
		}
		delete(seen, "")
		return some(float64(len(seen)))
	}
	return numeric(t, a, rows)
}

// numeric computes what is about the numbers in the column value.
func numeric(t *testing.T, a *plan.Aggregate, rows []bookRow) maybe {
	var values []float64
	sum := 0.0
	for _, r := range rows {
		if r.value != "" {
			values = append(values, parse(t, r.value))
			sum += values[len(values)-1] * r.share
		}
	}
	slices.Sort(values)
	n := len(values)
	switch {
	case a.Func == "sum" && (n > 0 || len(rows) == 0):
		return some(sum)
	case n == 0:
		return maybe{}
	case a.Func == "avg":
		return some(sum / float64(n))
	case a.Func == "min":
		return some(values[0])
	case a.Func == "max":
		return some(values[n-1])
	case a.Func == "median":
		return some(percentile(values, 0.5))
	case a.Func == "percentile":
		return some(percentile(values, a.P))
	}
	t.Fatalf("nobody knows how to compute %s", a.Func)
	return maybe{}
}

// percentile is Excel's PERCENTILE.INC.
func percentile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	below := int(math.Floor(at))
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (at-float64(below))*(sorted[above]-sorted[below])
}

// A customer is what an entity does in a window, and did before.
type customer struct {
	now, before       int
	sumNow, sumBefore float64
	values            int
	firstSeen         string
}

func byCustomer(t *testing.T, rows []bookRow) map[string]*customer {
	out := map[string]*customer{}
	for _, r := range rows {
		c := out[r.entity]
		if c == nil {
			c = &customer{firstSeen: r.firstSeen}
			out[r.entity] = c
		}
		v := 0.0
		if r.value != "" {
			v = parse(t, r.value)
		}
		if r.side == "now" {
			c.now, c.sumNow = c.now+1, c.sumNow+v
		} else {
			c.before, c.sumBefore = c.before+1, c.sumBefore+v
		}
		if r.value != "" {
			c.values++
		}
	}
	return out
}

// customers counts or adds up entities, as formulas.md says it.
func customers(t *testing.T, function string, rows []bookRow, start string) maybe {
	if slices.ContainsFunc(rows, func(r bookRow) bool { return r.entity == "" }) {
		t.Errorf("rows of %s are nobody's", function)
	}
	n, sum, chosenRows, values := 0.0, 0.0, 0, 0
	take := func(c *customer, v float64) {
		n, sum, chosenRows, values = n+1, sum+v, chosenRows+1, values+c.values
	}
	for _, c := range byCustomer(t, rows) {
		switch {
		case function == "new_count" && c.now > 0 && c.firstSeen >= start,
			function == "returned_count" && c.now > 0 && c.before == 0 && c.firstSeen < start,
			strings.HasPrefix(function, "retained") && c.now > 0 && c.before > 0:
			take(c, c.sumNow)
		case strings.HasPrefix(function, "lost") && c.now == 0 && c.before > 0:
			take(c, c.sumBefore)
		case function == "kept_sum" && c.now > 0 && c.before > 0:
			take(c, max(0, min(c.sumNow, c.sumBefore)))
		}
	}
	switch {
	case strings.HasSuffix(function, "count"):
		return some(n)
	case chosenRows > 0 && values == 0:
		return maybe{}
	}
	return some(sum)
}

// topShare is what the n largest entities have of the whole.
func topShare(t *testing.T, rows []bookRow, n int) maybe {
	whole, values := 0.0, 0
	var sums []float64
	for entity, c := range byCustomer(t, rows) {
		whole, values = whole+c.sumNow, values+c.values
		if entity != "" {
			sums = append(sums, c.sumNow)
		}
	}
	if values == 0 || whole == 0 {
		return maybe{}
	}
	slices.Sort(sums)
	top := 0.0
	for _, s := range sums[max(0, len(sums)-n):] {
		top += s
	}
	return some(top / whole)
}
