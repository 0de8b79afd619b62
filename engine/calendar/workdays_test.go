package calendar

import (
	"slices"
	"testing"
	"time"
)

func TestWorkdays(t *testing.T) {
	holidays := []Date{NewDate(2026, time.April, 3), NewDate(2026, time.April, 6), NewDate(2026, time.April, 11)}
	april := func(d int) Date { return NewDate(2026, time.April, d) }
	for _, test := range []struct {
		name        string
		first, last Date
		holidays    []Date
		want        int
	}{
		{"a Wednesday", april(1), april(1), nil, 1},
		{"a weekend", april(4), april(5), nil, 0},
		{"a week", april(6), april(12), nil, 5},
		{"April 2026 has 22", april(1), april(30), nil, 22},
		{"Easter takes two, and a holiday on a Saturday none", april(1), april(30), holidays, 20},
		{"backwards", april(2), april(1), nil, 0},
		{"before 1970", NewDate(1969, time.December, 29), NewDate(1970, time.January, 4), nil, 5},
	} {
		if got := Workdays(test.first, test.last, test.holidays); got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}

func TestWorkdaysOfTwoHalvesAreThoseOfTheWhole(t *testing.T) {
	quickly(t, func(_ Calendar, _ Grain, d Date, n int) bool {
		last := d + Date(3*n)
		holidays := []Date{d + 1, d + 5}
		slices.Sort(holidays)
		return Workdays(d, d+Date(n), holidays)+Workdays(d+Date(n)+1, last, holidays) == Workdays(d, last, holidays)
	})
}

func TestAfter(t *testing.T) {
	day := func(text string) Date {
		d, _ := ParseDate(text)
		return d
	}
	for _, test := range []struct {
		from string
		n    int
		g    Grain
		want string
	}{
		{"2026-03-31", 6, Month, "2026-09-30"},
		{"2024-02-29", 1, Year, "2025-02-28"},
		{"2026-01-01", 2, Week, "2026-01-15"},
		{"2026-01-01", 90, Day, "2026-04-01"},
		{"2026-11-30", 1, Quarter, "2027-02-28"},
	} {
		if got := day(test.from).After(test.n, test.g); got != day(test.want) {
			t.Errorf("%d %s after %s is %s, want %s", test.n, test.g, test.from, got, test.want)
		}
	}
}
