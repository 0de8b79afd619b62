package query

import (
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// holistic computes aggregates that parts do not make, such as medians, for
// each window from its rows: every row meets each window that holds its atom.
func (b *Batch) holistic(known map[string][]series.Member) *sql.Select {
	in := b.inner()
	from := "rows"
	s := &sql.Select{With: append(in.with, sql.With{Name: "rows", Select: in.sel})}
	if len(b.Dimensions) > 0 {
		s.With = append(s.With, sql.With{Name: "shown", Select: b.shownRows(in, known)})
		from = "shown"
	}
	s.With = append(s.With, b.windows())
	s.From = sql.Table{Name: from}
	s.Joins = []sql.Join{{Table: sql.Table{Name: "windows"}, Inner: true, On: []sql.Expr{
		sql.Binary{Op: "=", X: sql.Column{Table: from, Name: "atom"}, Y: sql.Column{Table: "windows", Name: "first_day"}},
	}}}
	b.groupWindows(s, []sql.Expr{sql.Column{Name: "w"}})
	for i, p := range b.parts {
		s.Columns = append(s.Columns, sql.Output{X: sql.Cast{X: in.aggregate(p), Type: sql.Double}, Name: partColumn(i)})
	}
	return s
}

func foldedColumn(i int) string { return memberColumn(i) + "_folded" }

// windows lists the atoms of each window.
func (b *Batch) windows() sql.With {
	w := sql.With{Name: "windows", Columns: []string{"first_day", "w"}}
	for i, f := range b.Frames {
		for _, d := range b.atoms.firstDays(f) {
			w.Rows = append(w.Rows, []sql.Expr{sql.Day(d.String()), sql.Int(i)})
		}
	}
	return w
}

// shownRows maps every member that is not shown to one.
func (b *Batch) shownRows(in *inner, known map[string][]series.Member) *sql.Select {
	s := &sql.Select{From: sql.Table{Name: "rows"}}
	for _, c := range in.sel.Columns {
		if i := b.dimensionOf(c.Name); i >= 0 {
			if formula.HasEdge(b.Dimensions[i].In[b.Source.ID]) {
				// Its bands are known, and all of them are shown.
				s.Columns = append(s.Columns, again(c), sql.Output{X: sql.Binary{Op: "<>", X: sql.Int(0), Y: sql.Int(0)}, Name: foldedColumn(i)})
				continue
			}
			shown := showsMember(b.Dimensions[i], sql.Column{Name: c.Name}, known[b.Dimensions[i].ID])
			s.Columns = append(s.Columns,
				sql.Output{X: sql.If(shown, sql.Column{Name: c.Name}), Name: c.Name},
				sql.Output{X: sql.Not{X: shown}, Name: foldedColumn(i)})
			continue
		}
		s.Columns = append(s.Columns, again(c))
	}
	return s
}

// again selects a column of a named query under its own name.
func again(c sql.Output) sql.Output {
	return sql.Output{X: sql.Column{Name: c.Name}, Name: c.Name}
}

func (b *Batch) dimensionOf(column string) int {
	for i := range b.Dimensions {
		if memberColumn(i) == column {
			return i
		}
	}
	return -1
}

// showsMember is true for the rows without a member and for the members that
// are shown.
func showsMember(d *plan.Dimension, member sql.Expr, known []series.Member) sql.Expr {
	var names []sql.Expr
	for _, m := range known {
		if m.Named() {
			names = append(names, sql.Arg{Value: memberText(d, m)})
		}
	}
	if len(names) == 0 {
		return sql.IsNull{X: member}
	}
	return sql.Binary{Op: "OR", X: sql.IsNull{X: member}, Y: sql.In{X: member, Items: names}}
}
