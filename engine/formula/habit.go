package formula

import (
	"strings"
	"unicode"
)

const noModulo = "%% marks a percentage such as 28%%, and there is no modulo"

// word checks for words of SQL and of spreadsheets, which the parser would
// answer with a riddle. It returns where to read on: at the end, where all the
// rest would be in the other language.
func (s *scan) word(i int) int {
	j := i
	for j < len(s.runes) && wordRune(s.runes[j]) {
		j++
	}
	w := s.part(i, j)
	switch {
	case strings.HasPrefix(w, "$"):
		s.habit(i, j, "%q is not written in a formula: leave the \"$\" out", w)
	case w == "in" && s.operand(i):
		s.roundList(j)
	case s.operand(i):
		return s.infixWord(i, j, w)
	default:
		return s.valueWord(i, j, w)
	}
	return j
}

// roundList catches SQL's list in round brackets, stage in ("Won", "Lost").
func (s *scan) roundList(j int) {
	k := s.skipSpace(j)
	if s.at(k) == '(' && s.at(s.skipSpace(k+1)) != '[' {
		s.habit(k, k+1, `a list stands in square brackets, such as stage in ["Won", "Lost"]`)
	}
}

// infixWord checks a word that stands where an operator should.
func (s *scan) infixWord(i, j int, w string) int {
	if ours := operatorWord(w); ours != "" && ours != w {
		s.habit(i, j, "write %q for %q", ours, w)
	}
	switch strings.ToLower(w) {
	case "is":
		end := s.skipWords(j, "not", "null", "missing", "true", "false")
		s.habit(i, end, "write missing(x) for \"is null\", and not missing(x) for \"is not null\"")
		return end
	case "between":
		s.habit(i, j, "write x >= low and x <= high for \"between\"")
	case "like", "ilike":
		s.habit(i, j, "write contains, startsWith, endsWith or matches for %q", w)
	case "over":
		s.habit(i, j, "a formula has no \"over\": previous, trailing and to_date move its window, as in trailing(sum(amount), \"12 months\")")
		return len(s.runes)
	case "per":
		s.habit(i, j, "\"per\" stands only in targets, before day, week, month, quarter or year: 500k per month")
		return len(s.runes)
	case "percent":
		s.habit(i, j, "write the sign %% for \"percent\", as in 28%%")
	case "where", "filter":
		s.habit(i, j, "a condition is the last argument of the aggregate: sum(amount, won)")
		return len(s.runes)
	}
	return j
}

// valueWord checks a word that stands where a value should.
func (s *scan) valueWord(i, j int, w string) int {
	lower := strings.ToLower(w)
	switch {
	case s.at(s.skipSpace(j)) == '(':
	case lower == "null":
		s.habit(i, j, "write missing(x) to ask for a missing value, or nil")
	case (lower == "not" || lower == "true" || lower == "false") && w != lower:
		s.habit(i, j, "write %q for %q", lower, w)
	case s.valueFollows(j):
		return s.statement(i, j, lower)
	}
	return j
}

// statement checks a word that begins what a formula does not have.
func (s *scan) statement(i, j int, lower string) int {
	switch lower {
	case "case":
		s.habit(i, j, "write if(condition, value, other value) for \"case when\"")
	case "if":
		s.habit(i, j, "write if(condition, value, other value)")
	case "let":
		s.habit(i, j, "a formula has no variables: give the part a name under fields: or measures:")
	case "distinct":
		s.habit(i, j, "write count_distinct(x) for \"count(distinct x)\"")
	case "select":
		s.habit(i, j, "a formula is no query: it says only what to compute, such as sum(amount, won)")
	case "where":
		s.habit(i, j, "a condition is the last argument of the aggregate: sum(amount, won)")
	default:
		return j
	}
	return len(s.runes)
}

// operatorWord returns the operator that w spells in any case, or "".
func operatorWord(w string) string {
	for _, op := range []string{"and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches"} {
		if strings.EqualFold(op, w) {
			return op
		}
	}
	return ""
}

// operand reports whether a value ends before i, so that the word at i stands
// where an operator should.
func (s *scan) operand(i int) bool {
	end := s.skipBack(i)
	if end == 0 {
		return false
	}
	if c := s.runes[end-1]; !wordRune(c) {
		return strings.ContainsRune(")]\"'`", c)
	}
	start := end
	for start > 0 && wordRune(s.runes[start-1]) {
		start--
	}
	return operatorWord(string(s.runes[start:end])) == ""
}

// skipBack returns where the blanks before i begin. The rest of a number, which
// is blanked, is passed with them.
func (s *scan) skipBack(i int) int {
	for i > 0 && unicode.IsSpace(s.runes[i-1]) {
		i--
	}
	return i
}

// skipSpace returns where the blanks from i on end.
func (s *scan) skipSpace(i int) int {
	for i < len(s.runes) && unicode.IsSpace(s.at(i)) {
		i++
	}
	return i
}

// skipWords returns where a row of the given words ends that begins at i.
func (s *scan) skipWords(i int, words ...string) int {
	for {
		from := s.skipSpace(i)
		to := from
		for to < len(s.runes) && wordRune(s.runes[to]) {
			to++
		}
		known := false
		for _, w := range words {
			known = known || strings.EqualFold(w, string(s.runes[from:to]))
		}
		if !known {
			return i
		}
		i = to
	}
}

// valueFollows reports whether another value comes after the word that ends at
// j, without an operator.
func (s *scan) valueFollows(j int) bool {
	from := s.skipSpace(j)
	to := from
	for to < len(s.runes) && wordRune(s.runes[to]) {
		to++
	}
	if to > from {
		return operatorWord(string(s.runes[from:to])) == ""
	}
	return closers[s.at(from)] != ""
}

// operator checks the signs that mean something else in SQL or a spreadsheet.
func (s *scan) operator(i int, c rune) int {
	next := s.at(i + 1)
	switch {
	case c == '<' && next == '>':
		s.habit(i, i+2, "write != for <>")
	case c == '=' && (next == '<' || next == '>'):
		s.habit(i, i+2, "write %c= for =%c", next, next)
	case strings.ContainsRune("=!<>", c) && next == '=', strings.ContainsRune("&|*?", c) && next == c:
		s.fold(i + 1)
	case c == ':' && next == ':':
		s.habit(i, i+2, "a formula has no casts: say the type under columns:")
	case c == '?' && next == '.' && !unicode.IsDigit(s.at(i+2)):
		s.habit(i, i+2, "write . for ?.: what a join does not find is missing")
	default:
		s.sign(i, c)
		return i + 1
	}
	return i + 2
}

// sign checks a sign that stands alone.
func (s *scan) sign(i int, c rune) {
	switch {
	case strings.ContainsRune("≥≤≠", c):
		s.habit(i, i+1, "write %s for %q", map[rune]string{'≥': ">=", '≤': "<=", '≠': "!="}[c], string(c))
	case c == '=' && s.skipSpace(0) == i:
		s.habit(i, i+1, "a formula starts without \"=\"")
	case c == '=':
		s.habit(i, i+1, "write == to compare; = assigns in other languages")
	case c == '%':
		s.habit(i, i+1, noModulo)
	case c == '|':
		s.habit(i, i+1, "a formula has no pipes: call the function, sum(amount, won)")
	case c == '&':
		s.habit(i, i+1, "write \"and\" for &; texts cannot be joined")
	case c == ';' && len(s.open) > 0:
		s.habit(i, i+1, "arguments are separated by commas, not by %q", s.part(i, i+1))
	case c == ';':
		s.habit(i, i+1, "a formula is one expression, without %q", s.part(i, i+1))
	case unicode.Is(unicode.Sc, c):
		s.habit(i, i+1, "%q is not written in a formula: the unit says what is money", string(c))
	case !unicode.IsPrint(c) && !unicode.IsSpace(c):
		s.habit(i, i+1, "an invisible character, %U, stands here: delete it", c)
	case !unicode.IsSpace(c) && !strings.ContainsRune("+-*/^!<>.,:?", c):
		s.habit(i, i+1, "\"%c\" means nothing in a formula", s.written[i])
	}
}
