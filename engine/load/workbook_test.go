package load_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// Every bad value of a sheet stands at its cell.
func TestBadCellsAreShownWithTheirPlace(t *testing.T) {
	book := bookFile(t, func(f *excelize.File) {
		if err := f.SetSheetName("Sheet1", "Q3 deals"); err != nil {
			t.Fatal(err)
		}
		setRows(t, f, "Q3 deals", nil,
			[]any{"", "id", "name", "amount", "won", "closed on", "seen at"},
			[]any{"", 1, "größe", 1234.5, false, "2026-01-31", "2026-01-31 10:00"},
			[]any{"", 2.5},
			[]any{"", 3, "x", "$1,234.50"},
			nil,
			[]any{"", 4, "x", true},
			[]any{"", 5, "x", 1, "yes"},
			[]any{"", 6, "x", 1, 1, 46112},
			[]any{"", 7, "x", 1, 1, "1/31/2026"})
		for cell, formula := range map[string]string{"C11": "1/0", "D12": "SUM(D1:D9)"} {
			if err := f.SetCellFormula("Q3 deals", cell, formula); err != nil {
				t.Fatal(err)
			}
		}
	})
	book = edited(t, book, edit{"xl/worksheets/sheet1.xml", `<c r="C11" t="str"><f>1/0</f></c>`, `<c r="C11" t="e"><f>1/0</f><v>#DIV/0!</v></c>`})
	p := newProject(t, "  deals: {file: data/deals.xlsx, columns: {id: integer, name: text, amount: money, won: boolean, closed_on: date, seen_at: timestamp}}\n",
		files{"data/deals.xlsx": book})
	want := `data/deals.xlsx:'Q3 deals'!B4: error: column "id": "2.5" is not a whole number of at most 18 digits [bad-value]

data/deals.xlsx:'Q3 deals'!D5: error: column "amount": "$1,234.50" is not an amount such as 1234.50, with at most 4 decimals [bad-value]
   = if the file writes $1,234.50, say so: amount: {type: money, format: "$1,234.50"}

data/deals.xlsx:'Q3 deals'!D7: error: column "amount": "TRUE" is not an amount such as 1234.50, with at most 4 decimals [bad-value]

data/deals.xlsx:'Q3 deals'!E8: error: column "won": "yes" is not true, false, 1 or 0 [bad-value]

data/deals.xlsx:'Q3 deals'!F9: error: column "closed_on": "46112" is not a date such as 2026-03-31 [bad-value]
   = spreadsheets count days like this: give the cells the format of a date

data/deals.xlsx:'Q3 deals'!F10: error: column "closed_on": "1/31/2026" is not a date such as 2026-03-31 [bad-value]
   = if the file writes M/D/YYYY, say so: closed_on: {type: date, format: "M/D/YYYY"}

data/deals.xlsx:'Q3 deals'!C11: error: column "name": "#DIV/0!" is not text [bad-value]

data/deals.xlsx:'Q3 deals'!D12: error: column "amount": "=SUM(D1:D9)" is not an amount such as 1234.50, with at most 4 decimals [bad-value]
   = the file holds a formula without its result: open it in a spreadsheet and save it

kpis.yaml:4:17: error: source "deals" has 8 rows that do not fit their columns [bad-rows]
   = on_bad_row: skip leaves them out and counts them in every report
`
	if diff := cmp.Diff(want, p.findings(t)); diff != "" {
		t.Error(diff)
	}
}

// An edit replaces a text within a part of an XLSX file.
type edit struct{ part, old, replacement string }

func edited(t *testing.T, book string, e edit) string {
	t.Helper()
	in, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	found := false
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == e.part {
			found = strings.Contains(string(text), e.old)
			text = []byte(strings.ReplaceAll(string(text), e.old, e.replacement))
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil || !found {
		t.Fatalf("%s has no %s (%v)", e.part, e.old, err)
	}
	return b.String()
}

// What a cell holds counts, and not what it looks like.
func TestCellsOfSheets(t *testing.T) {
	book := bookFile(t, func(f *excelize.File) {
		setRows(t, f, "Sheet1", []any{"txt", "n", "m", "d", "ts", "b"},
			[]any{"0012", 0.30000000000000004, 0.30000000000000004, 46112, 46112, true},
			[]any{12, 1e21, 2297200.8603, 46112, 46112.586805555555, 0},
			[]any{true, 0.125, 1e-9, nil, nil, "false"},
			[]any{46112, "1e3", "12.5", "2026-03-31", "2026-03-31T10:00:00+02:00", "0"},
			[]any{46112.5},
			[]any{1.5208333333333333})
		setFormat(t, f, "B4", "0%")
		setFormat(t, f, "D2", "d/m/yy")
		setFormat(t, f, "D3", `yyyy"年"m"月"d"日"`)
		setFormat(t, f, "E2", "yyyy-mm-dd")
		setFormat(t, f, "E3", "[$-409]m/d/yy h:mm AM/PM;@")
		setFormat(t, f, "A5", "mmm yyyy")
		setFormat(t, f, "A6", "dd.mm.yyyy hh:mm")
		setFormat(t, f, "A7", "[h]:mm")
		if err := f.SetCellRichText("Sheet1", "A8", []excelize.RichTextRun{{Text: "two "}, {Text: "runs\n"}}); err != nil {
			t.Fatal(err)
		}
	})
	book = edited(t, book, edit{"xl/worksheets/sheet1.xml", "<v>0.300000000000000</v>", "<v>0.30000000000000004</v>"})
	p := newProject(t, "  s: {file: a.xlsx, columns: {txt: text, n: number, m: money, d: date, ts: timestamp, b: boolean}}\n", files{"a.xlsx": book})
	data := p.open(t)
	want := `0012|0.30000000000000004|0.3000|2026-03-31|2026-03-31 00:00:00-04|true
12|1e+21|2297200.8603|2026-03-31|2026-03-31 14:05:00-04|false
TRUE|0.125|0.0000|-|-|false
2026-03-31|1000.0|12.5000|2026-03-31|2026-03-31 04:00:00-04|false
2026-03-31T12:00:00|-|-|-|-|-
36:30:00|-|-|-|-|-
two runs
|-|-|-|-|-
`
	if diff := cmp.Diff(want, rows(t, data, texts+"s")); diff != "" {
		t.Error(diff)
	}
	if got := data.Table("s").Rounded; got != 2 {
		t.Errorf("%d amounts were rounded, want 2", got)
	}
}

// In both systems of days, and with a format for texts beside dates and numbers.
func TestDatesAndFormatsOfSheets(t *testing.T) {
	book := func(from1904 bool, serial float64) string {
		return bookFile(t, func(f *excelize.File) {
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
				t.Fatal(err)
			}
			setRows(t, f, "Sheet1", []any{"d", "amount", "share"}, []any{serial, 1234.5, 0.125}, []any{"31.3.2026", "1.234,50 €", "12,5 %"}, []any{nil, "(5)", 1})
			setFormat(t, f, "A2", "yyyy/mm/dd")
			setFormat(t, f, "C2", "0.0%")
		})
	}
	const source = `  s: {file: a.xlsx, columns: {d: {type: date, format: D.M.YYYY}, amount: {type: money, format: "1.234,50 €"}, share: {type: percent, format: "12,5 %"}}}` + "\n"
	const want = "2026-03-31|1234.5000|0.125\n2026-03-31|1234.5000|0.125\n-|-5.0000|1.0\n"
	for name, content := range map[string]string{"from 1900": book(false, 46112), "from 1904": book(true, 44650)} {
		t.Run(name, func(t *testing.T) {
			data := newProject(t, source, files{"a.xlsx": content}).open(t)
			if diff := cmp.Diff(want, rows(t, data, texts+"s")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSheetsAreNamedOrAlone(t *testing.T) {
	book := bookFile(t, func(f *excelize.File) {
		for _, name := range []string{"Notes", "Deals", "Old", "Chart"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		setRows(t, f, "Sheet1", []any{"a"}, []any{1})
		setRows(t, f, "Deals", []any{"A"}, []any{2})
		setRows(t, f, "Old", []any{"b"}, []any{3})
		if err := f.SetSheetVisible("Old", false); err != nil {
			t.Fatal(err)
		}
	})
	const source = "  s: {file: a.xlsx, SHEETcolumns: {a: integer}}\n"
	tests := []struct{ name, sheet, want string }{
		{"named", "sheet: Deals, ", ""},
		{"none named of several", "", "kpis.yaml:4:13: error: a.xlsx has 4 sheets, and the source does not say which [several-sheets]\n" +
			"   = sheets of a.xlsx: Chart, Deals, Notes, Sheet1\n   = name one in source \"s\": sheet: \"Sheet1\"\n"},
		{"misspelled", "sheet: Deal, ", "kpis.yaml:4:28: error: a.xlsx has no sheet \"Deal\" [missing-sheet]\n   = sheets of a.xlsx: Chart, Deals, Notes, Old, Sheet1\n"},
		{"hidden, and another column", "sheet: Old, ", "kpis.yaml:4:43: error: sheet \"Old\" of a.xlsx has no column \"a\" [missing-column]\n   = columns of sheet \"Old\" of a.xlsx: b\n"},
		{"empty", "sheet: Notes, ", "a.xlsx: error: a.xlsx has nothing on sheet \"Notes\" [empty-file]\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t, strings.Replace(source, "SHEET", test.sheet, 1), files{"a.xlsx": book})
			if test.want == "" {
				if got := rows(t, p.open(t), texts+"s"); got != "2\n" {
					t.Errorf("got %s", got)
				}
				return
			}
			if diff := cmp.Diff(test.want, p.findings(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUnreadableSheets(t *testing.T) {
	const sheet = "xl/worksheets/sheet1.xml"
	good := simpleBook(t, []any{"a", "b"}, []any{1, "x"}, []any{2, "y"})
	tests := []struct{ name, book, want string }{
		{"no file of this kind", "a,b\n1,x\n", "   = files with a password, and .xls files with another name, cannot be read\n"},
		{"another kind of archive", archive(t, map[string]string{"x.txt": "x"}), "is not a readable XLSX file"},
		{"cut off within a sheet", edited(t, good, edit{sheet, "</sheetData>", ""}), "sheet \"Sheet1\" is broken"},
		{"rows out of order", edited(t, good, edit{sheet, `<row r="3">`, `<row r="2">`}), "has row 2 behind row 2"},
		{"more rows than a sheet has", edited(t, good, edit{sheet, `<row r="3">`, `<row r="1048577">`}), "has row 1048577 behind"},
		{"a cell that is none", edited(t, good, edit{sheet, `r="B3"`, `r="XFE3"`}), `has a cell at "XFE3"`},
		{"cells out of order", edited(t, good, edit{sheet, `r="B3"`, `r="A3"`}), `has a cell at "A3"`},
		{"a text that is not there", edited(t, good, edit{sheet, `<c r="B3" t="s"><v>3</v>`, `<c r="B3" t="s"><v>99</v>`}), `Sheet1!B3: error: column "b": "99" is not text`},
		{"many long texts", longTexts(t), "has more than 512 MB, unpacked [bad-file]\n   = save the sheet as CSV or Parquet"},
		{"a bomb", bomb(t), "has more than 512 MB, unpacked [bad-file]"},
		{"header only", simpleBook(t, []any{"a", "b"}), "a.xlsx has a header and no rows [no-rows]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := newProject(t, "  s: {file: a.xlsx, columns: {a: text, b: text}}\n", files{"a.xlsx": test.book}).findings(t)
			if !strings.Contains(got, test.want) {
				t.Errorf("%s is not in\n%s", test.want, got)
			}
		})
	}
}

// archive zips files.
func archive(t *testing.T, content map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(content)) {
		w, err := out.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Other programs write the same in other words: names with a prefix, parts by
// their full path, no table of texts, cells and rows without their names.
func TestWorkbooksOfOtherPrograms(t *testing.T) {
	const main = `xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	book := archive(t, map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="R1"
			Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/xl/workbook2.xml"/></Relationships>`,
		"xl/workbook2.xml": `<x:workbook ` + main + `><x:workbookPr date1904="1"/><x:sheets><x:sheet name="A &amp; B" sheetId="7" r:id="Rx"/>
			<x:sheet name="Graph" sheetId="8" r:id="Ry"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook2.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="Rx" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/one.xml"/>
			<Relationship Id="Ry" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`,
		"xl/chartsheets/sheet1.xml": `<x:chartsheet ` + main + `/>`,
		"xl/styles.xml": `<x:styleSheet ` + main + `><x:numFmts count="1"><x:numFmt numFmtId="164" formatCode="dd/mm/yyyy\ hh:mm"/></x:numFmts>
			<x:cellXfs count="3"><x:xf numFmtId="0"/><x:xf numFmtId="14"/><x:xf numFmtId="164"/></x:cellXfs></x:styleSheet>`,
		"xl/worksheets/one.xml": `<?xml version="1.0"?><x:worksheet ` + main + `><x:cols><x:col min="1" max="2"/></x:cols><x:sheetData>
			<x:row spans="1:4"><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:r><x:t xml:space="preserve">due </x:t></x:r><x:r><x:t>on</x:t></x:r>
				<x:rPh sb="0" eb="1"><x:t>read so</x:t></x:rPh></x:is></x:c><x:c t="str"><x:v>seen_at</x:v></x:c><x:c t="str"><x:v>note</x:v></x:c></x:row>
			<x:row><x:c t="str"><x:f>"A"&amp;1</x:f><x:v>A1</x:v></x:c><x:c s="1"><x:v>44650</x:v></x:c><x:c s="2"><x:v>44650.5</x:v></x:c>
				<x:c t="inlineStr"><x:is><x:t>two_x000D_
lines &lt;_x005F_x&gt;</x:t></x:is></x:c></x:row>
			<x:row><x:c/><x:c s="1"/></x:row>
			<x:row><x:c t="n"><x:v>12</x:v></x:c><x:c t="d"><x:v>2026-03-31T00:00:00</x:v></x:c><x:c t="d"><x:v>2026-03-31T12:30:00</x:v></x:c><x:c><x:f>""</x:f><x:v></x:v></x:c></x:row>
			</x:sheetData></x:worksheet>`,
	})
	data := newProject(t, "  s: {file: a.xlsx, columns: {id: text, due_on: date, seen_at: timestamp, note: text}}\n", files{"a.xlsx": book}).open(t)
	want := "A1|2026-03-31|2026-03-31 12:00:00-04|two\r\nlines <_x>\n12|2026-03-31|2026-03-31 12:30:00-04|-\n"
	if diff := cmp.Diff(want, rows(t, data, texts+"s")); diff != "" {
		t.Error(diff)
	}
}

// longTexts is a small file whose cells all name one long text.
func longTexts(t *testing.T) string {
	var rows strings.Builder
	for i := range 6000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="C%[1]d" t="s"><v>4</v></c></row>`, i+3)
	}
	book := simpleBook(t, []any{"a", "b", "c"}, []any{1, "y", "x"})
	book = edited(t, book, edit{"xl/worksheets/sheet1.xml", "</sheetData>", rows.String() + "</sheetData>"})
	return edited(t, book, edit{"xl/sharedStrings.xml", "<t>x</t>", "<t>" + strings.Repeat("x", 100_000) + "</t>"})
}

// bomb is a file whose styles unpack to a hundred times its size.
func bomb(t *testing.T) string {
	return edited(t, simpleBook(t, []any{"a", "b"}, []any{1, "x"}), edit{"xl/styles.xml", "</styleSheet>", strings.Repeat(" ", 17<<20) + "</styleSheet>"})
}
