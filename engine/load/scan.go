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
	at      diag.Pos // zero is the file as a whole
	message string   // completes "deals.csv …"
	note    string   // "" is none
}

// Error returns the message.
func (f *flaw) Error() string { return f.message }

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
			return tooLong(n), nil
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
	case bytes.IndexByte(start, 0) >= 0:
		return &flaw{"wrong-encoding", diag.Pos{Line: 1, Col: 1}, "is not text", "is the ending of its name right?"}, nil
	}
	return nil, nil
}

// sayEncoding is the way out for a file that is not UTF-8.
func sayEncoding(name string) string {
	return "if so, say it in the source: encoding: " + name + "; or save the file as UTF-8 (in Excel: CSV UTF-8)"
}

func tooLong(line int) *flaw {
	return &flaw{"line-too-long", diag.Pos{Line: line, Col: 1}, fmt.Sprintf("has a line of more than %d characters", longestLine),
		"is the ending of its name right?"}
}

func notUTF8(line []byte, n int) *flaw {
	rest := line
	for {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			break
		}
		rest = rest[size:]
	}
	if isChinese(line) {
		return &flaw{"wrong-encoding", diag.Pos{Line: n, Col: 1}, "is not UTF-8 text; it looks like Chinese in GB18030", sayEncoding("gb18030")}
	}
	looks := charmap.Windows1252.DecodeByte(rest[0])
	return &flaw{"wrong-encoding", diag.Pos{Line: n, Col: 1}, fmt.Sprintf("is not UTF-8 text: byte 0x%X, which is %q in Windows-1252", rest[0], looks), sayEncoding("windows-1252")}
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
	return &flaw{"mixed-line-ends", diag.Pos{Line: line, Col: 1}, "has " + what, `let every line end alike: dos2unix, or "line endings" in an editor`}
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
	if l.glances {
		return l.glance(f)
	}
	found, err := isText(f)
	if err == nil && found == nil {
		found, err = scanFile(f, delimiter)
	}
	if err != nil {
		return false, fmt.Errorf("read %q: %w", f.name, err)
	}
	if found == nil {
		return true, nil
	}
	l.report(f, found)
	return false, nil
}

func scanFile(f file, delimiter rune) (*flaw, error) {
	in, err := openText(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return scan(in, delimiter)
}

// report reports what makes a file unreadable.
func (l *loader) report(f file, found *flaw) {
	at := diag.Range{File: f.name}
	if found.at.Line > 0 {
		at.Start = found.at
		at.End = diag.Pos{Line: found.at.Line, Col: found.at.Col + 1}
	}
	d := l.list.Errorf(at, found.code, "%s %s", f.name, found.message)
	if found.note != "" {
		d.Notef("%s", found.note)
	}
}
