package reference

import (
	"math"
	"testing"

	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/status"
	"kpi/engine/unit"
)

func TestFits(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	for _, test := range []struct {
		name string
		want Value
		got  *float64
		fits bool
	}{
		{"the same number", Value{Number: 2}, number(2), true},
		{"a number that differs in the tenth digit", Value{Number: 2}, number(2 + 1e-9), true},
		{"a number that differs in the eighth digit", Value{Number: 2}, number(2 + 1e-7), false},
		{"a number within its slack", Value{Number: 2, Slack: 1e-6}, number(2 + 1e-7), true},
		{"zero for a small number", Value{Number: 1e-12}, number(0), false},
		{"no value for zero", Value{}, nil, false},
		{"zero for no value", none(status.NoData), number(0), false},
		{"no value twice", none(status.NoData), nil, true},
		{"anything where nothing is known", unknown, nil, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.want.Fits(test.got); got != test.fits {
				t.Errorf("fits: %t", got)
			}
		})
	}
}

func TestSlackGrowsAndDecides(t *testing.T) {
	third, exact := Value{Number: 3, Slack: 1e-9}, Value{Number: 3}
	for _, test := range []struct {
		name string
		got  Value
		want Value
	}{
		{"a difference has the slack of both", operate("-", third, third), Value{Slack: 2e-9}},
		{"a product has the slack of each times the other", operate("*", third, exact), Value{Number: 9, Slack: 3e-9}},
		{"dividing by what may be zero is not known", operate("/", exact, Value{Number: 1e-12, Slack: 1e-9}), unknown},
		{"dividing by zero has no value", operate("/", exact, Value{}), none(status.ZeroDivision)},
		{"the floor of a number that may be below it is not known", numberFunctions["floor"](third, Value{}), unknown},
		{"the floor of an exact number is known", numberFunctions["floor"](exact, Value{}), exact},
		{"numbers that agree in nine digits are equal", operate("==", Value{Number: 0.3 * 0.9}, Value{Number: 0.27}), Value{Number: 1}},
		{"a change of sign has no growth", change(Value{Number: 1}, Value{Number: -1}, unit.Money), none(status.Domain)},
	} {
		if test.got.Reason != test.want.Reason || test.got.Number != test.want.Number || math.Abs(test.got.Slack-test.want.Slack) > 1e-15 && !test.want.Unknown() || test.got.Unknown() != test.want.Unknown() {
			t.Errorf("%s: got %+v, want %+v", test.name, test.got, test.want)
		}
	}
}

func day(text string) calendar.Date {
	d, ok := calendar.ParseDate(text)
	if !ok {
		panic(text)
	}
	return d
}

// TestFunctionsOfDates holds numbers that were counted on a paper calendar.
func TestFunctionsOfDates(t *testing.T) {
	e := New(&plan.Plan{Holidays: []calendar.Date{day("2026-01-01"), day("2026-12-25")}}, nil)
	for _, test := range []struct {
		name        string
		from, until string
		months      int64
		workdays    int64
	}{
		{"a working day", "2026-03-02", "2026-03-02", 0, 0},
		{"over a weekend", "2026-03-06", "2026-03-09", 0, 1},
		{"a week", "2026-03-02", "2026-03-09", 0, 5},
		{"a Saturday and a Sunday", "2026-03-07", "2026-03-08", 0, -1},
		{"backwards", "2026-03-09", "2026-03-02", 0, -5},
		{"over new year's day", "2025-12-31", "2026-01-02", 0, 1},
		{"from the end of a long month to that of a short one", "2024-01-31", "2024-02-29", 1, 21},
		{"to the day before the end of a short month", "2024-01-31", "2024-02-28", 0, 20},
		{"a year from 29 February", "2024-02-29", "2025-02-28", 12, 261},
		{"half a month backwards", "2026-02-20", "2026-02-05", 0, -11},
		{"a month backwards", "2026-03-05", "2026-02-05", -1, -20},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := months(day(test.from), day(test.until)); got != test.months {
				t.Errorf("%d months, want %d", got, test.months)
			}
			if got := e.workdays(day(test.from), day(test.until)); got != test.workdays {
				t.Errorf("%d working days, want %d", got, test.workdays)
			}
		})
	}
}
