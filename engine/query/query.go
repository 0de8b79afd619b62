// Package query turns the aggregates that a plan needs into SELECT statements,
// one for what shares source, clock and strategy, and reads the results back
// into cells.
package query

import (
	"fmt"
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
	Plan *plan.Plan
	AsOf calendar.Date
	// Reported is the frame that decides which members are the largest.
	Reported calendar.Frame
	// Filters hold a further condition for each source; a source without one
	// is left out where Filtered.
	Filters  map[string]formula.Node
	Filtered bool
	// Nullable says whether a formula over the rows of a source may be missing,
	// as the data show; nil goes by the types.
	Nullable func(*plan.Source, formula.Node) bool

	frames map[want][]calendar.Frame
	asked  map[asked]bool
}

// A want is an aggregate for all rows or by a dimension, and member by member
// of an Each.
type want struct {
	slot, each int
	dimension  string
}

type asked struct {
	want
	frame calendar.Frame
}

// Need adds an aggregate in a frame: for all rows, where dimension is "", or by
// that dimension.
func (r *Request) Need(dimension string, n series.Need) {
	if r.frames == nil {
		r.frames, r.asked = map[want][]calendar.Frame{}, map[asked]bool{}
	}
	if n.Total {
		dimension = ""
	}
	a := r.Plan.Aggregates[n.Slot]
	f := a.Window(n.Frame, r.AsOf)
	key := asked{want{n.Slot, n.Each, dimension}, f}
	if f.Days() <= 0 || r.asked[key] {
		return
	}
	if a.Compares() {
		if _, ok := plan.Before(r.Plan.Calendar, f); !ok {
			return
		}
	}
	r.asked[key] = true
	r.frames[key.want] = append(r.frames[key.want], f)
}

// A Strategy is a way to compute aggregates in windows.
type Strategy string

// The strategies.
const (
	// Additive aggregates are computed once for each atom of time and combined.
	Additive Strategy = "additive"
	// Changes are what begins and ends in each atom; a level is their sum so far.
	Changes Strategy = "changes"
	// Holistic aggregates are computed for each window from its atoms' rows.
	Holistic Strategy = "holistic"
	// Distinct entities are told apart once, each with the atoms that it is seen
	// in; from these every window is counted.
	Distinct Strategy = "distinct"
	// Windows are for what differs from window to window: each row meets each
	// window that it belongs to.
	Windows Strategy = "windows"
	// Entities are looked at one by one in a window and in the one before.
	Entities Strategy = "entities"
)

// combines reports whether atoms make the windows of a strategy. Its batches
// also find the members that the others show.
func (s Strategy) combines() bool { return s == Additive || s == Changes }

// strategyOf decides how an aggregate is computed by a dimension, which may be
// nil, for the members of an Each where there is one.
func strategyOf(a *plan.Aggregate, d *plan.Dimension, each int) Strategy {
	additive := slices.Contains([]string{"sum", "count", "avg", "min", "max"}, a.Func)
	switch {
	case a.Life == nil && a.Entity != nil && a.X == nil:
		return Distinct
	case a.Entity != nil:
		return Entities
	case each > 0, d != nil && formula.HasEdge(d.In[a.Source.ID]):
		return Windows
	case a.Life != nil && changes(a):
		return Changes
	case a.Life != nil, formula.HasEdge(a.X), formula.HasEdge(a.Where):
		return Windows
	case additive:
		return Additive
	case a.Func == "count_distinct":
		return Distinct
	}
	return Holistic
}

// A Batch is one statement: aggregates of one source on one clock by one
// strategy.
type Batch struct {
	Source     *plan.Source
	Clock      formula.Node // nil where Life is set
	Life       *plan.Life
	Strategy   Strategy
	Slots      []int
	Dimensions []*plan.Dimension
	Frames     []calendar.Frame

	entity  formula.Node // of Entities and Distinct: who is looked at
	each    int          // 1 + the slot of the plan's Each; 0 is none
	request *Request
	has     map[calendar.Frame]bool
	atoms   atoms
	layouts map[int]series.Layout
	parts   []part
	rows    int // the part that counts all rows; batches that combine have it
	result  *series.Table
	found   map[string]map[series.Member]int // by dimension: the members with their places
	folded  map[string]places                // by dimension
}

// Build lists the statements that answer the request. Those that combine come
// first: they also find the members that the others show.
func Build(r *Request) []*Batch {
	var first, rest []*Batch
	for _, b := range batches(r) {
		if b.Strategy.combines() {
			first = append(first, b)
		} else {
			rest = append(rest, b)
		}
	}
	for _, b := range rest {
		if d := b.discovery(first); d != nil {
			first = append(first, d)
		}
	}
	out := append(first, rest...)
	for _, b := range out {
		b.prepare()
	}
	return out
}

// discovery returns a batch that only finds the members of b's dimensions, by
// their number of rows, where no batch finds them in b's windows. A dimension
// that differs from window to window has bands, which are known.
func (b *Batch) discovery(first []*Batch) *Batch {
	d := &Batch{Source: b.Source, Clock: b.Clock, Life: b.Life, Strategy: Additive, request: b.request, has: map[calendar.Frame]bool{}}
	if b.Life != nil {
		d.Strategy = Changes
	}
	for _, f := range b.looked() {
		d.frame(f)
	}
	for _, dimension := range b.Dimensions {
		if !formula.HasEdge(dimension.In[b.Source.ID]) && !slices.ContainsFunc(first, func(a *Batch) bool { return a.finds(dimension, d) }) {
			d.Dimensions = append(d.Dimensions, dimension)
		}
	}
	if len(d.Dimensions) == 0 {
		return nil
	}
	d.part(part{fn: "rows"})
	return d
}

// looked lists the frames whose rows b reads.
func (b *Batch) looked() []calendar.Frame {
	compares := func(slot int) bool { return b.request.Plan.Aggregates[slot].Compares() }
	if !slices.ContainsFunc(b.Slots, compares) {
		return b.Frames
	}
	out := slices.Clone(b.Frames)
	for _, f := range b.Frames {
		if before, ok := plan.Before(b.request.Plan.Calendar, f); ok {
			out = append(out, before)
		}
	}
	return out
}

// finds reports whether b meets every row that other groups by the dimension.
func (b *Batch) finds(dimension *plan.Dimension, other *Batch) bool {
	return b.timeKey() == other.timeKey() && slices.Contains(b.Dimensions, dimension) &&
		!slices.ContainsFunc(other.Frames, func(f calendar.Frame) bool { return !b.has[f] })
}

// timeKey tells the source and what decides when its rows count.
func (b *Batch) timeKey() string {
	return b.Source.ID + "\x00" + formula.Format(b.Clock) + "\x00" + b.Life.Key()
}

// batchKey tells batches apart. Those that do not combine stand apart by
// dimension from those of all rows, because they need fewer windows.
type batchKey struct {
	time, entity string
	strategy     Strategy
	by           bool
	each         int
}

func batches(r *Request) []*Batch {
	var order []batchKey
	found := map[batchKey]*Batch{}
	get := func(k batchKey, b *Batch) *Batch {
		if found[k] == nil {
			found[k] = b
			order = append(order, k)
		}
		return found[k]
	}
	// The rows behind distinct entities add up: an additive statement counts them.
	support := func(w want, d *plan.Dimension) {
		a := r.Plan.Aggregates[w.slot]
		b := &Batch{Source: a.Source, Clock: a.Clock, Strategy: Additive, request: r, has: map[calendar.Frame]bool{}}
		get(batchKey{time: b.timeKey(), strategy: Additive}, b).add(w.slot, d, r.frames[w])
	}
	add := func(w want, d *plan.Dimension) {
		a := r.Plan.Aggregates[w.slot]
		b := &Batch{Source: a.Source, Clock: a.Clock, Life: a.Life, Strategy: strategyOf(a, d, w.each), each: w.each, request: r, has: map[calendar.Frame]bool{}}
		switch b.Strategy {
		case Entities:
			b.entity = a.Entity
		case Distinct:
			b.entity = seen(a)
		}
		k := batchKey{b.timeKey(), formula.Format(b.entity), b.Strategy, d != nil && !b.Strategy.combines(), w.each}
		get(k, b).add(w.slot, d, r.frames[w])
		if b.Strategy == Distinct {
			support(w, d)
		}
	}
	for slot, a := range r.Plan.Aggregates {
		if r.Filtered && r.Filters[a.Source.ID] == nil {
			continue
		}
		for each := range len(r.Plan.Eaches) + 1 {
			if w := (want{slot, each, ""}); len(r.frames[w]) > 0 {
				add(w, nil)
			}
			for _, d := range r.Plan.Dimensions {
				if w := (want{slot, each, d.ID}); len(r.frames[w]) > 0 && d.In[a.Source.ID] != nil {
					add(w, d)
				}
			}
		}
	}
	out := make([]*Batch, len(order))
	for i, k := range order {
		out[i] = found[k]
	}
	return out
}

func (b *Batch) add(slot int, d *plan.Dimension, frames []calendar.Frame) {
	if !slices.Contains(b.Slots, slot) {
		b.Slots = append(b.Slots, slot)
	}
	if d != nil && !slices.Contains(b.Dimensions, d) {
		b.Dimensions = append(b.Dimensions, d)
	}
	for _, f := range frames {
		b.frame(f)
	}
}

func (b *Batch) frame(f calendar.Frame) {
	if !b.has[f] {
		b.has[f] = true
		b.Frames = append(b.Frames, f)
	}
}

// A part is one number that a statement computes for each group: a count of
// rows or of values, a sum, an extreme, or a holistic aggregate.
type part struct {
	fn    string // rows values sum min max or the aggregate's own name
	x     formula.Node
	p     float64
	where formula.Node
	// Of Entities: what is added up over which entities, and how many are the top.
	over string
	n    int
}

func (p part) key() string {
	return fmt.Sprintf("%s\x00%s\x00%v\x00%s\x00%s\x00%d", p.fn, formula.Format(p.x), p.p, formula.Format(p.where), p.over, p.n)
}

// isMoney reports whether the part is an amount of money, exact to its last
// decimal. A percentile may lie between two amounts.
func (p part) isMoney() bool {
	return slices.Contains([]string{"sum", "min", "max", partOf, wholeOf}, p.fn) && p.x != nil && p.x.Info().Type.Storage == formula.Decimal
}

func (b *Batch) prepare() {
	b.atoms = atomsOf(b.request.Plan.Calendar, b.looked())
	if b.Source.Covers != "" {
		// A plan row stands for its whole period: which days that is, the
		// calendar knows better than the database.
		b.atoms.grain, b.atoms.split = calendar.Day, nil
	}
	b.layouts = map[int]series.Layout{}
	for _, slot := range b.Slots {
		b.layouts[slot] = b.layout(b.request.Plan.Aggregates[slot])
	}
	if b.Strategy.combines() {
		b.rows = b.part(part{fn: "rows"})
	}
	b.result = &series.Table{Layouts: b.layouts, Groups: map[series.Group][]series.Row{}, Level: b.Strategy == Changes}
	if b.each > 0 {
		b.result.Each = map[series.EachKey]map[string]series.Row{}
	}
	if b.Source.Covers != "" && b.Strategy == Additive {
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
	switch {
	case b.Strategy == Entities:
		return b.entityLayout(a)
	case b.Strategy == Distinct:
		return series.Layout{Rows: -1, Values: -1, All: -1, Whole: -1, Number: b.part(part{fn: a.Func, x: b.entity, where: a.Where}), Combine: series.Read}
	}
	l := series.Layout{Rows: b.part(part{fn: "rows", where: a.Where}), All: b.part(part{fn: "rows", where: b.filter(a)}), Combine: series.Add, Whole: -1}
	x := a.X
	if x == nil {
		x = a.Entity
	}
	if day := ageFrom(a); day != nil && b.Strategy == Changes {
		x, l.Ends = day, true
	}
	l.Values = l.Rows
	if x != nil && b.nullable(x) {
		l.Values = b.part(part{fn: "values", x: x, where: a.Where})
	}
	switch a.Func {
	case "count":
		l.Number = l.Rows
	case "count_distinct", "new_count", "retained_count", "returned_count", "lost_count":
		if b.Strategy == Additive {
			l.Number = -1
			return l
		}
		l.Number = b.part(part{fn: a.Func, x: x, where: a.Where})
	case "sum", "avg":
		l.Number = b.part(part{fn: "sum", x: x, where: a.Where})
	case "min":
		l.Number, l.Combine = b.part(part{fn: "min", x: x, where: a.Where}), series.Smallest
	case "max":
		l.Number, l.Combine = b.part(part{fn: "max", x: x, where: a.Where}), series.Largest
	case "median":
		l.Number = b.part(part{fn: "percentile", x: x, p: 0.5, where: a.Where})
	default:
		l.Number = b.part(part{fn: a.Func, x: x, p: a.P, where: a.Where})
	}
	b.precision(&l, a)
	return l
}

// filter is the condition of the rows that make a member of an Each one.
func (b *Batch) filter(a *plan.Aggregate) formula.Node {
	if b.each > 0 {
		return a.Filter
	}
	return nil
}

// precision says how exact the number of an aggregate is, and whether atoms
// make it.
func (b *Batch) precision(l *series.Layout, a *plan.Aggregate) {
	if !b.Strategy.combines() {
		l.Combine = series.Read
	}
	if a.X == nil || a.Func == "count_distinct" {
		return
	}
	l.Round = a.X.Info().Type.Storage == formula.Double || b.Source.Covers != "" && !b.Strategy.combines()
	if b.parts[l.Number].isMoney() {
		l.Scale = moneyScale
	}
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
		if have.key() == p.key() {
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
// conditions. Only additive batches that read f know.
func (b *Batch) Empty(f calendar.Frame) bool {
	if b.Strategy != Additive || b.Source.Covers != "" || !b.has[f] {
		return false
	}
	for _, row := range b.result.Groups[series.Group{}] {
		if row.Start >= f.Start && row.Start < f.Cut && row.Values[b.rows] > 0 {
			return false
		}
	}
	return true
}

// Select returns the batch's query. Members that are known already are those
// that it shows. With joint an additive batch groups the rows once by all of its
// dimensions.
func (b *Batch) Select(known map[string][]series.Member, joint bool) *sql.Select {
	switch b.Strategy {
	case Additive, Changes:
		return b.additive(known, joint)
	case Holistic:
		return b.holistic(known)
	case Windows:
		return b.windowed(known)
	case Distinct:
		return b.distinct(known)
	case Entities:
		return b.entities(known)
	}
	panic("query: unknown strategy " + string(b.Strategy))
}

// Atoms is the number of atoms that the batch's frames span.
func (b *Batch) Atoms() int {
	return len(b.atoms.firstDays(calendar.Frame{Start: b.atoms.from, Cut: b.atoms.until}))
}
