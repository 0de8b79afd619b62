package spec

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"kpi/engine/diag"
)

// A sheet is the text of one file with the places of its lines.
type sheet struct {
	name string
	data []byte
	rows []int // offset of each line as editors count them: \n ends a line
	// yamlRows counts as YAML does, where a lone \r and three rare characters
	// of Unicode also end a line. It is rows itself in nearly every file.
	yamlRows []int
	// runes holds the number of runes before each block of bytes, so that a
	// column in a line of a megabyte is found without walking the line.
	runes []int
}

// block is the number of bytes between two counts of runes.
const block = 256

func newSheet(f File) *sheet {
	s := &sheet{name: f.Name, data: f.Data}
	s.rows = make([]int, 1, bytes.Count(f.Data, []byte("\n"))+1)
	for at := 0; ; {
		i := bytes.IndexByte(f.Data[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		s.rows = append(s.rows, at)
	}
	runes := 0
	for at := 0; at <= len(f.Data); at += block {
		s.runes = append(s.runes, runes)
		runes += runeStarts(f.Data[at:min(at+block, len(f.Data))])
	}
	s.yamlRows = s.rows
	if hasRareBreaks(f.Data) {
		s.yamlRows = yamlRows(f.Data)
	}
	return s
}

// runeStarts counts the runes that start in a part of the data, which may begin
// and end inside of one.
func runeStarts(part []byte) int {
	n := 0
	for _, c := range part {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

func hasRareBreaks(data []byte) bool {
	return bytes.Count(data, []byte("\r")) != bytes.Count(data, []byte("\r\n")) ||
		bytes.Contains(data, []byte("\u0085")) || bytes.Contains(data, []byte("\u2028")) || bytes.Contains(data, []byte("\u2029"))
}

func yamlRows(data []byte) []int {
	rows := []int{0}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		i += size
		if isBreak(c) && !(c == '\r' && i < len(data) && data[i] == '\n') {
			rows = append(rows, i)
		}
	}
	return rows
}

// offset returns the offset of the place that yaml.v3 calls line and column.
// Its columns count runes from 1. A place behind the end is the end.
func (s *sheet) offset(line, column int) int {
	if line < 1 || line > len(s.yamlRows) {
		return len(s.data)
	}
	at := s.yamlRows[line-1]
	if column > block {
		target := s.index(at) + column - 1
		i, found := slices.BinarySearch(s.runes, target)
		if !found {
			i--
		}
		// A block may begin inside of a rune: the walk begins at a whole one.
		at = i * block
		for at < len(s.data) && !utf8.RuneStart(s.data[at]) {
			at++
		}
		column = target - s.index(at) + 1
	}
	for ; column > 1 && at < len(s.data); column-- {
		at += s.width(at)
	}
	return at
}

// index returns the number of runes that start before the offset.
func (s *sheet) index(offset int) int {
	i := offset / block
	return s.runes[i] + runeStarts(s.data[i*block:offset])
}

// count returns the number of runes in a part of the data.
func (s *sheet) count(from, to int) int {
	if to-from <= block {
		return utf8.RuneCount(s.data[from:to])
	}
	return s.index(to) - s.index(from)
}

// width returns the number of bytes of the rune at the offset.
func (s *sheet) width(at int) int {
	if s.data[at] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRune(s.data[at:])
	return size
}

func (s *sheet) pos(offset int) diag.Pos {
	row, found := slices.BinarySearch(s.rows, offset)
	if !found {
		row--
	}
	return diag.Pos{Line: row + 1, Col: s.count(s.rows[row], offset) + 1}
}

// between returns the range from the offset start up to the offset end.
func (s *sheet) between(start, end int) diag.Range {
	r := diag.Range{File: s.name, Start: s.pos(start)}
	if bytes.IndexByte(s.data[start:end], '\n') < 0 {
		r.End = diag.Pos{Line: r.Start.Line, Col: r.Start.Col + s.count(start, end)}
		return r
	}
	r.End = s.pos(end)
	return r
}

// line returns the range of line n without the blanks around its text. A line
// that does not exist is the file as a whole.
func (s *sheet) line(n int) diag.Range {
	if n < 1 || n > len(s.rows) {
		return diag.Range{File: s.name}
	}
	text := bytes.TrimRight(s.row(n), " \t\r\n")
	blanks := len(text) - len(bytes.TrimLeft(text, " \t"))
	start := s.rows[n-1]
	return s.between(start+blanks, start+len(text))
}

func (s *sheet) row(n int) []byte {
	if n < len(s.rows) {
		return s.data[s.rows[n-1]:s.rows[n]]
	}
	return s.data[s.rows[n-1]:]
}

// tabIndented reports whether a tab stands before the text of line n.
func (s *sheet) tabIndented(n int) bool {
	row := s.row(n)
	return bytes.IndexByte(row[:len(row)-len(bytes.TrimLeft(row, " \t"))], '\t') >= 0
}

// afterProperties skips anchors and tags (&name, !tag), which yaml.v3 counts as
// part of the scalar that follows them.
func (s *sheet) afterProperties(at int) int {
	for at < len(s.data) && (s.data[at] == '&' || s.data[at] == '!') {
		at = s.skipWhiteAndComments(s.afterWord(at))
	}
	return at
}

// afterWord returns the offset of the next white space.
func (s *sheet) afterWord(at int) int {
	for at < len(s.data) && !isWhite(s.data, at) {
		at += s.width(at)
	}
	return at
}

func (s *sheet) skipWhiteAndComments(at int) int {
	for at < len(s.data) {
		switch {
		case isWhite(s.data, at):
			at += s.width(at)
		case s.data[at] == '#':
			for at < len(s.data) && s.data[at] != '\n' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// isWhite reports whether YAML takes the rune at the offset for white space.
func isWhite(data []byte, at int) bool {
	if data[at] < utf8.RuneSelf {
		return isWhiteRune(rune(data[at]))
	}
	c, _ := utf8.DecodeRune(data[at:])
	return isWhiteRune(c)
}

// isWhiteRune knows YAML's white space only; other blanks of Unicode are
// letters to it.
func isWhiteRune(c rune) bool { return c == ' ' || c == '\t' || isBreak(c) }

func isBreak(c rune) bool {
	return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029'
}
