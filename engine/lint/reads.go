package lint

import (
	"maps"
	"strings"

	"kpi/engine/formula"
	"kpi/engine/plan"
)

// numbersRead lists the KPIs and measures that formulas read, directly and
// through others.
func numbersRead(p *plan.Plan, formulas []formula.Node) map[string]bool {
	read := map[string]bool{}
	for len(formulas) > 0 {
		next := formulas[0]
		formulas = formulas[1:]
		formula.Walk(next, func(n formula.Node) {
			ref, ok := n.(*formula.Ref)
			if ok && p.Numbers[ref.ID] != nil && !read[ref.ID] {
				read[ref.ID] = true
				formulas = append(formulas, p.Numbers[ref.ID].Formula)
			}
		})
	}
	return read
}

// readers lists the KPIs that are computed from each source.
func readers(p *plan.Plan) map[*plan.Source][]*plan.KPI {
	known := map[string]map[*plan.Source]bool{}
	var sources func(id string) map[*plan.Source]bool
	sources = func(id string) map[*plan.Source]bool {
		if known[id] != nil || p.Numbers[id] == nil {
			return known[id]
		}
		known[id] = map[*plan.Source]bool{}
		formula.Walk(p.Numbers[id].Formula, func(n formula.Node) {
			switch n := n.(type) {
			case *formula.Aggregate:
				known[id][p.Aggregates[n.Slot].Source] = true
			case *formula.Ref:
				maps.Copy(known[id], sources(n.ID))
			}
		})
		return known[id]
	}
	out := map[*plan.Source][]*plan.KPI{}
	for _, k := range p.KPIs {
		for s := range sources(k.ID) {
			out[s] = append(out[s], k)
		}
	}
	return out
}

// join writes a list as "a, b and c".
func join(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
