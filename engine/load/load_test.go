package load_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/load"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// files are the content of a project's folder by path.
type files map[string]string

// A project is a folder with data and the sources of its catalog.
type project struct {
	load.Options
	catalog string
}

// newProject writes the files to a fresh folder and plans the sources, which
// are written as in a kpis.yaml, indented by two blanks.
func newProject(t *testing.T, sources string, content files) project {
	t.Helper()
	folder := t.TempDir()
	for name, text := range content {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	catalog := "version: 1\nscorecard: {title: Test, timezone: America/New_York}\nsources:\n" + strings.Trim(sources, "\n") + "\n"
	return project{load.Options{Folder: folder, Sources: planned(t, catalog), Zone: "America/New_York"}, catalog}
}

// planned plans sources alone: that there is no KPI is all that may be wrong.
func planned(t testing.TB, text string) []*plan.Source {
	t.Helper()
	catalog, list := spec.Parse("kpis.yaml", []byte(text), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	list.Items = slices.DeleteFunc(list.Items, func(d *diag.Diagnostic) bool { return d.Code == "no-kpis" })
	if list.HasErrors() {
		t.Fatalf("%s", printed(list, "", text))
	}
	return p.Sources
}

// printed is what a user would see, with the test's own folder left out.
func printed(list diag.List, folder, catalog string) string {
	var b strings.Builder
	_ = list.Fprint(&b, diag.Sources{"kpis.yaml": []byte(catalog)})
	text := b.String()
	if folder != "" {
		text = strings.ReplaceAll(text, filepath.ToSlash(folder)+"/", "")
		text = strings.ReplaceAll(text, filepath.ToSlash(folder), ".")
	}
	return text
}

// open loads the project and fails the test on any finding.
func (p project) open(t *testing.T) *load.Data {
	t.Helper()
	data, list, err := load.Open(t.Context(), p.Options)
	if err != nil || list.Len() > 0 {
		t.Fatalf("%v\n%s", err, printed(list, p.Folder, ""))
	}
	t.Cleanup(func() {
		if err := data.Close(); err != nil {
			t.Error(err)
		}
	})
	return data
}

// findings loads the project and returns what is printed about it.
func (p project) findings(t *testing.T) string {
	t.Helper()
	data, list, err := load.Open(t.Context(), p.Options)
	if err != nil {
		t.Fatal(err)
	}
	if data != nil {
		defer data.Close()
	}
	return printed(list, p.Folder, "")
}

// rows returns a table as text: cells separated by "|", rows by line ends, a
// missing value as "-".
func rows(t *testing.T, data *load.Data, text string) string {
	t.Helper()
	var b strings.Builder
	err := data.DB.Query(t.Context(), text, nil, func(values []any) error {
		var cells []string
		for _, v := range values {
			if s, ok := v.(string); ok {
				cells = append(cells, s)
			} else {
				cells = append(cells, "-")
			}
		}
		b.WriteString(strings.Join(cells, "|") + "\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// texts selects all columns of a source as text.
const texts = "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM "

func TestOpenLoadsTypedColumns(t *testing.T) {
	p := newProject(t, `
  deals:
    file: deals.csv
    columns:
      order_id: text
      amount: money
      qty: integer
      rate: number
      won: boolean
      closed_on: date
      seen_at: timestamp
      share: {type: percent, from: "Share %"}
`, files{"deals.csv": "\uFEFFShare %,Order ID,Amount,Qty,Rate,Won,ClosedOn,seen_at,unused\r\n" +
		"0.5,\" A1\",12.5, 7 ,1e3,TRUE,2026-03-31,2026-01-05 10:00,x\r\n" +
		"-.25,\"A,\"\"2\"\"\",-0.12340,+8.0,.5,0,2024-02-29,2026-07-05T10:00:00Z,\r\n" +
		",,, ,,,,2026-07-05T10:00:00.5+08:00,\"two\nlines\"\r\n"})
	data := p.open(t)
	got := rows(t, data, texts+"deals")
	want := ` A1|12.5000|7|1000.0|true|2026-03-31|2026-01-05 10:00:00-05|0.5
A,"2"|-0.1234|8|0.5|false|2024-02-29|2026-07-05 06:00:00-04|-0.25
-|-|-|-|-|-|2026-07-04 22:00:00.5-04|-
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	table := data.Table("deals")
	if table.Rows != 3 || table.BadCount != 0 || !table.Nullable["amount"] || table.Nullable["seen_at"] {
		t.Errorf("got %+v", table)
	}
}

func TestOpenReadsEveryKindOfDelimitedFile(t *testing.T) {
	tests := []struct {
		name, source string
		content      files
		want         string
	}{
		{"gzip", "{file: a.csv.gz, columns: {a: integer, b: text}}", files{"a.csv.gz": packed(t, "a,b\n1,x\n")}, "1|x\n"},
		{"Windows line ends within and between rows", "{file: a.csv, columns: {a: integer, b: text}}",
			files{"a.csv": "a,b\r\n1,\"x\ny\"\r\n2,z\r\n"}, "1|x\ny\n2|z\n"},
		{"tabs", "{file: a.tsv, columns: {a: text, b: integer}}", files{"a.tsv": "a\tb\nx,y\t1\n"}, "x,y|1\n"},
		{"semicolons", `{file: a.csv, delimiter: ";", columns: {a: text, b: integer}}`, files{"a.csv": "a;b\nx,y;1\n"}, "x,y|1\n"},
		{"bars, and no line end at the end", `{file: a.txt, delimiter: "|", columns: {a: text, b: integer}}`, files{"a.txt": "a|b\nx|1"}, "x|1\n"},
		{"other scripts", "{file: 数据.csv, columns: {销售额: money}}", files{"数据.csv": "销售额\n12.5\n"}, "12.5000\n"},
		{"one column with a blank line", "{file: a.csv, columns: {a: integer}}", files{"a.csv": "a\n1\n\n2\n"}, "1\n2\n-\n"},
		{"blank lines between rows", "{file: a.csv, columns: {a: integer, b: text}}", files{"a.csv": "a,b\n1,x\n\n2,y\n\n"}, "1|x\n2|y\n"},
		{"brackets in the name", `{file: "a[1].csv", columns: {a: integer}}`, files{"a[1].csv": "a\n1\n", "a2.csv": "a\n2\n"}, "1\n"},
		{"a quote in the name", `{file: "o'b.csv", columns: {a: integer}}`, files{"o'b.csv": "a\n1\n"}, "1\n"},
		{"a glob, whatever the order of columns", `{file: "in/*.csv", columns: {a: integer, b: text}}`,
			files{"in/1.csv": "a,b\n1,x\n", "in/2.csv": "b,c,a\ny,?,2\n", "in/3.csv": "a,b\n3,z\n", "in/.4.csv": "a\n9\n"}, "1|x\n2|y\n3|z\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := newProject(t, "  s: "+test.source+"\n", test.content).open(t)
			if diff := cmp.Diff(test.want, rows(t, data, texts+"s ORDER BY ALL")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDateFormats(t *testing.T) {
	tests := []struct{ format, text, want string }{
		{"M/D/YYYY", "3/1/2017", "2017-03-01"},
		{"M/D/YYYY", "03/01/2017", "2017-03-01"},
		{"DD-MM-YY", "01-03-17", "2017-03-01"},
		{"DD.MM.YYYY", "01.03.2017", "2017-03-01"},
		{"YYYYMMDD", "20170301", "2017-03-01"},
		{"DDMMYY", "010317", "2017-03-01"},
		{"D-MMM-YYYY", "1-Mar-2017", "2017-03-01"},
		{"MMMM D. YYYY", "March 1. 2017", "2017-03-01"},
		{"YYYY年M月D日", "2017年3月1日", "2017-03-01"},
		{"YYYY-MM-DD HH:mm:ss", "2017-03-01 23:59:59", "2017-03-01"},
	}
	for _, test := range tests {
		t.Run(test.format, func(t *testing.T) {
			p := newProject(t, "  s: {file: a.csv, columns: {d: {type: date, format: \""+test.format+"\"}}}\n", files{"a.csv": "d\n" + test.text + "\n"})
			if got, want := rows(t, p.open(t), texts+"s"), test.want+"\n"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestTimestampFormats(t *testing.T) {
	tests := []struct{ format, text, want string }{
		{"M/D/YYYY H:mm", "3/1/2017 4:05", "2017-03-01 04:05:00-05"},
		{"M/D/YYYY H:mm:ss", "7/1/2017 14:05:09", "2017-07-01 14:05:09-04"},
		{"M/D/YYYY h:mm A", "3/1/2017 4:05 PM", "2017-03-01 16:05:00-05"},
	}
	for _, test := range tests {
		t.Run(test.format, func(t *testing.T) {
			p := newProject(t, "  s: {file: a.csv, columns: {d: {type: timestamp, format: \""+test.format+"\"}}}\n", files{"a.csv": "d\n" + test.text + "\n"})
			if got, want := rows(t, p.open(t), texts+"s"), test.want+"\n"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestSnake(t *testing.T) {
	tests := []struct{ header, want string }{
		{"Order ID", "order_id"},
		{"OrderID", "order_id"},
		{"customerIDNumber", "customer_id_number"},
		{"Sub-Category", "sub_category"},
		{"  Net  Sales (USD) ", "net_sales_usd"},
		{"order_id", "order_id"},
		{"Q1Sales", "q1_sales"},
		{"销售额", "销售额"},
		{"Größe", "größe"},
		{"%", ""},
	}
	for _, test := range tests {
		if got := load.Snake(test.header); got != test.want {
			t.Errorf("%q: got %q, want %q", test.header, got, test.want)
		}
	}
}
