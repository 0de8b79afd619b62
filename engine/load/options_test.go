package load_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kpi/engine/diag"
	"kpi/engine/load"
)

// An option that a kind of file has no use for is refused, without looking at
// any file.
func TestOptionsWithoutEffect(t *testing.T) {
	tests := []struct{ source, want string }{
		{`{file: a.parquet, delimiter: ";", columns: {a: integer}}`, `delimiter: is for delimited text, and "a.parquet" is Parquet`},
		{`{file: "*.parquet", encoding: utf-8, columns: {a: integer}}`, `encoding: is for text files, and "*.parquet" is Parquet`},
		{`{file: a.parquet, columns: {a: {type: date, format: M/D/YYYY}}}`, `format: is for texts and sheets, and "a.parquet" is Parquet`},
		{`{file: a.parquet, sheet: Deals, columns: {a: integer}}`, `sheet: is for XLSX files, and "a.parquet" is Parquet`},
		{`{file: a.csv, sheet: Deals, columns: {a: integer}}`, `sheet: is for XLSX files, and "a.csv" is delimited text`},
		{`{file: a.csv.gz, records: data, columns: {a: integer}}`, `records: is for JSON files, and "a.csv.gz" is delimited text`},
		{`{file: a.ndjson, records: data, columns: {a: integer}}`, `records: is for JSON files, and "a.ndjson" is NDJSON`},
		{`{file: A.JSON, delimiter: ";", columns: {a: integer}}`, `delimiter: is for delimited text, and "A.JSON" is JSON`},
		{`{file: a.xlsx, encoding: windows-1252, columns: {a: integer}}`, `encoding: is for text files, and "a.xlsx" is XLSX`},
		{`{file: a.xlsx, delimiter: ";", columns: {a: integer}}`, `delimiter: is for delimited text, and "a.xlsx" is XLSX`},
		{`{query: select 1 as a, delimiter: ";", columns: {a: integer}}`, `delimiter: is for delimited text, and source "s" is a query`},
		{`{query: select 1 as a, columns: {a: {type: number, format: "1,234.50"}}}`, `format: is for texts and sheets, and source "s" is a query`},
		{`{file: a.csv, delimiter: ";", encoding: utf-16, columns: {a: {type: integer, format: "1,234"}}}`, ""},
		{`{file: a.json, records: data, encoding: utf-16, columns: {a: {type: integer, format: "1,234"}}}`, ""},
		{`{file: a.xlsx, sheet: Deals, columns: {a: {type: date, format: D.M.YYYY}}}`, ""},
		{`{file: "data/*", delimiter: ";", sheet: Deals, columns: {a: integer}}`, ""},
	}
	for _, test := range tests {
		t.Run(test.source, func(t *testing.T) {
			p := newProject(t, "  s: "+test.source+"\n", nil)
			got := printed(load.Check(p.Sources), p.Folder, "")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) || strings.Count(got, "[no-effect]") > 1 {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// What a glob without an ending finds says which options have no effect; files
// of the command line may be of another kind.
func TestOptionsAreCheckedByTheFilesThatAreFound(t *testing.T) {
	content := files{"in/a.csv": "a;b\n1;2\n", "other.json": `[{"a": 3}]`, "other.xlsx": simpleBook(t, []any{"a"}, []any{4}), "other.ndjson": `{"a": 5}`}
	p := newProject(t, "  s: {file: \"in/*\", delimiter: \";\", sheet: Deals, columns: {a: integer}}\n", content)
	want := "kpis.yaml:4:44: error: sheet: is for XLSX files, and \"in/*\" is delimited text [no-effect]\n   = take it out: it would change nothing\n"
	if diff := cmp.Diff(want, p.findings(t)); diff != "" {
		t.Error(diff)
	}
	p = newProject(t, "  s: {file: \"in/*.csv\", delimiter: \";\", columns: {a: integer}}\n", content)
	for path, want := range map[string]string{"other.json": "3\n", "other.xlsx": "4\n", "other.ndjson": "5\n"} {
		p.Overrides = map[string]string{"s": p.Folder + "/" + path}
		if got := rows(t, p.open(t), texts+"s"); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func TestFormatsAreCheckedWithoutData(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, columns: {d: {type: date, format: dd/xx}, n: {type: money, format: \"1,234\"}}}\n", nil)
	list := load.Check(p.Sources)
	if got, want := list.Count(diag.Error), 2; got != want {
		t.Errorf("got %d problems, want %d\n%s", got, want, printed(list, "", ""))
	}
}

// What is not in the encoding that the source names is not read as if it were.
func TestEncodings(t *testing.T) {
	const latin = "name,n\ncaf\xe9 \x80,1\n"
	tests := []struct{ name, encoding, text, want string }{
		{"UTF-8 as Windows-1252", "windows-1252", "name,n\ncafé,1\n", "a.csv:1:1: error: a.csv is UTF-8 text and not Windows-1252 [wrong-encoding]\n   = take out encoding: windows-1252\n"},
		{"no mark", "utf-16", "name,n\nx,1\n", "a.csv:1:1: error: a.csv is not UTF-16 text: it does not start with its byte order mark [wrong-encoding]\n   = take out encoding: utf-16\n"},
		{"UTF-16 as Windows-1252", "windows-1252", utf16("name,n\nx,1\n"), "a.csv:1:1: error: a.csv is not Windows-1252 text; it looks like UTF-16 [wrong-encoding]\n" +
			"   = if so, say it in the source: encoding: utf-16; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"Windows-1252 as UTF-8", "utf-8", latin, "a.csv:2:1: error: a.csv is not UTF-8 text: byte 0xE9, which is 'é' in Windows-1252 [wrong-encoding]\n" +
			"   = if so, say it in the source: encoding: windows-1252; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"bad rows of Windows-1252", "windows-1252", "name,n\ncaf\xe9 \x80,x\n\xfc,2,3\n", "a.csv:2:8: error: column \"n\": \"x\" is not a whole number of at most 18 digits [bad-value]\n\n" +
			"a.csv:3:1: error: row \"ü,2,3\" does not fit: expected as many fields as headers; the header has 2 and this row 3 [bad-value]\n\n" +
			"kpis.yaml:4:13: error: source \"s\" has 2 rows that do not fit their columns [bad-rows]\n   = on_bad_row: skip leaves them out and counts them in every report\n"},
		{"UTF-8 as GB18030", "gb18030", "name,n\n销售额,1\n", "a.csv:1:1: error: a.csv is UTF-8 text and not GB18030 [wrong-encoding]\n   = take out encoding: gb18030\n"},
		{"Windows-1252 as GB18030", "gb18030", "name,n\nx,1\ncaf\xe9,1\n", "a.csv:3:1: error: a.csv is not GB18030 text [wrong-encoding]\n   = save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"GB18030 as UTF-8", "utf-8", gbk("name,n\n销售额,1\n"), "a.csv:2:1: error: a.csv is not UTF-8 text; it looks like Chinese in GB18030 [wrong-encoding]\n" +
			"   = if so, say it in the source: encoding: gb18030; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"a quote that is not closed", "windows-1252", "name,n\n\"caf\xe9,1\n", "a.csv:2:1: error: the row that starts at line 2 of a.csv has a quote that is not closed, or text behind a closing quote [broken-quote]\n" +
			"   = within quotes a quote is written twice: \"5\"\" pipe\"\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t, "  s: {file: a.csv, encoding: "+test.encoding+", columns: {name: text, n: integer}}\n", files{"a.csv": test.text})
			if diff := cmp.Diff(test.want, p.findings(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
	p := newProject(t, "  s: {file: a.csv.gz, encoding: windows-1252, on_bad_row: skip, columns: {name: text, n: integer}}\n", files{"a.csv.gz": packed(t, latin+"x,y\n")})
	data := p.open(t)
	if got, want := rows(t, data, texts+"s"), "café €|1\n"; got != want || data.Table("s").BadCount != 1 {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Chinese spreadsheets write CSV in GBK, which GB18030 holds.
func TestChineseText(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, encoding: gb18030, columns: {name: {type: text, from: 名称}, n: integer}}\n", files{"a.csv": gbk("名称,n\n华东（一区）,1\n镕,2\n")})
	if got, want := rows(t, p.open(t), texts+"s"), "华东（一区）|1\n镕|2\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Which of the two a file is that is not UTF-8 follows from how its letters stand.
func TestLookTellsChineseFromWesternText(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"Chinese": {gbk("名称,金额\n华东,1\n"), `["名称" "金额"]`}, "a column of it": {gbk("name,区域\nA,华东\n"), `["name" "区域"]`},
		"German": {"M\xfcnchen,Gr\xf6\xdfe\nx,1\n", `["München" "Größe"]`}, "French": {"\xe9t\xe9,cr\xe9\xe9 \xe0\nx,1\n", `["été" "créé à"]`},
	} {
		if got := look(t, "a.csv", c.text, 10); !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s, want %s in it", name, got, c.want)
		}
	}
}

func gbk(text string) string {
	out, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return out
}

// A proof holds for the way in which a file was read.
func TestFingerprintsChangeWithTheOptions(t *testing.T) {
	content := files{"a.csv": "a\n1\n", "a.json": `{"x": [{"a": 1}], "y": [{"a": 1}]}`,
		"a.xlsx": simpleBook(t, []any{"a"}, []any{1})}
	seen := map[string]string{}
	p := newProject(t, "  s: {file: a.csv, columns: {a: integer}}\n", content)
	for _, source := range []string{
		"{file: a.csv, columns: {a: integer}}", "{file: a.csv, encoding: windows-1252, columns: {a: integer}}", `{file: a.csv, columns: {a: {type: integer, format: "1,234"}}}`,
		`{file: a.csv, columns: {a: {type: integer, format: "1.234"}}}`, "{file: a.json, records: x, columns: {a: integer}}", "{file: a.json, records: y, columns: {a: integer}}",
		"{file: a.xlsx, columns: {a: integer}}", "{file: a.xlsx, sheet: Sheet1, columns: {a: integer}}",
	} {
		p.Sources = newProject(t, "  s: "+source+"\n", nil).Sources
		mark := p.open(t).Table("s").Fingerprint
		if other := seen[mark]; mark == "" || other != "" {
			t.Errorf("%s and %s have the fingerprint %q", source, other, mark)
		}
		seen[mark] = source
	}
}
