package load

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kpi/engine/diag"
)

// lines reads the rows of a delimited file, behind its header.
type lines struct {
	file      file
	delimiter rune
	headers   int // their number
}

// brokenQuote is where a row starts that has no proper end.
type brokenQuote struct{ at diag.Pos }

func (b *brokenQuote) Error() string { return errQuote.Error() }

func (x lines) read(each func(row) error) error {
	in, err := openText(x.file)
	if err != nil {
		return err
	}
	defer in.Close()
	r := newRecords(in, x.delimiter)
	for header := true; ; header = false {
		start := r.at
		fields, err := r.next()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, errQuote):
			return &brokenQuote{start}
		case err != nil:
			return fmt.Errorf("read %q: %w", x.file.name, err)
		case header, x.headers > 1 && blankLine(fields):
			continue
		}
		if err := each(x.row(fields)); err != nil {
			return err
		}
	}
}

// row says of a record that has too few or too many fields that it does not fit.
func (x lines) row(fields []field) row {
	r := row{at: diag.Pos{Line: fields[0].at.Line, Col: 1}, fields: fields}
	if !x.complete(fields) {
		var values []string
		for _, f := range fields {
			values = append(values, f.text)
		}
		r.shown = strings.Join(values, string(x.delimiter))
		r.problem = fmt.Sprintf("as many fields as headers; the header has %d and this row %d", x.headers, len(fields))
	}
	return r
}

// complete reports whether a row has a field for each header. Delimiters at the
// end of the line, with nothing behind them, are none too many.
func (x lines) complete(fields []field) bool {
	return len(fields) >= x.headers && !slices.ContainsFunc(fields[x.headers:], func(f field) bool { return f.text != "" })
}

// blankLine reports whether a record is an empty line, which is no row unless
// the file has a single column.
func blankLine(fields []field) bool {
	return len(fields) == 1 && fields[0].text == "" && !fields[0].quoted
}
