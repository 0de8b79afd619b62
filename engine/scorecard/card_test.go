package scorecard_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"kpi/engine/calendar"
	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/series"
)

// The first reason that applies says why a value is not judged.
func TestCaution(t *testing.T) {
	const target = ", better: higher, target: 1 per month"
	tests := []struct {
		name, formula string
		first, last   string // of the data
		asOf          string
		told          bool
		want          string
	}{
		{"a complete month", "sum(amount)" + target, "2025-01-01", "2026-01-31", "2026-01-31", false, "on_track"},
		{"the data end inside the month", "sum(amount)" + target, "2025-01-01", "2026-01-30", "2026-01-30", false, "partial"},
		{"other data go on", "sum(amount)" + target, "2025-01-01", "2026-01-30", "2026-03-31", false, "partial"},
		{"it is said that this is all", "sum(amount)" + target, "2025-01-01", "2026-01-30", "2026-01-31", true, "on_track"},
		{"it is said that the month is running", "sum(amount)" + target, "2025-01-01", "2026-01-31", "2026-01-30", true, "partial"},
		{"data as old as promised", "sum(amount)" + target, "2025-01-01", "2026-01-30", "2026-02-02", true, "on_track"},
		{"data older than promised", "sum(amount)" + target, "2025-01-01", "2026-01-30", "2026-02-03", true, "stale"},
		{"old data are fresh where nobody told the day", "sum(amount)" + target, "2025-01-01", "2026-01-31", "2026-06-30", false, "on_track"},
		{"stale before partial", "sum(amount)" + target, "2025-01-01", "2026-01-10", "2026-01-20", true, "stale"},
		{"the data begin inside the month", "sum(amount)" + target, "2026-01-02", "2026-01-31", "2026-01-31", false, "begins"},
		{"partial before begins", "sum(amount)" + target, "2026-01-02", "2026-01-30", "2026-01-30", false, "partial"},
		{"a window that begins before the data", `trailing(sum(amount), "2 months")` + ", better: higher, target: 1", "2026-01-01", "2026-01-31", "2026-01-31", false, "begins"},
		{"a part of the formula that is running", `sum(amount) / whole(sum(amount), "quarter")` + ", better: higher, target: 1", "2025-01-01", "2026-01-31", "2026-01-31", false, "partial"},
		{"a part of the formula that is over", `previous(sum(amount)) + 1` + ", better: higher, target: 1", "2025-01-01", "2026-01-15", "2026-01-15", false, "on_track"},
		{"outside of the data before all else", "sum(amount)" + target, "2026-02-01", "2026-02-20", "2026-02-28", true, "out_of_range"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, kpi("formula: '"+strings.Replace(test.formula, ", better", "', better", 1)))
			w.put("deals", "2026-01-05", 5, "")
			w.put("deals", "2025-12-05", 5, "")
			w.covers("deals", test.first, test.last)
			w.look("2026-01", test.asOf)
			w.view.Told = test.told
			got, _, _ := strings.Cut(verdict(w.result()), ",")
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// A plan is neither partial nor stale, whatever its dates.
func TestPlansNeedNoCaution(t *testing.T) {
	w := newWorld(t, "kpis:\n  k: {source: quotas, formula: 'whole(sum(amount), \"quarter\")', better: higher, target: 300}\n")
	w.put("quotas", "2026-01-01", 100, "")
	w.put("quotas", "2026-03-01", 200, "")
	w.covers("quotas", "2026-01-01", "2026-03-01")
	w.look("2026-01", "2026-01-15")
	w.view.Told = true
	if got, want := verdict(w.result()), "on_track, attained 1"; got != want {
		t.Errorf("a plan is %s, want %s", got, want)
	}
}

// Every member has the target of a ratio; what the whole is to sell is not what
// each member is to sell.
func TestBreakdowns(t *testing.T) {
	w := newWorld(t, `
kpis:
  size: {source: deals, formula: avg(size), better: higher, target: 50}
  revenue: {source: deals, formula: sum(amount), better: higher, target: 100 per month}
  better: {source: deals, formula: sum(amount), better: higher, target: last_year(revenue)}
  visits: {source: visits, formula: count()}
`)
	w.put("deals", "2026-01-05", 60, "West")
	w.put("deals", "2025-01-05", 40, "West")
	w.put("deals", "2026-01-06", 20, "East")
	w.rows["deals"][series.Group{Dimension: "region", Member: series.Member{None: true}}] = nil
	w.view.By = []string{"region"}
	card := w.judge(series.Member{Name: "West"}, series.Member{Name: "East"}, series.Member{None: true})
	want := []string{
		"size of West = 60, target 50, on_track, change 0.5", "size of East = 20, target 50, off_track, change none",
		"revenue of West = 60, target none, no_target, change 0.5", "revenue of East = 20, target none, no_target, change none",
		"better of West = 60, target 40, on_track, change 0.5", "better of East = 20, target none, no_target, change none",
		"visits: no_dimension",
	}
	var got []string
	for _, r := range card.Sections[0].Results {
		for _, b := range r.Breakdowns {
			if b.Reason != "" {
				got = append(got, fmt.Sprintf("%s: %s", r.ID, b.Reason))
			}
			for _, m := range b.Members {
				s := string(m.Status) + string(m.Reason)
				got = append(got, fmt.Sprintf("%s of %s = %s, target %s, %s, change %s", r.ID, m.Name, text(m.Actual.Value), text(m.Target.Value), s, text(m.LastYear.Change)))
			}
		}
	}
	if got, want := strings.Join(got, "\n"), strings.Join(want, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMembersAreNamed(t *testing.T) {
	w := newWorld(t, kpi("formula: count()"))
	w.view.By = []string{"region"}
	for _, m := range []series.Member{{Name: "West"}, {None: true}, {Others: 1}} {
		w.rows["deals"][series.Group{Dimension: "region", Member: m}] = []series.Row{{Start: date("2026-01-05"), Values: []float64{1, 1, 1}}}
	}
	card := w.judge(series.Member{Name: "West"}, series.Member{None: true}, series.Member{Others: 7})
	var got []string
	for _, m := range card.Sections[0].Results[0].Breakdowns[0].Members {
		got = append(got, m.Name)
	}
	if got, want := strings.Join(got, " "), "West (none) (others, 7)"; got != want {
		t.Errorf("members are %s, want %s", got, want)
	}
}

// Objectives stand in the order of writing, KPIs without one come last, and an
// objective without KPIs is left out.
func TestSections(t *testing.T) {
	w := newWorld(t, `
objectives:
  grow: {name: Grow, perspective: financial}
  empty: {name: Nothing}
  serve: {}
kpis:
  alone: {source: deals, formula: count()}
  second: {name: The second, source: deals, formula: count(), objective: serve}
  first: {source: deals, formula: sum(amount), objective: grow}
  third: {source: deals, formula: avg(amount), objective: serve}
`)
	show := func() string {
		var out []string
		for _, s := range w.judge().Sections {
			names := []string{}
			for _, r := range s.Results {
				names = append(names, r.Name)
			}
			out = append(out, s.ID+" "+s.Name+" "+s.Perspective+": "+strings.Join(names, ", "))
		}
		return strings.Join(out, "\n")
	}
	if got, want := show(), "grow Grow financial: first\nserve serve : The second, third\n  : alone"; got != want {
		t.Errorf("sections\n%s\nwant\n%s", got, want)
	}
	w.view.KPIs = []string{"third", "first"}
	if got, want := show(), "grow Grow financial: first\nserve serve : third"; got != want {
		t.Errorf("sections of some KPIs\n%s\nwant\n%s", got, want)
	}
}

func TestComparisons(t *testing.T) {
	w := newWorld(t, kpi("formula: sum(amount), better: higher, target: 100 per month"))
	for day, v := range map[string]float64{"2025-01-05": 50, "2025-12-31": 40, "2026-01-05": 60, "2025-07-05": 10} {
		w.put("deals", day, v, "")
	}
	w.view.History = 3
	r := w.result()
	show := func(c scorecard.Comparison) string {
		return c.Period.Label + " " + text(c.Value) + " " + text(c.Change)
	}
	for what, tt := range map[string]struct{ got, want string }{
		"previous":       {show(r.Previous), "2025-12 40 0.5"},
		"last year":      {show(r.LastYear), "2025-01 50 0.2"},
		"year to date":   {show(r.YearToDate), "2026-01 60 none"},
		"twelve months":  {show(r.Trailing12), "12 months to 2026-01 110 none"},
		"rows":           {fmt.Sprint(*r.Actual.N), "1"},
		"oldest period":  {r.Series[0].Period.Label + " " + text(r.Series[0].Value) + " " + text(r.Series[0].Target), "2025-11 0 100"},
		"newest period":  {r.Series[2].Period.Label + " " + text(r.Series[2].Value), "2026-01 60"},
		"period of card": {r.Period.Start + ".." + r.Period.Last, "2026-01-01..2026-01-31"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s is %q, want %q", what, tt.got, tt.want)
		}
	}
	w.look("2026-W53", "2027-12-31")
	w.covers("deals", "2025-01-01", "2027-12-31")
	if got := w.result().LastYear; got.Value != nil || got.Reason != "no_partner" {
		t.Errorf("week 53 of last year is %v (%s), want no partner", got.Value, got.Reason)
	}
}

// A KPI of a coarser grain stands at its last complete period.
func TestOwnGrain(t *testing.T) {
	w := newWorld(t, kpi("formula: sum(amount), grain: quarter"))
	w.put("deals", "2025-11-05", 7, "")
	for _, tt := range []struct{ period, asOf, want string }{
		{"2026-01", "2026-01-31", "2025-Q4"}, {"2025-12", "2026-01-31", "2025-Q4"}, {"2025-12", "2025-12-30", "2025-Q3"},
		{"2025-W52", "2026-01-31", "2025-Q3"}, {"2025", "2026-01-31", "2025"}, {"2025-10-01..2025-12-31", "2026-01-31", "2025-Q4"},
	} {
		w.look(tt.period, tt.asOf)
		if got := w.result().Period.Label; got != tt.want {
			t.Errorf("in %s as of %s it stands at %s, want %s", tt.period, tt.asOf, got, tt.want)
		}
	}
}

func TestNotesSayWhatWasLeftOut(t *testing.T) {
	w := newWorld(t, kpi("name: Revenue, formula: sum(amount)"))
	w.put("deals", "2026-01-05", 60, "")
	w.put("deals", "2026-01-06", math.NaN(), "")
	card := w.judge()
	if got, want := phrase.List(card.Notes).String(), "Revenue: some rows have no value to compute with and were left out."; got != want {
		t.Errorf("notes are %q, want %q", got, want)
	}
}

// What the view needs is all that judging reads, and no more.
func TestNeedsOfAView(t *testing.T) {
	w := newWorld(t, `
measures:
  quota: {source: quotas, formula: sum(amount)}
  visits: {source: visits, formula: count()}
kpis:
  revenue: {source: deals, formula: sum(amount), better: higher, target: quota, status: [{green: value >= target and visits > 1}, {otherwise: red}]}
`)
	w.view.By = []string{"region"}
	totals, by := map[int][]calendar.Frame{}, map[int][]calendar.Frame{}
	w.view.Needs(w.plan, func(dimension string, n series.Need) {
		into := totals
		if dimension == "region" {
			into = by
		}
		if !slices.Contains(into[n.Slot], n.Frame) {
			into[n.Slot] = append(into[n.Slot], n.Frame)
		}
	})
	labels := func(frames []calendar.Frame) string {
		var out []string
		for _, f := range frames {
			out = append(out, w.plan.Calendar.FrameLabel(f))
		}
		// The year to date of January reads the days of January.
		return strings.Join(slices.Compact(out), ", ")
	}
	slots := map[string]int{}
	for _, a := range w.plan.Aggregates {
		slots[a.Source.ID] = a.Slot
	}
	for _, source := range []string{"deals", "quotas", "visits"} {
		if got, want := labels(totals[slots[source]]), "2026-01, 12 months to 2026-01, 2025-12, 2025-01"; got != want {
			t.Errorf("%s is needed in %s, want %s", source, got, want)
		}
	}
	if got, want := labels(by[slots["deals"]]), "2026-01, 2025-01"; got != want {
		t.Errorf("by region it is needed in %s, want %s", got, want)
	}
}
