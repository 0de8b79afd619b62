package lint

import (
	"fmt"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
)

var duplicateKPI = &Rule{
	Name:     "duplicate-kpi",
	Letter:   "S",
	Severity: diag.Warning,
	Needs:    Project,
	Doc: Doc{
		Why: `Two KPIs of one name, or with one formula over the same rows, are two answers to one question. Sooner or later
somebody changes one of them.`,
		Wrong: `kpis:
  revenue: {<<: *sound}
  turnover: {<<: *sound, name: Turnover, formula: "sum( amount, won )"}
`,
		Right: `kpis:
  revenue: {<<: *sound}
  largest_deal: {<<: *sound, name: Largest deal, formula: "max(amount, won)", target: 250}
`,
	},
	Check: func(p *Pass) {
		byName, byFormula := map[string]*plan.KPI{}, map[string]*plan.KPI{}
		for _, k := range p.Plan.KPIs {
			name := strings.ToLower(strings.Join(strings.Fields(k.Spec.Name.Value), " "))
			if first := byName[name]; first != nil && name != "" {
				p.Reportf(k, k.Spec.Name.Range, "KPI %q has the name of %q", k.ID, first.ID).
					with(first).At(first.Spec.Name.Range, "the other one")
			} else {
				byName[name] = k
			}
			key := formulaKey(k)
			if first := byFormula[key]; first != nil {
				p.Reportf(k, k.Spec.Formula.Range, "KPI %q is computed as %q is", k.ID, first.ID).
					with(first).At(first.Spec.Formula.Range, "the other one").Notef("keep one of them, or let the second one read the first")
			} else {
				byFormula[key] = k
			}
		}
	},
}

// with makes the finding one about a further KPI, too.
func (f *Finding) with(k *plan.KPI) *Finding {
	f.KPIs = append(f.KPIs, k)
	return f
}

// formulaKey is equal for KPIs that compute the same. Slots tell source, clock
// and filter of the aggregates, which the text of a formula does not show.
func formulaKey(k *plan.KPI) string {
	key := []string{formula.Format(k.Formula), string(k.Grain), fmt.Sprint(k.Settles)}
	formula.Walk(k.Formula, func(n formula.Node) {
		switch n := n.(type) {
		case *formula.Aggregate:
			key = append(key, fmt.Sprint(n.Slot))
		case *formula.Each:
			key = append(key, fmt.Sprint(n.Slot))
		}
	})
	return strings.Join(key, "\x00")
}
