package engine

import (
	"context"
	"fmt"
	"math"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/series"
)

// A RowSink takes the rows behind a value as they come.
type RowSink struct {
	// Begin is told the columns and the files that were read, before any row.
	Begin func(columns, files []string) error
	// Row is given a cell for each column. The slice is used again.
	Row func(cells []Cell) error
}

// Listed says how many rows of an aggregate in a window a sink took. The rows of
// all members of sum_each and its like are counted together.
type Listed struct {
	Aggregate *plan.Aggregate
	Name      string // of the aggregate, as the rows have it
	Window    string
	Side      string // "now", or "before" for the window before; "" where only one is read
	Rows      int
	// Sum adds up the values, each times its share; nil where they are nothing
	// that adds up.
	Sum    *float64
	Shares bool // the share of some rows is not 1
	// Missing says, in words, why the aggregate has neither value nor rows.
	Missing string
}

// A listing is an aggregate with all windows that the KPI reads it in.
type listing struct {
	*query.Listing
	slot, each int
	total      bool
	label      string
	windows    []*window
}

// A window is one of them, with what was written of it.
type window struct {
	frame       calendar.Frame
	label       string
	missing     string
	now, before adder
}

// list hands the rows of all aggregates of the KPI to the sink.
func (r *run) list(ctx context.Context, e *series.Evaluator) ([]Listed, error) {
	sink := r.options.question.Rows
	if sink == nil {
		return nil, nil
	}
	all := r.listings(e)
	s := r.newSheet(all)
	if err := sink.Begin(s.columns(), r.files()); err != nil {
		return nil, err
	}
	var out []Listed
	for _, l := range all {
		if err := r.write(ctx, l, s); err != nil {
			return nil, err
		}
		out = append(out, l.listed()...)
	}
	return out, nil
}

// listings lists the aggregates of the KPI with their windows, in the order of
// the formula.
func (r *run) listings(e *series.Evaluator) []*listing {
	var out []*listing
	r.needs(func(n series.Need) {
		at := slices.IndexFunc(out, func(l *listing) bool { return l.slot == n.Slot && l.each == n.Each && l.total == n.Total })
		if at < 0 {
			at = len(out)
			out = append(out, &listing{slot: n.Slot, each: n.Each, total: n.Total})
		}
		out[at].add(r.window(e, n))
	})
	names, q := r.labels(out), r.request()
	for i, l := range out {
		l.label = names[i]
		l.Listing = q.Listing(query.Listing{
			Aggregate: r.Plan.Aggregates[l.slot], Frames: l.frames(), Each: l.each, Dimension: r.kept(l), Member: r.options.question.member(),
		})
	}
	shareColumns(out)
	return out
}

// shareColumns shows of all rows of a source what any aggregate reads: an empty
// cell is a missing value, and not one that nobody has looked at.
func shareColumns(all []*listing) {
	for _, l := range all {
		for _, other := range all {
			if other.Aggregate.Source == l.Aggregate.Source {
				l.Shown = append(l.Shown, other.Formulas()...)
			}
		}
	}
}

// kept is the dimension whose member the rows are of; nil is all rows.
func (r *run) kept(l *listing) *plan.Dimension {
	if l.total {
		return nil
	}
	return r.Plan.Dimension(r.options.question.Dimension)
}

// window is the one that a need reads, as the rows name it, with the reason why
// there are none.
func (r *run) window(e *series.Evaluator, n series.Need) *window {
	c, a := r.Plan.Calendar, r.Plan.Aggregates[n.Slot]
	w := &window{frame: a.Window(n.Frame, r.view.AsOf), label: c.FrameLabel(n.Frame)}
	if w.frame.Partial() {
		w.label += " up to " + (w.frame.Cut - 1).String()
	}
	v := e.Evaluate(&formula.Aggregate{Slot: n.Slot}, n.Frame, r.options.question.group(n))
	if !v.Reason.OfRows() {
		w.missing = v.Reason.Words()
	}
	return w
}

// add adds a window that is not there yet. Those of one name have the same rows.
func (l *listing) add(w *window) {
	if !slices.ContainsFunc(l.windows, func(have *window) bool { return have.label == w.label }) {
		l.windows = append(l.windows, w)
	}
}

// frames are the windows that rows are read in.
func (l *listing) frames() []calendar.Frame {
	var out []calendar.Frame
	for _, w := range l.windows {
		if w.missing == "" {
			out = append(out, w.frame)
		}
	}
	return out
}

// labels names the listings: as the formula is written, in full where that would
// be the same text for different rows, and with the clock where they differ in
// nothing else.
func (r *run) labels(all []*listing) []string {
	written := map[int]string{}
	r.Plan.EachLeaf(r.Plan.Numbers[r.options.question.KPI].Formula, func(n *formula.Aggregate) {
		if written[n.Slot] == "" {
			written[n.Slot] = formula.Written(n)
		}
	})
	var out []string
	for _, name := range []func(*plan.Aggregate) string{
		func(a *plan.Aggregate) string { return written[a.Slot] }, inFull, timed,
	} {
		out = nil
		for _, l := range all {
			out = append(out, r.ofRows(l, name(r.Plan.Aggregates[l.slot])))
		}
		if distinct(out) {
			return out
		}
	}
	for i := range out {
		out[i] = fmt.Sprintf("%s (%d)", out[i], i+1)
	}
	return out
}

func distinct(names []string) bool {
	return len(slices.Compact(slices.Sorted(slices.Values(names)))) == len(names)
}

func inFull(a *plan.Aggregate) string {
	return formula.Format(&formula.Aggregate{Func: a.Func, Source: a.Source.ID, X: a.X, Entity: a.Entity, P: a.P, N: a.N, Where: a.Where})
}

func timed(a *plan.Aggregate) string {
	if a.Life != nil {
		return inFull(a) + " at the end"
	}
	return inFull(a) + " by " + formula.Format(a.Clock)
}

// ofRows says of whose rows the aggregate is.
func (r *run) ofRows(l *listing, text string) string {
	if l.each > 0 {
		e := r.Plan.Eaches[l.each-1]
		member := formula.Format(e.Per)
		if e.Dimension != nil {
			member = e.Dimension.ID
		}
		text += " for each " + member
	}
	if l.total {
		text = "total(" + text + ")"
	}
	return text
}

// write hands the rows of one aggregate to the sink.
func (r *run) write(ctx context.Context, l *listing, s *sheet) error {
	if len(l.Frames) == 0 {
		return nil
	}
	r.progress("write rows of " + l.Aggregate.Source.ID)
	s.turnTo(l)
	windows := map[calendar.Frame]*window{}
	for _, w := range l.windows {
		windows[w.frame] = w
	}
	statement := l.Statement()
	// What the sink says is not about the database.
	var refused error
	err := r.data.DB.Stream(ctx, statement.Text, statement.Args, func(values []any) error {
		line, err := l.Decode(values)
		if err != nil {
			return err
		}
		w := windows[line.Frame]
		w.count(line)
		refused = r.options.question.Rows.Row(s.row(l, w, line))
		return refused
	})
	if refused != nil {
		return refused
	}
	if err != nil {
		return fmt.Errorf("list the rows of source %q: %w", l.Aggregate.Source.ID, err)
	}
	return nil
}

// count adds a line to what was written.
func (w *window) count(line query.Line) {
	t := &w.now
	if line.Before {
		t = &w.before
	}
	t.rows++
	if v, ok := asFloat(line.Value); ok {
		t.add(v * line.Share)
	}
}

// listed says what was written.
func (l *listing) listed() []Listed {
	var out []Listed
	for _, w := range l.windows {
		entry := Listed{Aggregate: l.Aggregate, Name: l.label, Window: w.label, Shares: l.Shares(), Missing: w.missing}
		if w.missing == "" && l.Aggregate.Compares() {
			before := entry
			before.Side = sideBefore
			out = append(out, l.counted(before, w.before))
			entry.Side = sideNow
		}
		out = append(out, l.counted(entry, w.now))
	}
	return out
}

func (l *listing) counted(entry Listed, t adder) Listed {
	entry.Rows = t.rows
	if entry.Missing == "" && addsUp(l.Aggregate) {
		sum := t.sum + t.lost
		entry.Sum = &sum
	}
	return entry
}

// addsUp reports whether the values of rows mean something together: who is
// counted does not.
func addsUp(a *plan.Aggregate) bool {
	return a.Func == "count" || a.X != nil && a.Func != "count_distinct"
}

// An adder counts rows and adds up what they bring in.
type adder struct {
	rows      int
	sum, lost float64
}

// add keeps what rounding loses: sums of millions of cents stay exact to the
// cent.
func (t *adder) add(v float64) {
	sum := t.sum + v
	if math.Abs(t.sum) >= math.Abs(v) {
		t.lost += t.sum - sum + v
	} else {
		t.lost += v - sum + t.sum
	}
	t.sum = sum
}
