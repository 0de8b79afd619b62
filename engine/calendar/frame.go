package calendar

import "fmt"

// A Frame is the stretch of time that a measure is computed in, together with
// how it was made, so that it can be moved. Days from Start up to, but not
// including, Cut are read. Frames that read the same days for the same reason
// are equal, so a frame can be the key of a map. A literal with only Start,
// End and Cut is a free range.
type Frame struct {
	Start Date // first day
	End   Date // the day after the last one
	Cut   Date // the first day that is not read: End, or earlier while the frame is running

	kind  kind
	grain Grain // the unit of a period, trailing or to-date frame
	count int   // how many units a trailing frame has
	base  Grain // the period that the frame ends with; Day or empty when it may end on any day
	ahead int   // how many days before Start reading ends, in a frame that has not begun
}

// A kind is how a frame was made.
type kind uint8

const (
	free     kind = iota // from one day to another
	period               // one period, also the whole period around another frame
	trailing             // the last units up to a day
	toDate               // from the start of a unit to a day inside it
)

// PeriodFrame returns the frame of a period, cut after asOf.
func (c Calendar) PeriodFrame(p Period, asOf Date) Frame {
	f := Frame{Start: c.Start(p), End: c.End(p), kind: period, grain: p.Grain, base: p.Grain}
	return f.cutAt(asOf + 1)
}

// RangeFrame returns the frame from start up to, but not including, end, cut
// after asOf.
func (c Calendar) RangeFrame(start, end, asOf Date) Frame {
	return Frame{Start: start, End: end}.cutAt(asOf + 1)
}

// Partial reports whether the frame is still running: it has days that are not
// read.
func (f Frame) Partial() bool { return f.Cut < f.End }

// Days is how many days of the frame are read.
func (f Frame) Days() int { return int(f.Cut - f.Start) }

// Grain is that of the periods that the frame is made of; "" of a free range.
func (f Frame) Grain() Grain { return f.grain }

// Uncut returns the same frame with every day read, also those after as-of.
func (f Frame) Uncut() Frame { return f.cutAt(f.End) }

// Trailing returns the n units of grain g that end where f ends, cut where f is
// cut. A unit that does not begin with a period of g begins on the same day of
// an earlier month, or on the last day of a shorter one. n is at least 1.
func (c Calendar) Trailing(f Frame, n int, g Grain) Frame {
	t := Frame{End: f.End, kind: trailing, grain: g, count: n, base: f.base}
	if _, _, day := f.End.Civil(); day == 1 && g.months() > 0 && f.endsOnAnyDay() {
		t.base = Month
	}
	t.Start = f.End.back(g.span(n))
	return t.cutAt(f.limit())
}

// ToDate returns the frame from the start of the period of grain g that
// contains the last day of f up to the end of f, cut where f is cut.
func (c Calendar) ToDate(f Frame, g Grain) Frame {
	around := c.PeriodOf(g, f.last())
	t := Frame{Start: c.Start(around), End: f.End, kind: toDate, grain: g, base: Day}
	if f.base.months() > 0 && g.months() > 0 || f.base == g {
		t.base = f.base
	}
	if (t.base != Day || g == Day) && t.End == c.End(around) {
		t.kind, t.base = period, g
	}
	return t.cutAt(f.limit())
}

// Whole returns the entire period of grain g that contains the last day of f.
// It is not cut, so that plan rows of the future count.
func (c Calendar) Whole(f Frame, g Grain) Frame {
	p := c.PeriodOf(g, f.last())
	return c.PeriodFrame(p, c.End(p))
}

// CutAfter returns f without the days after asOf, as if it was running then.
func (f Frame) CutAfter(asOf Date) Frame {
	if f.Cut <= asOf+1 {
		return f
	}
	return f.cutAt(asOf + 1)
}

// Split cuts f into the periods of grain g that it holds, each cut where f is
// cut. A period that f holds a part of is a free range. Periods of which no day
// is read are left out.
func (c Calendar) Split(f Frame, g Grain) []Frame {
	if f.Days() <= 0 {
		return nil
	}
	var out []Frame
	for p := c.PeriodOf(g, f.Start); c.Start(p) < f.Cut; p = p.Add(1) {
		part := c.PeriodFrame(p, f.Cut-1)
		if c.Start(p) < f.Start || c.End(p) > f.End {
			part = c.RangeFrame(max(f.Start, c.Start(p)), min(f.End, c.End(p)), f.Cut-1)
		}
		out = append(out, part)
	}
	return out
}

// FrameLabel names a frame: a period by its label, a trailing frame as
// "12 months to 2026-09", every other by its first and last period or day,
// 2026-01..2026-09 or 2017-03-01..2017-12-31.
func (c Calendar) FrameLabel(f Frame) string {
	switch f.kind {
	case period:
		return c.Label(c.PeriodOf(f.grain, f.Start))
	case trailing:
		unit := string(f.grain)
		if f.count != 1 {
			unit = f.grain.Plural()
		}
		return fmt.Sprintf("%d %s to %s", f.count, unit, c.dayLabel(f.endGrain(), f.last()))
	case toDate:
		first, last := c.dayLabel(f.base, f.Start), c.dayLabel(f.base, f.last())
		if first == last {
			return first
		}
		return first + ".." + last
	}
	return f.Start.String() + ".." + f.last().String()
}

// dayLabel names the period of grain g that contains d. Without a grain it is
// the day.
func (c Calendar) dayLabel(g Grain, d Date) string { return c.Label(c.PeriodOf(g, d)) }

// last is the last day of the frame, read or not.
func (f Frame) last() Date { return max(f.Start, f.End-1) }

// limit is the first day that may not be read, also when that is before the
// frame begins.
func (f Frame) limit() Date { return f.Cut - Date(f.ahead) }

// cutAt cuts the frame so that no day from limit on is read.
func (f Frame) cutAt(limit Date) Frame {
	f.Cut = max(f.Start, min(f.End, limit))
	f.ahead = max(0, int(f.Start-limit))
	return f
}

// endsOnAnyDay reports whether no period longer than a day sets the frame's end.
func (f Frame) endsOnAnyDay() bool { return f.base == Day || f.base == "" }

// endGrain is the grain of the shortest period at the end of a trailing frame
// that finance would name.
func (f Frame) endGrain() Grain {
	if f.grain.months() > 0 && f.grain.FinerThan(f.base) {
		return f.grain
	}
	return f.base
}
