package load

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"kpi/engine/diag"
)

// workbooks reads a sheet of XLSX files.
type workbooks struct{ texts }

func newWorkbook(in input) origin {
	return &workbooks{texts{source: in.source, files: in.files, staged: true}}
}

func (w *workbooks) bind(_ context.Context, l *loader) error {
	w.cells = l.cells(w.source, true)
	for _, f := range w.files {
		l.progress("checking %s", f.name)
		p := part{file: f}
		sheet, headers, err := l.sheetOf(f, w)
		if err != nil {
			if err := l.unreadable(f, err); err != nil {
				return err
			}
			continue
		}
		if sheet == "" {
			continue
		}
		p.headers = headers
		p.reader = sheetRows{f, sheet}
		p.positions = l.bindHeaders(w.source, headers, fmt.Sprintf("sheet %q of %s", sheet, f.name))
		w.parts = append(w.parts, p)
	}
	return nil
}

// sheetOf returns the sheet that the source reads, and its headers. It returns
// "" after reporting that there is none.
func (l *loader) sheetOf(f file, w *workbooks) (string, []string, error) {
	b, err := openBook(f)
	if err != nil {
		return "", nil, err
	}
	defer b.close()
	sheet, ok := l.chooseSheet(b, f, w)
	if !ok {
		return "", nil, nil
	}
	var headers []string
	err = b.rows(sheet, func(r row) error {
		headers = texted(r.fields)
		return errEnough
	})
	if errors.Is(err, errEnough) {
		return sheet, headers, nil
	}
	if err == nil {
		err = &flaw{code: "empty-file", message: fmt.Sprintf("has nothing on sheet %q", sheet)}
	}
	return "", nil, err
}

// errEnough ends the reading of a file that has told what is asked for.
var errEnough = errors.New("enough was read")

func texted(fields []field) []string {
	var list []string
	for _, f := range fields {
		list = append(list, f.text)
	}
	return list
}

// chooseSheet returns the sheet that the source names, or the only one that is
// visible.
func (l *loader) chooseSheet(b *book, f file, w *workbooks) (string, bool) {
	wanted := w.source.Spec.Sheet
	var names, visible []string
	for _, s := range b.sheets {
		if s.name == wanted.Value {
			return s.name, true
		}
		names = append(names, s.name)
		if s.visible {
			visible = append(visible, s.name)
		}
	}
	if wanted.Written() {
		d := l.list.Errorf(wanted.Range, "missing-sheet", "%s has no sheet %q", f.name, wanted.Value)
		if near := diag.Nearest(wanted.Value, names); near != "" {
			d.Labelf("did you mean %q?", near)
		}
		d.Notef("sheets of %s: %s", f.name, diag.Some(names))
		return "", false
	}
	switch len(visible) {
	case 1:
		return visible[0], true
	case 0:
		l.list.Errorf(place(w.source), "missing-sheet", "%s has no visible sheet of cells", f.name)
		return "", false
	}
	l.list.Errorf(place(w.source), "several-sheets", "%s has %d sheets, and the source does not say which", f.name, len(visible)).
		Notef("sheets of %s: %s", f.name, diag.Some(visible)).
		Notef("name one in source %q: sheet: %q", w.source.ID, visible[0])
	return "", false
}

// A book is an open XLSX file.
type book struct {
	file     file
	pack     *excelize.File
	sheets   []sheet
	styles   []style // by their number in cells
	shared   []string
	from1904 bool
}

// A sheet is a sheet of cells.
type sheet struct {
	name, part string
	visible    bool
}

const (
	// mostUnpacked is what all parts of an XLSX file may have together, in
	// bytes; a sheet with a million rows of twelve cells fits.
	mostUnpacked = 512 << 20
	// mostOfPart is what a part may have that is neither a sheet nor its
	// texts: such parts are held many times their size.
	mostOfPart = 16 << 20
)

// openBook opens an XLSX file. The caller closes the book.
func openBook(f file) (b *book, err error) {
	// The library reads what a stranger may have made; what it cannot bear
	// is a file that cannot be read.
	defer func() {
		if r := recover(); r != nil {
			b, err = nil, notXLSX(fmt.Sprint(r))
		}
	}()
	if err := checkSizes(f); err != nil {
		return nil, err
	}
	pack, err := excelize.OpenFile(f.real, excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return nil, notXLSX(err.Error())
	}
	b = &book{file: f, pack: pack}
	if err := b.fill(); err != nil {
		return nil, errors.Join(err, pack.Close())
	}
	return b, nil
}

func notXLSX(reason string) *flaw {
	return &flaw{code: "bad-file", message: "is not a readable XLSX file", note: lowerFirst(reason)}
}

func (b *book) close() { _ = b.pack.Close() } // removes temporary files; there are none

// checkSizes refuses what would not fit into memory, before it is unpacked. The
// sizes that are written in the file bind the library that unpacks it.
func checkSizes(f file) error {
	in, err := zip.OpenReader(f.real)
	if err != nil {
		return notXLSX("files with a password, and .xls files with another name, cannot be read")
	}
	defer in.Close()
	var all uint64
	for _, part := range in.File {
		name, size := strings.ToLower(part.Name), part.UncompressedSize64
		isLarge := strings.HasPrefix(name, "xl/worksheets/") || strings.HasPrefix(name, "xl/media/") || name == "xl/sharedstrings.xml"
		if all += size; size > mostUnpacked || all > mostUnpacked || size > mostOfPart && !isLarge {
			return tooLarge()
		}
	}
	return nil
}

func tooLarge() *flaw {
	return &flaw{code: "bad-file", message: fmt.Sprintf("has more than %d MB, unpacked", mostUnpacked>>20), note: "save the sheet as CSV or Parquet"}
}

func (b *book) fill() error {
	var err error
	if b.sheets, err = b.listSheets(); err != nil {
		return err
	}
	if b.shared, err = sharedTexts(b.part("xl/sharedStrings.xml")); err != nil {
		return err
	}
	b.styles = stylesOf(b.pack)
	props, err := b.pack.GetWorkbookProps()
	b.from1904 = props.Date1904 != nil && *props.Date1904
	return err
}

// part returns the text of a part; nil is none.
func (b *book) part(name string) []byte {
	content, _ := b.pack.Pkg.Load(name)
	text, _ := content.([]byte)
	return text
}

// listSheets returns the sheets of cells in their order; charts have none.
func (b *book) listSheets() ([]sheet, error) {
	parts, err := b.targets()
	if err != nil {
		return nil, err
	}
	var list []sheet
	for _, s := range b.pack.WorkBook.Sheets.Sheet {
		if part := parts[s.ID]; b.part(part) != nil {
			list = append(list, sheet{s.Name, part, s.State == "" || s.State == "visible"})
		}
	}
	return list, nil
}

// targets returns the parts that hold sheets of cells, by the IDs that the
// workbook gives them.
func (b *book) targets() (map[string]string, error) {
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	// Some programs number the workbook: xl/workbook22.xml.
	var names []string
	b.pack.Pkg.Range(func(name, _ any) bool {
		if ok, _ := path.Match("xl/_rels/workbook*.xml.rels", name.(string)); ok {
			names = append(names, name.(string))
		}
		return true
	})
	slices.Sort(names)
	if len(names) == 0 || xml.Unmarshal(b.part(names[0]), &relations) != nil {
		return nil, notXLSX("its workbook names no sheets")
	}
	parts := map[string]string{}
	for _, r := range relations.Relationship {
		if path.Base(r.Type) != "worksheet" {
			continue
		}
		parts[r.ID] = path.Join("xl", r.Target)
		if absolute, ok := strings.CutPrefix(r.Target, "/"); ok {
			parts[r.ID] = absolute
		}
	}
	return parts, nil
}

// stylesOf returns what the number format of each style makes of a number. A
// style that names no format has that of plain numbers.
func stylesOf(pack *excelize.File) []style {
	if pack.Styles == nil || pack.Styles.CellXfs == nil {
		return nil
	}
	own := map[int]style{}
	if formats := pack.Styles.NumFmts; formats != nil {
		for _, f := range formats.NumFmt {
			own[f.NumFmtID] = styleOfCode(f.FormatCode)
		}
	}
	list := make([]style, len(pack.Styles.CellXfs.Xf))
	for i, xf := range pack.Styles.CellXfs.Xf {
		if xf.NumFmtID != nil {
			list[i] = styleOf(*xf.NumFmtID, own)
		}
	}
	return list
}
