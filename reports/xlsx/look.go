package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"kpi/engine/status"
)

// A look is how a cell is drawn. The zero value is black on white, with the
// number format General.
type look struct {
	format string  // of numbers; "" is General
	ink    string  // RRGGBB; "" is black
	fill   string  // RRGGBB; "" is none
	size   float64 // in points; 0 is 11
	bold   bool
	wrap   bool
	rule   bool // a line below
	right  bool
	quoted bool // a text that would be a formula if somebody typed it
}

// The inks. Those of statuses are the report's, darkened until words in them
// stand out from white by 4.5 to 1.
const (
	navy   = "12304F"
	white  = "FFFFFF"
	grey   = "5C6B7E"
	silver = "8794A5"
	tint   = "EDF1F5"
	hair   = "D9DFE7"
	bar    = "1B3A66"
	blue   = "0072B2"
	orange = "8A5F00"
	red    = "B84F00"
)

// The looks that many cells share.
var (
	headLook  = look{ink: white, fill: navy, bold: true, wrap: true}
	groupLook = look{fill: tint, bold: true}
	titleLook = look{ink: navy, bold: true, size: 14}
	blockLook = look{ink: navy, bold: true, size: 12}
	plainLook = look{rule: true}
	nameLook  = look{rule: true, bold: true}
	quietLook = look{rule: true, ink: grey}
	proseLook = look{rule: true, wrap: true}
	aboutLook = look{rule: true, wrap: true, bold: true}
)

func (l look) formatted(format string) look {
	l.format = format
	return l
}

func statusInk(s status.Status) string {
	switch s {
	case status.None:
		return grey
	case status.OnTrack:
		return blue
	case status.AtRisk:
		return orange
	case status.OffTrack:
		return red
	}
	panic(fmt.Sprintf("xlsx: unknown status %q", string(s)))
}

// textFormat is the number of the built-in format Text.
const textFormat = 49

// style is the number of a look in the workbook.
func (b *book) style(l look) int {
	if n, ok := b.styles[l]; ok {
		return n
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Bold: l.bold, Color: l.ink, Size: max(l.size, 11)},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap},
	}
	if l.right {
		// The indent keeps numbers apart from texts on their right.
		s.Alignment.Horizontal, s.Alignment.Indent = "right", 1
	}
	switch {
	case l.quoted:
		s.NumFmt = textFormat
	case l.format != "":
		s.CustomNumFmt = new(b.numberFormat(l.format))
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.rule {
		s.Border = []excelize.Border{{Type: "bottom", Color: hair, Style: 1}}
	}
	n, err := b.file.NewStyle(s)
	if b.keep(err) && l.quoted {
		// As behind an apostrophe that was typed: the text stays one when it is edited.
		b.file.Styles.CellXfs.Xf[n].QuotePrefix = new(true)
	}
	b.styles[l] = n
	return n
}
