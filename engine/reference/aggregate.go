package reference

import (
	"math"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// A span is the days that the rows of a source cover.
type span struct {
	first, last calendar.Date
	found       bool
}

func (s span) with(d calendar.Date) span {
	if !s.found {
		return span{d, d, true}
	}
	return span{min(s.first, d), max(s.last, d), true}
}

// aggregate computes an aggregate of the plan.
func (e *Evaluator) aggregate(a *plan.Aggregate, s scope) Value {
	f, ok := s.window.read(e.Plan.Calendar)
	if !ok {
		return none(status.NoPartner)
	}
	if reason := e.unavailable(a, f, s); reason != status.NoReason {
		return none(reason)
	}
	switch {
	case customers[a.Func] != nil:
		return e.customers(a, f, s)
	case a.Func == "top_share":
		return e.topShare(a, e.rowsOf(a, f, s))
	case a.Source.Covers != "":
		return e.planned(a, f, s)
	}
	return e.reduceRows(a, e.rowsOf(a, f, s))
}

// unavailable says why an aggregate has no value before any row is looked at.
func (e *Evaluator) unavailable(a *plan.Aggregate, f calendar.Frame, s scope) status.Reason {
	if e.Filtered && e.Filters[a.Source.ID] == nil {
		return status.NoDimension
	}
	for _, r := range s.only {
		if r.of(a.Source) == nil {
			return status.NoDimension
		}
	}
	switch {
	case f.Days() <= 0, a.Life != nil && f.Start > e.AsOf:
		return status.OutOfRange
	case a.Life != nil && a.Life.Current && e.levelDay(f) != e.AsOf:
		return status.AsOfOnly
	case !e.covers(a, f):
		return status.OutOfRange
	}
	return status.NoReason
}

// covers reports whether a frame touches the days that an aggregate's source
// covers.
func (e *Evaluator) covers(a *plan.Aggregate, f calendar.Frame) bool {
	if a.Life != nil && a.Life.Current {
		return true
	}
	r := e.spanOf(a)
	if !r.found {
		return false
	}
	if a.Life != nil {
		// What is alive stays so, until a row says otherwise.
		return e.levelDay(f) >= r.first
	}
	if e.Told {
		r.last = max(r.last, e.AsOf)
	}
	if a.Source.Covers != "" {
		whole := e.spanOf(a)
		r.first, _ = e.planPeriod(a, whole.first)
		_, after := e.planPeriod(a, whole.last)
		r.last = after - 1
	}
	return f.Cut > r.first && f.Start <= r.last
}

// spanOf is the first and the last day on which a row counts, or begins to. A
// source goes on as long as its own clock does.
func (e *Evaluator) spanOf(a *plan.Aggregate) span {
	key := timing{a.Source, a.Clock, a.Life}
	if s, ok := e.memo.ranges[key]; ok {
		return s
	}
	begins := a.Clock
	if a.Life != nil {
		begins = a.Life.From
	}
	var s span
	for _, row := range e.Tables[a.Source.ID] {
		if v := e.fixed(begins, place{source: a.Source, row: row}); v != nil {
			s = s.with(e.day(v))
		}
	}
	if a.Source.Clock != nil && s.found {
		for _, row := range e.Tables[a.Source.ID] {
			if v := e.fixed(a.Source.Clock, place{source: a.Source, row: row}); v != nil {
				s.last = max(s.last, e.day(v))
			}
		}
	}
	e.memo.ranges[key] = s
	return s
}

// rowsOf are the rows that an aggregate reads in a frame.
func (e *Evaluator) rowsOf(a *plan.Aggregate, f calendar.Frame, s scope) []place {
	return e.keep(e.counted(a, f), a, s)
}

// keep leaves the rows that meet the condition, the filter and the group.
func (e *Evaluator) keep(rows []place, a *plan.Aggregate, s scope) []place {
	var out []place
	for _, p := range rows {
		if e.belongs(p, s) && (a.Where == nil || e.fixed(a.Where, p) == true) {
			out = append(out, p)
		}
	}
	return out
}

// belongs reports whether a row meets the filter and belongs to the members.
func (e *Evaluator) belongs(p place, s scope) bool {
	if filter := e.Filters[p.source.ID]; filter != nil && e.fixed(filter, p) != true {
		return false
	}
	for _, r := range s.only {
		text, given := e.memberText(r.of(p.source), r.grouping, p)
		if !r.accepts(text, given) {
			return false
		}
	}
	return true
}

// counted are the rows that count in a frame, whatever they hold.
func (e *Evaluator) counted(a *plan.Aggregate, f calendar.Frame) []place {
	if a.Life != nil {
		return e.alive(a, f, e.levelDay(f))
	}
	var out []place
	for _, row := range e.Tables[a.Source.ID] {
		p := place{source: a.Source, row: row, frame: f}
		if v := e.fixed(a.Clock, p); v != nil && e.shareOf(a, e.day(v), f) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// shareOf is the part of a row that falls into a frame: a plan row stands for
// all days of its period.
func (e *Evaluator) shareOf(a *plan.Aggregate, d calendar.Date, f calendar.Frame) float64 {
	if a.Source.Covers == "" {
		if f.Start <= d && d < f.Cut {
			return 1
		}
		return 0
	}
	from, until := e.planPeriod(a, d)
	days := 0
	for d := from; d < until; d++ {
		if f.Start <= d && d < f.Cut {
			days++
		}
	}
	return float64(days) / float64(until-from)
}

func (e *Evaluator) planPeriod(a *plan.Aggregate, d calendar.Date) (from, until calendar.Date) {
	c := e.Plan.Calendar
	p := c.PeriodOf(a.Source.Covers, d)
	return c.Start(p), c.End(p)
}

// planned is the sum of a plan, each row by its part in the frame.
func (e *Evaluator) planned(a *plan.Aggregate, f calendar.Frame, s scope) Value {
	rows := e.rowsOf(a, f, s)
	total, weight, values := 0.0, 0.0, 0
	for _, p := range rows {
		if v := e.fixed(a.X, p); v != nil {
			x := float(v) * e.shareOf(a, e.day(e.fixed(a.Clock, p)), f)
			total, weight, values = total+x, weight+math.Abs(x), values+1
		}
	}
	if len(rows) > 0 && values == 0 {
		return none(status.AllMissing)
	}
	slack := 1e-12 * weight
	switch a.X.Info().Type.Storage {
	case formula.Double:
		slack = tenDigits * weight
	case formula.Decimal:
		// A part of an amount may be rounded to an amount.
		slack += 5e-5
	}
	return about(total, slack)
}

// LastDay is the last day in the clocks of all sources that are no plan: the
// as-of where none is told. It is false where no row has a date.
func LastDay(p *plan.Plan, t Tables) (calendar.Date, bool) {
	e := New(p, t)
	var s span
	for _, source := range p.Sources {
		for _, row := range t[source.ID] {
			if source.Clock == nil || source.Spec.Plan {
				continue
			}
			if v := e.fixed(source.Clock, place{source: source, row: row}); v != nil {
				s = s.with(e.day(v))
			}
		}
	}
	return s.last, s.found
}
