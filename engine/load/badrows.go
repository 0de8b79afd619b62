package load

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// mostBadRows are shown; the rest is counted.
const mostBadRows = 10

// A misfit is a row whose cells do not fit: the n-th row that has the right
// number of fields.
type misfit struct {
	ordinal int64
	column  int // of the contract
	value   string
}

// badRows adds the bad rows of one file to the table: those that its reader
// finds, such as a row with too few fields, and those whose cells do not fit,
// which the database finds by the same SQL that loads them.
func (l *loader) badRows(ctx context.Context, x *texts, p part, t *Table) error {
	misfits, rows, count, err := l.misfits(ctx, x, p)
	refused, unreadable := errors.AsType[*duckdb.Error](err)
	if err != nil && !unreadable {
		return err
	}
	found, err := l.trace(x, p, misfits)
	if err != nil || found == nil {
		return err
	}
	if unreadable || found.good != rows {
		d := l.list.Errorf(diag.Range{File: p.file.name}, "unreadable-rows", "the rows of %s cannot be told apart", p.file.name).
			Notef("look for quotes within values; within quotes a quote is written twice")
		if unreadable {
			d.Notef("%s", lowerFirst(refused.Message))
		}
		return nil
	}
	t.BadCount += count + found.bad
	t.BadRows = append(t.BadRows, found.rows[:min(len(found.rows), mostBadRows-len(t.BadRows))]...)
	return nil
}

// misfits asks the database for the first cells that do not fit, for the number
// of rows that no reader found bad, and of those among them that do not fit.
func (l *loader) misfits(ctx context.Context, x *texts, p part) (found []misfit, rows, count int64, err error) {
	which, value := "CASE", "CASE"
	for i := range x.source.Columns {
		bad := x.cells[i].bad(rawColumn(i))
		which += fmt.Sprintf(" WHEN %s THEN %d", bad, i)
		value += fmt.Sprintf(" WHEN %s THEN left(%s, 200)", bad, rawColumn(i))
	}
	// The count over all rows comes with each row that is returned, and the
	// last row is returned for its number.
	text := fmt.Sprintf(`WITH rows AS (SELECT row_number() OVER () AS n, %s END AS which, %s END AS value FROM (%s)),
		counted AS (SELECT count(*) AS total, count(which) AS bad FROM rows)
		SELECT total, bad, n, which, value FROM counted LEFT JOIN (SELECT * FROM rows WHERE which IS NOT NULL ORDER BY n LIMIT %d) ON true ORDER BY n`,
		which, value, x.rawRows(p), mostBadRows)
	err = l.db.Query(ctx, text, nil, func(values []any) error {
		rows, count = integer(values[0]), integer(values[1])
		if values[2] != nil {
			shown, _ := values[4].(string)
			found = append(found, misfit{integer(values[2]), int(integer(values[3])), shorten(strings.TrimPrefix(shown, typedMark))})
		}
		return nil
	})
	return found, rows, count, err
}

func shorten(value string) string {
	const most = 40
	runes := []rune(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, value))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}

// traced is what a walk through a file finds.
type traced struct {
	rows      []BadRow // the first, in their order
	bad, good int64    // rows that the reader finds bad, and all others
}

// trace walks through a file, collects the rows that its reader finds bad, and
// places the misfits. It returns nil after reporting a file that cannot be read.
func (l *loader) trace(x *texts, p part, misfits []misfit) (*traced, error) {
	var found traced
	err := p.reader.read(func(r row) error {
		if b, bad := x.badRow(p, r); bad {
			found.bad++
			if len(found.rows) < mostBadRows {
				found.rows = append(found.rows, b)
			}
			return nil
		}
		found.good++
		if len(misfits) > 0 && misfits[0].ordinal == found.good {
			if m := misfits[0]; len(found.rows) < mostBadRows {
				found.rows = append(found.rows, x.badCell(p, r, m.column, m.value))
			}
			misfits = misfits[1:]
		}
		return nil
	})
	if err != nil {
		return nil, l.unreadable(p.file, err)
	}
	return &found, nil
}

// badRow says why a row does not fit by what its reader found.
func (x *texts) badRow(p part, r row) (BadRow, bool) {
	if r.problem != "" {
		return BadRow{File: p.file.name, Line: r.at.Line, Col: r.at.Col, Record: r.record, Value: shorten(r.shown), Expected: r.problem}, true
	}
	if i := p.unfit(r); i >= 0 {
		return x.badCell(p, r, i, shorten(p.at(r, i).text)), true
	}
	return BadRow{}, false
}

func (x *texts) badCell(p part, r row, column int, value string) BadRow {
	at := p.at(r, column).at
	b := BadRow{
		File: p.file.name, Line: at.Line, Col: at.Col, Record: r.record,
		Column: x.source.Columns[column].ID, Value: value, Expected: x.cells[column].expected,
	}
	if r.sheet != "" {
		b.Cell = cellName(r.sheet, at)
	}
	return b
}

// unreadable reports an error of a reader that is the file's own. It returns
// the others.
func (l *loader) unreadable(f file, err error) error {
	if broken, ok := errors.AsType[*brokenQuote](err); ok {
		l.list.Errorf(diag.Range{File: f.name, Start: broken.at, End: diag.Pos{Line: broken.at.Line, Col: broken.at.Col + 1}},
			"broken-quote", "the row that starts at line %d of %s has a quote that is not closed, or text behind a closing quote",
			broken.at.Line, f.name).
			Notef(`within quotes a quote is written twice: "5"" pipe"`)
		return nil
	}
	if found, ok := errors.AsType[*flaw](err); ok {
		l.report(f, found)
		return nil
	}
	return err
}

// reportBadRows reports the rows that stop the run, each at its place in the
// data, and their number at the source.
func (l *loader) reportBadRows(t *Table) {
	for _, b := range t.BadRows {
		if b.Column == "" {
			l.list.Errorf(b.Place(), "bad-value", "%s %q does not fit: expected %s", b.noun(), b.Value, b.Expected)
			continue
		}
		column := fmt.Sprintf("column %q", b.Column)
		if b.Record > 0 && b.Line > 0 {
			column += fmt.Sprintf(" of record %d", b.Record)
		}
		d := l.list.Errorf(b.Place(), "bad-value", "%s: %q is not %s", column, b.Value, b.Expected)
		if h := hint(columnOf(t, b.Column), b.Value); h != "" && b.Line > 0 {
			d.Notef("%s", h)
		}
	}
	d := l.list.Errorf(place(t.Source), "bad-rows", "source %q has %s", t.Source.ID, plural(t.BadCount))
	if more := t.BadCount - int64(len(t.BadRows)); more > 0 {
		d.Notef("the first %d are shown; there are %d more", len(t.BadRows), more)
	}
	d.Notef("on_bad_row: skip leaves them out and counts them in every report")
}

func plural(n int64) string {
	if n == 1 {
		return "1 row that does not fit its columns"
	}
	return fmt.Sprintf("%d rows that do not fit their columns", n)
}

// columnOf returns the contract's column of that name.
func columnOf(t *Table, id string) plan.Column {
	for _, c := range t.Source.Columns {
		if c.ID == id {
			return c
		}
	}
	panic("load: no column " + id)
}

// Place is where the row, or its bad cell, stands; the file alone where no more
// is known.
func (b BadRow) Place() diag.Range {
	at := diag.Range{File: b.File, Start: diag.Pos{Line: b.Line, Col: b.Col}, End: diag.Pos{Line: b.Line, Col: b.Col + 1}, Name: b.Cell}
	switch {
	case b.Line > 0:
	case b.Record > 0:
		at.Start, at.End = diag.Pos{Line: int(b.Record), Col: 1}, diag.Pos{Line: int(b.Record), Col: 2}
		at.Name = fmt.Sprintf("row %d", b.Record)
	default:
		at.Start, at.End = diag.Pos{}, diag.Pos{}
	}
	return at
}

func (b BadRow) noun() string {
	if b.Record > 0 {
		return fmt.Sprintf("record %d", b.Record)
	}
	return "row"
}
