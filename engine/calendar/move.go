package calendar

import "time"

// A shift is a distance in time: months, and days.
type shift struct {
	months int
	days   int
}

// plus adds two distances.
func (s shift) plus(t shift) shift {
	return shift{months: s.months + t.months, days: s.days + t.days}
}

// back moves the date back by the months first, then by the days.
func (d Date) back(s shift) Date { return d.addMonths(-s.months) - Date(s.days) }

// Previous moves a frame back by n times its own length. It is false where
// that begins before the year 1 and for an n outside 0 to 99999. A period goes
// back n periods, a trailing frame n times its units, a free range n times its
// days. A to-date frame goes to the same part of the unit n before: through the
// same month or quarter of it, else through the same month and day of a year
// or as many days of a shorter unit, clamped at its end.
//
// A complete frame stays complete. A running one is cut after as many days of
// its running period as are read, clamped at the end of that period; in a frame
// of years, at the same month and day.
func (c Calendar) Previous(f Frame, n int) (Frame, bool) {
	if n < 0 || n > maxCount {
		return Frame{}, false
	}
	by := f.grain.span(n)
	switch f.kind {
	case trailing:
		by = f.grain.span(n * f.count)
	case free:
		by = shift{days: n * int(f.End-f.Start)}
	}
	// A month has at least 28 days: what is too far by them would overflow.
	if 28*by.months+by.days > int(f.Start-firstDate()) {
		return Frame{}, false
	}
	if f.kind != toDate || f.base != Day {
		return c.moved(f, by).sinceYearOne()
	}
	if f.grain == Year {
		t, _ := f.sameDates(n)
		return t.sinceYearOne()
	}
	return c.sameDays(f, by).sinceYearOne()
}

// LastYear moves a frame to n years ago: a free range by the month and day of
// its first and its last day, every other by the period that it ends with, as
// in YearsBefore. It is false where that has no partner (week 53, 29 February),
// and as in Previous. A running frame is cut as in Previous, a free range at
// the same month and day.
func (c Calendar) LastYear(f Frame, n int) (Frame, bool) {
	if n < 0 || n > maxCount {
		return Frame{}, false
	}
	anchor := f.base
	if f.kind == toDate && f.base == Day {
		anchor = f.grain
	}
	if f.kind == free || f.kind == toDate && f.base == Day && anchor != Week {
		t, ok := f.sameDates(n)
		if !ok {
			return Frame{}, false
		}
		return t.sinceYearOne()
	}
	p := c.PeriodOf(anchor, f.last())
	q, ok := c.YearsBefore(p, n)
	if !ok {
		return Frame{}, false
	}
	if anchor.months() > 0 {
		return c.moved(f, Year.span(n)).sinceYearOne()
	}
	return c.moved(f, shift{days: int(c.Start(p) - c.Start(q))}).sinceYearOne()
}

// moved moves the end of the frame back and counts its start and its cut from
// there. Everything is counted from the original end, so that frames moved by
// once, twice and three times their length have no gap, whatever the clamping.
func (c Calendar) moved(f Frame, by shift) Frame {
	t := f
	end := f.End - Date(by.days)
	months := shift{months: by.months}
	t.Start = end.back(months.plus(f.length()))
	t.End = end.back(months)
	t.Cut = max(t.Start, min(t.End, f.movedCut(by, t.End)))
	t.base = c.movedBase(f, t.End)
	return t
}

// movedBase returns the grain of the period that a frame moved to end on end
// still ends with: three months of a year view, moved once, end with a month
// and no longer with a year.
func (c Calendar) movedBase(f Frame, end Date) Grain {
	for _, g := range []Grain{f.base, f.grain, Month} {
		if g != f.base && g.months() == 0 {
			continue
		}
		if c.End(c.PeriodOf(g, end-1)) == end {
			return g
		}
	}
	return Day
}

// movedCut finds where a frame that now ends on end is cut.
func (f Frame) movedCut(by shift, end Date) Date {
	step := f.runningGrain().months()
	switch {
	case !f.Partial():
		return end
	case f.grain == Year && by.days == 0:
		return (f.Cut - 1).addMonths(-by.months) + 1
	case step == 0:
		return end - (f.End - f.Cut)
	}
	ago := step
	for f.End.addMonths(-ago) > f.Cut {
		ago += step
	}
	origin := f.End - Date(by.days)
	start := origin.addMonths(-ago - by.months)
	next := origin.addMonths(step - ago - by.months)
	return min(next, start+f.Cut-f.End.addMonths(-ago))
}

// sameDates moves first day, last day and cut to the same month and day n
// years ago. It is false when the first or the last is a 29 February without
// partner; the frame then has the 28th.
func (f Frame) sameDates(n int) (Frame, bool) {
	t := f
	start, hasStart := f.Start.sameDate(n)
	last, hasLast := f.last().sameDate(n)
	cut, _ := (f.Cut - 1).sameDate(n)
	t.Start, t.End = start, last+1
	t.Cut = max(t.Start, min(t.End, cut+1))
	return t, hasStart && hasLast
}

// sameDays moves a to-date frame to the first days of an earlier unit, as many
// as it has.
func (c Calendar) sameDays(f Frame, by shift) Frame {
	t := f
	t.Start = f.Start.back(by)
	t.End = min(t.Start+f.End-f.Start, c.End(c.PeriodOf(f.grain, t.Start)))
	t.Cut = min(t.Start+f.Cut-f.Start, t.End)
	return t
}

// length is the distance from the frame's end back to its start.
func (f Frame) length() shift {
	switch f.kind {
	case period:
		return f.grain.span(1)
	case trailing:
		return f.grain.span(f.count)
	case toDate:
		if f.base.months() > 0 {
			return shift{months: f.End.monthIndex() - f.Start.monthIndex()}
		}
	}
	return shift{days: int(f.End - f.Start)}
}

// runningGrain is the grain of the period whose days are counted when the
// frame is cut: of the view, where the frame's units are longer.
func (f Frame) runningGrain() Grain {
	if f.base.months() > 0 && f.base.FinerThan(f.grain) {
		return f.base
	}
	return f.grain
}

// sinceYearOne returns the frame, and false when it begins before the year 1,
// which no database and no reader expects.
func (f Frame) sinceYearOne() (Frame, bool) {
	if f.Start < firstDate() {
		return Frame{}, false
	}
	return f, true
}

func firstDate() Date { return NewDate(1, time.January, 1) }
