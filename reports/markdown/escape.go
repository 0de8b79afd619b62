package markdown

import (
	"regexp"
	"strings"
	"unicode"

	"kpi/reports/document"
)

// apart is a space without width. Behind the sign of a mention, a reference or a
// link it keeps GitHub from making one: that looks at the text after Markdown was
// read, where no backslash helps.
const apart = "\u200B"

// signals are what GitHub makes links and pictures of: @name, #12, GH-12,
// http://, www., :smile:. A place such as deals.csv:14 is none.
var signals = regexp.MustCompile(`@|#\d|\b(?i:GH)-\d|:/|\b(?i:www)\.|:[a-z_+-]|:\d+[a-z_]*:`)

// special are the letters that Markdown reads wherever they stand.
const special = "\\`*[]<>|~$&#"

// Escape returns a text as one line that reads as it stands and in which nothing
// becomes a link, a mention, a reference or HTML. It may stand anywhere but at
// the beginning of a line.
func Escape(s string) string { return text(s) }

// text escapes a text for everywhere but the beginning of a line.
func text(s string) string {
	s = signals.ReplaceAllStringFunc(document.Line(s), func(found string) string {
		if strings.EqualFold(found, "www.") || strings.HasPrefix(strings.ToLower(found), "gh-") {
			last := len(found) - 1
			return found[:last] + apart + found[last:]
		}
		return found[:1] + apart + found[1:]
	})
	var b strings.Builder
	letters := []rune(s)
	for i, c := range letters {
		if strings.ContainsRune(special, c) || c == '_' && !isInWord(letters, i) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// isInWord reports whether an underscore stands in a word such as closed_on, where
// it means nothing.
func isInWord(letters []rune, i int) bool {
	return i > 0 && i < len(letters)-1 && isWord(letters[i-1]) && isWord(letters[i+1])
}

func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// numbered is a text that begins as the item of a numbered list.
var numbered = regexp.MustCompile(`^\d{1,9}[.)]`)

// begun keeps an escaped text at the beginning of a line from becoming a list, or
// the line below a heading.
func begun(s string) string {
	if s != "" && strings.ContainsRune("-+=", rune(s[0])) {
		return `\` + s
	}
	if at := numbered.FindStringIndex(s); at != nil {
		return s[:at[1]-1] + `\` + s[at[1]-1:]
	}
	return s
}

// code sets a text as code, in which nothing is read.
func code(s string) string {
	s = document.Line(s)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.Trim(s, "`") != s {
		s = " " + s + " "
	}
	return fence + s + fence
}
