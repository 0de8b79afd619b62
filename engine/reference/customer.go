package reference

import (
	"math"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/status"
)

// An entity is what is known of one customer in a window and in the one before.
type entity struct {
	now, then    bool // active in the window, in the previous window
	before       bool // active before the window begins; of a level, before or on the day of the previous window
	rows, xs     int  // of the window: rows, and rows with an x
	pastRows     int
	pastXs       int
	sum, pastSum float64
}

// customers are the functions that account for entities. The first result says
// how much an entity adds; rows and xs say how many rows and amounts that came
// from, which is of sums only.
var customers = map[string]func(c entity) contribution{
	"new_count":      func(c entity) contribution { return one(c.now && !c.before) },
	"retained_count": func(c entity) contribution { return one(c.now && c.then) },
	"returned_count": func(c entity) contribution { return one(c.now && !c.then && c.before) },
	"lost_count":     func(c entity) contribution { return one(c.then && !c.now) },
	"retained_sum": func(c entity) contribution {
		if !c.now || !c.then {
			return contribution{}
		}
		return contribution{c.sum, c.rows, c.xs}
	},
	"lost_sum": func(c entity) contribution {
		if !c.then || c.now {
			return contribution{}
		}
		return contribution{c.pastSum, c.pastRows, c.pastXs}
	},
	// A side without any amount keeps nothing, so that this is never missing.
	"kept_sum": func(c entity) contribution { return contribution{x: max(0, min(c.sum, c.pastSum))} },
}

type contribution struct {
	x        float64
	rows, xs int
}

func one(yes bool) contribution { return contribution{x: float64(bit(yes))} }

// customers accounts for the entities of a window and of the whole window
// before it.
func (e *Evaluator) customers(a *plan.Aggregate, f calendar.Frame, s scope) Value {
	before, ok := e.Plan.Calendar.Previous(f.Uncut(), 1)
	if !ok {
		return none(status.NoPartner)
	}
	apply := customers[a.Func]
	total, weight, rows, xs := 0.0, 0.0, 0, 0
	for _, c := range e.entities(a, f, before, s) {
		v := apply(*c)
		total, weight, rows, xs = total+v.x, weight+math.Abs(c.sum)+math.Abs(c.pastSum), rows+v.rows, xs+v.xs
	}
	if a.X == nil {
		return Value{Number: total}
	}
	if rows > 0 && xs == 0 {
		return none(status.AllMissing)
	}
	return about(total, tenDigits*weight)
}

func (e *Evaluator) entities(a *plan.Aggregate, f, before calendar.Frame, s scope) map[string]*entity {
	out := map[string]*entity{}
	get := func(p place) *entity {
		v := e.fixed(a.Entity, p)
		if v == nil {
			return &entity{}
		}
		key := identity(v)
		if out[key] == nil {
			out[key] = &entity{}
		}
		return out[key]
	}
	for _, p := range e.keep(e.counted(a, f), a, s) {
		c := get(p)
		c.now, c.rows = true, c.rows+1
		if x := e.amount(a, p); x != nil {
			c.sum, c.xs = c.sum+float(x), c.xs+1
		}
	}
	for _, p := range e.keep(e.counted(a, before), a, s) {
		c := get(p)
		c.then, c.pastRows = true, c.pastRows+1
		if x := e.amount(a, p); x != nil {
			c.pastSum, c.pastXs = c.pastSum+float(x), c.pastXs+1
		}
	}
	for _, p := range e.keep(e.earlier(a, f, before), a, s) {
		get(p).before = true
	}
	return out
}

func (e *Evaluator) amount(a *plan.Aggregate, p place) any {
	if a.X == nil {
		return nil
	}
	return e.fixed(a.X, p)
}

// earlier are the rows of all data before a window begins; of a level, the rows
// that had begun by the day of the window before.
func (e *Evaluator) earlier(a *plan.Aggregate, f, before calendar.Frame) []place {
	var out []place
	for _, row := range e.Tables[a.Source.ID] {
		p := place{source: a.Source, row: row, frame: f}
		if a.Life != nil {
			if l := e.livesOf(a)[row]; a.Life.Current || l.ever && l.from <= e.levelDay(before) {
				out = append(out, p)
			}
			continue
		}
		if v := e.fixed(a.Clock, p); v != nil && e.day(v) < f.Start {
			out = append(out, p)
		}
	}
	return out
}

// topShare is the part of the sum of x that the entities with the largest sums
// have; rows without an entity are in the whole only.
func (e *Evaluator) topShare(a *plan.Aggregate, rows []place) Value {
	if len(rows) == 0 {
		return none(status.NoData)
	}
	amounts := map[string][]any{}
	var all []any
	for _, p := range rows {
		x := e.fixed(a.X, p)
		if x == nil {
			continue
		}
		all = append(all, x)
		if v := e.fixed(a.Entity, p); v != nil {
			amounts[identity(v)] = append(amounts[identity(v)], x)
		}
	}
	if len(all) == 0 {
		return none(status.AllMissing)
	}
	var sums []float64
	for _, xs := range amounts {
		x, _ := sum(xs)
		sums = append(sums, float(x))
	}
	slices.Sort(sums)
	slices.Reverse(sums)
	top := 0.0
	for _, x := range sums[:min(a.N, len(sums))] {
		top += x
	}
	whole, weight := sum(all)
	slack := tenDigits * weight
	if a.X.Info().Type.Storage != formula.Double {
		slack = 1e-15 * weight
	}
	if float(whole) == 0 && a.X.Info().Type.Storage != formula.Double {
		return none(status.ZeroDivision)
	}
	return divided(about(top, slack), about(float(whole), slack))
}
