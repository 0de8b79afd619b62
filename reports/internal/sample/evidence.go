package sample

import (
	"math"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
)

// withEvidence finds what stands beside the values of a card, as the engine does.
func withEvidence(s *scorecard.Scorecard) {
	for i := range s.Sections {
		for j := range s.Sections[i].Results {
			r := &s.Sections[i].Results[j]
			r.Evidence = evidenceOf(*r)
		}
	}
}

func evidenceOf(r scorecard.Result) *evidence.Evidence {
	h := evidence.History{Season: 1}
	for _, p := range r.Series {
		h.Periods = append(h.Periods, p.Period.Label)
		v := math.NaN()
		if p.Value != nil {
			v = *p.Value
		}
		h.Values = append(h.Values, v)
	}
	e := &evidence.Evidence{Signals: h.Look(nil)}
	var aim *evidence.Aim
	if r.Target.Value != nil {
		aim = &evidence.Aim{By: "2026-Q4", Weights: []float64{1}, Low: *r.Target.Value, High: math.Inf(1)}
		if r.Better == scorecard.Lower {
			aim.Low, aim.High = math.Inf(-1), *r.Target.Value
		}
		if l, ok := e.Signals.Limits(); ok {
			e.Signals.Assurance = stats.Assure(l, *r.Target.Value, r.Better == scorecard.Lower)
		}
	}
	e.Outlook = h.Foresee([]string{"2026-Q4", "2027-Q1"}, evidence.Anything, aim)
	for _, b := range r.Breakdowns {
		e.Moves = append(e.Moves, moved(r, b))
	}
	if r.ID == "leads" {
		e.Lead = h.Leads(h, evidence.Lead{KPI: "revenue", Name: "Won revenue", From: 1, To: 2})
	}
	if r.Actual.N != nil && *r.Actual.N < 500 {
		e.Biases = []evidence.Bias{{Kind: evidence.SmallSample, N: 17}}
	}
	return e
}

// moved takes the change of r from its last year apart by members that make it up
// in proportion to their values.
func moved(r scorecard.Result, b scorecard.Breakdown) evidence.Movement {
	sum := func(of func(int) float64) float64 {
		total := 0.0
		for i := range b.Members {
			total += of(i)
		}
		return total
	}
	now := func(i int) float64 { return *b.Members[i].Actual.Value }
	before := func(i int) float64 { return now(i) * (0.9 + 0.05*float64(i%3)) }
	from, to := *r.LastYear.Value, *r.Actual.Value
	var parts []evidence.Part
	for i, m := range b.Members {
		parts = append(parts, evidence.Part{
			Member: m.Name, Single: m.Others == 0,
			From: evidence.Side{Value: new(from * before(i) / sum(before))}, To: evidence.Side{Value: new(to * now(i) / sum(now))},
		})
	}
	m := evidence.Explain(evidence.Part{From: evidence.Side{Value: &from}, To: evidence.Side{Value: &to}}, parts)
	m.Against, m.Period, m.Dimension, m.Name = evidence.LastYear, "2025-Q3", b.Dimension, b.Name
	return m
}
