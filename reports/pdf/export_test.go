package pdf

import (
	"strings"

	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/pdf/fonts"
)

// Pages lays a document out, for tests that look at the places of its shapes.
func Pages(d *document.Document) []chart.Drawing {
	var pages []chart.Drawing
	for _, p := range compose(d, typeface{fonts.BuiltIn()}).pages {
		pages = append(pages, p.Drawing)
	}
	return pages
}

// Tree lays a document out and writes its structure, an element a line: its
// role, how deep it is, and its words.
func Tree(d *document.Document) string {
	l := compose(d, typeface{fonts.BuiltIn()})
	words := map[*element][]string{}
	for _, p := range l.pages {
		for _, s := range p.spans {
			for _, shape := range p.Shapes[s.from:s.to] {
				if t, ok := shape.(chart.Text); ok {
					words[s.of] = append(words[s.of], t.Text)
				}
			}
		}
	}
	var b strings.Builder
	writeTree(&b, l.tree, words, "")
	return b.String()
}

func writeTree(b *strings.Builder, e *element, words map[*element][]string, indent string) {
	line := indent + string(e.role)
	for _, s := range []string{string(e.scope), e.alt, strings.Join(words[e], " ")} {
		if s != "" {
			line += " " + s
		}
	}
	b.WriteString(line + "\n")
	for _, k := range e.kids {
		writeTree(b, k, words, indent+"  ")
	}
}
