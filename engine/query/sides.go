package query

import (
	"fmt"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/plan"
	"kpi/engine/sql"
)

// atomColumns is how entities are looked at while the atoms are few: one row for
// each entity, with columns for every atom. It is half the work of a row for each
// entity and atom, which are then read once for every window that they are in.
type atomColumns struct {
	*Batch
	all   []activity
	atoms []calendar.Date // that a window, or the one before, is made of
	each  int             // columns of an atom
}

func (b *Batch) atomColumns(all []activity) atomColumns {
	c := atomColumns{Batch: b, all: all}
	for _, f := range b.Frames {
		now, before := b.sides(f)
		c.atoms = append(append(c.atoms, now...), before...)
	}
	slices.Sort(c.atoms)
	c.atoms = slices.Compact(c.atoms)
	for _, a := range all {
		c.each += len(b.activityColumns(a))
	}
	return c
}

// sides lists the atoms of a window, and of the one before, which is never cut.
func (b *Batch) sides(f calendar.Frame) (now, before []calendar.Date) {
	if f, ok := plan.Before(b.request.Plan.Calendar, f); ok && b.compares() {
		before = b.atoms.firstDays(f)
	}
	return b.atoms.firstDays(f), before
}

func (c atomColumns) name(number string, activity int, atom calendar.Date) string {
	return fmt.Sprintf("%s%d_%d", number, activity, slices.Index(c.atoms, atom))
}

// acts adds up what each entity does, atom by atom.
func (c atomColumns) acts(in *inner, from string) *sql.Select {
	e := sql.Column{Name: "e"}
	s := &sql.Select{From: sql.Table{Name: from}, Sets: c.sets(e)}
	s.Columns = []sql.Output{{X: c.grouping(), Name: "s"}, {X: e, Name: "e"}}
	for _, name := range c.memberColumns() {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
	}
	for _, atom := range c.atoms {
		here := sql.Binary{Op: "=", X: sql.Column{Name: "atom"}, Y: sql.Day(atom.String())}
		for i, a := range c.all {
			for _, number := range c.activityColumns(a) {
				s.Columns = append(s.Columns, sql.Output{X: in.activity(a, number, here), Name: c.name(number, i, atom)})
			}
		}
	}
	return s
}

// pairs puts what an entity does in a window beside what it did before, window
// below window.
func (c atomColumns) pairs() *sql.Select {
	var all []*sql.Select
	for w, f := range c.Frames {
		s := &sql.Select{From: sql.Table{Name: "acts"}}
		put := func(x sql.Expr, name string) { s.Columns = append(s.Columns, sql.Output{X: x, Name: name}) }
		for _, name := range append([]string{"s", "w", "e"}, c.memberColumns()...) {
			if name == "w" {
				put(sql.Int(w), name)
				continue
			}
			put(sql.Column{Name: name}, name)
		}
		now, before := c.sides(f)
		for i, a := range c.all {
			for _, number := range c.activityColumns(a) {
				put(c.sum(number, i, before), fmt.Sprintf("before_%s%d", number, i))
				put(c.sum(number, i, now), fmt.Sprintf("now_%s%d", number, i))
			}
		}
		all = append(all, s)
	}
	all[0].More = all[1:]
	return all[0]
}

// sum adds up the columns of some atoms. Amounts are missing where they are
// missing in all of them; counts are 0.
func (c atomColumns) sum(number string, activity int, atoms []calendar.Date) sql.Expr {
	var total, missing sql.Expr
	for _, atom := range atoms {
		x := sql.Column{Name: c.name(number, activity, atom)}
		if len(atoms) == 1 {
			return x
		}
		if total == nil {
			total, missing = orZero(x), sql.IsNull{X: x}
			continue
		}
		total, missing = sql.Binary{Op: "+", X: total, Y: orZero(x)}, sql.And(missing, sql.IsNull{X: x})
	}
	switch {
	case total == nil && number == "sum":
		return sql.Null{}
	case total == nil:
		return sql.Int(0)
	case number == "sum":
		return sql.Case{Whens: []sql.When{{If: sql.Not{X: missing}, Then: total}}}
	}
	return total
}
