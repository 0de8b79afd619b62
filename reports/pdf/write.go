// Package pdf sets a document on pages and writes them as PDF.
package pdf

import (
	"bytes"
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"kpi/reports/document"
)

// Write writes the document. The same document gives the same bytes. The
// warnings, a sentence each, say which texts could not be printed as they are;
// w has got nothing where the error is not nil, but for an error of w itself.
func Write(w io.Writer, d *document.Document) (warnings []string, err error) {
	face, err := loadTypeface()
	if err != nil {
		return nil, err
	}
	l := compose(d, face)
	var buffer bytes.Buffer
	if err := render(&buffer, l); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	if _, err := w.Write(buffer.Bytes()); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return l.warnings, nil
}

// render turns the library's panics into errors: it has some for odd text.
func render(w io.Writer, l *layout) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the PDF library gave up: %v", r)
		}
	}()
	file := newFile(l)
	for _, p := range l.pages {
		file.AddPage()
		for _, b := range p.bookmarks {
			// The library takes the current font as a sign that a text is Unicode.
			file.SetFont(family, "", 10)
			file.Bookmark(b.text, b.level, b.y)
		}
		(&pen{file: file}).shapes(p.Shapes)
	}
	return file.Output(w)
}

func newFile(l *layout) *fpdf.Fpdf {
	d := l.doc
	file := fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: l.width, Ht: l.height},
	})
	// Maps of the library are written in order, and no clock is read.
	file.SetCatalogSort(true)
	file.SetCreationDate(d.Created.UTC())
	file.SetModificationDate(d.Created.UTC())
	file.SetCompression(true)
	file.SetMargins(0, 0, 0)
	file.SetAutoPageBreak(false, 0)
	file.SetTitle(l.clean(dotted(d.Title, d.Period)), true)
	file.SetAuthor(l.clean(d.Entity), true)
	file.SetSubject(l.clean(d.Message), true)
	file.SetCreator("kpi", true)
	file.SetLang(d.Language)
	// The library may change the bytes of a font, so each file gets its own.
	file.AddUTF8FontFromBytes(family, "", bytes.Clone(regularFont))
	file.AddUTF8FontFromBytes(family, "B", bytes.Clone(strongFont))
	return file
}
