package scorecard_test

import (
	"fmt"
	"testing"

	"kpi/engine/scorecard"
)

// The weights of the last day of the period count, on whatever day it is looked
// at, and also for a KPI whose own periods are longer.
func TestWeightsOfThePeriod(t *testing.T) {
	w := newWorld(t, `
objectives:
  grow: {perspective: financial, weight: [{value: 3, until: 2025-12-31}, {value: 1, from: 2026-01-01, because: "Growth\n  is done"}]}
  keep: {perspective: financial}
  rest: {}
  look: {perspective: people, weight: 4}
  empty: {perspective: financial, weight: 9}
kpis:
  size:
    objective: grow
    source: deals
    formula: avg(size)
    better: higher
    target: 100
    tolerance: 10
    weight:
      - {value: 1, until: 2025-12-15}
      - {value: 2, from: 2025-12-16, until: 2026-01-19}
      - {value: 0, from: 2026-01-20, because: It is counted elsewhere}
  deals: {objective: grow, source: deals, formula: count(), grain: quarter}
  kept: {objective: keep, source: deals, formula: avg(rate), better: higher, target: 10%, tolerance: 1 points, weight: 7}
  other: {objective: rest, source: deals, formula: sum(amount)}
  seen: {objective: look, source: deals, formula: avg(amount)}
  free: {source: deals, formula: max(size), better: higher, target: 100, tolerance: 10}
`)
	w.put("deals", "2025-10-05", 90, "")
	for _, test := range []struct{ period, asOf, size, deals, grow string }{
		{"2025-11", "2026-01-31", "1 (0.5) until 2025-12-15", "1 (0.5)", "3 (0.75) until 2025-12-31"},
		{"2025-12", "2026-01-31", "2 (0.667) from 2025-12-16 until 2026-01-19", "1 (0.333)", "3 (0.75) until 2025-12-31"},
		{"2025-Q4", "2026-01-31", "2 (0.667) from 2025-12-16 until 2026-01-19", "1 (0.333)", "3 (0.75) until 2025-12-31"},
		{"2025-12-01..2025-12-15", "2026-01-31", "1 (0.5) until 2025-12-15", "1 (0.5)", "3 (0.75) until 2025-12-31"},
		{"2026-01", "2026-01-10", "0 (0) from 2026-01-20: It is counted elsewhere", "1 (1)", "1 (0.5) from 2026-01-01: Growth is done"},
	} {
		w.look(test.period, test.asOf)
		sections := map[string]*scorecard.Weight{}
		results := map[string]*scorecard.Weight{}
		for _, s := range w.judge().Sections {
			sections[s.ID] = s.Weight
			for _, r := range s.Results {
				results[r.ID] = r.Weight
			}
		}
		for _, check := range []struct {
			name      string
			got       *scorecard.Weight
			wantWords string
		}{
			{"size", results["size"], test.size}, {"deals", results["deals"], test.deals}, {"kept", results["kept"], "7 (1)"},
			{"other", results["other"], "none"}, {"seen", results["seen"], "none"}, {"free", results["free"], "none"},
			{"grow", sections["grow"], test.grow}, {"rest", sections["rest"], "none"}, {"look", sections["look"], "none"}, {"no objective", sections[""], "none"},
		} {
			if got := weightText(check.got); got != check.wantWords {
				t.Errorf("%s as of %s: the weight of %s is %s, want %s", test.period, test.asOf, check.name, got, check.wantWords)
			}
		}
	}
}

func weightText(w *scorecard.Weight) string {
	if w == nil {
		return "none"
	}
	text := fmt.Sprintf("%g (%.3g)", w.Value, w.Share)
	if w.From != "" {
		text += " from " + w.From
	}
	if w.Until != "" {
		text += " until " + w.Until
	}
	if w.Because != "" {
		text += ": " + w.Because
	}
	return text
}
