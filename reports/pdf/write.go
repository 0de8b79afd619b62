// Package pdf sets a document on pages and writes them as PDF.
package pdf

import (
	"bytes"
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"kpi/reports/document"
	"kpi/reports/pdf/fonts"
)

// Write writes the document. The same document gives the same bytes. The
// warnings, a sentence each, say which texts could not be printed as they are,
// and what is wrong with the document's own fonts. A font that cannot be used is
// an error, and so is an attachment that is not named as files are. w has got
// nothing where the error is not nil, but for an error of w itself.
func Write(w io.Writer, d *document.Document) (warnings []string, err error) {
	if err := checkAttachments(d.Attachments); err != nil {
		return nil, err
	}
	face, warnings, err := fonts.Open(fonts.Files(d.Fonts))
	if err != nil {
		return nil, err
	}
	l := compose(d, typeface{face})
	file, err := render(l)
	if err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	if _, err := w.Write(file); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return append(warnings, l.lost.warnings(l.face)...), nil
}

// render turns the library's panics into errors: it has some for odd text.
func render(l *layout) (file []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the PDF library gave up: %v", r)
		}
	}()
	library := newFile(l)
	pen := newPen(library, l.face, l.pages)
	for i, p := range l.pages {
		pen.newPage()
		for _, b := range p.bookmarks {
			pen.bookmark(b)
		}
		pen.marked(i, p)
		if i == 0 {
			pen.logo(l)
		}
	}
	var b bytes.Buffer
	if err := library.Output(&b); err != nil {
		return nil, err
	}
	return finish(b.Bytes(), l, pen.fonts)
}

func newFile(l *layout) *fpdf.Fpdf {
	file := fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: l.width, Ht: l.height},
	})
	file.SetCatalogSort(true) // maps of the library are written in order
	file.SetCompression(false)
	file.SetMargins(0, 0, 0)
	file.SetAutoPageBreak(false, 0)
	return file
}
