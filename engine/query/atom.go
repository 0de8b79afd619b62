package query

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/sql"
)

// An atom is a stretch of days that every frame holds as a whole or not at
// all. It is named by its first day. Atoms are months, or weeks, but for those
// that a frame begins or ends in, which fall into days.
type atoms struct {
	calendar calendar.Calendar
	grain    calendar.Grain // day, week or month
	split    []calendar.Period
	from     calendar.Date // the days that any frame reads
	until    calendar.Date
}

// mostSplit is the number of periods that are written out as exceptions; with
// more of them every day is an atom.
const mostSplit = 24

func atomsOf(c calendar.Calendar, frames []calendar.Frame) atoms {
	best := atoms{calendar: c, grain: calendar.Day}
	best.from, best.until = frames[0].Start, frames[0].Cut
	for _, f := range frames {
		best.from, best.until = min(best.from, f.Start), max(best.until, f.Cut)
	}
	fewest := mostSplit + 1
	for _, g := range []calendar.Grain{calendar.Month, calendar.Week} {
		if split := splitBy(c, g, frames); len(split) < fewest {
			fewest, best.grain, best.split = len(split), g, split
		}
	}
	return best
}

// splitBy returns the periods of a grain that a frame begins or ends inside of.
func splitBy(c calendar.Calendar, g calendar.Grain, frames []calendar.Frame) []calendar.Period {
	seen := map[calendar.Period]bool{}
	for _, f := range frames {
		for _, d := range []calendar.Date{f.Start, f.Cut} {
			if p := c.PeriodOf(g, d); c.Start(p) != d {
				seen[p] = true
			}
		}
	}
	out := make([]calendar.Period, 0, len(seen))
	for p := range seen {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b calendar.Period) int { return a.Index - b.Index })
	return out
}

// expr is the first day of the atom that a day falls into.
func (a atoms) expr(day sql.Expr) sql.Expr {
	if a.grain == calendar.Day {
		return day
	}
	var whens []sql.When
	for _, p := range a.split {
		whens = append(whens, sql.When{
			If: sql.And(
				sql.Binary{Op: ">=", X: day, Y: sql.Day(a.calendar.Start(p).String())},
				sql.Binary{Op: "<", X: day, Y: sql.Day(a.calendar.End(p).String())}),
			Then: day,
		})
	}
	start := a.start(day)
	if len(whens) == 0 {
		return start
	}
	return sql.Case{Whens: whens, Else: start}
}

func (a atoms) start(day sql.Expr) sql.Expr {
	if a.grain == calendar.Month {
		return sql.Call{Func: "month_start", Args: []sql.Expr{day}}
	}
	if a.calendar.SundayWeeks {
		next := sql.Call{Func: "days_after", Args: []sql.Expr{day, sql.Int(1)}}
		monday := sql.Call{Func: "week_start", Args: []sql.Expr{next}}
		return sql.Call{Func: "days_after", Args: []sql.Expr{monday, sql.Int(-1)}}
	}
	return sql.Call{Func: "week_start", Args: []sql.Expr{day}}
}

// within keeps the days that any frame reads.
func (a atoms) within(day sql.Expr) []sql.Expr {
	return []sql.Expr{
		sql.Binary{Op: ">=", X: day, Y: sql.Day(a.from.String())},
		sql.Binary{Op: "<", X: day, Y: sql.Day(a.until.String())},
	}
}

// firstDays lists the atoms of a frame.
func (a atoms) firstDays(f calendar.Frame) []calendar.Date {
	var out []calendar.Date
	for d := f.Start; d < f.Cut; {
		out = append(out, d)
		d = a.next(d)
	}
	return out
}

func (a atoms) next(d calendar.Date) calendar.Date {
	if a.grain == calendar.Day {
		return d + 1
	}
	p := a.calendar.PeriodOf(a.grain, d)
	if slices.Contains(a.split, p) {
		return d + 1
	}
	return a.calendar.End(p)
}
