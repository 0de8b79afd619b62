package scorecard_test

import (
	"testing"
)

// The period before is judged by what was to be reached then.
func TestBefore(t *testing.T) {
	for _, test := range []struct {
		name, kpi    string
		first        string // of the data
		period, asOf string
		want         string
	}{
		{"another target then", "formula: sum(amount), better: higher, target: [{value: 100 per month, until: 2025-12-31}, {value: 10 per month, from: 2026-01-01}]",
			"2025-01-01", "2026-01", "2026-01-31", "2025-12 off_track"},
		{"the same target", "formula: sum(amount), better: higher, target: 10 per month", "2025-01-01", "2026-01", "2026-01-31", "2025-12 on_track"},
		{"no target", "formula: sum(amount)", "2025-01-01", "2026-01", "2026-01-31", "2025-12 none"},
		{"data that begin later", "formula: sum(amount), better: higher, target: 10 per month", "2026-01-01", "2026-01", "2026-01-31", "unknown"},
		{"data that begin inside of it", "formula: sum(amount), better: higher, target: 10 per month", "2025-12-02", "2026-01", "2026-01-31", "unknown"},
		{"the whole of it where this one runs", "formula: sum(amount), better: higher, target: 60 per month", "2025-01-01", "2026-01", "2026-01-10", "2025-12 on_track"},
		{"a way that was half as long", "formula: sum(amount), better: higher, target: {value: 1200, from: 2025-07-01, until: 2026-06-30}",
			"2025-01-01", "2026-01", "2026-01-31", "2025-12 off_track"},
		{"a period that is not over itself", "formula: sum(amount), better: higher, target: 10 per month", "2025-01-01", "2026-02", "2026-01-31", "2026-01 off_track"},
		{"a period before one that has not begun", "formula: sum(amount), better: higher, target: 10 per month", "2025-01-01", "2026-03", "2026-01-31", "unknown"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, kpi(test.kpi))
			w.put("deals", "2025-12-05", 50, "")
			w.put("deals", "2025-12-20", 15, "")
			w.put("deals", "2026-01-05", 5, "")
			w.covers("deals", test.first, "2026-01-31")
			w.look(test.period, test.asOf)
			w.view.Told = true
			got := "unknown"
			if b := w.result().Before; b != nil {
				got = b.Period.Label + " " + string(b.Status)
				if b.Status == "" {
					got += "none"
				}
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
