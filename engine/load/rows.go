package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// Rows are written by hand and stand in for what a source reads. They are
// spelled in one way, whatever its files look like: columns by the names of the
// contract, in any order, dates and numbers as a contract without formats has
// them. A column that is left out is missing in all rows, and so is a value "".
type Rows struct {
	Names   []string
	Records [][]string // as many values as Names
	// Place tells where a value is written; record -1 is the names.
	Place func(record, column int) diag.Range
}

// ReadRows reads comma-separated text with a header. Blanks around a value count
// only in quotes, so that columns may be aligned. Where the list has errors the
// rows are not complete. At turns a place in the text, and a length in runes,
// into the place that is reported.
func ReadRows(text string, at func(p diag.Pos, length int) diag.Range) (*Rows, diag.List) {
	r := &rowReader{at: at}
	r.rows.Place = r.place
	in := newRecords(strings.NewReader(text), ',')
	for {
		start := in.at
		fields, err := in.next()
		switch {
		case errors.Is(err, io.EOF):
			return &r.rows, r.list
		case err != nil:
			r.list.Errorf(at(start, 1), "broken-quote", "the row has a quote that is not closed, or text behind a closing quote").
				Notef(`within quotes a quote is written twice: "5"" pipe"`)
			return &r.rows, r.list
		case !blankLine(trimmed(fields)):
			r.add(fields)
		}
	}
}

// A rowReader collects rows that are written as text.
type rowReader struct {
	rows   Rows
	list   diag.List
	at     func(diag.Pos, int) diag.Range
	fields [][]field // of the names, then of the records
}

func (r *rowReader) place(record, column int) diag.Range {
	f := r.fields[record+1][column]
	return r.at(f.at, max(1, utf8.RuneCountInString(f.text)))
}

func (r *rowReader) add(fields []field) {
	fields = slices.Clone(fields)
	values := make([]string, len(fields))
	for i, f := range fields {
		values[i] = f.text
	}
	switch n, want := len(values), len(r.rows.Names); {
	case len(r.fields) == 0:
		r.rows.Names = values
	case n != want:
		r.list.Errorf(r.at(fields[0].at, 1), "bad-value", "row %q does not fit: the header has %d names and the row %d values",
			shorten(strings.Join(values, ",")), want, n)
		return
	default:
		r.rows.Records = append(r.rows.Records, values)
	}
	r.fields = append(r.fields, fields)
}

// trimmed drops the blanks around what stands without quotes.
func trimmed(fields []field) []field {
	for i, f := range fields {
		if f.quoted {
			continue
		}
		left := strings.TrimLeft(f.text, " \t")
		fields[i].at.Col += len(f.text) - len(left)
		fields[i].text = strings.TrimRight(left, " \t")
	}
	return fields
}

// rowsKind is not chosen by the ending of a file.
var rowsKind = &kind{name: "rows", open: func(in input) origin { return newGiven(in.source, in.rows) }}

// given makes a table of rows that were written by hand.
type given struct {
	source    *plan.Source
	rows      *Rows
	cells     []cell
	positions []int // of the contract's columns among the names; -1 is left out
}

func newGiven(s *plan.Source, rows *Rows) *given { return &given{source: s, rows: rows} }

// standIn returns the rows that stand in for the source, and whether there are
// any: where rows are given at all, only queries go without.
func (l *loader) standIn(s *plan.Source) (*Rows, bool) {
	if l.Rows == nil {
		return nil, false
	}
	if rows := l.Rows[s.ID]; rows != nil {
		return rows, true
	}
	return &Rows{}, !s.Spec.Query.Written()
}

func (g *given) bind(_ context.Context, l *loader) error {
	g.cells = l.cells(g.source, true)
	known := make([]string, len(g.source.Columns))
	for i, c := range g.source.Columns {
		known[i] = c.ID
		g.positions = append(g.positions, slices.Index(g.rows.Names, c.ID))
	}
	for i, name := range g.rows.Names {
		switch {
		case !slices.Contains(known, name):
			d := l.list.Errorf(g.rows.Place(-1, i), "unknown-column", "source %q has no column %q", g.source.ID, name)
			if near := diag.Nearest(name, known); near != "" {
				d.Labelf("did you mean %q?", near)
			}
			d.Notef("columns of %s: %s", g.source.ID, diag.Some(known))
		case slices.Index(g.rows.Names, name) < i:
			l.list.Errorf(g.rows.Place(-1, i), "duplicate-column", "the rows of %q name the column %q twice", g.source.ID, name)
		}
	}
	return nil
}

func (g *given) load(ctx context.Context, l *loader, t *Table) error {
	t.given = g.rows
	if len(g.rows.Records) == 0 {
		if err := l.db.Exec(ctx, g.create("(SELECT 0 AS n) WHERE false")); err != nil {
			return err
		}
		return l.count(ctx, t)
	}
	if err := g.fill(ctx, l); err != nil {
		return err
	}
	err := l.db.Exec(ctx, g.create(g.raw()))
	if refused, ok := errors.AsType[*duckdb.Error](err); ok {
		return g.misfits(ctx, l, refused)
	}
	if err != nil {
		return err
	}
	if err := l.db.Exec(ctx, "DROP TABLE "+g.raw()); err != nil {
		return err
	}
	return l.count(ctx, t)
}

// create returns the statement that makes the typed table of values as text.
func (g *given) create(from string) string {
	var values []string
	for i, c := range g.source.Columns {
		value := g.cells[i].strict(rawColumn(i))
		if g.positions[i] < 0 || len(g.rows.Records) == 0 {
			value = fmt.Sprintf("CAST(NULL AS %s)", g.cells[i].sqlType)
		}
		values = append(values, value+" AS "+duckdb.Identifier(c.ID))
	}
	return fmt.Sprintf("CREATE TABLE %s AS SELECT %s FROM %s ORDER BY n", duckdb.Identifier(g.source.ID), strings.Join(values, ", "), from)
}

// raw names the table of the values as text. No source has such a name.
func (g *given) raw() string { return duckdb.Identifier(g.source.ID + " (rows)") }

// fill makes the table of the values as text: the number of the row, then the
// columns that the names have. Each column travels as one argument: a value each
// takes the database fifty times as long.
func (g *given) fill(ctx context.Context, l *loader) error {
	columns, values := []string{"n BIGINT"}, []string{fmt.Sprintf("unnest(range(%d))", len(g.rows.Records))}
	var args []any
	for i, position := range g.positions {
		if position < 0 {
			continue
		}
		column := make([]*string, len(g.rows.Records))
		for j, record := range g.rows.Records {
			if record[position] != "" {
				column[j] = &record[position]
			}
		}
		text, err := json.Marshal(column)
		if err != nil {
			return err
		}
		columns = append(columns, rawColumn(i)+" VARCHAR")
		values = append(values, `unnest(from_json(CAST(? AS VARCHAR), '["VARCHAR"]'))`)
		args = append(args, string(text))
	}
	if err := l.db.Exec(ctx, fmt.Sprintf("CREATE TEMP TABLE %s (%s)", g.raw(), strings.Join(columns, ", "))); err != nil {
		return err
	}
	return l.db.Exec(ctx, fmt.Sprintf("INSERT INTO %s SELECT %s", g.raw(), strings.Join(values, ", ")), args...)
}

// misfits reports the values that do not fit their columns, each at its place.
func (g *given) misfits(ctx context.Context, l *loader, refused *duckdb.Error) error {
	which := "CASE"
	for i, position := range g.positions {
		if position >= 0 {
			which += fmt.Sprintf(" WHEN %s THEN %d", g.cells[i].bad(rawColumn(i)), i)
		}
	}
	found := false
	text := fmt.Sprintf("SELECT n, which FROM (SELECT n, %s END AS which FROM %s) WHERE which IS NOT NULL ORDER BY n LIMIT %d", which, g.raw(), mostBadRows)
	err := l.db.Query(ctx, text, nil, func(values []any) error {
		found = true
		record, i := int(integer(values[0])), int(integer(values[1]))
		c, position := g.source.Columns[i], g.positions[i]
		value := g.rows.Records[record][position]
		l.list.Errorf(g.rows.Place(record, position), "bad-value", "column %q: %q is not %s", c.ID, shorten(value), g.cells[i].expected).
			Notef("%s", fixtureHint)
		return nil
	})
	if err == nil && !found {
		return refused
	}
	return err
}

// fixtureHint says how a value is written by hand.
const fixtureHint = "rows of a test are written in one way, whatever the format of the file: 2026-03-31, 1234.5, true"

// places names the lines of the n-th rows, from 0, such as "tests.yaml:4".
func (r *Rows) places(rows []int64) map[int64]string {
	places := map[int64]string{}
	for _, n := range rows {
		at := r.Place(int(n), 0)
		places[n] = fmt.Sprintf("%s:%d", at.File, at.Start.Line)
	}
	return places
}
