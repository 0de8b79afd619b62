package load_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/duckdb"
)

// parquetProject has the file a.parquet with the rows of the SELECT, made by
// the database beside the project and moved there.
func parquetProject(t *testing.T, sources string, selects ...string) project {
	t.Helper()
	content := files{}
	for i, text := range selects {
		content[fmt.Sprintf("%c.parquet", 'a'+i)] = parquetFile(t, text)
	}
	return newProject(t, sources, content)
}

func TestParquetIsReadInPlace(t *testing.T) {
	p := parquetProject(t, `
  s:
    file: a.parquet
    columns: {id: text, n: integer, big: integer, rate: number, amount: money, exact: money, whole: money, won: boolean, day: date, noon: date,
      at: timestamp, zoned: timestamp}
`, `SELECT 7 AS "ID", 8::UTINYINT AS n, 9::HUGEINT AS big, 0.5::FLOAT AS rate, 12.34567::DOUBLE AS amount, 2.5::DECIMAL(9,2) AS exact, 3 AS whole,
		true AS won, DATE '2026-03-31' AS day, TIMESTAMP '2026-03-31 00:00:00' AS noon, TIMESTAMP '2026-01-05 10:00:00' AS at,
		TIMESTAMPTZ '2026-01-05 10:00:00+00' AS zoned
	UNION ALL SELECT 8, NULL, NULL, NULL, 0.1, NULL, NULL, NULL, NULL, NULL, NULL, NULL`)
	data := p.open(t)
	want := `7|8|9|0.5|12.3457|2.5000|3.0000|true|2026-03-31|2026-03-31|2026-01-05 10:00:00-05|2026-01-05 05:00:00-05
8|-|-|-|0.1000|-|-|-|-|-|-|-
`
	if diff := cmp.Diff(want, rows(t, data, texts+"s ORDER BY id")); diff != "" {
		t.Error(diff)
	}
	table := data.Table("s")
	if table.Rows != 2 || table.Rounded != 1 || table.Nullable["id"] || !table.Nullable["n"] || table.Nullable["amount"] {
		t.Errorf("got %+v", table)
	}
	if got := rows(t, data, "SELECT table_type FROM information_schema.tables"); got != "VIEW\n" {
		t.Errorf("got %s, want a view", got)
	}
}

func TestParquetTypesThatDoNotFit(t *testing.T) {
	tests := []struct{ columnType, expression, want string }{
		{"number", "'1.5'", "is text"},
		{"integer", "'1'", "is text"},
		{"date", "'2026-03-31'", "is text"},
		{"boolean", "1", "is integer"},
		{"text", "1.5::DOUBLE", "is number"},
		{"date", "20260331", "is integer"},
		{"timestamp", "DATE '2026-03-31'", "is date"},
		{"money", "[1, 2]", "is integer[]"},
	}
	for _, test := range tests {
		t.Run(test.columnType+" of "+test.expression, func(t *testing.T) {
			got := parquetProject(t, "  s: {file: a.parquet, columns: {x: "+test.columnType+"}}\n", "SELECT "+test.expression+" AS x").findings(t)
			if !strings.Contains(got, test.want) || !strings.Contains(got, "[wrong-type]") {
				t.Errorf("%s is not in\n%s", test.want, got)
			}
		})
	}
}

func TestParquetValuesThatDoNotFit(t *testing.T) {
	tests := []struct{ columnType, values, want string }{
		{"number", "('nan'::DOUBLE), ('inf'::DOUBLE), (1.0)", `a.parquet:row 2: error: column "x": "inf" is not a finite number`},
		{"money", "('nan'::DOUBLE), (1.5)", `a.parquet:row 1: error: column "x": "nan" is not a finite amount`},
		{"money", "(1e15::DOUBLE), (1.5)", "is not a finite amount of at most 14 digits"},
		{"money", "(1.00001::DECIMAL(10,5)), (1.5)", "at most 14 digits and 4 decimals"},
		{"money", "(123456789012345::BIGINT), (2)", "at most 14 digits"},
		{"integer", "(1.5::DOUBLE), (2.0)", "is not a whole number"},
		{"integer", "(170141183460469231731687303715884105727::HUGEINT)", "is not a whole number"},
		{"date", "(TIMESTAMP '2026-03-31 10:00:00')", "is not a day without hours"},
		{"date", "(DATE '2026-01-01'), ('infinity'::DATE), (NULL)", `a.parquet:row 2: error: column "x": "infinity" is not a finite date`},
		{"date", "('-infinity'::TIMESTAMP), (TIMESTAMP '2026-01-01')", `row 1: error: column "x": "-infinity" is not a day`},
		{"timestamp", "(TIMESTAMPTZ '2026-01-01 00:00:00Z'), ('infinity'::TIMESTAMPTZ)", `row 2: error: column "x": "infinity" is not a finite timestamp`},
	}
	for _, test := range tests {
		t.Run(test.columnType+" of "+test.values, func(t *testing.T) {
			got := parquetProject(t, "  s: {file: a.parquet, columns: {x: "+test.columnType+"}}\n", "SELECT * FROM (VALUES "+test.values+") v(x)").findings(t)
			if !strings.Contains(got, test.want) || !strings.Contains(got, "[bad-value]") {
				t.Errorf("%s is not in\n%s", test.want, got)
			}
		})
	}
}

func TestParquetRowsCanBeSkipped(t *testing.T) {
	const rowsOf = "SELECT * FROM (VALUES (1, 'nan'::DOUBLE), (2, 0.5), (3, NULL)) v(id, x)"
	p := parquetProject(t, "  s: {file: a.parquet, on_bad_row: skip, columns: {id: integer, x: number}}\n", rowsOf)
	data := p.open(t)
	if got, want := rows(t, data, texts+"s ORDER BY id"), "2|0.5\n3|-\n"; got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	if table := data.Table("s"); table.BadCount != 1 || table.Rows != 2 || len(table.BadRows) != 1 || table.BadRows[0].Value != "nan" || table.BadRows[0].Record != 1 {
		t.Errorf("got %+v", table)
	}
	p.SkipProofs = true
	data = p.open(t)
	if got, want := rows(t, data, texts+"s ORDER BY id"), "1|-\n2|0.5\n3|-\n"; got != want {
		t.Errorf("without proofs: got\n%s, want\n%s", got, want)
	}
	if table := data.Table("s"); table.Rounded != -1 || !table.Nullable["x"] {
		t.Errorf("without proofs: got %+v", table)
	}
}

func TestSeveralParquetFilesGoTogetherByName(t *testing.T) {
	p := parquetProject(t, "  s: {file: \"*.parquet\", columns: {id: integer, x: number}}\n",
		"SELECT 1 AS id, 2 AS x", "SELECT 0.5::DOUBLE AS x, 3::BIGINT AS id, 'more' AS y")
	if got, want := rows(t, p.open(t), texts+"s ORDER BY id"), "1|2.0\n3|0.5\n"; got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	p = parquetProject(t, "  s: {file: \"*.parquet\", columns: {id: integer, x: number}}\n", "SELECT 1 AS id, 2 AS x", "SELECT 3 AS id")
	if got := p.findings(t); !strings.Contains(got, `b.parquet has no column "x"`) {
		t.Errorf("got %s", got)
	}
	p = parquetProject(t, "  s: {file: a.parquet, columns: {id: integer}}\n", "SELECT 1 AS id WHERE false")
	if got, want := p.findings(t), "a.parquet: error: a.parquet has no rows [no-rows]\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The database would read the first of two columns with one name.
func TestParquetColumnsOfOneNameAreNotChosenBetween(t *testing.T) {
	p := parquetProject(t, "  s: {file: a.parquet, columns: {id: integer, x_1: {type: integer, from: xx}}}\n", "SELECT 1 AS id, {'id': 7} AS more, 2 AS xx, 3 AS xy")
	path := filepath.Join(p.Folder, "a.parquet")
	writeFile(t, path, strings.ReplaceAll(readFile(t, path), "xy", "xx"))
	want := "kpis.yaml:4:74: error: column \"x_1\" stands twice in a.parquet, as \"xx\" [ambiguous-column]\n" +
		"   = rename one of them in the file\n"
	if diff := cmp.Diff(want, p.findings(t)); diff != "" {
		t.Error(diff)
	}
}

// What the rows of files call themselves must not be taken for their numbers.
func TestParquetRowsAreNumberedByFile(t *testing.T) {
	p := parquetProject(t, "  s: {file: \"*.parquet\", columns: {x: number}}\n", "SELECT 1.0::DOUBLE AS x",
		"SELECT 1.0::DOUBLE AS x, 1 AS y FROM range(5000) UNION ALL SELECT 'nan'::DOUBLE, 2", "SELECT 'inf'::DOUBLE AS x")
	want := `b.parquet:row 5001: error: column "x": "nan" is not a finite number [bad-value]

c.parquet:row 1: error: column "x": "inf" is not a finite number [bad-value]
`
	if got := p.findings(t); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	p = parquetProject(t, "  s: {file: a.parquet, columns: {x: number}}\n", "SELECT 'nan'::DOUBLE AS x, 5 AS file_row_number")
	if got, want := p.findings(t), "a.parquet: error: column \"x\": \"nan\" is not a finite number [bad-value]\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
}

// What was checked of a file's content is not checked again.
func TestParquetChecksAreRemembered(t *testing.T) {
	p := parquetProject(t, "  s: {file: a.parquet, columns: {x: number}}\n", "SELECT 0.5::DOUBLE AS x")
	p.CacheDir = filepath.Join(t.TempDir(), "kpi", "proofs")
	checks := func(p project) int {
		n := 0
		p.Progress = func(what string) {
			if strings.HasPrefix(what, "checking the numbers") {
				n++
			}
		}
		p.open(t)
		return n
	}
	if first, second := checks(p), checks(p); first != 1 || second != 0 {
		t.Errorf("checked %d and %d times, want once", first, second)
	}
	writeFile(t, filepath.Join(p.Folder, "a.parquet"), parquetFile(t, "SELECT 0.75::DOUBLE AS x, 1 AS more"))
	if third := checks(p); third != 1 {
		t.Errorf("a changed file was checked %d times, want once", third)
	}
}

// parquetFile returns the bytes of a Parquet file with the rows of the SELECT.
func parquetFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.parquet")
	// The database may write where it may read; the name of its temporary
	// file is why it does not write over it.
	db, err := duckdb.Open(t.Context(), duckdb.Options{Files: []string{path}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Exec(t.Context(), fmt.Sprintf("COPY (%s) TO %s (FORMAT parquet, USE_TMP_FILE false)", text, duckdb.Literal(path))); err != nil {
		t.Fatal(err)
	}
	return readFile(t, path)
}
