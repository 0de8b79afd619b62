package series

import (
	"math"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// aggregate turns a cell into a value.
func (e *Evaluator) aggregate(a *plan.Aggregate, w window, g Group) Value {
	f, ok := w.moved(e.Plan.Calendar)
	if !ok {
		return none(status.NoPartner)
	}
	f = a.Window(f, e.AsOf)
	if reason := e.unavailable(a, f, g); reason != status.NoReason {
		return none(reason)
	}
	return measure(a, e.Cells.At(a.Slot, f, g))
}

// unavailable says why an aggregate has no value before any row is looked at.
func (e *Evaluator) unavailable(a *plan.Aggregate, f calendar.Frame, g Group) status.Reason {
	if e.Excluded != nil && e.Excluded(a.Source) {
		return status.NoDimension
	}
	if g.Dimension != "" && e.Plan.Dimension(g.Dimension).In[a.Source.ID] == nil {
		return status.NoDimension
	}
	if g.Each > 0 && e.Plan.Eaches[g.Each-1].In(a.Source) == nil {
		return status.NoDimension
	}
	r := e.Range(a)
	if r.Empty || f.Days() <= 0 {
		return status.OutOfRange
	}
	if a.Compares() {
		if _, ok := plan.Before(e.Plan.Calendar, f); !ok {
			return status.NoPartner
		}
	}
	if a.Life != nil {
		return e.unknownLevel(a, f, r)
	}
	return e.outOfRange(a, f, r)
}

func (e *Evaluator) outOfRange(a *plan.Aggregate, f calendar.Frame, r Range) status.Reason {
	through := r.Last
	if e.Told {
		through = max(through, e.AsOf)
	}
	switch {
	case a.Source.Covers != "":
		// A plan row stands for its whole period.
		c := e.Plan.Calendar
		first := c.Start(c.PeriodOf(a.Source.Covers, r.First))
		last := c.End(c.PeriodOf(a.Source.Covers, r.Last))
		if f.Cut <= first || f.Start >= last {
			return status.OutOfRange
		}
	case f.Cut <= r.First || f.Start > through:
		return status.OutOfRange
	}
	return status.NoReason
}

// unknownLevel says why the state on the last day of f is not known. A level
// goes on after the last row of its source.
func (e *Evaluator) unknownLevel(a *plan.Aggregate, f calendar.Frame, r Range) status.Reason {
	switch day := f.Cut - 1; {
	case a.Life.Current && day != e.AsOf:
		return status.AsOfOnly
	case day < r.First && !a.Life.Current:
		return status.OutOfRange
	}
	return status.NoReason
}

// measure applies the rule of empty windows: no row gives a sum and a count of
// 0 and no value else; rows without any amount give no value.
func measure(a *plan.Aggregate, c Cell) Value {
	rows := c.Rows
	// Nothing alive is a state; no row in a period may be a file that is not there.
	v := Value{Rows: &rows, Blank: max(0, c.Rows-c.Values), Empty: c.All == 0 && a.Life == nil}
	switch {
	case a.Func == "count":
		v.Number, v.Blank = c.Rows, 0
		return v
	case a.Entity != nil && a.X == nil, a.Func == "count_distinct":
		v.Number = orZero(c.Number)
		return v
	case c.Rows == 0 && addsUp(a.Func):
		return v
	case c.Rows == 0:
		return none(status.NoData)
	case a.Func == "top_share" && !math.IsNaN(c.Whole):
		c.Number = orZero(c.Number) // nobody has a part of it
		return part(c, v)
	case c.Values == 0 && a.Entity == nil || math.IsNaN(c.Number):
		return none(status.AllMissing)
	case math.IsInf(c.Number, 0):
		return none(status.Domain)
	case a.Func == "avg":
		mean := number(c.Number / c.Values)
		values := c.Values
		mean.Numerator, mean.Denominator, mean.Rows, mean.Blank = &c.Number, &values, v.Rows, v.Blank
		return mean
	}
	v.Number = c.Number
	return v
}

// addsUp reports whether an aggregate over no row is 0.
func addsUp(function string) bool {
	return slices.Contains([]string{"sum", "retained_sum", "lost_sum", "kept_sum"}, function)
}

// part is the number of a cell as a part of its whole.
func part(c Cell, v Value) Value {
	p := operate("/", c.Number, c.Whole)
	if p.OK() {
		p.Numerator, p.Denominator, p.Rows, p.Blank = &c.Number, &c.Whole, v.Rows, v.Blank
	}
	return p
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
