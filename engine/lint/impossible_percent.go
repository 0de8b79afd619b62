package lint

import (
	"math"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/unit"
)

var impossiblePercent = &Rule{
	Name:     "impossible-percent",
	Letter:   "M",
	Severity: diag.Warning,
	Needs:    Values,
	Doc: Doc{
		Why: `A part of the whole lies between 0% and 100%: rows divided by rows of the same source, the share of the largest,
what the same customers kept. A value outside of it counts rows above that are not below. Any other percent beyond
1,000% was probably 36 where 0.36 was meant.`,
		Wrong: `kpis:
  win_rate: {<<: *rate, formula: count(won) / count(stage == "Lost")}
`,
		Right: `kpis:
  win_rate: {<<: *rate, formula: count(won) / count()}
`,
	},
	Check: func(p *Pass) {
		for k, r := range p.Results() {
			if r.Actual.Value == nil || k.Unit != unit.Percent {
				continue
			}
			v := *r.Actual.Value
			switch shown := k.Unit.Format(v, unit.Style{}); {
			case isPart(p.Plan, k.Formula) && (v < -1e-9 || v > 1+1e-9):
				p.Reportf(k, k.Spec.Formula.Range, "%q is %s, and a part of the whole lies between 0%% and 100%%", r.Name, shown).
					Notef("the rows of the numerator are to be among those of the denominator")
			case math.Abs(v) > 10:
				p.Reportf(k, k.Spec.Formula.Range, "%q is %s: probably a percent that is not divided by 100", r.Name, shown).
					Notef("28% is 0.28 in formulas and data")
			}
		}
	},
}

// isPart reports whether n is a part of a whole by the way it is written: rows
// over rows of the same source and clock, top_share, or kept amounts over all.
func isPart(p *plan.Plan, n formula.Node) bool {
	if w, ok := n.(*formula.Window); ok && w.Func != "growth" {
		return isPart(p, w.X)
	}
	if a, ok := n.(*formula.Aggregate); ok {
		return a.Func == "top_share"
	}
	b, ok := n.(*formula.Binary)
	if !ok || b.Op != "/" {
		return false
	}
	above, below := counted(p, b.X), counted(p, b.Y)
	switch {
	case above == nil || below == nil || above.Source != below.Source:
		return false
	case above.Func == "kept_sum":
		return below.Func == "sum"
	}
	return above.Func == below.Func && (above.Func == "count" || above.Func == "count_distinct") && sameWindow(b.X, b.Y) &&
		formula.Format(above.Clock) == formula.Format(below.Clock) && above.Life.Key() == below.Life.Key() &&
		formula.Format(above.Entity) == formula.Format(below.Entity) && formula.Format(above.X) == formula.Format(below.X)
}

// counted returns the aggregate that n is, in whatever window; else nil.
func counted(p *plan.Plan, n formula.Node) *plan.Aggregate {
	for {
		w, ok := n.(*formula.Window)
		if !ok {
			break
		}
		n = w.X
	}
	if a, ok := n.(*formula.Aggregate); ok {
		return p.Aggregates[a.Slot]
	}
	return nil
}

// sameWindow reports whether two numbers are of the same window.
func sameWindow(x, y formula.Node) bool {
	v, isWindow := x.(*formula.Window)
	w, ok := y.(*formula.Window)
	if !isWindow || !ok {
		return isWindow == ok
	}
	return v.Func == w.Func && v.N == w.N && v.Unit == w.Unit && sameWindow(v.X, w.X)
}
