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
	maxLength  = 16 << 10 // bytes
	maxNesting = 100
	maxNodes   = 2000
)

// A scan is a formula made ready for the parser: suffixes of numbers blanked
// and full-width punctuation folded, rune for rune, so that places stay exact.
type scan struct {
	text     *spec.Text
	list     *diag.List
	runes    []rune
	literals map[int]unit.Literal // by the rune where the number starts
	ends     map[int]int
	wrong    bool
}

// wide are the characters of a Chinese keyboard that people type for ASCII.
var wide = map[rune]rune{
	'（': '(', '）': ')', '，': ',', '：': ':', '“': '"', '”': '"', '＋': '+', '－': '-', '＊': '*', '／': '/',
	'＝': '=', '＜': '<', '＞': '>', '？': '?', '！': '!', '％': '%', '．': '.', '［': '[', '］': ']', '　': ' ',
	'×': '*', '÷': '/', '−': '-', '≥': '>', '≤': '<',
}

func newScan(t *spec.Text, l *diag.List) *scan {
	return &scan{text: t, list: l, runes: []rune(t.Value), literals: map[int]unit.Literal{}, ends: map[int]int{}}
}

// run reads the text once. It reports false where a problem was found that
// would only lead the parser astray.
func (s *scan) run() bool {
	if len(s.text.Value) > maxLength {
		s.list.Errorf(s.text.Range, "formula-too-long", "the formula has %d bytes; %d is the limit", len(s.text.Value), maxLength).
			Notef("give parts of it a name under fields: or measures:")
		return false
	}
	depth := 0
	for i := 0; i < len(s.runes); {
		switch c := s.fold(i); {
		case c == '"' || c == '\'' || c == '`':
			i = s.skipText(i, c)
		case c == '/' && s.at(i+1) == '*' || c == '/' && s.at(i+1) == '/':
			i = s.comment(i)
		case unicode.IsDigit(c):
			i = s.number(i)
		case unicode.IsLetter(c) || c == '_' || c == '$':
			i = s.word(i)
		case strings.ContainsRune("([{", c):
			depth++
			if depth > maxNesting {
				s.list.Errorf(s.text.Span(i, i+1), "formula-too-deep", "more than %d brackets are open here", maxNesting).
					Notef("give parts of the formula a name under fields: or measures:")
				return false
			}
			i++
		case strings.ContainsRune(")]}", c):
			depth--
			i++
		default:
			i = s.operator(i, c)
		}
	}
	return !s.wrong
}

func (s *scan) at(i int) rune {
	if i < len(s.runes) {
		return s.runes[i]
	}
	return 0
}

// fold replaces a full-width character at i by its ASCII twin.
func (s *scan) fold(i int) rune {
	if c, ok := wide[s.runes[i]]; ok {
		s.runes[i] = c
	}
	return s.runes[i]
}

func (s *scan) skipText(i int, quote rune) int {
	for j := i + 1; j < len(s.runes); j++ {
		switch c := s.runes[j]; {
		case c == '\\' && quote != '`':
			j++
		case c == quote, quote == '"' && c == '”':
			s.runes[j] = quote
			return j + 1
		}
	}
	s.habit(i, len(s.runes), "the text that starts here has no closing %c", quote)
	return len(s.runes)
}

func (s *scan) comment(i int) int {
	s.habit(i, i+2, "a formula has no comments; write them in YAML, after #")
	return len(s.runes)
}

// number reads a number with its suffix, blanks it, and keeps its value.
func (s *scan) number(i int) int {
	j := i
	for j < len(s.runes) && (unicode.IsDigit(s.runes[j]) || s.runes[j] == '_' || s.runes[j] == '.' && unicode.IsDigit(s.at(j+1)) ||
		(s.runes[j] == 'e' || s.runes[j] == 'E') && (unicode.IsDigit(s.at(j+1)) || s.at(j+1) == '-' && unicode.IsDigit(s.at(j+2))) ||
		s.runes[j] == '-' && (s.runes[j-1] == 'e' || s.runes[j-1] == 'E')) {
		j++
	}
	end := j
	for end < len(s.runes) && (unicode.IsLetter(s.runes[end]) || s.fold(end) == '%') && end-j < 12 {
		end++
	}
	written := string(s.runes[i:end])
	lit, ok := unit.ParseLiteral(written)
	if !ok {
		s.habit(i, end, "%q is not a number", written)
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

// word checks for words of SQL and of spreadsheets, which the parser would
// answer with a riddle.
func (s *scan) word(i int) int {
	j := i
	for j < len(s.runes) && (unicode.IsLetter(s.runes[j]) || unicode.IsDigit(s.runes[j]) || s.runes[j] == '_' || s.runes[j] == '$') {
		j++
	}
	w := string(s.runes[i:j])
	if s.at(j) == '(' || s.at(j) == '（' {
		return j
	}
	switch {
	case w == "AND" || w == "OR" || w == "NOT" || w == "IN":
		s.habit(i, j, "write %q in lower case: %s", w, strings.ToLower(w))
	case strings.EqualFold(w, "is"):
		s.habit(i, j, "write missing(x) for \"is null\", and not missing(x) for \"is not null\"")
	case strings.EqualFold(w, "between") && s.operand(i):
		s.habit(i, j, "write x >= low and x <= high for \"between\"")
	case strings.EqualFold(w, "where") && s.operand(i):
		s.habit(i, j, "a condition is the last argument of the aggregate: sum(amount, won)")
	case (strings.EqualFold(w, "case") || strings.EqualFold(w, "when")) && s.wordFollows(j):
		s.habit(i, j, "write if(condition, value, other value) for \"case when\"")
	case strings.EqualFold(w, "null"):
		s.habit(i, j, "write missing(x) to ask for a missing value, or nil")
	}
	return j
}

// operand reports whether a value ends before i, so that the word at i stands
// where an operator should.
func (s *scan) operand(i int) bool {
	before := strings.TrimRight(string(s.runes[:i]), " \n\t")
	if before == "" {
		return false
	}
	last := []rune(before)
	c := last[len(last)-1]
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == ')' || c == '_' || c == '"'
}

func (s *scan) wordFollows(j int) bool {
	rest := strings.TrimLeft(string(s.runes[j:]), " \n\t")
	return rest != "" && (unicode.IsLetter([]rune(rest)[0]) || rest[0] == '"')
}

// operator checks the signs that mean something else in SQL or a spreadsheet.
func (s *scan) operator(i int, c rune) int {
	original := []rune(s.text.Value)[i]
	next := rune(0)
	if i+1 < len(s.runes) {
		next = s.fold(i + 1)
	}
	switch {
	case original == '≥' || original == '≤':
		s.habit(i, i+1, "write %c= for %q", c, string(original))
	case c == '<' && next == '>':
		s.habit(i, i+2, "write != for <>")
		return i + 2
	case strings.ContainsRune("=!<>", c) && next == '=':
		return i + 2
	case c == '=':
		s.habit(i, i+1, "write == to compare; = assigns in other languages")
	case c == '%':
		s.habit(i, i+1, "%% marks a percentage such as 28%%, and there is no modulo")
	case c == '&' && next == '&', c == '|' && next == '|', c == '*' && next == '*':
		return i + 2
	case c == '|':
		s.habit(i, i+1, "a formula has no pipes: call the function, sum(amount, won)")
	case c == '&':
		s.habit(i, i+1, "write \"and\" for &")
	case c == ';':
		s.habit(i, i+1, "a formula is one expression, without \";\"")
	case c == '#' || c == '@':
		s.habit(i, i+1, "%q means nothing in a formula", string(c))
	}
	return i + 1
}

func (s *scan) habit(from, to int, format string, args ...any) {
	s.wrong = true
	s.list.Errorf(s.text.Span(from, to), "formula-syntax", format, args...)
}
