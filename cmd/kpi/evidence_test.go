package main

import (
	"testing"

	"kpi/engine"
	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
)

// evaluated is the card of the sales example with what stands beside its values.
func evaluated(t *testing.T, o engine.Options) map[string]scorecard.Result {
	t.Helper()
	d, list, err := engine.Read("../../kpis.yaml")
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	o.Evidence = true
	result, list, err := d.Evaluate(t.Context(), o)
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	out := map[string]scorecard.Result{}
	for _, s := range result.Scorecard.Sections {
		for _, r := range s.Results {
			out[r.ID] = r
		}
	}
	return out
}

// TestThePlantedLeadIsFound looks for what the README of the example says: leads
// come two months before the revenue.
func TestThePlantedLeadIsFound(t *testing.T) {
	l := evaluated(t, engine.Options{KPIs: []string{"new_leads"}})["new_leads"].Evidence.Lead
	if l == nil || l.Verdict != stats.Supported || l.Lag != 2 || l.KPI != "revenue" {
		t.Errorf("got %+v, want revenue two months later", l)
	}
}

// TestEveryChangeIsExplainedWithoutARest adds the effects of all KPIs up.
func TestEveryChangeIsExplainedWithoutARest(t *testing.T) {
	explained := 0
	for id, r := range evaluated(t, engine.Options{}) {
		for _, m := range r.Evidence.Moves {
			if m.Refusal != "" {
				continue
			}
			explained++
			sum, size := 0.0, 1e-300
			for _, e := range m.Effects {
				sum += e.Total()
				size = max(size, e.Total(), -e.Total())
			}
			if rest := sum - m.Change(); rest > 1e-9*size || rest < -1e-9*size {
				t.Errorf("%s by %s against %s: the effects are %g, and it changed by %g", id, m.Dimension, m.Against, sum, m.Change())
			}
		}
	}
	if explained < 100 {
		t.Errorf("%d changes are explained", explained)
	}
}

// TestTheFutureChangesNoEvidence looks at June with the data of June, and with
// all of them.
func TestTheFutureChangesNoEvidence(t *testing.T) {
	kpis := []string{"revenue", "win_rate", "average_deal", "new_customers"}
	then := evaluated(t, engine.Options{KPIs: kpis, Period: "2026-06", AsOf: "2026-06-30"})
	now := evaluated(t, engine.Options{KPIs: kpis, Period: "2026-06"})
	for _, id := range kpis {
		a, b := then[id].Evidence, now[id].Evidence
		if a.Outlook.From != "2026-06" || b.Outlook.From != "2026-06" {
			t.Errorf("%s: forecast from %s and %s", id, a.Outlook.From, b.Outlook.From)
		}
		for i, p := range a.Outlook.Forecast.Points {
			if b.Outlook.Forecast.Points[i] != p {
				t.Errorf("%s: forecast %g, and %g with the future", id, p, b.Outlook.Forecast.Points[i])
			}
		}
		if a.Signals.Chart.Limits != b.Signals.Chart.Limits {
			t.Errorf("%s: limits %v and %v", id, a.Signals.Chart.Limits, b.Signals.Chart.Limits)
		}
	}
}

// TestMainMovesHaveWords guards against a card that explains nothing.
func TestMainMovesHaveWords(t *testing.T) {
	told := 0
	for _, r := range evaluated(t, engine.Options{Period: "2026-Q3"}) {
		if evidence.Main(r.Evidence.Moves, evidence.LastYear) != nil {
			told++
		}
	}
	if told < 25 {
		t.Errorf("%d KPIs have a reason", told)
	}
}
