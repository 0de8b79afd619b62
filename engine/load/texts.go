package load

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// texts makes a table of files whose cells are read as texts: delimited ones,
// JSON and sheets. UTF-8 files with delimiters are read by the database; all
// others come row by row through a table of texts. From there on there is one
// way: the same SQL turns each text into its value, or finds that it is none.
type texts struct {
	source *plan.Source
	files  []file
	cells  []cell // of the contract, in its order
	parts  []part
	staged bool // the rows are in the table of texts
}

// A part is one file and where the contract's columns are in it.
type part struct {
	file      file
	reader    reader
	headers   []string
	positions []int // of the contract's columns among the headers
	delimiter rune  // of a file that the database reads

	first, end int64 // of its rows in the table of texts
}

// A reader goes through the rows of one file from its beginning, in order, and
// ends with the first error of each. What a row holds is used again for the next.
type reader interface {
	read(each func(row) error) error
}

// A row is what a reader makes of a row, record or object.
type row struct {
	at     diag.Pos
	record int64   // in JSON, from 1; 0 is no record
	sheet  string  // "" is no sheet
	fields []field // by header; there may be fewer
	// problem says why it does not fit as a whole; shown is then what stands
	// there.
	problem, shown string
}

// A field is one cell, and where it starts. In a sheet that is its row and
// column.
type field struct {
	at     diag.Pos
	text   string // "" is missing
	quoted bool   // in delimited text
	form   form
}

// A form is what a file holds in a cell.
type form int

const (
	written form = iota // text
	exact               // a number in decimal digits
	binary              // a floating-point number
	moment              // a date, or a date with its time
	unfit               // a list, an error: nothing that a column can hold
)

// at returns the field of the contract's i-th column; one that the row lacks is
// missing.
func (p part) at(r row, i int) field {
	if n := p.positions[i]; n >= 0 && n < len(r.fields) {
		return r.fields[n]
	}
	return field{at: r.at}
}

// unfit returns the first column of the contract that the row has no value for,
// though something stands there; -1 is none.
func (p part) unfit(r row) int {
	for i := range p.positions {
		if p.at(r, i).form == unfit {
			return i
		}
	}
	return -1
}

func (x *texts) load(ctx context.Context, l *loader, t *Table) error {
	t.parts = x.parts
	t.Files = nil
	for _, p := range x.parts {
		t.Files = append(t.Files, p.file.name)
	}
	err := x.fill(ctx, l, t)
	if err == nil && x.staged {
		err = l.db.Exec(ctx, "DROP TABLE "+duckdb.Identifier(x.stageName()))
	}
	if err != nil || l.list.HasErrors() {
		return err
	}
	if err := l.count(ctx, t); err != nil {
		return err
	}
	if t.Rows == 0 {
		l.noRows(t)
	}
	return nil
}

// fill makes the table of the source and fills it.
func (x *texts) fill(ctx context.Context, l *loader, t *Table) error {
	complete := true
	if x.staged {
		var err error
		if complete, err = x.stage(ctx, l, t); err != nil || l.list.HasErrors() {
			return err
		}
	}
	var refused error
	if complete {
		refused = l.db.Exec(ctx, x.create(false))
		if _, ok := errors.AsType[*duckdb.Error](refused); !ok {
			return refused
		}
	}
	return x.withoutBadRows(ctx, l, t, refused)
}

// withoutBadRows finds what stopped the load. Where the source skips bad rows
// it loads the rest.
func (x *texts) withoutBadRows(ctx context.Context, l *loader, t *Table, refused error) error {
	l.progress("looking for the rows of %s that do not fit", x.source.ID)
	for _, p := range x.parts {
		if err := l.badRows(ctx, x, p, t); err != nil {
			return err
		}
	}
	if l.list.HasErrors() {
		return nil
	}
	if t.BadCount == 0 {
		// It was not the rows: the disk, or what only the database sees.
		return refused
	}
	if !skips(x.source) {
		l.reportBadRows(t)
		return nil
	}
	return l.db.Exec(ctx, x.create(true))
}

// create returns the statement that makes the table. Skipping, it leaves out
// what does not fit; else it stops there.
func (x *texts) create(skip bool) string {
	var values, bad []string
	for i, c := range x.source.Columns {
		raw := rawColumn(i)
		value := x.cells[i].strict(raw)
		if skip {
			value = x.cells[i].lenient(raw)
			bad = append(bad, "NOT "+x.cells[i].bad(raw))
		}
		values = append(values, value+" AS "+duckdb.Identifier(c.ID))
	}
	where := ""
	if skip {
		where = " WHERE " + strings.Join(bad, " AND ")
	}
	return fmt.Sprintf("CREATE TABLE %s AS SELECT %s FROM (%s)%s",
		duckdb.Identifier(x.source.ID), strings.Join(values, ", "), x.union(skip), where)
}

// union reads all parts as text, one after the other.
func (x *texts) union(skip bool) string {
	if x.staged {
		return "FROM " + duckdb.Identifier(x.stageName())
	}
	var selects []string
	for rest := x.parts; len(rest) > 0; {
		n := 1
		for n < len(rest) && slices.Equal(rest[n].headers, rest[0].headers) {
			n++
		}
		selects = append(selects, rawSelect(rest[:n], skip))
		rest = rest[n:]
	}
	return strings.Join(selects, " UNION ALL ")
}

// rawRows reads one part as text, without the rows that a reader finds bad.
func (x *texts) rawRows(p part) string {
	if x.staged {
		return fmt.Sprintf("FROM %s WHERE rowid >= %d AND rowid < %d", duckdb.Identifier(x.stageName()), p.first, p.end)
	}
	return rawSelect([]part{p}, true)
}

// rawColumn names the text of a contract column between reading and casting.
func rawColumn(i int) string { return fmt.Sprintf("r%d", i) }

// count fills in how many rows a table has and which columns miss values.
func (l *loader) count(ctx context.Context, t *Table) error {
	selected := []string{"count(*)"}
	for _, c := range t.Source.Columns {
		selected = append(selected, "count("+duckdb.Identifier(c.ID)+")")
	}
	text := fmt.Sprintf("SELECT %s FROM %s", strings.Join(selected, ", "), duckdb.Identifier(t.Source.ID))
	return l.db.Query(ctx, text, nil, func(values []any) error {
		t.Rows = integer(values[0])
		t.Nullable = map[string]bool{}
		for i, c := range t.Source.Columns {
			t.Nullable[c.ID] = integer(values[i+1]) < t.Rows
		}
		return nil
	})
}

func integer(v any) int64 {
	n, _ := v.(int64)
	return n
}

// noRows reports that a source has nothing to compute with.
func (l *loader) noRows(t *Table) {
	at, files := diag.Range{File: t.Files[0]}, strings.Join(t.Files, ", ")
	if t.BadCount > 0 {
		l.list.Errorf(at, "no-rows", "%s has no row that fits: all %d were left out", files, t.BadCount)
		return
	}
	if len(t.parts[0].headers) == 0 {
		l.list.Errorf(at, "no-rows", "%s has no records", files)
		return
	}
	l.list.Errorf(at, "no-rows", "%s has a header and no rows", files)
}
