package terminal

import (
	"strings"
	"unicode"

	eastasian "golang.org/x/text/width"
)

// width returns the cells that a clean text takes on a terminal: two for a
// Chinese, Japanese or Korean letter, none for a combining one.
func width(s string) int {
	n := 0
	for _, c := range s {
		n += runeWidth(c)
	}
	return n
}

func runeWidth(c rune) int {
	if unicode.In(c, unicode.Mn, unicode.Me) {
		return 0
	}
	switch eastasian.LookupRune(c).Kind() {
	case eastasian.EastAsianWide, eastasian.EastAsianFullwidth:
		return 2
	}
	return 1
}

// cut shortens a text to at most the given number of cells.
func cut(s string, most int) string {
	if width(s) <= most {
		return s
	}
	n := 0
	for i, c := range s {
		if n += runeWidth(c); n > most-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// wrap breaks a text into lines of at most the given number of cells, at its
// spaces, and inside of a word that is longer. No letter is lost.
func wrap(s string, most int) string {
	var lines []string
	for word := range strings.FieldsSeq(s) {
		if n := len(lines); n > 0 && width(lines[n-1])+1+width(word) <= most {
			lines[n-1] += " " + word
			continue
		}
		lines = append(lines, pieces(word, most)...)
	}
	return strings.Join(lines, "\n")
}

// pieces cuts a word into parts of at most the given number of cells.
func pieces(word string, most int) []string {
	var out []string
	from, n := 0, 0
	for i, c := range word {
		if n += runeWidth(c); n > most {
			out = append(out, word[from:i])
			from, n = i, runeWidth(c)
		}
	}
	return append(out, word[from:])
}
