package load

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"kpi/engine/diag"
)

// errQuote is the error of a quote that is not closed, or that is followed by
// text: from there on rows cannot be told apart.
var errQuote = errors.New("a quoted value does not end where it should")

// records reads the rows of a delimited file with the place of each field. It
// splits exactly as the database does; it is slow, and used for headers and
// for finding the places of bad rows.
type records struct {
	in        *bufio.Reader
	delimiter rune
	at        diag.Pos // of the next rune
	fields    []field  // of the last record
	text      strings.Builder
}

func newRecords(r io.Reader, delimiter rune) *records {
	in := bufio.NewReaderSize(r, 1<<16)
	if mark, _, err := in.ReadRune(); err == nil && mark != '\uFEFF' {
		_ = in.UnreadRune() // cannot fail after a read
	}
	return &records{in: in, delimiter: delimiter, at: diag.Pos{Line: 1, Col: 1}}
}

// next reads one record. Its fields are used again by the next call. A blank
// line is a record of one empty field. At the end the error is io.EOF.
func (r *records) next() ([]field, error) {
	r.fields = r.fields[:0]
	if _, err := r.in.Peek(1); err != nil {
		return nil, err
	}
	for {
		end, err := r.field()
		if err != nil {
			return r.fields, err
		}
		if end {
			return r.fields, nil
		}
	}
}

// field reads one field and what ends it, and reports whether that also ends
// the record.
func (r *records) field() (bool, error) {
	at := r.at
	r.text.Reset()
	c, err := r.read()
	if err == nil && c == ' ' && r.delimiter != ' ' && r.quoteFollows() {
		c, err = r.read()
	}
	quoted := err == nil && c == '"'
	if quoted {
		c, err = r.quoted()
	} else {
		for err == nil && c != r.delimiter && c != '\n' {
			r.text.WriteRune(c)
			c, err = r.read()
		}
	}
	if err != nil && err != io.EOF {
		return false, err
	}
	r.fields = append(r.fields, field{at: at, text: r.text.String(), quoted: quoted})
	return err == io.EOF || c == '\n', nil
}

// quoteFollows reports whether the next rune is a quote: the database forgives
// one blank before it, and only one.
func (r *records) quoteFollows() bool {
	next, err := r.in.Peek(1)
	return err == nil && next[0] == '"'
}

// quoted reads to the closing quote, and returns what stands behind it.
func (r *records) quoted() (rune, error) {
	for {
		c, err := r.read()
		if err == io.EOF {
			return 0, errQuote
		}
		if err != nil {
			return 0, err
		}
		if c == '"' {
			if c, err = r.read(); c != '"' || err != nil {
				return r.afterQuote(c, err)
			}
		}
		r.text.WriteRune(c)
	}
}

func (r *records) afterQuote(c rune, err error) (rune, error) {
	for err == nil && c == ' ' && c != r.delimiter {
		c, err = r.read()
	}
	if err == nil && c != r.delimiter && c != '\n' {
		return c, errQuote
	}
	return c, err
}

// read returns the next rune; the line end of Windows is one rune, '\n'.
func (r *records) read() (rune, error) {
	c, _, err := r.in.ReadRune()
	if err != nil {
		return 0, err
	}
	if c == '\r' {
		if next, peekErr := r.in.Peek(1); peekErr == nil && next[0] == '\n' {
			return r.read()
		}
	}
	r.at.Col++
	if c == '\n' {
		r.at = diag.Pos{Line: r.at.Line + 1, Col: 1}
	}
	return c, nil
}
