package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// delimited reads CSV and its relatives.
type delimited struct{ texts }

func newDelimited(in input) origin {
	return &delimited{texts{source: in.source, files: in.files}}
}

func (d *delimited) bind(_ context.Context, l *loader) error {
	delimiter, ok := l.delimiter(d.source, d.files[0].name)
	if !ok {
		return nil
	}
	// The database reads no other encoding, and finds no row behind a header whose
	// own line ends are others than those of the file.
	d.staged = d.files[0].encoding != "" && d.files[0].encoding != "utf-8" || slices.ContainsFunc(d.files, hasTallHeader(delimiter))
	d.cells = l.cells(d.source, d.staged)
	for _, f := range d.files {
		l.progress("checking %s", f.name)
		readable, err := l.check(f, delimiter)
		if err != nil {
			return err
		}
		if !readable {
			continue
		}
		p := part{file: f, delimiter: delimiter}
		if p.headers, err = headers(f, delimiter); err != nil {
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
		p.reader = lines{f, delimiter, len(p.headers)}
		p.positions = l.bindHeaders(d.source, p.headers, f.name)
		d.parts = append(d.parts, p)
	}
	// Files with the same headers are read in one go.
	slices.SortStableFunc(d.parts, func(a, b part) int { return slices.Compare(a.headers, b.headers) })
	return nil
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

// hasTallHeader tells whether a name in the header of a file has several lines, as
// spreadsheets write those of a cell. A file that cannot be read has none.
func hasTallHeader(delimiter rune) func(file) bool {
	return func(f file) bool {
		names, err := headers(f, delimiter)
		return err == nil && slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, "\n") })
	}
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
