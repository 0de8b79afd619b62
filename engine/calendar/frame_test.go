package calendar

import (
	"fmt"
	"testing"
	"time"
)

// show writes a frame as its first and last day, and while it is running how
// many days of it are read.
func show(f Frame) string {
	s := fmt.Sprintf("%s..%s", f.Start, f.End-1)
	if f.Partial() {
		s += fmt.Sprintf(" to %s", f.Cut-1)
	}
	return s
}

// in returns the frame of the period that contains a day.
func in(t *testing.T, c Calendar, g Grain, day, asOf string) Frame {
	t.Helper()
	return c.PeriodFrame(c.PeriodOf(g, date(t, day)), date(t, asOf))
}

// between returns a free range, both days inclusive.
func between(t *testing.T, first, last, asOf string) Frame {
	t.Helper()
	return Calendar{}.RangeFrame(date(t, first), date(t, last)+1, date(t, asOf))
}

func TestFrames(t *testing.T) {
	c := Calendar{}
	april := Calendar{FiscalStart: time.April}
	month := in(t, c, Month, "2026-09-01", "2026-12-31")
	running := in(t, c, Month, "2026-10-01", "2026-10-15")
	week := in(t, c, Week, "2026-10-01", "2026-12-31")
	day := in(t, c, Day, "2026-03-30", "2026-12-31")
	future := in(t, c, Month, "2026-12-01", "2026-10-15")
	tests := []struct {
		name        string
		frame       Frame
		want, label string
	}{
		{"a complete month", month, "2026-09-01..2026-09-30", "2026-09"},
		{"a running month", running, "2026-10-01..2026-10-31 to 2026-10-15", "2026-10"},
		{"a month that has not begun", future, "2026-12-01..2026-12-31 to 2026-11-30", "2026-12"},
		{"a month on its last day", in(t, c, Month, "2026-10-01", "2026-10-31"), "2026-10-01..2026-10-31", "2026-10"},
		{"a free range", between(t, "2017-03-01", "2017-12-31", "2017-12-31"), "2017-03-01..2017-12-31", "2017-03-01..2017-12-31"},
		{"trailing months", c.Trailing(month, 12, Month), "2025-10-01..2026-09-30", "12 months to 2026-09"},
		{"one trailing month", c.Trailing(month, 1, Month), "2026-09-01..2026-09-30", "1 month to 2026-09"},
		{"trailing months include the running one", c.Trailing(running, 12, Month), "2025-11-01..2026-10-31 to 2026-10-15", "12 months to 2026-10"},
		{"trailing months cut before a future month", c.Trailing(future, 3, Month), "2026-10-01..2026-12-31 to 2026-10-15", "3 months to 2026-12"},
		{"trailing months of a week", c.Trailing(week, 12, Month), "2025-10-05..2026-10-04", "12 months to 2026-W40"},
		{"a trailing month of a long month's end", c.Trailing(day, 1, Month), "2026-02-28..2026-03-30", "1 month to 2026-03-30"},
		{"trailing weeks of a month", c.Trailing(month, 4, Week), "2026-09-03..2026-09-30", "4 weeks to 2026-09"},
		{"trailing days", c.Trailing(day, 7, Day), "2026-03-24..2026-03-30", "7 days to 2026-03-30"},
		{"trailing quarters inside a quarter", c.Trailing(in(t, c, Month, "2026-08-01", "2026-12-31"), 2, Quarter), "2026-03-01..2026-08-31", "2 quarters to 2026-08"},
		{"trailing months of a year", c.Trailing(in(t, c, Year, "2025-08-01", "2026-12-31"), 3, Month), "2025-10-01..2025-12-31", "3 months to 2025-12"},
		{"trailing over trailing ends on the same day", c.Trailing(c.Trailing(month, 3, Month), 12, Month), "2025-10-01..2026-09-30", "12 months to 2026-09"},
		{"year to date", c.ToDate(month, Year), "2026-01-01..2026-09-30", "2026-01..2026-09"},
		{"year to date in January is a month", c.ToDate(in(t, c, Month, "2026-01-01", "2026-12-31"), Year), "2026-01-01..2026-01-31", "2026-01"},
		{"year to date in December is the year", c.ToDate(in(t, c, Month, "2025-12-01", "2026-12-31"), Year), "2025-01-01..2025-12-31", "2025"},
		{"fiscal year to date", april.ToDate(in(t, april, Month, "2019-01-01", "2026-12-31"), Year), "2018-04-01..2019-01-31", "2018-04..2019-01"},
		{"year to date of a running month", c.ToDate(running, Year), "2026-01-01..2026-10-31 to 2026-10-15", "2026-01..2026-10"},
		{"year to date before a future month", c.ToDate(future, Year), "2026-01-01..2026-12-31 to 2026-10-15", "2026"},
		{"year to date of a week", c.ToDate(week, Year), "2026-01-01..2026-10-04", "2026-01-01..2026-10-04"},
		{"year to date of a week over New Year", c.ToDate(in(t, c, Week, "2026-12-31", "2027-12-31"), Year), "2027-01-01..2027-01-03", "2027-01-01..2027-01-03"},
		{"year to date of a quarter", c.ToDate(in(t, c, Quarter, "2026-09-01", "2026-12-31"), Year), "2026-01-01..2026-09-30", "2026-Q1..2026-Q3"},
		{"quarter to date of a year is its last quarter", c.ToDate(in(t, c, Year, "2025-09-01", "2026-12-31"), Quarter), "2025-10-01..2025-12-31", "2025-Q4"},
		{"week to date of a month", c.ToDate(month, Week), "2026-09-28..2026-09-30", "2026-09-28..2026-09-30"},
		{"the whole quarter is not cut", c.Whole(running, Quarter), "2026-10-01..2026-12-31", "2026-Q4"},
		{"the whole quarter of a range is that of its last day", c.Whole(between(t, "2017-03-01", "2017-08-31", "2017-08-31"), Quarter), "2017-07-01..2017-09-30", "2017-Q3"},
		{"uncut", running.Uncut(), "2026-10-01..2026-10-31", "2026-10"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := show(test.frame); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if got := c.FrameLabel(test.frame); got != test.label {
				t.Errorf("label is %s, want %s", got, test.label)
			}
		})
	}
}

func TestFramesAsKeys(t *testing.T) {
	c := Calendar{}
	month := in(t, c, Month, "2026-09-01", "2026-12-31")
	previous, _ := c.Previous(in(t, c, Month, "2026-10-01", "2026-12-31"), 1)
	whole := c.Whole(in(t, c, Day, "2026-09-17", "2026-09-20"), Month)
	uncut := in(t, c, Month, "2026-09-01", "2026-05-15").Uncut()
	for name, got := range map[string]Frame{"previous": previous, "whole": whole, "uncut": uncut} {
		if got != month {
			t.Errorf("%s is %+v, want %+v", name, got, month)
		}
	}
	if got := (Frame{Start: month.Start, End: month.End, Cut: month.Cut}); got != between(t, "2026-09-01", "2026-09-30", "2026-12-31") {
		t.Errorf("a literal is no free range: %+v", got)
	}
}

func TestFrameDays(t *testing.T) {
	f := in(t, Calendar{}, Month, "2026-10-01", "2026-10-15")
	if got, want := f.Days(), 15; got != want {
		t.Errorf("a running month has %d days, want %d", got, want)
	}
	f = in(t, Calendar{}, Month, "2026-12-01", "2026-10-15")
	if got, want := f.Days(), 0; got != want || !f.Partial() {
		t.Errorf("a future month has %d days, want %d and partial", got, want)
	}
}
