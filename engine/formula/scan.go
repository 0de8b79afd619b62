package formula

import (
	"strings"
	"unicode"

	"kpi/engine/diag"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// Limits on a formula, so that a definition of a stranger cannot exhaust the
// machine.
const (
	maxLength   = 16 << 10 // bytes
	maxNesting  = 100
	maxNodes    = 2000
	maxExpanded = 20_000 // nodes, with the fields that are read put in their places
	maxHabits   = 8      // problems of one formula that are told before parsing
)

// A scan is a formula made ready for the parser: suffixes of numbers blanked
// and full-width punctuation folded, rune for rune, so that places stay exact.
type scan struct {
	text     *spec.Text
	list     *diag.List
	written  []rune               // the text as it stands in the file
	runes    []rune               // the text as the parser sees it
	literals map[int]unit.Literal // by the rune where the number starts
	ends     map[int]int          // of the literals
	open     []int                // brackets that are not closed yet
	habits   int                  // problems found
}

// wide are the characters of a Chinese keyboard, and of word processors, that
// people type for ASCII.
var wide = map[rune]rune{
	'（': '(', '）': ')', '，': ',', '：': ':', '；': ';', '＋': '+', '－': '-', '＊': '*', '／': '/', '＾': '^',
	'＝': '=', '＜': '<', '＞': '>', '？': '?', '！': '!', '％': '%', '．': '.', '［': '[', '］': ']', '　': ' ',
	'“': '"', '”': '"', '＂': '"', '‘': '\'', '’': '\'', '＇': '\'',
	'×': '*', '÷': '/', '−': '-',
}

// closers are the characters that end a text, by the one that starts it. Curly
// quotes end only what curly quotes start, so that "他说“好”" is one text.
var closers = map[rune]string{
	'"': `"`, '\'': "'", '`': "`",
	'“': `”"`, '”': `”"`, '＂': `＂"`, '‘': "’'", '’': "’'", '＇': "＇'",
}

// twins are the brackets that close, by the one that opens.
var twins = map[rune]rune{'(': ')', '[': ']'}

func newScan(t *spec.Text, l *diag.List) *scan {
	return &scan{
		text: t, list: l, written: []rune(t.Value), runes: []rune(t.Value),
		literals: map[int]unit.Literal{}, ends: map[int]int{},
	}
}

// run reads the text once. It reports false where a problem was found that
// would only lead the parser astray.
func (s *scan) run() bool {
	if len(s.text.Value) > maxLength {
		s.list.Errorf(s.text.Range, "formula-too-long", "the formula has %d bytes; %d is the limit", len(s.text.Value), maxLength).
			Notef("give parts of it a name under fields: or measures:")
		return false
	}
	for i := 0; i < len(s.runes) && s.habits < maxHabits; {
		i = s.token(i)
	}
	if last := len(s.open) - 1; last >= 0 && s.habits == 0 {
		s.habit(s.open[last], s.open[last]+1, "this bracket is never closed")
	}
	return s.habits == 0
}

// token reads what starts at i and returns where it ends.
func (s *scan) token(i int) int {
	switch c := s.fold(i); {
	case closers[c] != "":
		return s.skipText(i, c)
	case s.comment(i, c):
		s.habit(i, min(i+2, len(s.runes)), "a formula has no comments; write them above it, in YAML")
		return len(s.runes)
	case unicode.IsDigit(c), c == '.' && unicode.IsDigit(s.at(i+1)) && !s.glued(i):
		return s.number(i)
	case wordRune(c):
		return s.word(i)
	case twins[c] != 0:
		return s.opened(i)
	case c == ')' || c == ']':
		return s.closed(i, c)
	default:
		return s.operator(i, c)
	}
}

// comment reports whether a comment of some language starts at i. The minus of a
// minus stands directly before its number.
func (s *scan) comment(i int, c rune) bool {
	next := s.at(i + 1)
	return c == '#' || c == '/' && (next == '*' || next == '/') || c == '-' && next == '-' && unicode.IsSpace(s.at(i+2))
}

// at returns the character at i as the parser will see it, and 0 behind the end.
func (s *scan) at(i int) rune {
	if i < len(s.runes) {
		return folded(s.runes[i])
	}
	return 0
}

// folded returns the ASCII twin of a full-width character, or c.
func folded(c rune) rune {
	if twin, ok := wide[c]; ok {
		return twin
	}
	if c >= '０' && c <= '９' {
		return c - '０' + '0'
	}
	return c
}

// fold replaces a full-width character at i by its ASCII twin.
func (s *scan) fold(i int) rune {
	s.runes[i] = folded(s.runes[i])
	return s.runes[i]
}

func wordRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' || c == '$'
}

// glued reports whether a value or a point ends directly before i: the point of
// rep.5 starts no number.
func (s *scan) glued(i int) bool {
	return i > 0 && (wordRune(s.written[i-1]) || strings.ContainsRune(".)]\"'`", s.runes[i-1]))
}

func (s *scan) opened(i int) int {
	s.open = append(s.open, i)
	if len(s.open) <= maxNesting {
		return i + 1
	}
	s.habits++
	s.list.Errorf(s.text.Span(i, i+1), "formula-too-deep", "more than %d brackets are open here", maxNesting).
		Notef("give parts of the formula a name under fields: or measures:")
	return len(s.runes)
}

func (s *scan) closed(i int, c rune) int {
	last := len(s.open) - 1
	if last < 0 {
		s.habit(i, i+1, "this bracket closes nothing")
		return i + 1
	}
	if start := s.runes[s.open[last]]; c != twins[start] {
		s.habit(i, i+1, "%q cannot close %q", string(c), string(start))
		return len(s.runes)
	}
	s.open = s.open[:last]
	return i + 1
}

// skipText returns the end of the text in quotes that starts at i.
func (s *scan) skipText(i int, quote rune) int {
	ends := closers[s.written[i]]
	j := i + 1
	for ; j < len(s.runes) && (s.runes[j] != '\n' || quote == '`') && s.habits < maxHabits; j++ {
		switch c := s.runes[j]; {
		case c == '\\' && quote != '`':
			s.escape(j, quote)
			j++
		case strings.ContainsRune(ends, c):
			s.runes[j] = quote
			return j + 1
		}
	}
	if s.habits < maxHabits {
		s.habit(i, i+1, "the text that starts here has no closing %c", quote)
	}
	return len(s.runes)
}

// escape checks the backslash at i: patterns such as "\d" need two of them.
func (s *scan) escape(i int, quote rune) {
	c := s.at(i + 1)
	if c == 0 || c == quote || strings.ContainsRune(`abfnrtvxuU\01234567`, c) {
		return
	}
	s.habit(i, i+2, `"\%c" means nothing in a text: write "\\%c", or put the text in back quotes`, c, c)
}

// number reads a number with its suffix, blanks it, and keeps its value.
func (s *scan) number(i int) int {
	end := s.suffix(s.digits(i))
	lit, ok := unit.ParseLiteral(string(s.runes[i:end]))
	switch {
	case !ok:
		s.notNumber(i, end)
		return end
	case lit.Percent && unicode.IsDigit(s.at(end)):
		s.habit(end-1, end, noModulo)
		return end
	}
	// The parser sees a plain 1 of the same length; the value is read back
	// while lowering.
	for k := i; k < end; k++ {
		s.runes[k] = ' '
	}
	s.runes[i] = '1'
	s.literals[i], s.ends[i] = lit, end
	return end
}

// digits returns the end of the digits, points and exponent that start at i.
func (s *scan) digits(i int) int {
	for ; i < len(s.runes) && s.inNumber(i); i++ {
		s.fold(i)
	}
	return i
}

// inNumber reports whether what stands at i goes on with a number.
func (s *scan) inNumber(i int) bool {
	c, next := s.at(i), s.at(i+1)
	switch c {
	case '.':
		return next != '.'
	case 'e', 'E':
		return unicode.IsDigit(next) || (next == '-' || next == '+') && unicode.IsDigit(s.at(i+2))
	case '-', '+':
		return i > 0 && (s.runes[i-1] == 'e' || s.runes[i-1] == 'E')
	}
	return unicode.IsDigit(c) || c == '_'
}

// suffix returns the end of the letters that follow a number without a blank. A
// percent sign is the last of them.
func (s *scan) suffix(i int) int {
	for ; i < len(s.runes); i++ {
		if s.at(i) == '%' {
			s.fold(i)
			return i + 1
		}
		if !wordRune(s.runes[i]) {
			break
		}
	}
	return i
}

func (s *scan) notNumber(from, to int) {
	written := s.part(from, to)
	d := s.habit(from, to, "%q is not a number", written).
		Notef("numbers: 1200, 0.5, 28%%, 250k, 12M, 3bn, 1200万, 3亿, 1_200_000")
	if strings.Contains(written, "_") {
		d.Notef("a column whose name begins with a digit needs another name: columns: {name: {from: …}}")
	}
}

// part returns the runes from, up to but not including to, as the user wrote them.
func (s *scan) part(from, to int) string { return string(s.written[from:to]) }

func (s *scan) habit(from, to int, format string, args ...any) *diag.Diagnostic {
	s.habits++
	return s.list.Errorf(s.text.Span(from, to), "formula-syntax", format, args...)
}
