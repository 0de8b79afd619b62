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
	Weight  Text // "" is 1
	// Gate holds the objective at amber while the KPI is red. GateRange is where
	// it is written.
	Gate      bool
	GateRange diag.Range
}

var weightForm = form{isWeight, "a number from 0 to a million, such as 2"}

func isWeight(s string) bool {
	lit, ok := unit.ParseLiteral(s)
	return ok && lit.Value >= 0 && lit.Value <= 1e6 && !lit.Percent
}

// scoring reads the keys of a Scoring among those of a KPI.
func (r *reader) scoring(m *mapping) Scoring {
	s := Scoring{
		MinN:    r.formed(m.at("min_n"), membersForm),
		RedFlag: r.text(m.at("red_flag")),
		Weight:  r.formed(m.at("weight"), weightForm),
	}
	if gate := m.at("gate"); r.flag(gate) {
		s.Gate, s.GateRange = true, r.place(gate.value)
	}
	return s
}
