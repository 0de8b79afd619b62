package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
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

// badRows adds the bad rows of one file to the table: those with too few or
// too many fields, which are seen here, and those whose cells do not fit,
// which the database finds by the same SQL that loads them.
func (l *loader) badRows(ctx context.Context, d *delimited, p part, t *Table) error {
	misfits, rows, count, err := l.misfits(ctx, d, p)
	refused, unreadable := errors.AsType[*duckdb.Error](err)
	if err != nil && !unreadable {
		return err
	}
	ragged, err := l.trace(d, p, &misfits)
	if err != nil || ragged == nil {
		return err
	}
	if unreadable || ragged.good != rows {
		x := l.list.Errorf(diag.Range{File: p.file.name}, "unreadable-rows", "the rows of %s cannot be told apart", p.file.name).
			Notef("look for quotes within values; within quotes a quote is written twice")
		if unreadable {
			x.Notef("%s", lowerFirst(refused.Message))
		}
		return nil
	}
	found := append(ragged.rows, misfits.rows(d, p)...)
	slices.SortStableFunc(found, func(a, b BadRow) int { return a.Line - b.Line })
	t.BadCount += count + ragged.count
	t.BadRows = append(t.BadRows, found[:min(len(found), mostBadRows-len(t.BadRows))]...)
	return nil
}

// located are misfits and, once traced, their places.
type located struct {
	misfits []misfit
	at      []diag.Pos
}

func (m located) rows(d *delimited, p part) []BadRow {
	var rows []BadRow
	for i, bad := range m.misfits {
		c := d.source.Columns[bad.column]
		rows = append(rows, BadRow{
			File: p.file.name, Line: m.at[i].Line, Col: m.at[i].Col,
			Column: c.ID, Value: bad.value, Expected: d.cells[bad.column].expected,
		})
	}
	return rows
}

// misfits asks the database for the first cells that do not fit, for the number
// of rows that have the right number of fields, and of those that do not fit.
func (l *loader) misfits(ctx context.Context, d *delimited, p part) (found located, rows, count int64, err error) {
	which, value := "CASE", "CASE"
	for i := range d.source.Columns {
		bad := d.cells[i].bad(rawColumn(i))
		which += fmt.Sprintf(" WHEN %s THEN %d", bad, i)
		value += fmt.Sprintf(" WHEN %s THEN left(%s, 200)", bad, rawColumn(i))
	}
	// The count over all rows comes with each row that is returned, and the
	// last row is returned for its number.
	text := fmt.Sprintf(`WITH rows AS (SELECT row_number() OVER () AS n, %s END AS which, %s END AS value FROM (%s)),
		counted AS (SELECT count(*) AS total, count(which) AS bad FROM rows)
		SELECT total, bad, n, which, value FROM counted LEFT JOIN (SELECT * FROM rows WHERE which IS NOT NULL ORDER BY n LIMIT %d) ON true ORDER BY n`,
		which, value, rawSelect([]part{p}, true), mostBadRows)
	err = l.db.Query(ctx, text, nil, func(values []any) error {
		rows, count = integer(values[0]), integer(values[1])
		if values[2] != nil {
			shown, _ := values[4].(string)
			found.misfits = append(found.misfits, misfit{integer(values[2]), int(integer(values[3])), shorten(shown)})
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

// ragged are the rows of one file that have too few or too many fields.
type ragged struct {
	rows  []BadRow // the first
	count int64
	good  int64 // rows with the right number of fields
}

// trace walks through a file, collects the ragged rows and places the misfits.
// It returns nil after reporting a file whose rows cannot be told apart.
func (l *loader) trace(d *delimited, p part, m *located) (*ragged, error) {
	var found ragged
	m.at = make([]diag.Pos, len(m.misfits))
	next := 0
	err := walk(p, func(good bool, fields []field) bool {
		if !good {
			found.count++
			if len(found.rows) < mostBadRows {
				found.rows = append(found.rows, raggedRow(p, fields))
			}
			return true
		}
		found.good++
		if next < len(m.misfits) && m.misfits[next].ordinal == found.good {
			m.at[next] = fields[p.positions[m.misfits[next].column]].at
			next++
		}
		return true
	})
	if broken, ok := errors.AsType[*brokenQuote](err); ok {
		l.list.Errorf(diag.Range{File: p.file.name, Start: broken.at, End: diag.Pos{Line: broken.at.Line, Col: broken.at.Col + 1}},
			"broken-quote", "the row that starts at line %d of %s has a quote that is not closed, or text behind a closing quote",
			broken.at.Line, p.file.name).
			Notef(`within quotes a quote is written twice: "5"" pipe"`)
		return nil, nil
	}
	return &found, err
}

func raggedRow(p part, fields []field) BadRow {
	var values []string
	for _, f := range fields {
		values = append(values, f.text)
	}
	return BadRow{
		File: p.file.name, Line: fields[0].at.Line, Col: 1,
		Value:    shorten(strings.Join(values, string(p.delimiter))),
		Expected: fmt.Sprintf("%s; the header has %d and this row %d", "as many fields as headers", len(p.headers), len(fields)),
	}
}

// brokenQuote is where a row starts that has no proper end.
type brokenQuote struct{ at diag.Pos }

func (b *brokenQuote) Error() string { return errQuote.Error() }

// walk calls row for each row behind the header, in order, as long as it asks
// for more, and says whether the row has as many fields as the header.
func walk(p part, row func(good bool, fields []field) (more bool)) error {
	in, err := openText(p.file)
	if err != nil {
		return err
	}
	defer in.Close()
	r := newRecords(in, p.delimiter)
	for header := true; ; header = false {
		start := r.at
		fields, err := r.next()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, errQuote):
			return &brokenQuote{start}
		case err != nil:
			return fmt.Errorf("read %q: %w", p.file.name, err)
		case header, len(p.headers) > 1 && blankLine(fields):
			continue
		}
		if !row(p.complete(fields), fields) {
			return nil
		}
	}
}

// complete reports whether a row has a field for each header. Delimiters at the
// end of the line, with nothing behind them, are none too many.
func (p part) complete(fields []field) bool {
	n := len(p.headers)
	return len(fields) >= n && !slices.ContainsFunc(fields[n:], func(f field) bool { return f.text != "" })
}

// blankLine reports whether a record is an empty line, which is no row unless
// the file has a single column.
func blankLine(fields []field) bool {
	return len(fields) == 1 && fields[0].text == "" && !fields[0].quoted
}

// reportBadRows reports the rows that stop the run, each at its place in the
// data, and their number at the source.
func (l *loader) reportBadRows(t *Table) {
	for _, b := range t.BadRows {
		at := diag.Range{File: b.File, Start: diag.Pos{Line: b.Line, Col: b.Col}, End: diag.Pos{Line: b.Line, Col: b.Col + 1}}
		if b.Column == "" {
			l.list.Errorf(at, "bad-value", "row %q does not fit: expected %s", b.Value, b.Expected)
			continue
		}
		d := l.list.Errorf(at, "bad-value", "column %q: %q is not %s", b.Column, b.Value, b.Expected)
		if h := hint(columnOf(t, b.Column), b.Value); h != "" {
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
