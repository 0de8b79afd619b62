// Package terminal writes a document as lines of text for a terminal.
package terminal

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"kpi/engine/status"
	"kpi/reports/document"
	"kpi/reports/locale"
)

// Write writes the document without its appendices and without figures. Marks
// get the terminal's colours where colour is true; else the text holds no
// escape sequence, whatever the data hold.
func Write(w io.Writer, d *document.Document, colour bool) error {
	p := &printer{w: bufio.NewWriter(w), colour: colour, in: locale.Of(d.Language)}
	p.head(d)
	for i, s := range d.Sections {
		if !s.Appendix {
			p.section(s, i > 0 || !s.Plain)
		}
	}
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

type printer struct {
	w      *bufio.Writer
	colour bool
	in     *locale.Locale
}

// line writes a line. The writer keeps an error until the flush.
func (p *printer) line(s string) {
	fmt.Fprintln(p.w, strings.TrimRight(s, " "))
}

func (p *printer) head(d *document.Document) {
	p.line(p.bold(document.Line(p.in.Join(" · ", d.Title, d.Entity))))
	p.line(document.Line(p.in.Join(" · ", d.Period, p.in.Given("as of %s", d.AsOf), p.in.Given("data through %s", d.DataThrough), d.State)))
	if d.Scope != "" {
		p.line(p.in.Say("only %s", document.Line(d.Scope)))
	}
	p.line("")
	p.line(p.bold(document.Line(d.Message)))
	if d.Changes != "" {
		p.line(document.Line(d.Changes))
	}
}

func (p *printer) section(s document.Section, headed bool) {
	if headed {
		p.line("")
		p.line(p.bold(document.Line(s.Name)))
	}
	var notes []*document.Notes
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *document.Table:
			p.line("")
			p.table(b)
		case *document.Notes:
			notes = append(notes, b)
		case *document.Beside, *document.Figure: // for paper and browsers
		default:
			panic(fmt.Sprintf("terminal: unknown block %T", b))
		}
	}
	// On a terminal the end is what is seen first.
	for _, n := range notes {
		p.line("")
		for _, sentence := range n.Sentences {
			p.line(p.in.Join(": ", n.Name, document.Line(sentence)))
		}
	}
}

// The codes of the colours that every terminal has.
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	yellow = "33"
	blue   = "34"
)

func (p *printer) bold(s string) string { return p.paint(s, bold) }

func (p *printer) paint(s, code string) string {
	if !p.colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func statusColour(s status.Status) string {
	switch s {
	case status.None:
		return dim
	case status.OnTrack:
		return blue
	case status.AtRisk:
		return yellow
	case status.OffTrack:
		return red
	}
	panic(fmt.Sprintf("terminal: unknown status %q", string(s)))
}
