package calendar

import (
	"fmt"
	"strings"
	"time"
)

// A Calendar says where fiscal years and weeks begin and in which zone a day
// is a day. The zero value has calendar years, Monday weeks and UTC.
type Calendar struct {
	FiscalStart time.Month     // first month of the fiscal year; zero is January
	SundayWeeks bool           // weeks begin on Sunday, else on Monday
	Zone        *time.Location // nil is UTC
}

// ParseMonth reads the English name of a month, in any case.
func ParseMonth(s string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(s, m.String()) {
			return m, true
		}
	}
	return 0, false
}

// A Period is one day, week, month, quarter or year of a calendar. Index
// counts the periods of the grain, so that the next one is Index+1; where it
// counts from is the calendar's affair.
type Period struct {
	Grain Grain
	Index int
}

// Add returns the period n later, or earlier for a negative n.
func (p Period) Add(n int) Period { return Period{Grain: p.Grain, Index: p.Index + n} }

// PeriodOf returns the period of the grain that contains d.
func (c Calendar) PeriodOf(g Grain, d Date) Period {
	switch g {
	case Month, Quarter, Year:
		return Period{Grain: g, Index: floorDiv(d.monthIndex()-c.offset(g), g.months())}
	case Week:
		return Period{Grain: g, Index: floorDiv(int(d)+c.weekShift(), 7)}
	}
	return Period{Grain: g, Index: int(d)}
}

// Start returns the first day of the period.
func (c Calendar) Start(p Period) Date {
	switch p.Grain {
	case Month, Quarter, Year:
		return monthStart(p.Index*p.Grain.months() + c.offset(p.Grain))
	case Week:
		return Date(7*p.Index - c.weekShift())
	}
	return Date(p.Index)
}

// End returns the day after the last day of the period.
func (c Calendar) End(p Period) Date { return c.Start(p.Add(1)) }

// Complete reports whether the last day of the period is not after asOf.
func (c Calendar) Complete(p Period, asOf Date) bool { return c.End(p) <= asOf+1 }

// LastComplete returns the last period of the grain whose last day is not
// after asOf.
func (c Calendar) LastComplete(g Grain, asOf Date) Period {
	return c.PeriodOf(g, asOf+1).Add(-1)
}

// Periods returns n periods that end with last, the oldest first.
func (c Calendar) Periods(last Period, n int) []Period {
	if n < 1 {
		return nil
	}
	ps := make([]Period, n)
	for i := range ps {
		ps[i] = last.Add(i + 1 - n)
	}
	return ps
}

// YearsBefore returns the same period n years ago: the month, quarter or year
// by its place in the year, the week by its number, the day by month and day.
// It is false for a week 53 or a 29 February without partner, and for an n
// outside 0 to 99999.
func (c Calendar) YearsBefore(p Period, n int) (Period, bool) {
	if n < 0 || n > maxCount {
		return Period{}, false
	}
	switch p.Grain {
	case Month, Quarter, Year:
		return p.Add(-n * 12 / p.Grain.months()), true
	case Week:
		y, w := c.weekNumber(p)
		return c.weekOfYear(y-n, w)
	}
	d, ok := Date(p.Index).sameDate(n)
	return Period{Grain: p.Grain, Index: int(d)}, ok
}

// Label names the period: 2026-10-31, 2026-W05, 2026-10, 2026-Q3 and 2026.
// Quarters and years of a fiscal calendar read FY2026-Q3 and FY2026, after the
// year in which they end.
//
// A week belongs to the year that holds at least four of its days, so week 1
// is the one with 4 January. For Monday weeks this is ISO 8601, for Sunday
// weeks the numbering of the American health statistics (MMWR).
func (c Calendar) Label(p Period) string {
	switch p.Grain {
	case Year:
		return c.yearLabel(p.Index)
	case Quarter:
		return fmt.Sprintf("%s-Q%d", c.yearLabel(floorDiv(p.Index, 4)), p.Index-4*floorDiv(p.Index, 4)+1)
	case Month:
		return c.Start(p).Time().Format("2006-01")
	case Week:
		y, w := c.weekNumber(p)
		return fmt.Sprintf("%04d-W%02d", y, w)
	}
	return c.Start(p).String()
}

func (c Calendar) yearLabel(index int) string {
	if c.fiscal() {
		return fmt.Sprintf("FY%04d", index+1)
	}
	return fmt.Sprintf("%04d", index)
}

// fiscal reports whether fiscal years differ from calendar years.
func (c Calendar) fiscal() bool { return c.offset(Year) != 0 }

// offset is how many months after January the year begins. Months are the
// same in every calendar.
func (c Calendar) offset(g Grain) int {
	if g == Month || c.FiscalStart == 0 {
		return 0
	}
	return int(c.FiscalStart - time.January)
}

// weekShift is how many days before 1970-01-01, a Thursday, its week began.
func (c Calendar) weekShift() int {
	if c.SundayWeeks {
		return 4
	}
	return 3
}

// weekNumber returns the year and number of a week. The fourth day decides,
// since most of the week lies in its year.
func (c Calendar) weekNumber(p Period) (year, week int) {
	fourth := c.Start(p) + 3
	y, _, _ := fourth.Civil()
	return y, int(fourth-NewDate(y, time.January, 1))/7 + 1
}

// weekOfYear returns week w of year y, and false when the year has no such week.
func (c Calendar) weekOfYear(y, w int) (Period, bool) {
	p := c.PeriodOf(Week, NewDate(y, time.January, 4)).Add(w - 1)
	year, _ := c.weekNumber(p)
	return p, year == y
}
