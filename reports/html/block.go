package html

import (
	"fmt"

	"kpi/reports/document"
)

// block writes a block that stands beside as many others: 1 has the page for
// itself. Section names what it is a part of.
func (p *page) block(section string, b document.Block, beside int) {
	switch b := b.(type) {
	case *document.Table:
		p.table(section, b)
	case *document.Notes:
		p.notes(b)
	case *document.Tiles:
		p.tiles(b)
	case *document.Figure:
		p.figure(b, beside)
	case *document.Facts:
		p.facts(b)
	case *document.Boxes:
		p.boxes(b)
	case *document.Lines:
		p.lines(b)
	case *document.Beside:
		p.beside(section, b)
	default:
		panic(fmt.Sprintf("html: unknown block %T", b))
	}
}

func (p *page) beside(section string, b *document.Beside) {
	p.add("<div class=\"beside\">\n")
	for _, column := range b.Columns {
		p.add("<div>\n")
		for _, one := range column {
			p.block(section, one, len(b.Columns))
		}
		p.add("</div>\n")
	}
	p.add("</div>\n")
}

// notes prints those that a page prints: the others stand in an appendix.
func (p *page) notes(n *document.Notes) {
	printed := n.Sentences
	if n.Printed > 0 && n.Printed < len(printed) {
		printed = printed[:n.Printed]
	}
	if len(printed) == 0 {
		return
	}
	p.add("<div class=\"notes\">\n")
	if n.Name != "" {
		p.add("<h3>%ss</h3>\n", n.Name)
	}
	p.add("<ul>\n")
	for _, s := range printed {
		p.add("<li>%s</li>\n", s)
	}
	if len(printed) < len(n.Sentences) {
		p.add("<li class=\"rest\">%s</li>\n", n.Rest)
	}
	p.add("</ul>\n</div>\n")
}

func (p *page) tiles(t *document.Tiles) {
	if len(t.Tiles) == 0 {
		return
	}
	p.add("<dl class=\"tiles\">\n")
	for _, one := range t.Tiles {
		p.add("<div><dt>%s</dt><dd class=\"value\">%s</dd>", one.Label, one.Value)
		if one.Note != "" {
			p.add("<dd class=\"note\">%s</dd>", one.Note)
		}
		p.add("</div>\n")
	}
	p.add("</dl>\n")
}

func (p *page) facts(f *document.Facts) {
	if len(f.Facts) == 0 {
		return
	}
	p.add("<div class=\"box\">\n")
	p.heading(f.Name)
	p.add("<dl class=\"facts\">\n")
	for i, one := range f.Facts {
		if one.Label != "" || i == 0 {
			p.add("<dt>%s</dt>", one.Label)
		}
		p.add("<dd>%s</dd>\n", one.Text)
	}
	p.add("</dl>\n</div>\n")
}

func (p *page) heading(name string) {
	if name != "" {
		p.add("<h3>%s</h3>\n", name)
	}
}

// boxes tell filled and empty ones apart by words, too.
func (p *page) boxes(b *document.Boxes) {
	p.add("<div class=\"box\">\n")
	p.heading(b.Name)
	p.add("<ul class=\"boxes\">\n")
	for _, one := range b.Boxes {
		class, word := "empty", p.in.Say("not passed")
		if one.Filled {
			class, word = "filled", p.in.Say("passed")
		}
		p.add("<li><b class=\"%s\">%s</b><span class=\"hidden\">%s</span>", class, one.Letter, word)
		if one.Note != "" {
			p.add(" <span>%s</span>", one.Note)
		}
		p.add("</li>\n")
	}
	p.add("</ul>\n</div>\n")
}

func (p *page) lines(l *document.Lines) {
	p.add("<div class=\"box\">\n")
	p.heading(l.Name)
	p.add("<div class=\"scroll\"><table class=\"lines\">\n<caption class=\"hidden\">%s</caption>\n<thead><tr><td></td>", firstText(l.Name, p.in.Say("To be filled in")))
	for _, c := range l.Columns {
		p.add("<th scope=\"col\">%s</th>", c)
	}
	p.add("</tr></thead>\n<tbody>\n")
	for _, r := range l.Rows {
		p.add("<tr><th scope=\"row\">%s</th>", r)
		for range l.Columns {
			p.add("<td></td>")
		}
		p.add("</tr>\n")
	}
	p.add("</tbody></table></div>\n")
	p.paragraph("sub", l.Note)
	p.add("</div>\n")
}

func firstText(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
