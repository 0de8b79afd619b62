package load

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A part of an XLSX file may hold anything: it is read or refused, and never
// ends the program.
func FuzzWorkbook(f *testing.F) {
	path := filepath.Join(f.TempDir(), "a.xlsx")
	book := excelize.NewFile()
	code := "yyyy-mm-dd"
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err == nil {
		err = book.SetSheetRow("Sheet1", "A1", &[]any{"a", "b", 1.5, true})
	}
	if err == nil {
		err = book.SetCellStyle("Sheet1", "A1", "C3", style)
	}
	if err == nil {
		err = book.SaveAs(path)
	}
	if err != nil {
		f.Fatal(err)
	}
	in, err := zip.OpenReader(path)
	if err != nil {
		f.Fatal(err)
	}
	defer in.Close()
	parts := map[string][]byte{}
	for _, p := range in.File {
		r, err := p.Open()
		if err != nil {
			f.Fatal(err)
		}
		if parts[p.Name], err = io.ReadAll(r); err != nil {
			f.Fatal(err)
		}
		f.Add(p.Name, parts[p.Name])
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		file := file{name: "a.xlsx", real: writeParts(t, parts, name, data)}
		b, err := openBook(file)
		if err != nil {
			return
		}
		defer b.close()
		for _, s := range b.sheets {
			_ = sheetRows{file, s.name}.read(func(r row) error {
				_ = cellName(s.name, r.at)
				return nil
			})
		}
	})
}

// writeParts writes an archive with one part replaced.
func writeParts(t *testing.T, parts map[string][]byte, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.xlsx")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for part, content := range parts {
		if part == name {
			content = data
		}
		p, err := w.Create(part)
		if err == nil {
			_, err = p.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if w.Close() != nil || out.Close() != nil {
		t.Fatal("the archive is not written")
	}
	return path
}
