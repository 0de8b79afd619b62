package diag

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Sources holds the text of each file that a Range may name, by that name. A
// file that is absent is printed without its line.
type Sources map[string][]byte

// Fprint writes every diagnostic of the list: place, severity, message and
// code on the first line, then the source line with a caret under the wrong
// token, then the notes. It returns the first write error.
func (l List) Fprint(w io.Writer, sources Sources) error {
	var b bytes.Buffer
	for i, d := range l.Items {
		if i > 0 {
			b.WriteByte('\n')
		}
		d.print(&b, sources)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (d *Diagnostic) print(b *bytes.Buffer, sources Sources) {
	fmt.Fprintf(b, "%s: %s: %s [%s]\n", clean(d.Range.String()), d.Severity, clean(d.Message), d.Code)
	excerpt(b, d.Range, clean(d.Label), sources)
	for _, n := range d.Notes {
		fmt.Fprintf(b, "   = %s\n", clean(n))
	}
	for _, r := range d.Related {
		fmt.Fprintf(b, "   = %s: %s\n", clean(r.Range.String()), clean(r.Message))
	}
}

// excerptWidth is the longest part of a source line that is shown; a formula
// of a megabyte must not fill the terminal.
const excerptWidth = 160

// excerpt writes the source line and the caret line, and nothing where the
// place is unknown.
func excerpt(b *bytes.Buffer, r Range, label string, sources Sources) {
	line, ok := sourceLine(sources[r.File], r.Start.Line)
	if !ok {
		return
	}
	end := r.End.Col
	if r.End.Line > r.Start.Line {
		end = len(line) + 1
	}
	first, line := cut(line, r.Start.Col-1)
	start := min(max(r.Start.Col-1-first, 0), len(line))
	stop := min(max(end-1-first, start+1), max(len(line), start+1))

	number := fmt.Sprint(r.Start.Line)
	gutter := strings.Repeat(" ", len(number)) + " |"
	fmt.Fprintf(b, "%s\n%s | %s\n%s ", gutter, number, clean(string(line)), gutter)
	for _, c := range line[:start] {
		b.WriteString(blank(c))
	}
	b.WriteString(strings.Repeat("^", max(1, cells(line[start:min(stop, len(line))]))))
	if label != "" {
		b.WriteString(" " + label)
	}
	b.WriteByte('\n')
}

// cut returns the part of a long line around the column and its first index.
// What is left out is marked by … in place of the first or last character.
func cut(line []rune, col int) (int, []rune) {
	if len(line) <= excerptWidth {
		return 0, line
	}
	first := max(0, min(col-excerptWidth/2, len(line)-excerptWidth))
	part := slices.Clone(line[first : first+excerptWidth])
	if first > 0 {
		part[0] = '…'
	}
	if first+excerptWidth < len(line) {
		part[excerptWidth-1] = '…'
	}
	return first, part
}

func sourceLine(text []byte, n int) ([]rune, bool) {
	if text == nil || n < 1 {
		return nil, false
	}
	for ; n > 1; n-- {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return nil, false
		}
		text = text[i+1:]
	}
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return []rune(strings.TrimRight(string(text), "\r")), true
}

// blank returns white space as wide as c on a terminal.
func blank(c rune) string {
	if c == '\t' {
		return "\t"
	}
	return strings.Repeat(" ", cellWidth(c))
}

func cells(line []rune) int {
	n := 0
	for _, c := range line {
		n += cellWidth(c)
	}
	return n
}

func cellWidth(c rune) int {
	if unicode.In(c, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(c).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clean replaces control characters, so that a file of a stranger cannot send
// escape sequences to the terminal of the reader.
func clean(s string) string {
	return strings.Map(func(c rune) rune {
		if c != '\t' && unicode.IsControl(c) || unicode.In(c, unicode.Cf) {
			return '\uFFFD'
		}
		return c
	}, s)
}
