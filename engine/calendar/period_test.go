package calendar

import (
	"testing"
	"time"
)

func date(t *testing.T, s string) Date {
	t.Helper()
	d, ok := ParseDate(s)
	if !ok {
		t.Fatalf("ParseDate(%q) failed", s)
	}
	return d
}

// calendars are the ones that every property is tried on.
func calendars() []Calendar {
	return []Calendar{
		{},
		{FiscalStart: time.April},
		{FiscalStart: time.July, SundayWeeks: true},
		{FiscalStart: time.February},
	}
}

func TestLabel(t *testing.T) {
	april, july := Calendar{FiscalStart: time.April}, Calendar{FiscalStart: time.July}
	sunday := Calendar{SundayWeeks: true}
	tests := []struct {
		name              string
		calendar          Calendar
		grain             Grain
		day               string
		label, first, end string
	}{
		{"a day", Calendar{}, Day, "2026-10-31", "2026-10-31", "2026-10-31", "2026-11-01"},
		{"a month", Calendar{}, Month, "2026-10-31", "2026-10", "2026-10-01", "2026-11-01"},
		{"a leap February", Calendar{}, Month, "2024-02-29", "2024-02", "2024-02-01", "2024-03-01"},
		{"a quarter", Calendar{}, Quarter, "2026-09-30", "2026-Q3", "2026-07-01", "2026-10-01"},
		{"a year", Calendar{}, Year, "2026-12-31", "2026", "2026-01-01", "2027-01-01"},
		{"January as the fiscal start is no fiscal year", Calendar{FiscalStart: time.January}, Quarter, "2026-09-30", "2026-Q3", "2026-07-01", "2026-10-01"},
		{"FY2019 from April ends in March 2019", april, Year, "2019-03-31", "FY2019", "2018-04-01", "2019-04-01"},
		{"the day after is FY2020", april, Year, "2019-04-01", "FY2020", "2019-04-01", "2020-04-01"},
		{"the last fiscal quarter from April", april, Quarter, "2019-01-15", "FY2019-Q4", "2019-01-01", "2019-04-01"},
		{"the first fiscal quarter from July", july, Quarter, "2018-07-01", "FY2019-Q1", "2018-07-01", "2018-10-01"},
		{"a fiscal year from July", july, Year, "2018-12-31", "FY2019", "2018-07-01", "2019-07-01"},
		{"a month of a fiscal year is a calendar month", july, Month, "2018-12-31", "2018-12", "2018-12-01", "2019-01-01"},
		{"an ISO week", Calendar{}, Week, "2026-02-01", "2026-W05", "2026-01-26", "2026-02-02"},
		{"week 53 of 2015", Calendar{}, Week, "2016-01-03", "2015-W53", "2015-12-28", "2016-01-04"},
		{"week 53 of 2020", Calendar{}, Week, "2021-01-01", "2020-W53", "2020-12-28", "2021-01-04"},
		{"week 53 of 2026", Calendar{}, Week, "2026-12-31", "2026-W53", "2026-12-28", "2027-01-04"},
		{"week 1 may begin in December", Calendar{}, Week, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-06"},
		{"a Sunday week has 4 January in week 1", sunday, Week, "2026-01-04", "2026-W01", "2026-01-04", "2026-01-11"},
		{"three days do not make a week 1", sunday, Week, "2026-01-03", "2025-W53", "2025-12-28", "2026-01-04"},
		{"a Sunday week with four days of the year is week 1", sunday, Week, "2025-01-01", "2025-W01", "2024-12-29", "2025-01-05"},
		{"a day before 1970", Calendar{}, Week, "1969-12-28", "1969-W52", "1969-12-22", "1969-12-29"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := test.calendar
			p := c.PeriodOf(test.grain, date(t, test.day))
			if got := c.Label(p); got != test.label {
				t.Errorf("Label is %s, want %s", got, test.label)
			}
			if got := c.Start(p).String(); got != test.first {
				t.Errorf("Start is %s, want %s", got, test.first)
			}
			if got := c.End(p).String(); got != test.end {
				t.Errorf("End is %s, want %s", got, test.end)
			}
		})
	}
}

// The standard library knows ISO weeks, so every day of three centuries is
// compared with it.
func TestISOWeeks(t *testing.T) {
	c := Calendar{}
	for d := NewDate(1900, time.January, 1); d < NewDate(2200, time.January, 1); d++ {
		year, week := c.weekNumber(c.PeriodOf(Week, d))
		wantYear, wantWeek := d.Time().ISOWeek()
		if year != wantYear || week != wantWeek {
			t.Fatalf("%s is in week %d of %d, want %d of %d", d, week, year, wantWeek, wantYear)
		}
	}
}

func TestYearsBefore(t *testing.T) {
	april := Calendar{FiscalStart: time.April}
	tests := []struct {
		name     string
		calendar Calendar
		grain    Grain
		day      string
		years    int
		want     string // empty is no partner
	}{
		{"a month", Calendar{}, Month, "2026-01-31", 1, "2025-01"},
		{"a quarter two years ago", Calendar{}, Quarter, "2026-01-31", 2, "2024-Q1"},
		{"a fiscal quarter", april, Quarter, "2019-01-31", 1, "FY2018-Q4"},
		{"a fiscal year", april, Year, "2019-01-31", 3, "FY2016"},
		{"a week by its number", Calendar{}, Week, "2026-02-01", 1, "2025-W05"},
		{"week 1 over a week 53", Calendar{}, Week, "2027-01-04", 1, "2026-W01"},
		{"week 53 without partner", Calendar{}, Week, "2026-12-31", 1, ""},
		{"week 53 six years ago", Calendar{}, Week, "2026-12-31", 6, "2020-W53"},
		{"a day", Calendar{}, Day, "2025-03-01", 1, "2024-03-01"},
		{"29 February", Calendar{}, Day, "2024-02-29", 1, ""},
		{"29 February four years ago", Calendar{}, Day, "2024-02-29", 4, "2020-02-29"},
		{"the same year", Calendar{}, Week, "2026-12-31", 0, "2026-W53"},
		{"years to come", Calendar{}, Month, "2026-12-31", -1, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := test.calendar
			p, ok := c.YearsBefore(c.PeriodOf(test.grain, date(t, test.day)), test.years)
			got := ""
			if ok {
				got = c.Label(p)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestLastComplete(t *testing.T) {
	tests := []struct {
		name  string
		grain Grain
		asOf  string
		want  string
	}{
		{"the last day of a month completes it", Month, "2017-12-31", "2017-12"},
		{"the day before does not", Month, "2017-12-30", "2017-11"},
		{"a year", Year, "2017-12-30", "2016"},
		{"a week on its Sunday", Week, "2026-02-01", "2026-W05"},
		{"a day is complete on itself", Day, "2026-02-01", "2026-02-01"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, asOf := Calendar{}, date(t, test.asOf)
			p := c.LastComplete(test.grain, asOf)
			if got := c.Label(p); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if !c.Complete(p, asOf) || c.Complete(p.Add(1), asOf) {
				t.Errorf("Complete disagrees with LastComplete")
			}
		})
	}
}

func TestPeriods(t *testing.T) {
	c := Calendar{}
	got := c.Periods(c.PeriodOf(Month, date(t, "2026-02-10")), 3)
	want := []string{"2025-12", "2026-01", "2026-02"}
	if len(got) != len(want) {
		t.Fatalf("got %d periods, want %d", len(got), len(want))
	}
	for i, p := range got {
		if c.Label(p) != want[i] {
			t.Errorf("period %d is %s, want %s", i, c.Label(p), want[i])
		}
	}
	if got := c.Periods(Period{Grain: Month}, 0); got != nil {
		t.Errorf("no periods are %v, want nil", got)
	}
}

func TestParseSpan(t *testing.T) {
	tests := []struct {
		text  string
		n     int
		grain Grain
		ok    bool
	}{
		{"12 months", 12, Month, true},
		{"1 month", 1, Month, true},
		{" 2  weeks ", 2, Week, true},
		{"90 days", 90, Day, true},
		{"0 months", 0, "", false},
		{"-3 months", 0, "", false},
		{"+3 months", 0, "", false},
		{"12", 0, "", false},
		{"months", 0, "", false},
		{"100000 days", 0, "", false},
		{"99999999999999999999 days", 0, "", false},
		{"3 fortnights", 0, "", false},
		{"3 monthss", 0, "", false},
		{"3 s", 0, "", false},
	}
	for _, test := range tests {
		n, g, ok := ParseSpan(test.text)
		if n != test.n || g != test.grain || ok != test.ok {
			t.Errorf("ParseSpan(%q) is %d, %q, %v, want %d, %q, %v", test.text, n, g, ok, test.n, test.grain, test.ok)
		}
	}
}

func TestGrains(t *testing.T) {
	for i, g := range Grains() {
		if got, ok := ParseGrain(string(g)); got != g || !ok {
			t.Errorf("ParseGrain(%q) is %q, %v", g, got, ok)
		}
		for j, h := range Grains() {
			if got, want := g.FinerThan(h), i < j; got != want {
				t.Errorf("%s finer than %s is %v, want %v", g, h, got, want)
			}
		}
	}
	for _, s := range []string{"", "months", "Month", "hour"} {
		if _, ok := ParseGrain(s); ok {
			t.Errorf("ParseGrain(%q) succeeded", s)
		}
	}
	if got, want := Month.Plural(), "months"; got != want {
		t.Errorf("plural is %q, want %q", got, want)
	}
}

func TestParseMonth(t *testing.T) {
	for _, s := range []string{"april", "April", "APRIL"} {
		if m, ok := ParseMonth(s); m != time.April || !ok {
			t.Errorf("ParseMonth(%q) is %v, %v, want April", s, m, ok)
		}
	}
	for _, s := range []string{"", "apr", "4", "smarch"} {
		if m, ok := ParseMonth(s); ok {
			t.Errorf("ParseMonth(%q) is %v, want none", s, m)
		}
	}
}

func TestDate(t *testing.T) {
	for _, s := range []string{"1970-01-01", "1969-12-31", "2024-02-29", "1900-03-01", "0001-01-01", "9999-12-31"} {
		d := date(t, s)
		if d.String() != s {
			t.Errorf("%s reads back as %s", s, d)
		}
		if y, m, day := d.Civil(); NewDate(y, m, day) != d {
			t.Errorf("the parts of %s make %s", s, NewDate(y, m, day))
		}
	}
	for _, s := range []string{"", "2026-1-31", "2025-02-29", "2026-01-31T00:00:00Z", "2026-01-32", " 2026-01-31", "20260131"} {
		if d, ok := ParseDate(s); ok {
			t.Errorf("ParseDate(%q) is %s, want none", s, d)
		}
	}
	late := time.Date(2026, time.January, 31, 23, 30, 0, 0, time.FixedZone("", -8*60*60))
	if got, want := DateOf(late).String(), "2026-01-31"; got != want {
		t.Errorf("half past eleven in its own zone is on %s, want %s", got, want)
	}
	if got, want := NewDate(2026, time.October, 32).String(), "2026-11-01"; got != want {
		t.Errorf("32 October is %s, want %s", got, want)
	}
}
