package html

import (
	"fmt"
	stdhtml "html"
	"strings"
	"unicode"

	"kpi/reports/document"
)

// raw is markup, and goes into the page as it is.
type raw string

// A printer collects markup.
type printer struct{ strings.Builder }

// add writes markup. Each string among the arguments is a text of the document
// and is escaped, so that no caller can forget to.
func (p *printer) add(markup string, args ...any) {
	for i, a := range args {
		if text, ok := a.(string); ok {
			args[i] = escape(text)
		}
	}
	fmt.Fprintf(&p.Builder, markup, args...)
}

// paragraph leaves an empty text out.
func (p *printer) paragraph(class, text string) {
	if text == "" {
		return
	}
	if class == "" {
		p.add("<p>%s</p>\n", text)
		return
	}
	p.add("<p class=\"%s\">%s</p>\n", class, text)
}

// escape makes a text safe between tags and in quotes, and drops what neither
// HTML nor XML has a way to write.
func escape(text string) string {
	text = strings.Map(func(c rune) rune {
		if c == 0xFFFE || c == 0xFFFF {
			return -1
		}
		return c
	}, document.Line(text))
	return stdhtml.EscapeString(text)
}

// slug makes an id of a name: its letters and digits, of any script.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return strings.Join(words, "-")
}

// unused returns the id, with a number behind it where it is taken, and takes it.
func unused(taken map[string]bool, id string) string {
	free := id
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s-%d", id, n)
	}
	taken[free] = true
	return free
}
