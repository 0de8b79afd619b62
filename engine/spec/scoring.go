package spec

import (
	"kpi/engine/diag"
	"kpi/engine/unit"
)

// A Scoring says how much a KPI's status tells, and how much it counts in the
// scores of its objective and perspective.
type Scoring struct {
	MinN    Text // fewer rows than this give no status; "" is 5 for a share of counted rows, else any number
	RedFlag Text // "24%": where red begins; in place of a tolerance
	Weights Weights
	// Gate holds the objective at amber while the KPI is red. GateRange is where
	// it is written.
	Gate      bool
	GateRange diag.Range
}

// Weights say how much something counts in the score above it: always the same,
// or one for each time, in the order of writing. None is 1 on every day.
type Weights []Weight

// A Weight is a number with the dates between which it holds.
type Weight struct {
	Value   Text // a number from 0 to a million
	From    Text // ISO date, the first day on which it holds
	Until   Text // ISO date, the last one
	Because Text
}

// Range is where the first of the weights is written.
func (w Weights) Range() diag.Range {
	if len(w) == 0 {
		return diag.Range{}
	}
	return w[0].Value.Range
}

var weightForm = form{numberForm.pattern, "a number from 0 to a million, such as 2", isWeight}

func isWeight(s string) bool {
	lit, ok := unit.ParseLiteral(s)
	return ok && lit.Value >= 0 && lit.Value <= 1e6 && !lit.Percent
}

// scoring reads the keys of a Scoring among those of a KPI.
func (r *reader) scoring(m *mapping) Scoring {
	s := Scoring{
		MinN:    r.formed(m.at("min_n"), membersForm),
		RedFlag: r.text(m.at("red_flag")),
		Weights: r.weights(m.at("weight")),
	}
	if gate := m.at("gate"); r.flag(gate) {
		s.Gate, s.GateRange = true, r.place(gate.value)
	}
	return s
}

// weights reads a number, one with its keys, or a list of them with their dates.
// It returns none where one of them is wrong: the others would have gaps.
func (r *reader) weights(s slot) Weights {
	before := r.problems.Len()
	var all Weights
	switch n := s.value; {
	case n == nil:
	case isScalar(n):
		all = append(all, Weight{Value: r.formed(s, weightForm)})
	case isMapping(n):
		all = append(all, r.weight(s))
	default:
		for _, item := range r.list(s, "weights such as {value: 2, from: 2026-04-01}") {
			all = append(all, r.weight(item))
		}
	}
	if r.problems.Len() > before {
		return nil
	}
	return all
}

func (r *reader) weight(s slot) Weight {
	m := r.mapping(s)
	defer m.done()
	return Weight{
		Value:   r.formed(m.need("value"), weightForm),
		From:    r.formed(m.at("from"), dateForm),
		Until:   r.formed(m.at("until"), dateForm),
		Because: r.text(m.at("because")),
	}
}
