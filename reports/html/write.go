// Package html writes a document as one web page that needs nothing beside it.
package html

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"kpi/reports/document"
	"kpi/reports/locale"
)

// Write writes the document as one file: style, script and pictures are inside,
// and a policy in its head forbids the browser to load anything else. It reads
// well on a phone, on a desk, in the dark, on paper and aloud, and without its
// script, which sorts tables and nothing more. No text of the document becomes
// markup. The same document gives the same bytes. Attachments and Fonts are left
// out.
func Write(w io.Writer, d *document.Document) error {
	p := newPage(d)
	p.page()
	if _, err := io.WriteString(w, p.String()); err != nil {
		return fmt.Errorf("write the HTML: %w", err)
	}
	return nil
}

// A page is a document on its way to HTML.
type page struct {
	printer
	doc     *document.Document
	in      *locale.Locale    // of the words that are not the document's
	ids     []string          // of the sections
	targets map[string]string // the ids of the sections of KPIs by name, where only one has the name
	listed  bool              // it has contents
	figures int               // written so far
	tables  int
}

func newPage(d *document.Document) *page {
	p := &page{doc: d, in: locale.Of(d.Language), targets: map[string]string{}}
	taken := map[string]bool{}
	for _, s := range d.Sections {
		id := unused(taken, "at-"+slug(s.Name))
		p.ids = append(p.ids, id)
		p.listed = p.listed || s.AfterContents
		if !s.Own {
			continue
		}
		if _, twice := p.targets[s.Name]; twice {
			id = ""
		}
		p.targets[s.Name] = id
	}
	return p
}

func (p *page) page() {
	style := styleOf(p.doc)
	title := document.Line(p.doc.Title)
	if title == "" {
		title = "Report"
	}
	p.add("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n", p.doc.Language)
	p.add("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n", policy(style))
	p.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n")
	p.add("<meta name=\"generator\" content=\"kpi\"/>\n<link rel=\"icon\" href=\"data:,\"/>\n")
	p.add("<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n", document.Dotted(title, p.doc.Period), raw(style))
	p.add("<a class=\"skip\" href=\"#content\">%s</a>\n", p.in.Say("Skip to the content"))
	p.band(title)
	p.add("<main id=\"content\" tabindex=\"-1\">\n")
	p.headline()
	if p.listed {
		p.contents()
	}
	for i, s := range p.doc.Sections {
		p.section(p.ids[i], s)
	}
	p.add("</main>\n")
	p.foot()
	p.add("<script>%s</script>\n</body>\n</html>\n", raw(script))
}

// band says whose numbers these are, and of when.
func (p *page) band(title string) {
	d := p.doc
	p.add("<header class=\"band\">\n")
	p.logo(d.Brand.Logo)
	p.add("<div class=\"who\"><h1>%s</h1>\n<p>%s", title, document.Dotted(d.Entity, d.Period))
	if d.Scope != "" {
		p.add(" · only <code>%s</code>", d.Scope)
	}
	p.add("</p></div>\n<div class=\"when\">")
	if d.AsOf != "" {
		p.add("<p class=\"asof\">%s</p>\n", p.in.Say("As of %s", d.AsOf))
	}
	p.add("<p>%s</p></div>\n</header>\n", document.Dotted(p.in.Given("Data through %s", d.DataThrough), d.State))
}

// logo is the picture of the house, inside of the page. It says nothing that the
// names beside it do not.
func (p *page) logo(data []byte) {
	if len(data) == 0 {
		return
	}
	kind := "image/jpeg"
	if strings.HasPrefix(string(data[:min(len(data), 4)]), "\x89PNG") {
		kind = "image/png"
	}
	p.add("<img class=\"logo\" alt=\"\" src=\"data:%s;base64,%s\"/>\n", kind, base64.StdEncoding.EncodeToString(data))
}

// headline is the message with the counts.
func (p *page) headline() {
	p.add("<div class=\"headline\">\n")
	p.paragraph("message", p.doc.Message)
	if len(p.doc.Counts) > 0 {
		p.add("<ul class=\"counts\">\n")
		for _, c := range p.doc.Counts {
			p.add("<li>%s <b>%d</b> %s</li>\n", p.shape(c.Status, false), c.N, p.in.Word(c.Status.Word()))
		}
		p.add("</ul>\n")
	}
	p.add("</div>\n")
	p.paragraph("since", p.doc.Changes)
}

// contents leads to the sections, and to those of KPIs with how each stands. On a
// screen it stands at the top, and not in the place that it has on paper.
func (p *page) contents() {
	p.add("<nav id=\"contents\" aria-labelledby=\"contents-name\">\n<h2 id=\"contents-name\">%s</h2>\n", p.in.Say("Contents"))
	for _, own := range []bool{false, true} {
		open := false
		for i, s := range p.doc.Sections {
			if s.Own != own {
				continue
			}
			if !open {
				p.add("<ul class=\"%s\">\n", map[bool]string{false: "parts", true: "kpis"}[own])
				open = true
			}
			p.entry(p.ids[i], s)
		}
		if open {
			p.add("</ul>\n")
		}
	}
	p.add("</nav>\n")
}

func (p *page) entry(id string, s document.Section) {
	p.add("<li><a href=\"#%s\">", id)
	if s.Mark != nil {
		p.add("%s", p.shape(s.Mark.Status, s.Mark.Hollow))
	}
	p.add("<span>%s", s.Name)
	if s.Mark != nil {
		p.add("<span class=\"hidden\">, %s</span>", p.in.Word(s.Mark.Status.Word()))
	}
	p.add("</span></a></li>\n")
}

// section has a band of its own where it has pages of its own on paper.
func (p *page) section(id string, s document.Section) {
	class := "part"
	if s.Own {
		class = "part own"
	}
	p.add("<section class=\"%s\" aria-labelledby=\"%s\">\n<div class=\"head\">\n<h2 id=\"%s\">%s</h2>\n", class, id, id, s.Name)
	if s.Mark != nil {
		p.add("<p class=\"mark\">%s %s</p>\n", p.shape(s.Mark.Status, s.Mark.Hollow), p.in.Word(s.Mark.Status.Word()))
	}
	p.paragraph("sub", s.Sub)
	if p.listed {
		p.add("<p class=\"up\"><a href=\"#contents\">%s</a></p>\n", p.in.Say("Contents"))
	}
	p.add("</div>\n")
	for _, b := range s.Blocks {
		p.block(s.Name, b, 1)
	}
	p.add("</section>\n")
}

func (p *page) foot() {
	p.add("<footer>\n")
	p.paragraph("class", p.doc.Classification)
	p.paragraph("", document.Dotted(document.Prefixed("Definitions ", p.doc.Version), document.Prefixed("data through ", p.doc.DataThrough), "same inputs give the same bytes"))
	p.add("</footer>\n")
}
