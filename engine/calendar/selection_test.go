package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	april := Calendar{FiscalStart: time.April}
	july := Calendar{FiscalStart: time.July}
	february := Calendar{FiscalStart: time.February}
	tests := []struct {
		name     string
		calendar Calendar
		text     string
		want     string
	}{
		{"a month", Calendar{}, "2026-10", "month 2026-10: 2026-10-01..2026-10-31"},
		{"a quarter", Calendar{}, "2026-Q3", "quarter 2026-Q3: 2026-07-01..2026-09-30"},
		{"a year", Calendar{}, "2026", "year 2026: 2026-01-01..2026-12-31"},
		{"a week", Calendar{}, "2026-W05", "week 2026-W05: 2026-01-26..2026-02-01"},
		{"a week 53", Calendar{}, "2026-W53", "week 2026-W53: 2026-12-28..2027-01-03"},
		{"a Sunday week", Calendar{SundayWeeks: true}, "2026-W05", "week 2026-W05: 2026-02-01..2026-02-07"},
		{"a day", Calendar{}, "2026-10-31", "day 2026-10-31: 2026-10-31..2026-10-31"},
		{"a range", Calendar{}, "2017-03-01..2017-12-31", "free 2017-03-01..2017-12-31: 2017-03-01..2017-12-31"},
		{"a range with the days of a month stays a range", Calendar{}, "2017-03-01..2017-03-31", "free 2017-03-01..2017-03-31: 2017-03-01..2017-03-31"},
		{"a range of months", Calendar{}, "2017-03..2017-12", "free 2017-03..2017-12: 2017-03-01..2017-12-31"},
		{"blanks and lower case", Calendar{}, "  2026-q3 ", "quarter 2026-Q3: 2026-07-01..2026-09-30"},
		{"blanks inside a range", Calendar{}, "2026-q3 .. 2026-q4", "free 2026-Q3..2026-Q4: 2026-07-01..2026-12-31"},
		{"a fiscal year without fiscal calendar", Calendar{}, "FY2026", "year 2026: 2026-01-01..2026-12-31"},
		{"FY2019 from April", april, "FY2019", "year FY2019: 2018-04-01..2019-03-31"},
		{"FY2019-Q2 from July", july, "fy2019-q2", "quarter FY2019-Q2: 2018-10-01..2018-12-31"},
		{"a calendar quarter that is a fiscal one", july, "2019-Q2", "quarter FY2019-Q4: 2019-04-01..2019-06-30"},
		{"a calendar quarter that is none", february, "2019-Q2", "free 2019-Q2: 2019-04-01..2019-06-30"},
		{"a calendar year beside fiscal ones", april, "2019", "free 2019: 2019-01-01..2019-12-31"},
		{"a range is labelled as typed", july, "2019-Q2..2019-Q3", "free 2019-Q2..2019-Q3: 2019-04-01..2019-09-30"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := test.calendar.ParsePeriod(test.text)
			if err != nil {
				t.Fatal(err)
			}
			grain := string(s.Grain)
			if s.Free {
				grain = "free"
			} else if test.calendar.Start(s.Period) != s.Start || s.Period.Grain != s.Grain {
				t.Errorf("the period is %+v", s.Period)
			}
			got := fmt.Sprintf("%s %s: %s..%s", grain, s.Label, s.Start, s.End-1)
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestParsePeriodErrors(t *testing.T) {
	const forms = "write 2026-10, 2026-Q3, FY2026, FY2026-Q3, 2026, 2026-W05, 2026-10-31 or 2017-03-01..2017-12-31"
	tests := []struct{ text, want string }{
		{"", forms},
		{"last month", forms},
		{"26-10", forms},
		{"2026-", forms},
		{"2026-1", forms},
		{"2026-Q", forms},
		{"2026-W5", forms},
		{"10/2026", forms},
		{"FY2026-10", forms},
		{"FY26", forms},
		{"2026-10-31..", forms},
		{"..2026-10-31", forms},
		{"2026-10...2026-11", forms},
		{"２０２６", forms},
		{"2026-00", "months go from 01 to 12"},
		{"2026-13", "months go from 01 to 12"},
		{"2026-Q5", "quarters go from Q1 to Q4"},
		{"FY2026-Q0", "quarters go from Q1 to Q4"},
		{"2025-W53", "weeks of that year go from 2025-W01 to 2025-W52"},
		{"2026-W54", "weeks of that year go from 2026-W01 to 2026-W53"},
		{"2026-W00", "weeks of that year go from 2026-W01 to 2026-W53"},
		{"2025-02-29", "there is no such day"},
		{"1899", "years go from 1900 to 2200"},
		{"FY2201-Q1", "years go from 1900 to 2200"},
		{"2017-12-31..2017-12-30", "it ends before it starts, write the earlier day first"},
		{"2017-03..2017-02", "it ends before it starts, write the earlier day first"},
	}
	for _, test := range tests {
		s, err := Calendar{}.ParsePeriod(test.text)
		want := fmt.Sprintf("%q is no period: %s", test.text, test.want)
		if err == nil || err.Error() != want {
			t.Errorf("%q gives %v, want %s", test.text, err, want)
		}
		if s != (Selection{}) {
			t.Errorf("%q selects %+v beside the error", test.text, s)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026-10", "2026-Q3", "FY2026-Q3", "2026", "2026-W05", "2026-10-31", "2017-03-01..2017-12-31", "..", "FY", "2026-W53"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range calendars() {
			s, err := c.ParsePeriod(text)
			if err != nil {
				continue
			}
			if s.End <= s.Start {
				t.Errorf("%q is empty", text)
			}
			again, err := c.ParsePeriod(s.Label)
			if err != nil || again != s {
				t.Errorf("%q has the label %q, which reads as %+v, %v, want %+v", text, s.Label, again, err, s)
			}
			if strings.TrimSpace(s.Label) != s.Label {
				t.Errorf("the label %q has blanks around it", s.Label)
			}
		}
	})
}
