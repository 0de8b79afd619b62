package calendar

import (
	"testing"
	"time"
)

type moveTest struct {
	name  string
	frame Frame
	n     int
	want  string // empty where there is no such frame
}

func checkMoves(t *testing.T, move func(Frame, int) (Frame, bool), tests []moveTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, ok := move(test.frame, test.n)
			got := ""
			if ok {
				got = show(f)
			}
			if got != test.want {
				t.Errorf("%s moves to %q, want %q", show(test.frame), got, test.want)
			}
		})
	}
}

func TestPreviousPeriod(t *testing.T) {
	c := Calendar{}
	april := Calendar{FiscalStart: time.April}
	checkMoves(t, c.Previous, []moveTest{
		{"a month", in(t, c, Month, "2026-03-01", "2026-12-31"), 1, "2026-02-01..2026-02-28"},
		{"no move", in(t, c, Month, "2026-03-01", "2026-03-15"), 0, "2026-03-01..2026-03-31 to 2026-03-15"},
		{"Q2 to Q1", in(t, c, Quarter, "2026-06-30", "2026-12-31"), 1, "2026-01-01..2026-03-31"},
		{"two years", in(t, c, Year, "2026-06-30", "2026-12-31"), 2, "2024-01-01..2024-12-31"},
		{"a fiscal year", in(t, april, Year, "2019-03-31", "2026-12-31"), 1, "2017-04-01..2018-03-31"},
		{"a week", in(t, c, Week, "2026-01-01", "2026-12-31"), 1, "2025-12-22..2025-12-28"},
		{"a day", in(t, c, Day, "2024-03-01", "2026-12-31"), 1, "2024-02-29..2024-02-29"},
		{"15 days of March with 15 of February", in(t, c, Month, "2026-03-01", "2026-03-15"), 1, "2026-02-01..2026-02-28 to 2026-02-15"},
		{"30 days of March with all of February", in(t, c, Month, "2026-03-01", "2026-03-30"), 1, "2026-02-01..2026-02-28"},
		{"a quarter with as many days", in(t, c, Quarter, "2026-04-01", "2026-05-15"), 1, "2026-01-01..2026-03-31 to 2026-02-14"},
		{"a year with the same month and day", in(t, c, Year, "2024-01-01", "2024-10-15"), 1, "2023-01-01..2023-12-31 to 2023-10-15"},
		{"a year on 29 February with the 28th", in(t, c, Year, "2024-01-01", "2024-02-29"), 1, "2023-01-01..2023-12-31 to 2023-02-28"},
		{"a year on 28 February with the 28th", in(t, c, Year, "2025-01-01", "2025-02-28"), 1, "2024-01-01..2024-12-31 to 2024-02-28"},
		{"a running week", in(t, c, Week, "2026-10-01", "2026-09-30"), 1, "2026-09-21..2026-09-27 to 2026-09-23"},
		{"a future month", in(t, c, Month, "2026-12-01", "2026-10-15"), 1, "2026-11-01..2026-11-30 to 2026-10-31"},
		{"a whole quarter is not cut", c.Whole(in(t, c, Month, "2026-10-01", "2026-10-15"), Quarter), 1, "2026-07-01..2026-09-30"},
		{"before the year 1", in(t, c, Year, "2026-01-01", "2026-12-31"), 2026, ""},
		{"a negative number", in(t, c, Year, "2026-01-01", "2026-12-31"), -1, ""},
		{"a number beyond all dates", in(t, c, Year, "2026-01-01", "2026-12-31"), 1 << 60, ""},
	})
}

func TestPreviousOther(t *testing.T) {
	c := Calendar{}
	month := in(t, c, Month, "2026-09-01", "2026-12-31")
	running := in(t, c, Month, "2026-03-01", "2026-03-15")
	day := in(t, c, Day, "2026-03-31", "2026-12-31")
	year := in(t, c, Year, "2026-01-01", "2026-10-15")
	checkMoves(t, c.Previous, []moveTest{
		{"a free range to as many days just before", between(t, "2017-03-01", "2017-12-31", "2017-12-31"), 1, "2016-04-29..2017-02-28"},
		{"a running range to as many days", between(t, "2017-03-01", "2017-03-31", "2017-03-10"), 2, "2016-12-29..2017-01-28 to 2017-01-07"},
		{"trailing twelve months", c.Trailing(month, 12, Month), 1, "2024-10-01..2025-09-30"},
		{"trailing three months twice", c.Trailing(month, 3, Month), 2, "2026-01-01..2026-03-31"},
		{"trailing weeks of a month", c.Trailing(month, 4, Week), 1, "2026-08-06..2026-09-02"},
		{"trailing months with a running one", c.Trailing(running, 3, Month), 1, "2025-10-01..2025-12-31 to 2025-12-15"},
		{"trailing months, 30 days of the last with February", c.Trailing(in(t, c, Month, "2026-03-01", "2026-03-30"), 1, Month), 1, "2026-02-01..2026-02-28"},
		{"trailing months of a running year count in the running month", c.Trailing(year, 12, Month), 1, "2025-01-01..2025-12-31 to 2025-10-15"},
		{"trailing quarters of a running month", c.Trailing(in(t, c, Month, "2026-10-01", "2026-10-15"), 2, Quarter), 1, "2025-11-01..2026-04-30 to 2026-04-15"},
		{"trailing weeks of a running month keep their days", c.Trailing(in(t, c, Month, "2026-10-01", "2026-10-15"), 4, Week), 1, "2026-09-06..2026-10-03 to 2026-09-17"},
		{"a trailing month from a long month's end has no gap", c.Trailing(day, 1, Month), 1, "2026-02-01..2026-02-28"},
		{"a trailing month from 30 March has no gap", c.Trailing(in(t, c, Day, "2026-03-30", "2026-12-31"), 1, Month), 1, "2026-01-31..2026-02-27"},
		{"year to date", c.ToDate(month, Year), 1, "2025-01-01..2025-09-30"},
		{"year to date of a running month", c.ToDate(running, Year), 1, "2025-01-01..2025-03-31 to 2025-03-15"},
		{"year to date through a leap February", c.ToDate(in(t, c, Month, "2024-02-01", "2026-12-31"), Year), 1, "2023-01-01..2023-02-28"},
		{"year to date through February into a leap year", c.ToDate(in(t, c, Month, "2025-02-01", "2026-12-31"), Year), 1, "2024-01-01..2024-02-29"},
		{"year to date of a day", c.ToDate(day, Year), 1, "2025-01-01..2025-03-31"},
		{"year to date of 29 February goes to the 28th", c.ToDate(in(t, c, Day, "2024-02-29", "2026-12-31"), Year), 1, "2023-01-01..2023-02-28"},
		{"year to date of a week", c.ToDate(in(t, c, Week, "2026-10-01", "2026-12-31"), Year), 1, "2025-01-01..2025-10-04"},
		{"quarter to date through the second month", c.ToDate(in(t, c, Month, "2026-05-01", "2026-12-31"), Quarter), 1, "2026-01-01..2026-02-28"},
		{"quarter to date through all months is the quarter", c.ToDate(in(t, c, Month, "2026-06-01", "2026-12-31"), Quarter), 1, "2026-01-01..2026-03-31"},
		{"quarter to date of a day", c.ToDate(in(t, c, Day, "2026-05-15", "2026-12-31"), Quarter), 1, "2026-01-01..2026-02-14"},
		{"month to date of a day is clamped", c.ToDate(in(t, c, Day, "2026-03-30", "2026-12-31"), Month), 1, "2026-02-01..2026-02-28"},
		{"week to date of a day", c.ToDate(in(t, c, Day, "2026-10-01", "2026-12-31"), Week), 1, "2026-09-21..2026-09-24"},
		{"year to date of a year is the year", c.ToDate(year, Year), 1, "2025-01-01..2025-12-31 to 2025-10-15"},
		{"trailing beyond all dates", c.Trailing(month, maxCount, Year), maxCount, ""},
	})
}

func TestLastYear(t *testing.T) {
	c := Calendar{}
	month := in(t, c, Month, "2026-02-01", "2026-12-31")
	week := in(t, c, Week, "2026-10-01", "2026-12-31")
	week53 := in(t, c, Week, "2026-12-31", "2027-12-31")
	leapDay := in(t, c, Day, "2024-02-29", "2026-12-31")
	checkMoves(t, c.LastYear, []moveTest{
		{"a month two years ago", month, 2, "2024-02-01..2024-02-29"},
		{"15 days of a month", in(t, c, Month, "2026-02-01", "2026-02-15"), 2, "2024-02-01..2024-02-29 to 2024-02-15"},
		{"a running quarter by days", in(t, c, Quarter, "2024-02-01", "2024-03-15"), 1, "2023-01-01..2023-03-31 to 2023-03-16"},
		{"a running year by month and day", in(t, c, Year, "2024-02-01", "2024-03-15"), 1, "2023-01-01..2023-12-31 to 2023-03-15"},
		{"a week", week, 1, "2025-09-29..2025-10-05"},
		{"a running week", in(t, c, Week, "2026-10-01", "2026-09-30"), 1, "2025-09-29..2025-10-05 to 2025-10-01"},
		{"week 53", week53, 1, ""},
		{"29 February", leapDay, 1, ""},
		{"a free range", between(t, "2017-03-01", "2017-12-31", "2017-12-31"), 1, "2016-03-01..2016-12-31"},
		{"a running range by month and day", between(t, "2024-01-01", "2024-12-31", "2024-03-15"), 1, "2023-01-01..2023-12-31 to 2023-03-15"},
		{"a range from 29 February", between(t, "2024-02-29", "2024-12-31", "2024-12-31"), 1, ""},
		{"a range to 29 February", between(t, "2024-01-01", "2024-02-29", "2024-12-31"), 1, ""},
		{"a range to 28 February stays there", between(t, "2025-01-01", "2025-02-28", "2025-12-31"), 1, "2024-01-01..2024-02-28"},
		{"trailing months to a leap February", c.Trailing(month, 3, Month), 2, "2023-12-01..2024-02-29"},
		{"trailing months to 29 February in a view of days", c.Trailing(leapDay, 12, Month), 1, "2022-03-01..2023-02-28"},
		{"trailing days to 29 February", c.Trailing(leapDay, 7, Day), 1, ""},
		{"trailing weeks", c.Trailing(week, 2, Week), 1, "2025-09-22..2025-10-05"},
		{"trailing months of a week end with the same week", c.Trailing(week, 12, Month), 1, "2024-10-06..2025-10-05"},
		{"trailing weeks to week 53", c.Trailing(week53, 13, Week), 1, ""},
		{"trailing weeks of a month", c.Trailing(month, 4, Week), 2, "2024-02-02..2024-02-29"},
		{"year to date", c.ToDate(month, Year), 2, "2024-01-01..2024-02-29"},
		{"year to date of a week by month and day", c.ToDate(week53, Year), 1, "2026-01-01..2026-01-03"},
		{"year to date of 29 February", c.ToDate(leapDay, Year), 1, ""},
		{"quarter to date of a day by month and day", c.ToDate(in(t, c, Day, "2024-03-15", "2026-12-31"), Quarter), 1, "2023-01-01..2023-03-15"},
		{"week to date of a day in the same week", c.ToDate(in(t, c, Day, "2026-09-30", "2026-12-31"), Week), 1, "2025-09-29..2025-10-01"},
		{"week to date in week 53", c.ToDate(in(t, c, Day, "2026-12-30", "2026-12-31"), Week), 1, ""},
		{"a whole quarter", c.Whole(month, Quarter), 1, "2025-01-01..2025-03-31"},
		{"before the year 1", month, maxCount, ""},
		{"a negative number", month, -1, ""},
	})
}

// Nested window functions give a frame for every order in which they nest.
func TestNestedFrames(t *testing.T) {
	c := Calendar{}
	month := in(t, c, Month, "2026-09-01", "2026-12-31")
	moved, _ := c.Previous(month, 1)
	lastYear, _ := c.LastYear(month, 1)
	trailing, _ := c.Previous(c.Trailing(month, 12, Month), 1)
	weeks, _ := c.Previous(c.Trailing(month, 4, Week), 1)
	months, _ := c.Previous(c.Trailing(in(t, c, Year, "2025-01-01", "2026-12-31"), 3, Month), 1)
	tests := []struct {
		name        string
		frame       Frame
		want, label string
	}{
		{"trailing of previous widens the moved frame", c.Trailing(moved, 3, Month), "2026-06-01..2026-08-31", "3 months to 2026-08"},
		{"trailing of last year", c.Trailing(lastYear, 12, Month), "2024-10-01..2025-09-30", "12 months to 2025-09"},
		{"previous of trailing", trailing, "2024-10-01..2025-09-30", "12 months to 2025-09"},
		{"year to date of previous", c.ToDate(moved, Year), "2026-01-01..2026-08-31", "2026-01..2026-08"},
		{"year to date of moved weeks", c.ToDate(weeks, Year), "2026-01-01..2026-09-02", "2026-01-01..2026-09-02"},
		{"moved months of a year", months, "2025-07-01..2025-09-30", "3 months to 2025-09"},
		{"year to date of moved months of a year", c.ToDate(months, Year), "2025-01-01..2025-09-30", "2025-01..2025-09"},
		{"the whole year of trailing months", c.Whole(trailing, Year), "2025-01-01..2025-12-31", "2025"},
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
