// Package query turns the aggregates that a plan needs into SELECT statements,
// one for what shares source, clock and strategy, and reads the results back
// into cells.
package query

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// A Request says what to compute: for each aggregate the frames, for all rows
// and by dimension.
type Request struct {
	Plan  *plan.Plan
	Total map[int][]calendar.Frame            // by slot
	By    map[string]map[int][]calendar.Frame // by dimension, then by slot
	// Reported is the frame that decides which members are the largest.
	Reported calendar.Frame
	// Filters hold a further condition for each source; a source without one
	// is left out where Filtered.
	Filters  map[string]formula.Node
	Filtered bool
	// Nullable says whether a formula over the rows of a source may be missing,
	// as the data show; nil goes by the types.
	Nullable func(*plan.Source, formula.Node) bool
}

// A Strategy is a way to compute aggregates in windows.
type Strategy string

// The strategies. Additive aggregates are computed once for each atom of time
// and combined; holistic ones are computed for each window from its rows.
const (
	Additive Strategy = "additive"
	Holistic Strategy = "holistic"
)

// A Batch is one statement: aggregates of one source on one clock by one
// strategy.
type Batch struct {
	Source     *plan.Source
	Clock      formula.Node
	Strategy   Strategy
	Slots      []int
	Dimensions []*plan.Dimension
	Frames     []calendar.Frame

	request *Request
	atoms   atoms
	layouts map[int]series.Layout
	parts   []part
	rows    int // the part that counts all rows; additive batches have it
	result  *series.Table
	found   map[string]map[series.Member]int // by dimension: the members with their places
	folded  map[string]places                // by dimension
}

// Build lists the statements that answer the request. Additive batches come
// first: they also find the members that the others show.
func Build(r *Request) []*Batch {
	additive, holistic := batches(r, Additive), batches(r, Holistic)
	for _, b := range holistic {
		if d := b.discovery(additive); d != nil {
			additive = append(additive, d)
		}
	}
	out := append(additive, holistic...)
	for _, b := range out {
		b.prepare()
	}
	return out
}

// discovery returns a batch that only finds the members of b's dimensions, by
// their number of rows, where no additive batch finds them in b's windows.
func (b *Batch) discovery(additive []*Batch) *Batch {
	d := &Batch{Source: b.Source, Clock: b.Clock, Strategy: Additive, Frames: b.Frames, request: b.request}
	for _, dimension := range b.Dimensions {
		if !slices.ContainsFunc(additive, func(a *Batch) bool { return a.finds(dimension, b) }) {
			d.Dimensions = append(d.Dimensions, dimension)
		}
	}
	if len(d.Dimensions) == 0 {
		return nil
	}
	d.part(part{fn: "rows"})
	return d
}

// finds reports whether b meets every row that other groups by the dimension.
func (b *Batch) finds(dimension *plan.Dimension, other *Batch) bool {
	return b.Source == other.Source && formula.Format(b.Clock) == formula.Format(other.Clock) && slices.Contains(b.Dimensions, dimension) &&
		!slices.ContainsFunc(other.Frames, func(f calendar.Frame) bool { return !slices.Contains(b.Frames, f) })
}

func strategyOf(a *plan.Aggregate) Strategy {
	switch a.Func {
	case "sum", "count", "avg", "min", "max":
		return Additive
	}
	return Holistic
}

// batchKey tells batches apart. Holistic ones by dimension stand apart from
// those of all rows, because they need fewer windows.
type batchKey struct {
	source, clock string
	by            bool
}

func batches(r *Request, strategy Strategy) []*Batch {
	var order []batchKey
	found := map[batchKey]*Batch{}
	get := func(slot int, by bool) *Batch {
		a := r.Plan.Aggregates[slot]
		k := batchKey{a.Source.ID, formula.Format(a.Clock), by && strategy == Holistic}
		b, ok := found[k]
		if !ok {
			b = &Batch{Source: a.Source, Clock: a.Clock, Strategy: strategy, request: r}
			found[k] = b
			order = append(order, k)
		}
		return b
	}
	for slot, a := range r.Plan.Aggregates {
		if strategyOf(a) != strategy || r.Filtered && r.Filters[a.Source.ID] == nil {
			continue
		}
		if frames := begun(r.Total[slot]); len(frames) > 0 {
			get(slot, false).add(slot, nil, frames)
		}
		for _, d := range r.Plan.Dimensions {
			if frames := begun(r.By[d.ID][slot]); len(frames) > 0 && d.In[a.Source.ID] != nil {
				get(slot, true).add(slot, d, frames)
			}
		}
	}
	out := make([]*Batch, len(order))
	for i, k := range order {
		out[i] = found[k]
	}
	return out
}

// begun returns the frames of which any day is read.
func begun(frames []calendar.Frame) []calendar.Frame {
	return slices.DeleteFunc(slices.Clone(frames), func(f calendar.Frame) bool { return f.Days() <= 0 })
}

func (b *Batch) add(slot int, d *plan.Dimension, frames []calendar.Frame) {
	if !slices.Contains(b.Slots, slot) {
		b.Slots = append(b.Slots, slot)
	}
	if d != nil && !slices.Contains(b.Dimensions, d) {
		b.Dimensions = append(b.Dimensions, d)
	}
	for _, f := range frames {
		if !slices.Contains(b.Frames, f) {
			b.Frames = append(b.Frames, f)
		}
	}
}

// A part is one number that a statement computes for each group: a count of
// rows or of values, a sum, an extreme, or a holistic aggregate.
type part struct {
	fn    string // rows values sum min max or the aggregate's own name
	x     formula.Node
	p     float64
	where formula.Node
}

// isMoney reports whether the part is an amount of money, exact to its last
// decimal. A percentile may lie between two amounts.
func (p part) isMoney() bool {
	return slices.Contains([]string{"sum", "min", "max"}, p.fn) && p.x.Info().Type.Storage == formula.Decimal
}

func (b *Batch) prepare() {
	b.atoms = atomsOf(b.request.Plan.Calendar, b.Frames)
	if b.Source.Covers != "" {
		// A plan row stands for its whole period: which days that is, the
		// calendar knows better than the database.
		b.atoms.grain, b.atoms.split = calendar.Day, nil
	}
	b.layouts = map[int]series.Layout{}
	for _, slot := range b.Slots {
		b.layouts[slot] = b.layout(b.request.Plan.Aggregates[slot])
	}
	if b.Strategy == Additive {
		b.rows = b.part(part{fn: "rows"})
	}
	b.result = &series.Table{Layouts: b.layouts, Groups: map[series.Group][]series.Row{}}
	if b.Source.Covers != "" {
		b.result.Share = b.share
	}
	b.found = map[string]map[series.Member]int{}
	for _, d := range b.Dimensions {
		b.found[d.ID] = map[series.Member]int{}
	}
	b.folded = map[string]places{}
}

// layout lists the parts of an aggregate; equal parts are computed once.
func (b *Batch) layout(a *plan.Aggregate) series.Layout {
	l := series.Layout{Rows: b.part(part{fn: "rows", where: a.Where}), All: b.part(part{fn: "rows"}), Combine: series.Add}
	l.Values = l.Rows
	if a.X != nil && b.nullable(a.X) {
		l.Values = b.part(part{fn: "values", x: a.X, where: a.Where})
	}
	switch a.Func {
	case "count":
		l.Number = l.Rows
		return l
	case "sum", "avg":
		l.Number = b.part(part{fn: "sum", x: a.X, where: a.Where})
	case "min":
		l.Number, l.Combine = b.part(part{fn: "min", x: a.X, where: a.Where}), series.Smallest
	case "max":
		l.Number, l.Combine = b.part(part{fn: "max", x: a.X, where: a.Where}), series.Largest
	case "median":
		l.Number, l.Combine = b.part(part{fn: "percentile", x: a.X, p: 0.5, where: a.Where}), series.Read
	default:
		l.Number, l.Combine = b.part(part{fn: a.Func, x: a.X, p: a.P, where: a.Where}), series.Read
	}
	switch storage := a.X.Info().Type.Storage; {
	case a.Func == "count_distinct":
	case storage == formula.Double:
		l.Round = true
	case storage == formula.Decimal && l.Combine != series.Read:
		l.Scale = moneyScale
	}
	return l
}

// moneyScale is the number of units in one: money has four decimals.
const moneyScale = 1e4

func (b *Batch) nullable(x formula.Node) bool {
	if b.request.Nullable == nil {
		return x.Info().Type.Nullable
	}
	return b.request.Nullable(b.Source, x)
}

func (b *Batch) part(p part) int {
	for i, have := range b.parts {
		if have.fn == p.fn && have.p == p.p && formula.Format(have.x) == formula.Format(p.x) && formula.Format(have.where) == formula.Format(p.where) {
			return i
		}
	}
	b.parts = append(b.parts, p)
	return len(b.parts) - 1
}

// share is the part of a plan row's period that falls into a frame, by days.
func (b *Batch) share(start calendar.Date, f calendar.Frame) float64 {
	c := b.request.Plan.Calendar
	p := c.PeriodOf(b.Source.Covers, start)
	from, until := c.Start(p), c.End(p)
	days := min(until, f.Cut) - max(from, f.Start)
	return max(0, float64(days)) / float64(until-from)
}

// Empty reports whether the source has no row at all in f, whatever the
// conditions. Only additive batches know.
func (b *Batch) Empty(f calendar.Frame) bool {
	if b.Strategy != Additive || b.Source.Covers != "" {
		return false
	}
	for _, row := range b.result.Groups[series.Group{}] {
		if row.Start >= f.Start && row.Start < f.Cut && row.Values[b.rows] > 0 {
			return false
		}
	}
	return true
}

// Statement prints the batch's query.
func (b *Batch) Statement(known map[string][]series.Member, joint bool) sql.Statement {
	if b.Strategy == Additive {
		return sql.Print(b.additive(known, joint), sql.DuckDB)
	}
	return sql.Print(b.holistic(known), sql.DuckDB)
}

// Atoms is the number of atoms that the batch's frames span.
func (b *Batch) Atoms() int {
	return len(b.atoms.firstDays(calendar.Frame{Start: b.atoms.from, Cut: b.atoms.until}))
}
