package kpitest

import (
	"slices"
	"strings"

	"kpi/engine"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/unit"
)

// origin says what a value was computed from: each aggregate as it is written,
// with its value and window.
func (s *Suite) origin(x *engine.Explanation) []string {
	written := map[int]string{}
	s.aggregates(x.KPI.Formula, written, map[string]bool{})
	var out []string
	var parts []string
	for i, o := range x.Aggregates {
		parts = append(parts, nameOf(x, o.Aggregate, written)+" = "+numberOf(o))
		if last := i == len(x.Aggregates)-1; last || x.Aggregates[i+1].Window != o.Window {
			out = append(out, strings.Join(parts, ", ")+" over "+o.Window)
			parts = nil
		}
	}
	return out
}

// aggregates collects how the aggregates that a formula reads are written, by
// slot, also through KPIs and measures.
func (s *Suite) aggregates(n formula.Node, written map[int]string, seen map[string]bool) {
	formula.Walk(n, func(n formula.Node) {
		switch n := n.(type) {
		case *formula.Aggregate:
			if written[n.Slot] == "" {
				written[n.Slot] = formula.Written(n)
			}
		case *formula.Ref:
			if number := s.Definition.Plan.Numbers[n.ID]; number != nil && !seen[n.ID] {
				seen[n.ID] = true
				s.aggregates(number.Formula, written, seen)
			}
		}
	})
}

// nameOf is the aggregate as it is written, and its source where the text alone
// would leave that open.
func nameOf(x *engine.Explanation, a *plan.Aggregate, written map[int]string) string {
	name := written[a.Slot]
	several := slices.ContainsFunc(x.Aggregates, func(o engine.Operand) bool { return o.Aggregate.Source != a.Source })
	if several || strings.HasSuffix(name, "()") {
		return name + " of " + a.Source.ID
	}
	return name
}

func numberOf(o engine.Operand) string {
	if !o.Value.OK() {
		return inBrackets(noValue, o.Value.Reason)
	}
	return o.Aggregate.Type.Unit.Format(o.Value.Number, unit.Style{})
}
