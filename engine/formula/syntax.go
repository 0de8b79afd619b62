package formula

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/expr-lang/expr/file"

	"kpi/engine/calendar"
	"kpi/engine/diag"
)

// syntaxError says the parser's first error in our words: its own speak of
// tokens and name Go types.
func (s *scan) syntaxError(err error) {
	var e *file.Error
	if !errors.As(err, &e) || strings.Contains(e.Message, "exceeds maximum allowed nodes") {
		s.tooManyParts()
		return
	}
	from := min(max(e.From, 0), len(s.runes)-1)
	to := min(max(e.To, from+1, s.ends[from]), len(s.runes))
	switch m := e.Message; {
	case strings.HasPrefix(m, "unexpected token EOF"), strings.HasPrefix(m, "unexpected end"):
		s.endsEarly()
	case strings.HasPrefix(m, "unexpected token"):
		s.misplaced(from, to)
	case strings.Contains(m, "cannot be mixed"):
		s.habit(from, to, "%q beside ?? needs brackets: (x ?? 0) %s y", s.part(from, to), s.part(from, to))
	case strings.Contains(m, "expected name"):
		s.habit(from, to, "a name is missing after the point")
	case strings.Contains(m, "escape"):
		s.habit(from, to, `"\" starts the code of a character in a text: write "\\" for a backslash`)
	default:
		s.habit(from, to, "%q cannot be read here", s.part(from, to))
	}
}

func (s *scan) tooManyParts() {
	s.list.Errorf(s.text.Range, "formula-too-deep", "the formula has more than %d parts", maxNodes).
		Notef("give parts of it a name under fields: or measures:")
}

// endsEarly points to the last character: something must follow it.
func (s *scan) endsEarly() {
	end := len(s.written)
	for end > 1 && unicode.IsSpace(s.written[end-1]) {
		end--
	}
	start := end - 1
	signs := func(c rune) bool { return strings.ContainsRune("=!<>?&|*", c) }
	same := wordRune
	if signs(s.written[start]) {
		same = signs
	}
	for start > 0 && same(s.written[start]) && same(s.written[start-1]) {
		start--
	}
	s.habit(start, end, "the formula ends too early: something must follow %q", s.part(start, end))
}

// misplaced says what is wrong with a part that stands where it cannot.
func (s *scan) misplaced(from, to int) {
	d := s.habit(from, to, "%s does not belong here", s.quoted(from, to))
	before := s.skipBack(from) - 1
	c, value := s.runes[from], s.operand(from)
	switch {
	case c == '*' && before >= 0 && s.runes[before] == '(':
		d.Labelf("count() counts the rows")
	case c == ',' && value && unicode.IsDigit(s.runes[before]) && unicode.IsDigit(s.at(from+1)):
		d.Labelf("write 1_000_000 for a million, and 0.5 for a half")
	case c == ',' && value:
		d.Labelf("a comma separates the arguments of a function")
	case c == ':' && value:
		d.Labelf("a colon stands only in condition ? value : other value")
	case c == '.' && unicode.IsDigit(s.at(from+1)):
		d.Labelf("a name starts with a letter")
	case value, wordRune(c) && operatorWord(s.part(from, to)) == "", closers[c] != "":
		s.missingOperator(d, before, from, to)
	default:
		d.Labelf("a value is missing before it")
	}
}

// quoted returns a part in quotes, once.
func (s *scan) quoted(from, to int) string {
	if closers[s.runes[from]] != "" {
		return s.part(from, to)
	}
	return strconv.Quote(s.part(from, to))
}

// missingOperator labels a value that follows another without an operator. A
// span such as 12 months is a text.
func (s *scan) missingOperator(d *diag.Diagnostic, before, from, to int) {
	if end, ok := s.ends[before]; ok {
		span := s.part(before, end) + " " + s.part(from, to)
		if _, _, ok := calendar.ParseSpan(span); ok {
			d.Labelf("write the span in quotes: %q", span)
			return
		}
	}
	if before >= 2 && !s.operand(from) && string(s.runes[before-2:before+1]) == "not" {
		d.Labelf("between two values not goes with in, contains, startsWith, endsWith, matches")
		return
	}
	d.Labelf("an operator or a comma is missing before it")
}
