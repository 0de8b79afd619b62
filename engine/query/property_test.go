package query_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/series"
)

const randomSales = `
version: 1
scorecard:
  title: Random
  currency: USD
  calendar: {fiscal_year_starts: %s, week_starts: %s}
sources:
  deals:
    file: deals.csv
    date: closed_on
    columns: {closed_on: date, created_on: date, amount: money, pieces: integer, score: number, stage: text, rep_id: text, product: text}
    joins:
      rep: {source: reps, via: rep_id, optional: true}
    fields:
      won: stage == "Won"
      rest: pieces / (pieces - 3)
  leads:
    file: leads.csv
    date: created_on
    columns: {created_on: date, region: text, score: number}
  reps: {file: reps.csv, key: rep_id, columns: {rep_id: text, region: text}}
dimensions:
  region: {in: {deals: rep.region, leads: region}, limit: %d}
  product: {in: {deals: product}, limit: %d}
  size: {in: {deals: pieces}, bands: [2, 4, 6]}
measures:
  m01: {source: deals, formula: sum(amount)}
  m02: {source: deals, formula: "sum(amount, won)"}
  m03: {source: deals, formula: sum(pieces)}
  m04: {source: deals, formula: "sum(score, stage != \"Lost\")"}
  m05: {source: deals, formula: count()}
  m06: {source: deals, formula: count(won)}
  m07: {source: deals, formula: count(not won)}
  m08: {source: deals, formula: avg(amount)}
  m09: {source: deals, formula: "avg(rest, won)"}
  m10: {source: deals, formula: min(amount)}
  m11: {source: deals, formula: "max(score, won or missing(product))"}
  m12: {source: deals, formula: median(amount)}
  m13: {source: deals, formula: "percentile(score, 0.9, won)"}
  m14: {source: deals, formula: count_distinct(rep_id)}
  m15: {source: deals, formula: "count_distinct(product, won)"}
  m16: {source: deals, date: created_on, formula: sum(amount)}
  m17: {source: deals, date: created_on, formula: "percentile(pieces, 0.25)"}
  m18: {source: leads, formula: count()}
  m19: {source: leads, formula: median(score)}
kpis:
  k: {formula: m01}
`

// A line is a row of any source. Missing values are NaN, the empty text and no
// date.
type line struct {
	closed, created       calendar.Date
	amount, pieces, score float64
	stage, rep, region    string
	product               string
}

const undated = calendar.Date(math.MinInt32)

// A reading says how an aggregate reads a line.
type reading struct {
	leads   bool
	created bool
	x       func(line) float64
	text    func(line) string
	where   func(line) bool
	p       float64
}

func wonLine(l line) bool { return l.stage == "Won" }

var readings = map[string]reading{
	"m01": {x: func(l line) float64 { return l.amount }},
	"m02": {x: func(l line) float64 { return l.amount }, where: wonLine},
	"m03": {x: func(l line) float64 { return l.pieces }},
	"m04": {x: func(l line) float64 { return l.score }, where: func(l line) bool { return l.stage != "Lost" && l.stage != "" }},
	"m05": {},
	"m06": {where: wonLine},
	"m07": {where: func(l line) bool { return l.stage != "Won" && l.stage != "" }},
	"m08": {x: func(l line) float64 { return l.amount }},
	"m09": {x: restOf, where: wonLine},
	"m10": {x: func(l line) float64 { return l.amount }},
	"m11": {x: func(l line) float64 { return l.score }, where: func(l line) bool { return wonLine(l) || l.product == "" }},
	"m12": {x: func(l line) float64 { return l.amount }, p: 0.5},
	"m13": {x: func(l line) float64 { return l.score }, where: wonLine, p: 0.9},
	"m14": {text: func(l line) string { return l.rep }},
	"m15": {text: func(l line) string { return l.product }, where: wonLine},
	"m16": {x: func(l line) float64 { return l.amount }, created: true},
	"m17": {x: func(l line) float64 { return l.pieces }, created: true, p: 0.25},
	"m18": {leads: true, created: true},
	"m19": {leads: true, created: true, x: func(l line) float64 { return l.score }, p: 0.5},
}

func restOf(l line) float64 {
	if l.pieces == 3 {
		return math.NaN()
	}
	return l.pieces / (l.pieces - 3)
}

// memberOf is the member of a dimension that a line belongs to; "" is none.
func memberOf(dimension string, l line) string {
	switch {
	case dimension == "region":
		return l.region
	case dimension == "product":
		return l.product
	case math.IsNaN(l.pieces):
		return ""
	case l.pieces <= 2:
		return "up to 2"
	case l.pieces <= 4:
		return "over 2 to 4"
	case l.pieces <= 6:
		return "over 4 to 6"
	}
	return "over 6"
}

// TestRandomRows compares cells with numbers computed row by row, for random
// rows, calendars, windows and limits.
func TestRandomRows(t *testing.T) {
	for seed := range uint64(16) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 7))
			start := []string{"january", "april", "october"}[r.IntN(3)]
			week := []string{"monday", "sunday"}[r.IntN(2)]
			w := newWorld(t, fmt.Sprintf(randomSales, start, week, 2+r.IntN(4), 2+r.IntN(4)))
			g := &game{w: w, r: r, weekly: seed%4 == 1}
			g.deals, g.leads = g.lines(300), g.lines([]int{8, 60}[r.IntN(2)])
			g.fill()
			g.asOf = day(2026, time.Month(1+r.IntN(12)), 1+r.IntN(28))
			frames := g.frames(8)
			for _, joint := range []bool{true, false} {
				cells := w.run(w.request(frames...), joint)
				for _, f := range frames {
					g.compare(cells, f)
				}
			}
		})
	}
}

func day(y int, m time.Month, d int) calendar.Date { return calendar.NewDate(y, m, d) }

// A game is one round of random rows.
type game struct {
	w            *world
	r            *rand.Rand
	deals, leads []line
	asOf         calendar.Date
	weekly       bool // windows of whole weeks only
}

func (g *game) maybe(v float64) float64 {
	if g.r.IntN(6) == 0 {
		return math.NaN()
	}
	return v
}

func (g *game) date() calendar.Date {
	if g.r.IntN(10) == 0 {
		return undated
	}
	return day(2024, 6, 1) + calendar.Date(g.r.IntN(900))
}

func (g *game) lines(n int) []line {
	regions := map[string]string{"R1": "West", "R2": "East", "R3": "North", "R4": "South", "R5": "Isle", "R6": "Hill", "R7": "", "R9": "", "": ""}
	reps := []string{"R1", "R1", "R1", "R2", "R2", "R3", "R4", "R5", "R6", "R7", "R9", ""}
	out := make([]line, n)
	for i := range out {
		l := line{closed: g.date(), created: g.date(),
			amount: g.maybe(float64(g.r.IntN(2_000_000)-200_000) / 1e4),
			pieces: g.maybe(float64(g.r.IntN(9))), score: g.maybe(g.r.NormFloat64()),
			stage: []string{"Won", "Lost", "Open", ""}[g.r.IntN(4)], rep: reps[g.r.IntN(len(reps))],
			product: []string{"Ash", "Box", "Cup", "Dot", "it's", "销", ""}[g.r.IntN(7)]}
		l.region = regions[l.rep]
		out[i] = l
	}
	return out
}

func sqlText(s string) string {
	if s == "" {
		return "NULL"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

func sqlNumber(v float64) string {
	if math.IsNaN(v) {
		return "NULL"
	}
	return fmt.Sprintf("'%v'", v)
}

func sqlDate(d calendar.Date) string {
	if d == undated {
		return "NULL"
	}
	return "'" + d.String() + "'"
}

func (g *game) fill() {
	g.w.insert("reps", "('R1', 'West'), ('R2', 'East'), ('R3', 'North'), ('R4', 'South'), ('R5', 'Isle'), ('R6', 'Hill'), ('R7', NULL), ('R8', 'Moon')")
	var deals, leads []string
	for _, l := range g.deals {
		deals = append(deals, "("+strings.Join([]string{sqlDate(l.closed), sqlDate(l.created), sqlNumber(l.amount), sqlNumber(l.pieces),
			sqlNumber(l.score), sqlText(l.stage), sqlText(l.rep), sqlText(l.product)}, ", ")+")")
	}
	for _, l := range g.leads {
		leads = append(leads, fmt.Sprintf("(%s, %s, %s)", sqlDate(l.created), sqlText(l.region), sqlNumber(l.score)))
	}
	g.w.insert("deals", strings.Join(deals, ", "))
	g.w.insert("leads", strings.Join(leads, ", "))
}

// frames are random windows: periods of all grains, free ranges, trailing and
// to-date ones, moved or not, complete and running.
func (g *game) frames(n int) []calendar.Frame {
	c := g.w.plan.Calendar
	var out []calendar.Frame
	for len(out) < n {
		grain := calendar.Grains()[g.r.IntN(5)]
		kind := g.r.IntN(6)
		if g.weekly {
			grain, kind = calendar.Week, 3
		}
		d := g.asOf - calendar.Date(g.r.IntN(400))
		f := c.PeriodFrame(c.PeriodOf(grain, d), g.asOf)
		switch kind {
		case 0:
			f = c.RangeFrame(d, d+calendar.Date(1+g.r.IntN(90)), g.asOf)
		case 1:
			f = c.Trailing(f, 1+g.r.IntN(12), []calendar.Grain{calendar.Month, calendar.Week, calendar.Day}[g.r.IntN(3)])
		case 2:
			f = c.ToDate(f, []calendar.Grain{calendar.Year, calendar.Quarter, calendar.Month}[g.r.IntN(3)])
		}
		moved, ok := f, true
		switch g.r.IntN(3) {
		case 0:
			moved, ok = c.Previous(f, 1+g.r.IntN(2))
		case 1:
			moved, ok = c.LastYear(f, 1)
		}
		if ok && !slices.Contains(out, moved) {
			out = append(out, moved)
		}
	}
	return out
}

// compare checks every aggregate in one window, for all rows and by dimension.
func (g *game) compare(cells *series.Cells, f calendar.Frame) {
	for _, id := range slices.Sorted(maps.Keys(readings)) {
		a := g.w.plan.Aggregates[g.w.slot(id)]
		lines := g.read(readings[id], f)
		g.same(id, f, "all rows", cells.At(a.Slot, f, total), expected(a, readings[id], lines))
		for _, d := range g.w.plan.Dimensions {
			if d.In[a.Source.ID] == nil {
				continue
			}
			g.compareBy(cells, id, f, d, lines)
		}
	}
}

func (g *game) compareBy(cells *series.Cells, id string, f calendar.Frame, d *plan.Dimension, lines []line) {
	a := g.w.plan.Aggregates[g.w.slot(id)]
	members := cells.Members(d.ID)
	shown := map[string]bool{}
	for _, m := range members {
		shown[m.Name] = m.Named()
	}
	if n := len(shown); n > d.Limit+1 {
		g.w.t.Errorf("%s shows %s, more than %d", d.ID, names(members), d.Limit)
	}
	matched := 0
	for _, m := range members {
		part := slices.DeleteFunc(slices.Clone(lines), func(l line) bool {
			name := memberOf(d.ID, l)
			switch {
			case m.Others > 0:
				return name == "" || shown[name]
			case m.None:
				return name != ""
			}
			return name != m.Name
		})
		matched += len(part)
		g.same(id, f, d.ID+" "+names([]series.Member{m}), cells.At(a.Slot, f, series.Group{Dimension: d.ID, Member: m}), expected(a, readings[id], part))
	}
	if matched != len(lines) {
		g.w.t.Errorf("%s in %s: %s %s hold %d rows of %d", id, g.w.plan.Calendar.FrameLabel(f), d.ID, names(members), matched, len(lines))
	}
}

// read returns the lines that an aggregate sees in a window.
func (g *game) read(r reading, f calendar.Frame) []line {
	lines := g.deals
	if r.leads {
		lines = g.leads
	}
	var out []line
	for _, l := range lines {
		d := l.closed
		if r.created {
			d = l.created
		}
		if d != undated && d >= f.Start && d < f.Cut && (r.where == nil || r.where(l)) {
			out = append(out, l)
		}
	}
	return out
}

// expected computes an aggregate row by row.
func expected(a *plan.Aggregate, r reading, lines []line) series.Cell {
	c := series.Cell{Rows: float64(len(lines)), Values: float64(len(lines)), Number: math.NaN()}
	switch {
	case a.Func == "count":
		c.Number = c.Rows
		return c
	case a.Func == "count_distinct":
		seen := map[string]bool{}
		c.Values = 0
		for _, l := range lines {
			if v := r.text(l); v != "" {
				seen[v] = true
				c.Values++
			}
		}
		c.Number = float64(len(seen))
		return c
	}
	var values []float64
	for _, l := range lines {
		if v := r.x(l); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	c.Values = float64(len(values))
	slices.Sort(values)
	if len(values) > 0 {
		c.Number = reduce(a.Func, values, r.p)
	}
	return c
}

// reduce computes an aggregate over sorted values. The cell of a mean is its
// sum.
func reduce(fn string, values []float64, p float64) float64 {
	switch fn {
	case "min":
		return values[0]
	case "max":
		return values[len(values)-1]
	case "sum", "avg":
		sum := 0.0
		for _, v := range values {
			sum += v
		}
		return sum
	}
	place := p * float64(len(values)-1)
	low := int(place)
	high := min(low+1, len(values)-1)
	return values[low] + (place-float64(low))*(values[high]-values[low])
}

func (g *game) same(id string, f calendar.Frame, who string, got, want series.Cell) {
	g.w.t.Helper()
	if want.Rows == 0 || want.Values == 0 && want.Number == 0 {
		// No row and no number are one thing to those who read cells.
		got.Number, want.Number = cmp.Or(got.Number, math.NaN()), math.NaN()
	}
	if got.Rows != want.Rows || got.Values != want.Values || !near(got.Number, want.Number) {
		g.w.t.Errorf("%s in %s for %s is %+v, want %+v", id, g.w.plan.Calendar.FrameLabel(f), who, got, want)
	}
}
