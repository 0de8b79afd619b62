// Package markdown writes a document as GitHub-flavoured Markdown, for pull
// requests and wikis.
package markdown

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"kpi/reports/document"
)

// CommentLimit is the number of characters that a comment on GitHub holds.
const CommentLimit = 65_536

// Write writes the document with its appendices and without figures. No text of
// it becomes a link, a mention, a reference or HTML. It can be read as it stands,
// too: columns line up, unless the spaces for that make it longer than
// CommentLimit. Nothing is left out: a warning, a sentence, says that even so the
// text is longer, and how to make it shorter.
func Write(w io.Writer, d *document.Document) (warnings []string, err error) {
	text := compose(d, true)
	if utf8.RuneCountInString(text) > CommentLimit {
		text = compose(d, false)
	}
	if _, err := io.WriteString(w, text); err != nil {
		return nil, fmt.Errorf("write the Markdown: %w", err)
	}
	if n := utf8.RuneCountInString(text); n > CommentLimit {
		warnings = append(warnings, fmt.Sprintf("the Markdown has %d characters, and a comment on GitHub holds %d; "+
			"break down by fewer dimensions, name fewer KPIs, or attach the file", n, CommentLimit))
	}
	return warnings, nil
}

func compose(d *document.Document, aligned bool) string {
	p := &printer{aligned: aligned}
	p.head(d)
	for _, s := range d.Sections {
		p.section(s)
	}
	p.foot(d)
	return p.String()
}

// A printer collects blocks, with an empty line between them.
type printer struct {
	strings.Builder
	aligned bool // fill columns up
}

func (p *printer) block(lines ...string) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	for _, l := range lines {
		p.WriteString(l)
		p.WriteByte('\n')
	}
}

// paragraph leaves out what is empty.
func (p *printer) paragraph(s string) {
	if s != "" {
		p.block(s)
	}
}

func (p *printer) head(d *document.Document) {
	p.block(strings.TrimSpace("# " + text(d.Title)))
	scope := ""
	if d.Scope != "" {
		scope = "only " + code(d.Scope)
	}
	p.paragraph(begun(document.Dotted(text(d.Entity), text(d.Period), document.Prefixed("as of ", text(d.AsOf)),
		document.Prefixed("data through ", text(d.DataThrough)), text(d.State), scope)))
	p.paragraph(bold(text(d.Message)))
	var counts []string
	for _, c := range d.Counts {
		if c.N > 0 {
			counts = append(counts, fmt.Sprintf("%s %d %s", document.Mark{Status: c.Status}.Glyph(), c.N, c.Status.Word()))
		}
	}
	p.paragraph(document.Dotted(counts...))
	p.paragraph(text(d.Changes))
}

func (p *printer) foot(d *document.Document) {
	version := ""
	if d.Version != "" {
		version = "definitions " + code(d.Version)
	}
	if line := document.Dotted(text(d.Classification), version); line != "" {
		p.block("---")
		p.block(begun(line))
	}
}

func (p *printer) section(s document.Section) {
	p.block(strings.TrimSpace("## " + text(s.Name)))
	mark := ""
	if s.Mark != nil {
		mark = s.Mark.Text()
	}
	p.paragraph(begun(document.Dotted(mark, text(s.Sub))))
	p.blocks(s.Blocks)
}

func bold(s string) string {
	if s == "" {
		return ""
	}
	return "**" + s + "**"
}
