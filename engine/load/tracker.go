package load

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"kpi/engine/diag"
)

// tracker passes a text on and knows the place of what was not yet moved past.
type tracker struct {
	in      io.Reader
	at      diag.Pos // of the first byte that was not moved past
	offset  int64    // of the same
	pending []byte   // from moved on
	moved   int
}

var errTooLong = errors.New("too long")

// readAhead is how much is read at once, so that little is pending beside the
// value at hand.
const readAhead = 1 << 16

// Read reads on. It ends with errTooLong when more is pending than a value may
// have.
func (t *tracker) Read(p []byte) (int, error) {
	t.pending = append(t.pending[:0], t.pending[t.moved:]...)
	t.moved = 0
	if len(t.pending) > longestLine+readAhead {
		return 0, errTooLong
	}
	n, err := t.in.Read(p[:min(len(p), readAhead)])
	t.pending = append(t.pending, p[:n]...)
	return n, err
}

// move goes forward to a byte of the text and returns its place. What is behind
// stays behind: a smaller offset moves nothing.
func (t *tracker) move(offset int64) diag.Pos {
	left := t.pending[t.moved:]
	n := int(min(max(offset-t.offset, 0), int64(len(left))))
	for _, b := range left[:n] {
		switch {
		case b == '\n':
			t.at = diag.Pos{Line: t.at.Line + 1, Col: 1}
		case utf8.RuneStart(b):
			t.at.Col++
		}
	}
	t.offset += int64(n)
	t.moved += n
	return t.at
}

// moveToToken goes forward to the token that follows an offset.
func (t *tracker) moveToToken(offset int64) diag.Pos {
	t.move(offset)
	n := bytes.IndexFunc(t.pending[t.moved:], func(r rune) bool { return !strings.ContainsRune(" \t\r\n,:", r) })
	return t.move(t.offset + int64(max(n, 0)))
}

// end moves behind all that was read.
func (t *tracker) end() diag.Pos { return t.move(t.offset + int64(len(t.pending)-t.moved)) }
