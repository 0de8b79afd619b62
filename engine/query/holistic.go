package query

import (
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// holistic computes aggregates that parts do not make, such as medians, for
// each window from its rows: every row meets each window that holds its atom.
func (b *Batch) holistic(known map[string][]series.Member) *sql.Select {
	in := b.inner()
	s := &sql.Select{
		With: []sql.With{{Name: "rows", Select: in.sel}, b.windows()},
		From: sql.Table{Name: "rows"},
		Joins: []sql.Join{{Table: sql.Table{Name: "windows"}, Inner: true, On: []sql.Expr{
			sql.Binary{Op: "=", X: sql.Column{Table: "rows", Name: "atom"}, Y: sql.Column{Table: "windows", Name: "first_day"}},
		}}},
	}
	if len(b.Dimensions) > 0 {
		s.With = []sql.With{s.With[0], {Name: "shown", Select: b.shownRows(in, known)}, s.With[1]}
		s.From.Name = "shown"
		s.Joins[0].On[0] = sql.Binary{Op: "=", X: sql.Column{Table: "shown", Name: "atom"}, Y: sql.Column{Table: "windows", Name: "first_day"}}
	}
	key := sql.Column{Name: "w"}
	s.Columns = []sql.Output{{X: b.grouping(), Name: "s"}, {X: key, Name: "w"}}
	s.Sets = [][]sql.Expr{{key}}
	for i := range b.Dimensions {
		member, folded := sql.Column{Name: memberColumn(i)}, sql.Column{Name: foldedColumn(i)}
		s.Columns = append(s.Columns, sql.Output{X: member, Name: member.Name}, sql.Output{X: folded, Name: folded.Name})
		s.Sets = append(s.Sets, []sql.Expr{key, member, folded})
	}
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
			shown := showsMember(b.Dimensions[i], sql.Column{Name: c.Name}, known[b.Dimensions[i].ID])
			s.Columns = append(s.Columns,
				sql.Output{X: sql.If(shown, sql.Column{Name: c.Name}), Name: c.Name},
				sql.Output{X: sql.Not{X: shown}, Name: foldedColumn(i)})
			continue
		}
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: c.Name}, Name: c.Name})
	}
	return s
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
