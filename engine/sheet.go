package engine

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"kpi/engine/duckdb"
	"kpi/engine/formula"
	"kpi/engine/query"
)

// A Cell is one value of a row: days as 2026-01-31, timestamps in the card's
// time zone as 2026-01-31 15:04:05, money and other numbers with all of their
// digits, and no separators. "" is missing.
type Cell struct {
	Text string
	Data bool // a text of the data, which may look like anything
}

// A sheet puts rows of different sources under one head.
type sheet struct {
	run   *run
	leads []lead
	names []string           // of the columns behind the leads
	at    map[*listing][]int // where the columns of a listing stand among names
	kinds []formula.Kind     // of the columns of the listing at hand
	cells []Cell
}

// An entry is what a row says beside its columns.
type entry struct {
	kpi     string
	listing *listing
	window  *window
	line    query.Line
	zone    *time.Location
}

// A lead is a column before those of the data. It is left out where no
// aggregate needs it; nil is always needed.
type lead struct {
	name   string
	needed func(*listing) bool
	cell   func(entry) Cell
}

// The sides of a comparison.
const (
	sideNow    = "now"
	sideBefore = "before"
)

var leads = []lead{
	{"kpi", nil, func(e entry) Cell { return Cell{Text: e.kpi} }},
	{"aggregate", nil, func(e entry) Cell { return Cell{Text: e.listing.label} }},
	{"window", nil, func(e entry) Cell { return Cell{Text: e.window.label} }},
	{"side", func(l *listing) bool { return l.Aggregate.Entity != nil }, side},
	{"member", func(l *listing) bool { return l.each > 0 }, func(e entry) Cell { return Cell{Text: e.line.Member, Data: true} }},
	{"entity", func(l *listing) bool { return l.Aggregate.Entity != nil }, func(e entry) Cell {
		if e.listing.Aggregate.Entity == nil {
			return Cell{}
		}
		return e.cell(e.line.Entity, e.listing.Aggregate.Entity.Info().Type.Kind)
	}},
	{"first_seen", func(l *listing) bool { return l.TellsNew() }, func(e entry) Cell { return e.cell(e.line.FirstSeen, formula.Date) }},
	{"value", nil, func(e entry) Cell {
		if e.listing.Aggregate.X == nil {
			return e.cell(e.line.Value, formula.Number)
		}
		return e.cell(e.line.Value, e.listing.Aggregate.X.Info().Type.Kind)
	}},
	{"share", func(l *listing) bool { return l.Shares() }, func(e entry) Cell { return e.cell(e.line.Share, formula.Number) }},
	{"source", nil, func(e entry) Cell { return Cell{Text: e.listing.Aggregate.Source.ID} }},
}

func side(e entry) Cell {
	switch {
	case e.listing.Aggregate.Entity == nil:
		return Cell{}
	case e.line.Before:
		return Cell{Text: sideBefore}
	}
	return Cell{Text: sideNow}
}

func (r *run) newSheet(all []*listing) *sheet {
	s := &sheet{run: r, at: map[*listing][]int{}}
	for _, l := range leads {
		if l.needed == nil || slices.ContainsFunc(all, l.needed) {
			s.leads = append(s.leads, l)
		}
	}
	for _, l := range all {
		for _, c := range l.Columns() {
			s.at[l] = append(s.at[l], s.place(nameOf(c, l)))
		}
	}
	s.cells = make([]Cell, len(s.leads)+len(s.names))
	return s
}

// nameOf is the head of a column; the names of the leads are taken.
func nameOf(c query.Column, l *listing) string {
	if slices.ContainsFunc(leads, func(lead lead) bool { return lead.name == c.Name }) {
		return fmt.Sprintf("%s (%s)", c.Name, l.Aggregate.Source.ID)
	}
	return c.Name
}

// place is where the columns of that name stand.
func (s *sheet) place(name string) int {
	if i := slices.Index(s.names, name); i >= 0 {
		return i
	}
	s.names = append(s.names, name)
	return len(s.names) - 1
}

// columns is the head.
func (s *sheet) columns() []string {
	var out []string
	for _, l := range s.leads {
		out = append(out, l.name)
	}
	return append(out, s.names...)
}

// turnTo begins the rows of a listing.
func (s *sheet) turnTo(l *listing) {
	s.kinds = nil
	for _, c := range l.Columns() {
		s.kinds = append(s.kinds, c.Node.Info().Type.Kind)
	}
	clear(s.cells)
}

// row fills the cells of one line.
func (s *sheet) row(l *listing, w *window, line query.Line) []Cell {
	e := entry{kpi: s.run.options.question.KPI, listing: l, window: w, line: line, zone: s.run.Plan.Calendar.Zone}
	for i, lead := range s.leads {
		s.cells[i] = lead.cell(e)
	}
	for i, at := range s.at[l] {
		s.cells[len(s.leads)+at] = e.cell(line.Values[i], s.kinds[i])
	}
	return s.cells
}

// cell spells a value of the database.
func (e entry) cell(v any, kind formula.Kind) Cell {
	switch v := v.(type) {
	case string:
		return Cell{Text: v, Data: true}
	case bool:
		return Cell{Text: strconv.FormatBool(v)}
	case time.Time:
		return Cell{Text: e.time(v, kind)}
	case int64:
		return Cell{Text: strconv.FormatInt(v, 10)}
	case float64:
		return Cell{Text: digits(v)}
	case duckdb.Decimal:
		text := v.String()
		if strings.Contains(text, ".") {
			text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		}
		return Cell{Text: text}
	}
	return Cell{} // missing
}

func (e entry) time(t time.Time, kind formula.Kind) string {
	if kind != formula.Timestamp {
		return t.Format(time.DateOnly)
	}
	if e.zone != nil {
		t = t.In(e.zone)
	}
	return t.Format("2006-01-02 15:04:05.999999")
}

// digits spells a number so that it reads back as the same. No spreadsheet has
// a number that is infinite.
func digits(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// asFloat is a value as a number; false is none.
func asFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	case duckdb.Decimal:
		return v.Float64(), true
	}
	return 0, false
}
