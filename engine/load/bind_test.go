package load_test

import (
	"strings"
	"testing"

	"kpi/engine/load"
)

// bound is what a user sees of a comparison with the files.
func (p project) bound(t *testing.T) string {
	t.Helper()
	list, err := load.Bind(t.Context(), p.Options)
	if err != nil {
		t.Fatal(err)
	}
	return printed(list, p.Folder, "")
}

func TestBindReadsNoMoreThanTheColumns(t *testing.T) {
	for _, c := range []struct{ name, source, file, text string }{
		{"text behind the header of another encoding", "", "a.csv", "id,x\n1,\xff\n"},
		{"a value that does not fit", "", "a.csv", "id,x\n1,many\n"},
		{"a header and no rows", "", "a.csv", "id,x\n"},
		{"a value of Windows-1252", "encoding: windows-1252, ", "a.csv", "id,x\n1,\xe4\n"},
		{"JSON behind the last column", "", "a.json", `[{"id": 1}, {"id": 2, "x": 3}, {"id": `},
		{"a line behind the last column", "", "a.ndjson", "{\"id\": 1, \"x\": 2}\nnothing\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newProject(t, "  s: {file: "+c.file+", "+c.source+"columns: {id: integer, x: integer}}\n", files{c.file: c.text})
			if got := p.bound(t); got != "" {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestBindTellsWhatTheFilesLack(t *testing.T) {
	const columns = "columns: {id: integer, price: integer}}\n"
	for _, c := range []struct{ name, source, file, text, want string }{
		{"a column", "  s: {file: a.csv, " + columns, "a.csv", "id,prise\n", `a.csv has no column "price" [missing-column]`},
		{"a key in all records", "  s: {file: a.json, " + columns, "a.json", `[{"id": 1}, {"id": 2}]`, `a.json has no column "price" [missing-column]`},
		{"another delimiter", "  s: {file: a.csv, " + columns, "a.csv", "id;price\n", `are separated by ";" and not by "," [wrong-delimiter]`},
		{"the encoding of the header", "  s: {file: a.csv, " + columns, "a.csv", "id,pr\xe4\n", `is not UTF-8 text: byte 0xE4`},
		{"content", "  s: {file: a.csv, " + columns, "a.csv", "", `a.csv is empty [empty-file]`},
		{"a format", "  s: {file: a.xlsx, " + columns, "a.xlsx", "id,price\n", `a.xlsx is not a readable XLSX file`},
		{"rows in Parquet", "  s: {file: a.parquet, " + columns, "a.parquet", "id,price\n", `a.parquet is not a readable Parquet file [bad-file]`},
		{"themselves", "  s: {file: \"*.csv\", " + columns, "a.txt", "", `no file "*.csv" [missing-file]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newProject(t, c.source, files{c.file: c.text}).bound(t); !strings.Contains(got, c.want) {
				t.Errorf("got %swant %s", got, c.want)
			}
		})
	}
}

func TestBindKnowsTheTypesOfParquet(t *testing.T) {
	p := parquetProject(t, "  s: {file: a.parquet, columns: {id: integer, day: date}}\n", "SELECT 1 AS id, 'soon' AS day")
	if got, want := p.bound(t), `column "day"`; !strings.Contains(got, want) {
		t.Errorf("got %q, want it to name %s", got, want)
	}
	p = parquetProject(t, "  s: {file: a.parquet, columns: {id: integer, x: number}}\n", "SELECT 1 AS id, 'nan'::DOUBLE AS x")
	if got := p.bound(t); got != "" {
		t.Errorf("a value was looked at: %s", got)
	}
}

func TestBindComparesQueriesWithContracts(t *testing.T) {
	const sources = `
  gone: {file: gone.csv, columns: {id: integer, day: date}}
  good: {query: "SELECT id, day FROM gone", columns: {id: integer, day: date}}
  again: {query: "SELECT id, dai AS day FROM good", columns: {id: integer, day: date}}
  short: {query: "SELECT id FROM good", columns: {id: integer, day: date}}
`
	got := newProject(t, sources, nil).bound(t)
	for _, want := range []string{`no file "gone.csv" [missing-file]`, `the query of source "again" is not right: `, `the query of source "short" has no column "day" [missing-column]`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
	if strings.Count(got, "error: ") != 3 {
		t.Errorf("more than that is told: %s", got)
	}
	got = newProject(t, "  a: {file: a.csv, columns: {id: integer}}\n  q: {query: \"SELECT * FROM read_csv('a.csv')\", columns: {id: integer}}\n", files{"a.csv": "x\n"}).bound(t)
	for _, want := range []string{"[query-function]", `a.csv has no column "id"`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}
