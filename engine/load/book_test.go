package load_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bookFile returns the bytes of an XLSX file that make fills; it has one empty
// sheet, Sheet1.
func bookFile(t testing.TB, make func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	make(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// setRows writes rows into a sheet from cell A1.
func setRows(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow(sheet, cell, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// setFormat gives cells a number format of their own.
func setFormat(t testing.TB, f *excelize.File, cells, code string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err == nil {
		err = f.SetCellStyle("Sheet1", cells, cells, style)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func simpleBook(t testing.TB, rows ...[]any) string {
	t.Helper()
	return bookFile(t, func(f *excelize.File) { setRows(t, f, "Sheet1", rows...) })
}
