package scorecard_test

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
	"testing/quick"
	"time"

	"kpi/engine/calendar"
)

// flow is a KPI that adds up, with a target of this kind.
func flow(target string) string {
	return kpi("formula: sum(amount), better: higher, target: " + target)
}

// The published examples, with the days counted and nothing rounded.
func TestPublishedPaces(t *testing.T) {
	for _, test := range []struct {
		name, target, period, asOf string
		actual                     float64
		want                       string
	}{
		{"Engage: 1 to 30 April, on the 15th", "{value: 100, from: 2026-04-01, until: 2026-04-30}", "2026-04", "2026-04-15", 50,
			"on_track, 0.5 over, due 50, pace 1, a day 3.333333333, projected 100"},
		{"Engage: 16.5 points behind", "{value: 100, from: 2026-04-01, until: 2026-04-30}", "2026-04", "2026-04-15", 33.5,
			"off_track, 0.5 over, due 50, pace 0.67, a day 4.433333333, projected 67"},
		{"30 placements in January, 18 by the 15th", "{value: 30, from: 2026-01-01, until: 2026-01-31}", "2026-01", "2026-01-15", 18,
			"on_track, 0.4838709677 over, due 14.51612903, pace 1.24, a day 0.75, projected 37.2"},
		{"Klar: an absolute target is divided by days", "{value: 365, from: 2026-01-01, until: 2026-12-31}", "2026-04", "2026-04-10", 90,
			"off_track, 0.2739726027 over, due 100, pace 0.9, a day 1.037735849, projected 328.5"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, flow(test.target))
			w.put("deals", test.asOf, test.actual, "")
			w.covers("deals", "2025-01-01", test.asOf)
			w.look(test.period, test.asOf)
			r := w.result()
			p := r.Pace
			got := fmt.Sprintf("%s, %s over, due %s, pace %s, a day %s, projected %s", r.Status,
				text(&p.Elapsed), text(p.Expected), text(p.Ratio), text(p.PerDay), text(p.Projection))
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// Klar: percentages stay the same.
func TestShareOfAPercentageIsNotDue(t *testing.T) {
	w := newWorld(t, kpi("formula: avg(rate), better: higher, target: {value: 35%, from: 2026-01-01, until: 2026-12-31}"))
	w.put("deals", "2026-01-20", 0.34, "")
	r := w.result()
	if got, want := verdict(r), "off_track, attained 0.9714285714"; got != want || r.Pace != nil || text(r.Target.Value) != "0.35" {
		t.Errorf("got %s of %s (pace %v), want %s", got, text(r.Target.Value), r.Pace, want)
	}
}

// What the periods of a target ask for is the target, whatever its pace and the
// grain of the view, and nothing is due before or after it.
func TestPeriodsAddUpToTheTarget(t *testing.T) {
	paces := []string{"linear", "workdays", "seasonal", "{%s: 700}"}
	first := calendar.NewDate(2027, time.January, 1)
	property := func(start, length uint16, which, grain uint8) bool {
		from := first + calendar.Date(start%400)
		until := from + calendar.Date(8+length%700)
		pace := paces[int(which)%len(paces)]
		if pace[0] == '{' {
			pace = fmt.Sprintf(pace, from+3)
		}
		g := calendar.Grains()[int(grain)%5]
		w := newWorld(t, flow(fmt.Sprintf("{value: 1000, from: %s, until: %s, pace: %s}", from, until, pace)))
		w.covers("deals", "2024-01-01", "2030-12-31")
		for d, v := calendar.NewDate(2024, time.January, 15), 1.0; d < from; d, v = d+30, v+1 {
			w.put("deals", d.String(), v, "")
		}
		whole, sum := w.periods(g, from, until)
		if whole {
			return math.Abs(sum-1000) < 1e-6
		}
		return sum <= 1000+1e-6
	}
	if err := quick.Check(property, &quick.Config{MaxCount: 60, Rand: rand.New(rand.NewSource(1))}); err != nil {
		t.Error(err)
	}
}

// periods adds up the targets of all periods around a span, and reports whether
// the span is made of whole periods.
func (w *world) periods(g calendar.Grain, from, until calendar.Date) (whole bool, sum float64) {
	c := w.plan.Calendar
	last := c.PeriodOf(g, until+40)
	w.look(c.Label(last), "2030-12-31")
	w.view.History = 2 + last.Index - c.PeriodOf(g, from-40).Index
	for _, p := range w.result().Series {
		if p.Target != nil {
			sum += *p.Target
		}
	}
	return c.Start(c.PeriodOf(g, from)) == from && c.End(c.PeriodOf(g, until)) == until+1, sum
}

// A level that is exactly on its line is on track on every day, and a hair below
// it on none.
func TestALineEndsAtItsTarget(t *testing.T) {
	const line = "level: {from: day}, formula: sum(amount), better: higher, target: {value: 300, from: 2026-01-01, until: 2026-03-31, baseline: 120}"
	for day := 18; day < 90; day++ {
		for add, want := range map[float64]string{0: "on_track", -0.001: "off_track"} {
			w := newWorld(t, kpi(line))
			asOf := calendar.NewDate(2026, time.January, 1) + calendar.Date(day)
			w.put("deals", asOf.String(), 120+2*float64(day+1)+add, "")
			w.covers("deals", "2025-01-01", asOf.String())
			w.look(w.plan.Calendar.Label(w.plan.Calendar.PeriodOf(calendar.Month, asOf)), asOf.String())
			r := w.result()
			if got := string(r.Status); got != want {
				t.Fatalf("%s: %s of %s is %s, want %s", asOf, text(r.Pace.Actual), text(r.Pace.Expected), got, want)
			}
			if last := day == 89; last != r.Pace.Final || last && text(r.Pace.Expected) != "300" {
				t.Errorf("%s: final is %t, and %s is due", asOf, r.Pace.Final, text(r.Pace.Expected))
			}
		}
	}
}

// One day over is enough where the guard is lifted, and stale data are never
// judged.
func TestCautionOfPaces(t *testing.T) {
	const target = "{value: 300, from: 2026-01-01, until: 2026-12-31}"
	for _, test := range []struct{ name, asOf, want string }{
		{"a day before", "2025-12-31", "not_started"},
		{"the first day", "2026-01-01", "too_early"},
		{"a day before a fifth of the year", "2026-03-13", "too_early"},
		{"a fifth of the year", "2026-03-14", "off_track"},
		{"the last day", "2026-12-31", "off_track"},
	} {
		w := newWorld(t, flow(target))
		w.put("deals", "2026-01-01", 3, "")
		w.covers("deals", "2025-01-01", test.asOf)
		w.look(test.asOf, test.asOf)
		r := w.result()
		if got := string(r.Status) + string(r.Reason); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
		w.view.Told = true
		w.covers("deals", "2025-01-01", "2025-12-20")
		if got := w.result(); got.Status != "" || got.Reason == "too_early" {
			t.Errorf("%s: stale data are %s (%s)", test.name, got.Status, got.Reason)
		}
	}
}
