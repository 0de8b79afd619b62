package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/series"
)

// A Question says which KPI to explain, and how.
type Question struct {
	KPI string
	// Dimension and Member ask about one member, named as a breakdown names it;
	// "" is all rows.
	Dimension, Member string
	Rows              *RowSink // takes the rows behind the value; nil wants none
}

// An Explanation says where the value of a KPI comes from.
type Explanation struct {
	KPI        *plan.KPI
	Card       *scorecard.Scorecard
	Dimension  *plan.Dimension // of the member that is asked about; nil is all rows
	Member     string
	Result     scorecard.Result // of the member, where there is one
	Aggregates []Operand
	Parts      []Parts
	Listed     []Listed // what the sink took; nil without one
	Statements []Statement
}

// An Operand is one aggregate that the value was computed from, in one window.
type Operand struct {
	Aggregate *plan.Aggregate
	Window    string // its period, as it is named
	Total     bool   // of all members, where one is asked about
	Value     series.Value
	// Covered is what the source holds on the clock; Undated counts its rows
	// that belong to no period.
	Covered series.Range
	Undated int
}

// Parts are the numbers that a sum_each, an avg_each or a count_each is made of.
type Parts struct {
	Each  *formula.Each
	Parts []series.Part // by the names of the members or periods
}

// Explain evaluates one KPI and keeps what it was computed from.
func (d *Definition) Explain(ctx context.Context, q Question, o Options) (*Explanation, diag.List, error) {
	o.question, o.KPIs = q, []string{q.KPI}
	if q.Dimension != "" {
		o.By = []string{q.Dimension}
		o.Evidence = false // it is that of all rows
	}
	x := &Explanation{Dimension: d.Plan.Dimension(q.Dimension), Member: q.Member}
	var failed error
	result, list, err := d.evaluate(ctx, o, func(r *run, e *series.Evaluator) { failed = x.look(ctx, r, e) })
	if result == nil || failed != nil {
		return nil, list, errors.Join(err, failed)
	}
	x.Card, x.Statements, x.KPI = result.Scorecard, result.Statements, d.Plan.Numbers[q.KPI].KPI
	x.Result = result.Scorecard.Sections[0].Results[0]
	if x.Dimension != nil && !x.narrow() {
		return nil, list, x.noMember(nil)
	}
	return x, list, err
}

// look keeps what the value is computed from while the data are at hand.
func (x *Explanation) look(ctx context.Context, r *run, e *series.Evaluator) (err error) {
	if err := x.knowsMember(r); err != nil {
		return err
	}
	x.Aggregates = r.operands(e)
	x.Parts = r.parts(e)
	x.Listed, err = r.list(ctx, e)
	return err
}

// member is the one that is asked about.
func (q Question) member() series.Member {
	if q.Member == scorecard.NoMember {
		return series.Member{None: true}
	}
	return series.Member{Name: q.Member}
}

// group is the rows that an aggregate of the KPI reads.
func (q Question) group(n series.Need) series.Group {
	g := series.Group{Each: n.Each}
	if q.Dimension != "" && !n.Total {
		g.Dimension, g.Member = q.Dimension, q.member()
	}
	return g
}

// showMember makes the member that is asked about one of those that are shown,
// however small it is.
func (r *run) showMember() {
	if q := r.options.question; q.Dimension != "" && q.member().Named() {
		r.cells.SetMembers(q.Dimension, []series.Member{q.member()})
	}
}

// knowsMember checks that the KPI can be asked about the member.
func (x *Explanation) knowsMember(r *run) error {
	if x.Dimension == nil {
		return nil
	}
	id := r.options.question.KPI
	var has, members []string
	for _, d := range r.Plan.DimensionsOf(r.Plan.Numbers[id]) {
		has = append(has, d.ID)
	}
	if !slices.Contains(has, x.Dimension.ID) {
		return usage("%q has no dimension %q; it has: %s", id, x.Dimension.ID, diag.Some(has))
	}
	for _, m := range r.cells.Members(x.Dimension.ID) {
		if r.cells.Holds(x.Dimension.ID, m) && m.Others == 0 {
			members = append(members, scorecard.MemberName(m))
		}
	}
	if slices.Contains(members, x.Member) {
		return nil
	}
	return x.noMember(members)
}

// noMember says that no row is of the member that is asked about, but of others.
func (x *Explanation) noMember(others []string) error {
	hint := ""
	if near := diag.Nearest(x.Member, others); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	} else if len(others) > 0 {
		hint = "; there are: " + diag.Some(others)
	}
	return usage("no row in the period or the year before is of %s %q%s", x.Dimension.ID, x.Member, hint)
}

// narrow makes the result that of the member that is asked about. It is false
// where the breakdown has none.
func (x *Explanation) narrow() bool {
	r := &x.Result
	for _, m := range r.Breakdowns[0].Members {
		if m.Name == x.Member {
			r.Actual, r.Target, r.Attainment, r.LastYear = m.Actual, m.Target, m.Attainment, m.LastYear
			r.Status, r.Reason, r.Band, r.Indistinct = m.Status, m.Reason, "", m.Indistinct
			r.Score, r.Weight, r.Pace, r.OneSided = scorecard.Score{}, nil, m.Pace, nil // members have no score
			return true
		}
	}
	return false
}

// needs calls visit for every aggregate that the KPI reads in the reported
// period, in the order of the formula.
func (r *run) needs(visit func(series.Need)) {
	n := r.Plan.Numbers[r.options.question.KPI]
	series.Needs(r.Plan, n.Formula, r.view.Frame(r.Plan.Calendar, n.KPI), r.options.question.Dimension, func(need series.Need) {
		need.Total = need.Total && r.options.question.Dimension != ""
		visit(need)
	})
}

// operands evaluates the aggregates of a KPI one by one.
func (r *run) operands(e *series.Evaluator) []Operand {
	var out []Operand
	c := r.Plan.Calendar
	r.needs(func(n series.Need) {
		a, f := r.Plan.Aggregates[n.Slot], n.Frame
		if n.Each > 0 || n.Part {
			return // one number for each member or period is no operand
		}
		clock := query.Clock{Source: a.Source, Node: a.Clock}
		if a.Life != nil {
			clock.Node = a.Life.From
		}
		leaf := &formula.Aggregate{Func: a.Func, Source: a.Source.ID, X: a.X, Entity: a.Entity, P: a.P, N: a.N, Where: a.Where, Slot: n.Slot}
		operand := Operand{Aggregate: a, Window: c.FrameLabel(f), Total: n.Total, Value: e.Evaluate(leaf, f, r.options.question.group(n)), Covered: r.rangeOf(a)}
		operand.Undated = r.undated[clock.Key()]
		same := func(have Operand) bool {
			return have.Aggregate == a && have.Window == operand.Window && have.Total == n.Total
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, operand)
		}
	})
	return out
}

// parts evaluates what the KPI computes for each member or period of its own
// window; what it reads of other windows is not taken apart.
func (r *run) parts(e *series.Evaluator) []Parts {
	q := r.options.question
	n := r.Plan.Numbers[q.KPI]
	f := r.view.Frame(r.Plan.Calendar, n.KPI)
	var out []Parts
	seen := map[string]bool{}
	var look func(formula.Node)
	look = func(n formula.Node) {
		switch n := n.(type) {
		case nil, *formula.Window, *formula.Total:
		case *formula.Ref:
			if !seen[n.ID] {
				seen[n.ID] = true
				look(r.Plan.Numbers[n.ID].Formula)
			}
		case *formula.Each:
			parts := e.Parts(n, f, q.group(series.Need{}))
			for i := range parts {
				parts[i].Name = r.partName(n, parts[i].Name)
			}
			out = append(out, Parts{n, parts})
		default:
			for _, child := range formula.Children(n) {
				look(child)
			}
		}
	}
	look(n.Formula)
	return out
}

// partName is how a member is shown: the database groups bands by their place.
func (r *run) partName(n *formula.Each, name string) string {
	if n.Unit != "" {
		return name
	}
	d := r.Plan.Eaches[n.Slot].Dimension
	if i, err := strconv.Atoi(name); d != nil && len(d.Bands) > 0 && err == nil {
		return d.BandName(i)
	}
	return name
}
