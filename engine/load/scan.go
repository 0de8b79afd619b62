package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"kpi/engine/diag"
)

// A flaw is what makes a file unreadable as a whole.
type flaw struct {
	code    string
	line    int
	message string // completes "deals.csv …"
	note    string
}

// longestLine is what the database reads as one row at most.
const longestLine = 2_000_000

// scan reads a file once for what the database would read wrongly or report
// without a place: encodings and line ends. A nil flaw is none.
func scan(r io.Reader, delimiter rune) (*flaw, error) {
	in := bufio.NewReaderSize(r, longestLine)
	if f, err := scanStart(in); f != nil || err != nil {
		return f, err
	}
	ends := lineEnds{delimiter: byte(delimiter)}
	for n := 1; ; n++ {
		line, err := in.ReadSlice('\n')
		if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			return &flaw{"line-too-long", n, fmt.Sprintf("has a line of more than %d characters", longestLine),
				"is this a delimited text file?"}, nil
		}
		if !utf8.Valid(line) {
			return notUTF8(line, n), nil
		}
		if f := ends.check(line, n); f != nil {
			return f, nil
		}
		if err == io.EOF {
			return nil, nil
		}
	}
}

// scanStart looks for the marks of what is no UTF-8 text, and for emptiness.
func scanStart(in *bufio.Reader) (*flaw, error) {
	start, err := in.Peek(512)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\uFEFF")))) == 0 && err == io.EOF:
		return &flaw{code: "empty-file", message: "is empty"}, nil
	case bytes.HasPrefix(start, []byte{0xFF, 0xFE}), bytes.HasPrefix(start, []byte{0xFE, 0xFF}), bytes.IndexByte(start, 0) >= 0:
		return &flaw{"wrong-encoding", 1, "is not UTF-8 text; it looks like UTF-16", saveAsUTF8}, nil
	}
	return nil, nil
}

const saveAsUTF8 = "save the file as UTF-8 (in Excel: CSV UTF-8)"

func notUTF8(line []byte, n int) *flaw {
	rest := line
	for {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			break
		}
		rest = rest[size:]
	}
	looks := charmap.Windows1252.DecodeByte(rest[0])
	return &flaw{"wrong-encoding", n, fmt.Sprintf("is not UTF-8 text: byte 0x%X, which is %q in Windows-1252", rest[0], looks), saveAsUTF8}
}

// lineEnds remembers how the first row ends. Line ends within quotes are part
// of a value and may differ.
type lineEnds struct {
	delimiter byte
	quoted    bool   // the next line starts within quotes
	first     string // "\n" or "\r\n"; "" is not seen
}

func (e *lineEnds) check(line []byte, n int) *flaw {
	body, end := cutEnd(line)
	// Most lines have neither, and need no look at each character.
	if (e.quoted || bytes.IndexByte(body, '"') >= 0 || bytes.IndexByte(body, '\r') >= 0) && e.follow(body) {
		return mixed(n, "a carriage return inside a line")
	}
	if e.quoted || end == "" {
		return nil
	}
	if e.first == "" {
		e.first = end
	}
	if end != e.first {
		return mixed(n, "a line end of another system than the first line")
	}
	return nil
}

func mixed(line int, what string) *flaw {
	return &flaw{"mixed-line-ends", line, "has " + what, `let every line end alike: dos2unix, or "line endings" in an editor`}
}

// follow goes through a line to learn whether the next one starts within
// quotes, and reports whether a carriage return stands outside them. A quote
// opens only where a field starts, perhaps behind one blank.
func (e *lineEnds) follow(body []byte) bool {
	start := 0 // of the field
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case e.quoted && c == '"' && i+1 < len(body) && body[i+1] == '"':
			i++
		case c == '"' && e.quoted:
			e.quoted, start = false, -1
		case e.quoted:
		case c == '"':
			e.quoted = i == start || i == start+1 && body[start] == ' '
		case c == '\r':
			return true
		case c == e.delimiter:
			start = i + 1
		}
	}
	return false
}

func cutEnd(line []byte) ([]byte, string) {
	if body, ok := bytes.CutSuffix(line, []byte("\r\n")); ok {
		return body, "\r\n"
	}
	if body, ok := bytes.CutSuffix(line, []byte("\n")); ok {
		return body, "\n"
	}
	return line, ""
}

// check scans a file and reports its flaw at its line. It reports whether the
// file can be read on.
func (l *loader) check(f file, delimiter rune) (bool, error) {
	in, err := openText(f)
	if err != nil {
		return false, err
	}
	defer in.Close()
	found, err := scan(in, delimiter)
	if err != nil {
		return false, fmt.Errorf("read %q: %w", f.name, err)
	}
	if found == nil {
		return true, nil
	}
	at := diag.Range{File: f.name}
	if found.line > 0 {
		at.Start = diag.Pos{Line: found.line, Col: 1}
		at.End = diag.Pos{Line: found.line, Col: 2}
	}
	d := l.list.Errorf(at, found.code, "%s %s", f.name, found.message)
	if found.note != "" {
		d.Notef("%s", found.note)
	}
	return false, nil
}
