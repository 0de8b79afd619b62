package spec

import (
	"regexp"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// formula returns a text in the formula language, and reports where YAML has
// silently made it shorter than it looks.
func (r *reader) formula(s slot) Text {
	t := r.text(s)
	r.octal(t)
	if t.Value == "" || t.style != 0 {
		return t
	}
	_, end := t.spelling().extent(t.Value)
	comment := commentAt.FindIndex(r.sheet.data[end:])
	if comment == nil || !unfinished(t.Value) {
		return t
	}
	at := r.sheet.between(end+comment[0], end+comment[1])
	at.Start = r.sheet.pos(end + comment[1] - 1)
	r.errorf(at, codeComment, "%s ends here: without quotes, a blank and # begin a comment", s.what()).
		Labelf("the formula is only %s", quoted(t.Value)).
		Notef("put the formula in quotes, or write %s: | and the formula below it", s.name)
	return t
}

var commentAt = regexp.MustCompile(`^[ \t]+#`)

// unfinished reports whether the formula is obviously cut: a quote or a bracket
// is open, or an operator has no right side.
func unfinished(formula string) bool {
	if isOpen(formula) {
		return true
	}
	if strings.ContainsRune("+-*/^<>=!,&|?:", rune(formula[len(formula)-1])) {
		return true
	}
	words := strings.FieldsFunc(formula, unicode.IsSpace)
	return len(words) > 1 && operatorWords[words[len(words)-1]]
}

// isOpen reports whether a quote or a bracket is not closed.
func isOpen(formula string) bool {
	depth := 0
	var quote rune
	for _, c := range formula {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		}
	}
	return quote != 0 || depth > 0
}

// uncut puts a formula together again that stands without quotes in { } or [ ]
// and ends, for YAML, at its first comma: {won: sum(amount, won)} has the keys
// "won" and "won)". Rest are the nodes that follow the value; of a mapping they
// come in steps of two, of a list one by one. Uncut returns the value as it was
// meant, and how many of the rest belong to it.
func (r *reader) uncut(name string, value *yaml.Node, rest []*yaml.Node, step int) (*yaml.Node, int) {
	if !isPlain(value) || !isOpen(value.Value) {
		return value, 0
	}
	start, end := r.extent(value)
	used := 0
	whole := value.Value
	for isOpen(whole) && goesOn(rest[used:], step) {
		_, end = r.extent(rest[used])
		whole = string(r.sheet.data[start:end])
		used += step
	}
	if used == 0 {
		return value, 0
	}
	r.errorf(r.sheet.between(start, end), codeFormulaCut,
		"%s is cut at its first comma: an unquoted formula ends there inside { } and [ ]", quoted(name)).
		Labelf("put it in quotes: %s", requoted(whole))
	// The formula goes on as it was meant, so that the rest of it is checked in
	// the same run.
	meant := *value
	meant.Value = whole
	return &meant, used
}

// goesOn reports whether the next node can be the rest of a formula: an item of
// a list, or a key without a value.
func goesOn(rest []*yaml.Node, step int) bool {
	return len(rest) >= step && isPlain(rest[0]) && (step == 1 || isEmpty(rest[1]))
}

func (r *reader) extent(n *yaml.Node) (start, end int) {
	t := r.sheet.text(n)
	return t.spelling().extent(t.Value)
}

func isPlain(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Value != "" }

func isEmpty(n *yaml.Node) bool { return isNull(n) && n.Style == 0 && n.Value == "" }

// requoted writes a text in the quotes that need no escapes.
func requoted(s string) string {
	if strings.ContainsAny(s, `"\`) {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return `"` + s + `"`
}

// octal reports a number with a leading zero, and whether it did.
func (r *reader) octal(t Text) bool {
	digits := strings.TrimLeft(t.Value, "+-")
	if t.style != 0 || !strings.HasPrefix(digits, "0") || !octalNumber.MatchString(digits) {
		return false
	}
	r.errorf(t.Range, codeOctalNumber, "%s is another number in YAML than it looks", quoted(t.Value)).
		Labelf("write it without the leading zero")
	return true
}

var octalNumber = regexp.MustCompile(`^0[oO]?[0-9_]*[0-9]$`)
