package engine

import (
	"context"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/series"
)

// An Explanation says where the value of a KPI comes from.
type Explanation struct {
	KPI        *plan.KPI
	Card       *scorecard.Scorecard
	Result     scorecard.Result
	Aggregates []Operand
	Statements []Statement
}

// An Operand is one aggregate that the value was computed from, in one window.
type Operand struct {
	Aggregate *plan.Aggregate
	Window    string // its period, as it is named
	Value     series.Value
	// Covered is what the source holds on the clock; Undated counts its rows
	// that belong to no period.
	Covered series.Range
	Undated int
}

// Explain evaluates one KPI and keeps what it was computed from.
func (d *Definition) Explain(ctx context.Context, id string, o Options) (*Explanation, diag.List, error) {
	o.KPIs = []string{id}
	x := &Explanation{}
	result, list, err := d.evaluate(ctx, o, func(r *run, e *series.Evaluator) { x.Aggregates = r.operands(e, id) })
	if result == nil {
		return nil, list, err
	}
	x.Card, x.Statements, x.KPI = result.Scorecard, result.Statements, d.Plan.Numbers[id].KPI
	x.Result = result.Scorecard.Sections[0].Results[0]
	return x, list, err
}

// operands evaluates the aggregates of a KPI one by one.
func (r *run) operands(e *series.Evaluator, id string) []Operand {
	var out []Operand
	c := r.Plan.Calendar
	series.Needs(r.Plan, r.Plan.Numbers[id].Formula, r.view.Frame(c, r.Plan.Numbers[id].KPI), "", func(n series.Need) {
		a, f := r.Plan.Aggregates[n.Slot], n.Frame
		if n.Each > 0 {
			return // one number for each member is no operand
		}
		clock := query.Clock{Source: a.Source, Node: a.Clock}
		if a.Life != nil {
			clock.Node = a.Life.From
		}
		leaf := &formula.Aggregate{Func: a.Func, Source: a.Source.ID, X: a.X, Entity: a.Entity, P: a.P, N: a.N, Where: a.Where, Slot: n.Slot}
		operand := Operand{Aggregate: a, Window: c.FrameLabel(f), Value: e.Evaluate(leaf, f, series.Group{}), Covered: r.rangeOf(a)}
		operand.Undated = r.undated[clock.Key()]
		if !slices.ContainsFunc(out, func(have Operand) bool { return have.Aggregate == a && have.Window == operand.Window }) {
			out = append(out, operand)
		}
	})
	return out
}
