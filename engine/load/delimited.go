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

// delimited reads CSV and its relatives into a table.
type delimited struct {
	source    *plan.Source
	files     []file
	delimiter rune
	parts     []part
	cells     []cell // of the contract, in its order
}

// A part is one delimited file and how it is cut.
type part struct {
	file      file
	delimiter rune
	headers   []string
	positions []int // of the contract's columns among the headers
}

func newDelimited(in input) origin {
	return &delimited{source: in.source, files: in.files}
}

func (d *delimited) bind(_ context.Context, l *loader) error {
	var ok bool
	if d.delimiter, ok = l.delimiter(d.source, d.files[0].name); !ok {
		return nil
	}
	d.cells = l.cells(d.source)
	for _, f := range d.files {
		l.progress("checking %s", f.name)
		readable, err := l.check(f, d.delimiter)
		if err != nil {
			return err
		}
		if !readable {
			continue
		}
		p := part{file: f, delimiter: d.delimiter}
		if p.headers, err = headers(f, d.delimiter); err != nil {
			return err
		}
		if _, missing := match(d.source.Columns, p.headers); len(missing) > 0 {
			reported, err := l.wrongDelimiter(d.source, p)
			if err != nil {
				return err
			}
			if reported {
				return nil
			}
		}
		p.positions = l.bindHeaders(d.source, p.headers, f.name)
		d.parts = append(d.parts, p)
	}
	// Files with the same headers are read in one go.
	slices.SortStableFunc(d.parts, func(a, b part) int { return slices.Compare(a.headers, b.headers) })
	return nil
}

// cells returns how each column is read, and reports formats that mean nothing.
func (l *loader) cells(s *plan.Source) []cell {
	cells := make([]cell, len(s.Columns))
	for i, c := range s.Columns {
		var err error
		if cells[i], err = newCell(c, l.zone()); err != nil {
			d := l.list.Errorf(c.Spec.Format.Range, "bad-format", "%v", err).Notef("%s", formatHelp)
			upper := strings.ToUpper(c.Spec.Format.Value)
			if _, err := parseFormat(upper); err == nil {
				d.Labelf("did you mean %q?", upper)
			}
		}
	}
	return cells
}

// delimiter returns the character between fields: the source's, or that of the
// file's ending.
func (l *loader) delimiter(s *plan.Source, name string) (rune, bool) {
	written := []rune(s.Spec.Delimiter.Value)
	switch {
	case len(written) == 0 && strings.Contains(strings.ToLower(name), ".tsv"):
		return '\t', true
	case len(written) == 0:
		return ',', true
	case s.Spec.Delimiter.Value == `\t`, s.Spec.Delimiter.Value == "tab":
		return '\t', true
	case len(written) == 1 && written[0] < 0x80 && !strings.ContainsRune("\"\r\n\x00", written[0]):
		return written[0], true
	}
	l.list.Errorf(s.Spec.Delimiter.Range, "bad-delimiter", "the delimiter %q is not one plain character", s.Spec.Delimiter.Value).
		Notef(`usual are "," ";" "|" and "\t"`)
	return 0, false
}

// headers reads the first row of a file.
func headers(f file, delimiter rune) ([]string, error) {
	in, err := openText(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	fields, err := newRecords(in, delimiter).next()
	// A quote that is not closed shows up as columns that are missing.
	if err != nil && err != io.EOF && !errors.Is(err, errQuote) {
		return nil, fmt.Errorf("read %q: %w", f.name, err)
	}
	var names []string
	for _, f := range fields {
		names = append(names, f.text)
	}
	return names, nil
}

// wrongDelimiter reports that another delimiter would show columns which are
// missing now. It reports whether that is so.
func (l *loader) wrongDelimiter(s *plan.Source, p part) (bool, error) {
	_, missing := match(s.Columns, p.headers)
	best, fewest := rune(0), len(missing)
	for _, other := range ",;\t|" {
		names, err := headers(p.file, other)
		if err != nil {
			return false, err
		}
		if _, missing := match(s.Columns, names); len(missing) < fewest {
			best, fewest = other, len(missing)
		}
	}
	if best == 0 {
		return false, nil
	}
	at := place(s)
	if s.Spec.Delimiter.Written() {
		at = s.Spec.Delimiter.Range
	}
	l.list.Errorf(at, "wrong-delimiter", "the columns of %s are separated by %q and not by %q", p.file.name, string(best), string(p.delimiter)).
		Notef("say so in source %q: delimiter: %q", s.ID, string(best))
	return true, nil
}

func (d *delimited) load(ctx context.Context, l *loader, t *Table) error {
	t.parts = d.parts
	t.Files = nil
	for _, p := range d.parts {
		t.Files = append(t.Files, p.file.name)
	}
	err := l.db.Exec(ctx, d.create(false))
	if refused, ok := errors.AsType[*duckdb.Error](err); ok {
		err = d.withoutBadRows(ctx, l, t, refused)
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

// withoutBadRows finds what stopped the load. Where the source skips bad rows
// it loads the rest.
func (d *delimited) withoutBadRows(ctx context.Context, l *loader, t *Table, refused *duckdb.Error) error {
	l.progress("looking for the rows of %s that do not fit", d.source.ID)
	for _, p := range d.parts {
		if err := l.badRows(ctx, d, p, t); err != nil {
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
	if !skips(d.source) {
		l.reportBadRows(t)
		return nil
	}
	return l.db.Exec(ctx, d.create(true))
}

// create returns the statement that makes the table. Skipping, it leaves out
// what does not fit; else it stops there.
func (d *delimited) create(skip bool) string {
	var values, bad []string
	for i, c := range d.source.Columns {
		raw := rawColumn(i)
		value := d.cells[i].strict(raw)
		if skip {
			value = d.cells[i].lenient(raw)
			bad = append(bad, "NOT "+d.cells[i].bad(raw))
		}
		values = append(values, value+" AS "+duckdb.Identifier(c.ID))
	}
	where := ""
	if skip {
		where = " WHERE " + strings.Join(bad, " AND ")
	}
	return fmt.Sprintf("CREATE TABLE %s AS SELECT %s FROM (%s)%s",
		duckdb.Identifier(d.source.ID), strings.Join(values, ", "), d.union(skip), where)
}

// union reads all parts as text, one after the other.
func (d *delimited) union(skip bool) string {
	var selects []string
	for rest := d.parts; len(rest) > 0; {
		n := 1
		for n < len(rest) && slices.Equal(rest[n].headers, rest[0].headers) {
			n++
		}
		selects = append(selects, rawSelect(rest[:n], skip))
		rest = rest[n:]
	}
	return strings.Join(selects, " UNION ALL ")
}

// rawSelect reads parts with the same headers. The dialect is fixed: nothing
// is guessed from the data.
func rawSelect(parts []part, skip bool) string {
	first := parts[0]
	var paths, columns, selected []string
	for _, p := range parts {
		paths = append(paths, p.file.real)
	}
	for i := range first.headers {
		columns = append(columns, fmt.Sprintf("'h%d': 'VARCHAR'", i))
	}
	for i, position := range first.positions {
		selected = append(selected, fmt.Sprintf("h%d AS %s", position, rawColumn(i)))
	}
	return fmt.Sprintf(`SELECT %s FROM read_csv(%s, auto_detect = false, header = true, columns = {%s}, delim = %s, `+
		`quote = '"', escape = '"', null_padding = false, strict_mode = true, hive_partitioning = false, ignore_errors = %t)`,
		strings.Join(selected, ", "), duckdb.LiteralList(paths), strings.Join(columns, ", "),
		duckdb.Literal(string(first.delimiter)), skip)
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
	l.list.Errorf(at, "no-rows", "%s has a header and no rows", files)
}
