package query

import (
	"fmt"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// seen is what is told apart.
func seen(a *plan.Aggregate) formula.Node {
	if a.Entity != nil {
		return a.Entity
	}
	return a.X
}

// maskBits is how many atoms one integer has a bit for.
const maskBits = 62

// A mask has a bit for each atom, maskBits of them in each integer; the first
// bit stands for all that was before the first atom.
type mask struct {
	atoms []calendar.Date
}

func (b *Batch) mask() mask {
	return mask{b.atoms.firstDays(calendar.Frame{Start: b.atoms.from, Cut: b.atoms.until})}
}

// words is the number of integers.
func (m mask) words() int { return (len(m.atoms)+1)/maskBits + 1 }

// bits returns the mask of the atoms that begin from start up to, but not
// including, end.
func (m mask) bits(start, end calendar.Date) []int64 {
	out := make([]int64, m.words())
	for i, d := range m.atoms {
		if d >= start && d < end {
			out[(i+1)/maskBits] |= 1 << ((i + 1) % maskBits)
		}
	}
	return out
}

// before returns the mask of all that was before a day.
func (m mask) before(day calendar.Date) []int64 {
	out := m.bits(day-1<<30, day)
	out[0] |= 1
	return out
}

// distinct groups the rows by the entity once, with a bit for each atom that it
// is seen in, and counts for every window those with a bit in it.
func (b *Batch) distinct(known map[string][]series.Member) *sql.Select {
	in, m := b.begin(), b.mask()
	day := in.rows.day(b.Clock)
	first := sql.Day(b.atoms.from.String())
	earlier := sql.Binary{Op: "<", X: day, Y: first}
	in.output("atom", sql.Case{Whens: []sql.When{{If: earlier, Then: sql.Day((b.atoms.from - 1).String())}}, Else: b.atoms.expr(day)})
	in.columns()
	in.sel.Where = []sql.Expr{sql.Binary{Op: "<", X: day, Y: sql.Day(b.atoms.until.String())}}
	if !b.looksBack() {
		in.sel.Where = b.atoms.within(day)
	}
	in.end()
	with, from := b.dimensioned(in, append(in.with, sql.With{Name: "rows", Select: in.sel}), known)
	with = append(with, m.table(b.atoms.from), sql.With{Name: "masks", Select: b.masks(in, m, from)})
	return b.countMasks(with, m)
}

// looksBack reports whether what was before the first window matters.
func (b *Batch) looksBack() bool {
	for _, p := range b.parts {
		if p.fn == "new_count" || p.fn == "returned_count" {
			return true
		}
	}
	return false
}

func wordColumn(i int) string { return fmt.Sprintf("word%d", i) }

// table lists the bit of each atom.
func (m mask) table(first calendar.Date) sql.With {
	w := sql.With{Name: "bits", Columns: []string{"first_day"}}
	for i := range m.words() {
		w.Columns = append(w.Columns, wordColumn(i))
	}
	for i, d := range append([]calendar.Date{first - 1}, m.atoms...) {
		row := []sql.Expr{sql.Day(d.String())}
		for word := range m.words() {
			bit := int64(0)
			if i/maskBits == word {
				bit = 1 << (i % maskBits)
			}
			row = append(row, sql.Int(bit))
		}
		w.Rows = append(w.Rows, row)
	}
	return w
}

func maskColumn(part, word int) string { return fmt.Sprintf("mask%d_%d", part, word) }

// conditions lists the conditions of the parts, each once.
func (b *Batch) conditions() (out []formula.Node, of map[string]int) {
	of = map[string]int{}
	for _, p := range b.parts {
		if _, ok := of[formula.Format(p.where)]; !ok {
			of[formula.Format(p.where)] = len(out)
			out = append(out, p.where)
		}
	}
	return out, of
}

// masks collects the bits of each entity.
func (b *Batch) masks(in *inner, m mask, from string) *sql.Select {
	x := in.operands[formula.Format(b.entity)]
	s := &sql.Select{From: sql.Table{Name: from}, Sets: b.sets(x), Where: []sql.Expr{sql.Not{X: sql.IsNull{X: x}}}}
	s.Joins = []sql.Join{{Table: sql.Table{Name: "bits"}, Inner: true, On: []sql.Expr{
		sql.Binary{Op: "=", X: sql.Column{Table: from, Name: "atom"}, Y: sql.Column{Table: "bits", Name: "first_day"}},
	}}}
	s.Columns = []sql.Output{{X: b.grouping(), Name: "s"}}
	for _, name := range b.memberColumns() {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
	}
	conditions, _ := b.conditions()
	for i, where := range conditions {
		for word := range m.words() {
			bit := sql.If(in.conditions[formula.Format(where)], sql.Column{Name: wordColumn(word)})
			bits := sql.Call{Func: "bit_or", Args: []sql.Expr{bit}}
			s.Columns = append(s.Columns, sql.Output{X: orZero(bits), Name: maskColumn(i, word)})
		}
	}
	return s
}

// countMasks counts for each part and each window the entities that it is about.
func (b *Batch) countMasks(with []sql.With, m mask) *sql.Select {
	s := &sql.Select{With: with, From: sql.Table{Name: "masks"}}
	for _, name := range append([]string{"s"}, b.memberColumns()...) {
		s.Columns = append(s.Columns, sql.Output{X: sql.Column{Name: name}, Name: name})
		s.GroupBy = append(s.GroupBy, sql.Column{Name: name})
	}
	_, of := b.conditions()
	for w, f := range b.Frames {
		for i, p := range b.parts {
			chosen := b.chosen(p.fn, of[formula.Format(p.where)], m, f)
			count := sql.Call{Func: "count", Args: []sql.Expr{sql.If(chosen, sql.Int(1))}}
			s.Columns = append(s.Columns, sql.Output{X: sql.Cast{X: count, Type: sql.Double}, Name: fmt.Sprintf("a%d_%d", w, i)})
		}
	}
	return s
}

// chosen holds for the entities that an aggregate counts in f.
func (b *Batch) chosen(function string, condition int, m mask, f calendar.Frame) sql.Expr {
	hit := func(bits []int64) sql.Expr {
		var any sql.Expr
		for word, v := range bits {
			if v == 0 {
				continue
			}
			has := sql.Binary{Op: "<>", X: sql.Binary{Op: "&", X: sql.Column{Name: maskColumn(condition, word)}, Y: sql.Int(v)}, Y: sql.Int(0)}
			if any == nil {
				any = has
			} else {
				any = sql.Binary{Op: "OR", X: any, Y: has}
			}
		}
		if any == nil {
			return sql.Binary{Op: "<>", X: sql.Int(0), Y: sql.Int(0)}
		}
		return any
	}
	now := hit(m.bits(f.Start, f.Cut))
	// Need has left out the windows without one before.
	earlier, _ := plan.Before(b.request.Plan.Calendar, f)
	before := hit(m.bits(earlier.Start, earlier.Cut))
	switch function {
	case "new_count":
		return sql.And(now, sql.Not{X: hit(m.before(f.Start))})
	case "retained_count":
		return sql.And(now, before)
	case "returned_count":
		return sql.And(now, sql.Not{X: before}, hit(m.before(f.Start)))
	case "lost_count":
		return sql.And(before, sql.Not{X: now})
	}
	return now
}

// decodeMasks reads the counts of a group in all windows.
func (b *Batch) decodeMasks(values []any) error {
	set, err := integer(values[0])
	if err != nil {
		return err
	}
	group, rest := b.groupOf(set, values[1:]), values[1+2*len(b.Dimensions):]
	for w, f := range b.Frames {
		row := series.Row{Frame: f}
		if row.Values, err = b.numbers(rest[w*len(b.parts) : (w+1)*len(b.parts)]); err != nil {
			return err
		}
		b.result.Groups[group] = append(b.result.Groups[group], row)
	}
	return nil
}
