// Package email writes a document as the HTML of an e-mail: one narrow table with
// its styles in line, and nothing that mail programs take away. There are no
// scripts, pictures, fonts or links in it; figures are coloured cells and
// characters.
package email

import (
	"fmt"
	"html"
	"io"
	"strings"

	"kpi/reports/document"
)

// Limit is the most bytes that Write writes: Gmail shows the first 102 KB of a
// mail and hides the rest.
const Limit = 100_000

// reserve is the part of Limit that is kept for the end of the mail.
const reserve = 8_000

// Write writes the document without its appendices, in the order of reading, as
// far as Limit goes. The last lines say what is left out, part by part with its
// number of rows, and that the attached PDF has it. The background is light
// whatever the reader's is. The HTML is XML, too.
func Write(w io.Writer, d *document.Document) error {
	m := &mail{}
	m.head(d)
	for _, s := range d.Sections {
		m.section(s)
	}
	m.foot(d)
	if _, err := io.WriteString(w, m.String()); err != nil {
		return fmt.Errorf("write the e-mail: %w", err)
	}
	return nil
}

// A mail is text that is not longer than Limit.
type mail struct {
	strings.Builder
	full    bool // what comes later must not take the place of what did not fit
	missing []gap
	pages   int // of single KPIs that are missing
}

// fits adds a piece, where there is room for it.
func (m *mail) fits(piece string) bool {
	if m.full || m.Len()+len(piece) > Limit-reserve {
		m.full = true
		return false
	}
	m.WriteString(piece)
	return true
}

// A gap is what a section has and the mail does not.
type gap struct {
	name     string
	rows, of int
}

func (g gap) words() string {
	name := firstLetters(g.name, 60)
	switch {
	case g.rows < g.of:
		return fmt.Sprintf("%d of %d rows of %s", g.rows, g.of, name)
	case g.rows == 1:
		return name + " (1 row)"
	}
	return fmt.Sprintf("%s (%d rows)", name, g.rows)
}

const (
	width = 640
	side  = 20 // of the margins
	fonts = "Arial,sans-serif"
)

func (m *mail) head(d *document.Document) {
	language := "en"
	if d.Language != "" {
		language = d.Language
	}
	fmt.Fprintf(m, `<!DOCTYPE html>
<html lang="%s"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><meta name="color-scheme" content="light only"/>`+
		`<meta name="supported-color-schemes" content="light only"/><title>%s</title></head>
<body bgcolor="%s" style="margin:0;padding:0;background:%s">
<table role="presentation" width="%d" align="center" cellpadding="0" cellspacing="0" border="0" bgcolor="%s" style="width:%dpx;background:%s;color:%s">
`, text(language), head(document.Dotted(d.Title, d.Period)), white, white, width, white, width, white, dark)
	fmt.Fprintf(m, `<tr><td bgcolor="%s" style="padding:14px %dpx;background:%s"><h1 style="margin:0;font:bold 20px/26px %s;color:%s">%s</h1>%s</td></tr>`+"\n",
		navy, side, navy, fonts, white, head(d.Title), small(head(document.Dotted(d.Entity, d.Period)), pale))
	m.line(small(head(document.Dotted(document.Prefixed("As of ", d.AsOf), document.Prefixed("data through ", d.DataThrough), d.State, document.Prefixed("only ", d.Scope))), grey))
	m.line(paragraph(head(d.Message), "bold 16px/22px", dark))
	m.line(paragraph(counts(d.Counts), "13px/18px", dark))
	m.line(paragraph(head(d.Changes), "13px/18px", grey))
}

// counts says how many KPIs have which status.
func counts(all []document.Count) string {
	var parts []string
	for _, c := range all {
		if c.N > 0 {
			glyph := document.Mark{Status: c.Status}.Glyph()
			parts = append(parts, fmt.Sprintf(`<span style="color:%s">%s</span> %d %s`, statusInk(c.Status), glyph, c.N, c.Status.Word()))
		}
	}
	return strings.Join(parts, " &#160; ")
}

// section writes as much of a section as there is room for.
func (m *mail) section(s document.Section) {
	of, shown := 0, 0
	for _, b := range s.Blocks {
		of += size(b)
	}
	if !s.Appendix {
		shown = m.blocks(s.Blocks, heading(s))
	}
	switch {
	case shown == of:
	case shown == 0 && s.Own:
		m.pages++
	default:
		m.missing = append(m.missing, gap{s.Name, of - shown, of})
	}
}

func heading(s document.Section) string {
	out := line(fmt.Sprintf(`<h2 style="margin:10px 0 0;font:bold 15px/20px %s;color:%s">%s</h2>`, fonts, navy, head(s.Name)))
	mark := ""
	if s.Mark != nil {
		mark = fmt.Sprintf(`<span style="color:%s">%s</span> &#160; `, statusInk(s.Mark.Status), s.Mark.Text())
	}
	if s.Sub != "" || mark != "" {
		out += line(small(mark+head(s.Sub), grey))
	}
	return out
}

// foot says what is left out, and whose mail this is.
func (m *mail) foot(d *document.Document) {
	if len(m.missing) > 0 || m.pages > 0 {
		m.line(small(text("Not in this mail: "+m.gaps()+". The attached PDF has all of it."), grey))
	}
	m.line(small(head(document.Dotted(d.Classification, document.Prefixed("definitions ", d.Version))), grey))
	fmt.Fprintf(m, `<tr><td height="%d" style="font-size:1px;line-height:%dpx">&#160;</td></tr>`+"\n</table>\n</body></html>\n", side, side)
}

// gaps names the first gaps and counts the others.
func (m *mail) gaps() string {
	const most = 12
	var words []string
	switch {
	case m.pages == 1:
		words = append(words, "the page of a KPI")
	case m.pages > 1:
		words = append(words, fmt.Sprintf("the pages of %d KPIs", m.pages))
	}
	for i, g := range m.missing {
		if i == most {
			words = append(words, fmt.Sprintf("%d more parts", len(m.missing)-most))
			break
		}
		words = append(words, g.words())
	}
	return strings.Join(words, "; ")
}

// line adds a line of the mail; an empty one is left out.
func (m *mail) line(content string) {
	if content != "" {
		m.WriteString(line(content))
	}
}

func line(content string) string {
	return fmt.Sprintf(`<tr><td style="padding:8px %dpx 0">%s</td></tr>`+"\n", side, content)
}

func paragraph(content, font, ink string) string {
	if content == "" {
		return ""
	}
	return fmt.Sprintf(`<p style="margin:0;font:%s %s;color:%s%s">%s</p>`, font, fonts, ink, broken(content), content)
}

func small(content, ink string) string { return paragraph(content, "12px/17px", ink) }

// broken is the style of a text with a word that would make the mail wider.
func broken(content string) string {
	const most = 20
	for _, w := range strings.Fields(content) {
		if len(w) > most {
			return ";word-break:break-word"
		}
	}
	return ""
}

// text escapes a text. What would be obeyed and not shown goes.
func text(s string) string { return html.EscapeString(document.Line(s)) }

// head escapes a text of the head or the foot, which always fit.
func head(s string) string { return html.EscapeString(firstLetters(document.Line(s), 400)) }

// firstLetters shows where a text was cut.
func firstLetters(s string, most int) string {
	letters := []rune(s)
	if len(letters) <= most {
		return s
	}
	return string(letters[:most-1]) + "…"
}
