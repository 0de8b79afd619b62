package terminal

import (
	"strings"

	"kpi/reports/document"
)

// cut shortens a text to at most the given number of cells.
func cut(s string, most int) string {
	if document.Width(s) <= most {
		return s
	}
	n := 0
	for i, c := range s {
		if n += document.Width(string(c)); n > most-1 {
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
		if n := len(lines); n > 0 && document.Width(lines[n-1])+1+document.Width(word) <= most {
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
		if n += document.Width(string(c)); n > most {
			out = append(out, word[from:i])
			from, n = i, document.Width(string(c))
		}
	}
	return append(out, word[from:])
}
