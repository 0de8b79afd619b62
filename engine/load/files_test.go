package load_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/load"
)

// What is wrong with files as a whole, as a user sees it.
func TestUnreadableFiles(t *testing.T) {
	const two = "  s: {file: a.csv, columns: {a: integer, b: text}}\n"
	tests := []struct {
		name, sources string
		content       files
		want          string
	}{
		{"missing, with a near name", two, files{"b.csv": "", "aa.csv": ""},
			"kpis.yaml:4:13: error: no file \"a.csv\" [missing-file]\n   = files in \".\": aa.csv, b.csv\n"},
		{"missing, and no folder", "  s: {file: data/a.csv, columns: {a: integer}}\n", nil,
			"kpis.yaml:4:13: error: no file \"data/a.csv\" [missing-file]\n   = there is no folder \"data\"\n"},
		{"a glob that nothing fits", "  s: {file: \"x*.csv\", columns: {a: integer}}\n", files{"a.csv": "a\n1\n"},
			"kpis.yaml:4:13: error: no file \"x*.csv\" [missing-file]\n   = files in \".\": a.csv\n"},
		{"a folder", two, files{"a.csv/x": ""}, "kpis.yaml:4:13: error: \"a.csv\" is a folder and not a file [missing-file]\n"},
		{"an unknown format", "  s: {file: a.pdf, columns: {a: integer}}\n", files{"a.pdf": "x"},
			"kpis.yaml:4:13: error: \"a.pdf\" is in a format that is not read [unknown-format]\n" +
				"   = read are .csv, .tsv, .txt, .csv.gz, .tsv.gz, .txt.gz, .json, .json.gz, .ndjson, .jsonl, .ndjson.gz, .jsonl.gz, .xlsx, .xlsm, .parquet\n"},
		{"two formats", "  s: {file: \"a.*\", columns: {a: integer}}\n", files{"a.csv": "a\n1\n", "a.parquet": "x"},
			"kpis.yaml:4:13: error: \"a.csv\" is delimited text and \"a.parquet\" is Parquet: a source reads files of one format [mixed-formats]\n"},
		{"another file that the name fits", "  s: {file: \"a[1].csv\", columns: {a: integer}}\n", files{"a[1].csv": "a\n1\n", "a1.csv": "a\n2\n"},
			"kpis.yaml:4:13: error: \"a[1].csv\" is also a pattern that fits other files [ambiguous-file]\n   = rename it so that it has no * ? or [\n"},
		{"empty", two, files{"a.csv": ""}, "a.csv: error: a.csv is empty [empty-file]\n"},
		{"only a mark of UTF-8", two, files{"a.csv": "\uFEFF\n"}, "a.csv: error: a.csv is empty [empty-file]\n"},
		{"header only", two, files{"a.csv": "a,b\n"}, "a.csv: error: a.csv has a header and no rows [no-rows]\n"},
		{"another delimiter", two, files{"a.csv": "a;b\n1;x\n"},
			"kpis.yaml:4:13: error: the columns of a.csv are separated by \";\" and not by \",\" [wrong-delimiter]\n" +
				"   = say so in source \"s\": delimiter: \";\"\n"},
		{"line ends that change", two, files{"a.csv": "a,b\n1,x\n2,y\r\n3,z\n"},
			"a.csv:3:1: error: a.csv has a line end of another system than the first line [mixed-line-ends]\n" +
				"   = let every line end alike: dos2unix, or \"line endings\" in an editor\n"},
		{"line ends of old Macs", two, files{"a.csv": "a,b\r1,x\r"},
			"a.csv:1:1: error: a.csv has a carriage return inside a line [mixed-line-ends]\n" +
				"   = let every line end alike: dos2unix, or \"line endings\" in an editor\n"},
		{"Windows-1252", two, files{"a.csv": "a,b\n1,x\n2,caf\xe9\n"},
			"a.csv:3:1: error: a.csv is not UTF-8 text: byte 0xE9, which is 'é' in Windows-1252 [wrong-encoding]\n" +
				"   = if so, say it in the source: encoding: windows-1252; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"UTF-16", two, files{"a.csv": "\xff\xfea\x00,\x00b\x00\n\x00"},
			"a.csv:1:1: error: a.csv is not UTF-8 text; it looks like UTF-16 [wrong-encoding]\n" +
				"   = if so, say it in the source: encoding: utf-16; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"a quote that is not closed", two, files{"a.csv": "a,b\n1,x\n2,\"y\n3,z\n"},
			"a.csv:3:1: error: the row that starts at line 3 of a.csv has a quote that is not closed, or text behind a closing quote [broken-quote]\n" +
				"   = within quotes a quote is written twice: \"5\"\" pipe\"\n"},
		{"no Parquet file", "  s: {file: a.parquet, columns: {a: integer}}\n", files{"a.parquet": "PAR1 or so it says, at length"},
			"a.parquet: error: a.parquet is not a readable Parquet file [bad-file]\n" +
				"   = No magic bytes found at end of file 'a.parquet'\n"},
		{"a column that the file lacks", "  s: {file: a.csv, columns: {amout: integer}}\n", files{"a.csv": "Amount,b\n1,x\n"},
			"kpis.yaml:4:30: error: a.csv has no column \"amout\" [missing-column]\n   = columns of a.csv: amount, b\n"},
		{"a header that is named and lacking", "  s: {file: a.csv, columns: {a: {type: integer, from: \"Amount\"}}}\n", files{"a.csv": "amount,b\n1,x\n"},
			"kpis.yaml:4:55: error: a.csv has no column \"Amount\" [missing-column]\n   = columns of a.csv: amount, b\n"},
		{"two headers with one name", "  s: {file: a.csv, columns: {order_id: integer}}\n", files{"a.csv": "Order ID,order_id\n1,x\n"},
			"kpis.yaml:4:30: error: column \"order_id\" could be \"Order ID\" or \"order_id\" in a.csv [ambiguous-column]\n" +
				"   = rename one of them in the file, or choose by its exact header: order_id: {type: integer, from: \"Order ID\"}\n"},
		{"a format that means nothing", "  s: {file: a.csv, columns: {a: {type: date, format: dd/mm/yyyy}}}\n", files{"a.csv": "a\n1\n"},
			"kpis.yaml:4:54: error: \"d\" means nothing in the format \"dd/mm/yyyy\" [bad-format]\n" +
				"   = formats are made of YYYY YY, MM M MMM MMMM, DD D, HH H (or hh h with A), mm, ss and signs: M/D/YYYY, DD.MM.YYYY HH:mm\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, newProject(t, test.sources, test.content).findings(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Rows that are longer than the database reads are refused, and never lost.
func TestRowsThatAreTooLong(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"one line", "a,b\n1," + strings.Repeat("x", 3_000_000) + "\n", "[line-too-long]"},
		{"a value of many lines", "a,b\n1,x\n2,\"" + strings.Repeat("some words\n", 300_000) + "\"\n", "[unreadable-rows]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, onBadRow := range []string{"stop", "skip"} {
				p := newProject(t, "  s: {file: a.csv, on_bad_row: "+onBadRow+", columns: {a: integer, b: text}}\n", files{"a.csv": test.text})
				if got := p.findings(t); !strings.Contains(got, test.want) {
					t.Errorf("%s is not in\n%s", test.want, got)
				}
			}
		})
	}
}

func TestSlipsGetASuggestion(t *testing.T) {
	p := newProject(t, "  s: {file: deal.csv, columns: {a: integer}}\n", files{"deals.csv": "a\n1\n"})
	_, list, err := load.Open(t.Context(), p.Options)
	if err != nil || list.Len() != 1 || list.Items[0].Label != `did you mean "deals.csv"?` {
		t.Errorf("%v %+v", err, list.Items)
	}
}

func TestFilesMustLieBelowTheProject(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "a.csv"), []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, file, code string }{
		{"an absolute path", filepath.Join(outside, "a.csv"), "outside-folder"},
		{"a way up", "../beside/a.csv", "outside-folder"},
		{"a symbolic link", "link.csv", "outside-folder"},
		{"a symbolic link to a folder", "linked/a.csv", "outside-folder"},
		{"a glob through a link", "linked/*.csv", "outside-folder"},
		{"a hidden folder", ".git/a.csv", "hidden-file"},
		{"a hidden file", ".a.csv", "hidden-file"},
		{"a link to a hidden folder", "git.csv", "hidden-file"},
		{"a system file", "/etc/passwd", "outside-folder"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t, "  s: {file: \""+test.file+"\", columns: {a: integer}}\n", files{".git/a.csv": "a\n1\n", ".a.csv": "a\n1\n"})
			links := map[string]string{"link.csv": filepath.Join(outside, "a.csv"), "linked": outside, "git.csv": ".git/a.csv"}
			for name, target := range links {
				if err := os.Symlink(target, filepath.Join(p.Folder, name)); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.CopyFS(filepath.Join(p.Folder, "..", "beside"), os.DirFS(outside)); err != nil {
				t.Fatal(err)
			}
			if got := p.findings(t); !strings.Contains(got, "["+test.code+"]") {
				t.Errorf("%s is not in\n%s", test.code, got)
			}
		})
	}
}

// Definitions may be a stranger's: what lies elsewhere is not told.
func TestFilesElsewhereAreNotNamed(t *testing.T) {
	outside := t.TempDir()
	for _, name := range []string{"secret-a.csv", "secret-b.csv"} {
		if err := os.WriteFile(filepath.Join(outside, name), []byte("a\n1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for file, code := range map[string]string{"linked/*.csv": "outside-folder", "linked/secret.csv": "missing-file", filepath.Join(outside, "secret.csv"): "missing-file"} {
		p := newProject(t, "  s: {file: \""+file+"\", columns: {a: integer}}\n", nil)
		if err := os.Symlink(outside, filepath.Join(p.Folder, "linked")); err != nil {
			t.Fatal(err)
		}
		got := p.findings(t)
		if strings.Contains(got, "secret-") || strings.Count(got, "["+code+"]") != 1 {
			t.Errorf("%s: got %s", file, got)
		}
	}
}

func TestFoldersCanBeAllowed(t *testing.T) {
	outside := t.TempDir()
	path := filepath.Join(outside, "a.csv")
	if err := os.WriteFile(path, []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newProject(t, "  s: {file: \""+path+"\", columns: {a: integer}}\n", nil)
	p.Outside = []string{outside}
	if got, want := rows(t, p.open(t), texts+"s"), "1\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheCommandLineNamesAnyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.tsv")
	if err := os.WriteFile(path, []byte("a\n7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newProject(t, "  s: {file: a.csv, columns: {a: integer}}\n", nil)
	p.Overrides = map[string]string{"s": path}
	if got, want := rows(t, p.open(t), texts+"s"), "7\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	p.Overrides["s"] = path + ".gone"
	want := "--source s=" + path + ".gone: error: no file"
	if got := p.findings(t); !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
