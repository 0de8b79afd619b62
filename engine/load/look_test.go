package load_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kpi/engine/load"
)

// look says what is seen in a file, and what is wrong with it.
func look(t *testing.T, name, content string, rows int64) string {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	k, list, err := load.LookInto(t.Context(), load.LookOptions{Files: []string{path}, Rows: rows})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	var b strings.Builder
	for _, s := range k.Tables {
		fmt.Fprintf(&b, "%s: sheet %q, records %q, %q types %q, %d rows, whole %t, bad %d, binary %v, unfit %v\n",
			s.Kind, s.Sheet, s.Records, s.Headers, s.Types, s.Rows, s.Whole, s.Bad, s.Binary, s.Unfit)
		err := k.DB.Query(t.Context(), fmt.Sprintf("SELECT columns(*)::VARCHAR FROM %s", s.Table), nil, func(values []any) error {
			fmt.Fprintln(&b, values...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range list.Items {
		fmt.Fprintf(&b, "%s [%s]\n", strings.ReplaceAll(d.Message, folder+string(filepath.Separator), ""), d.Code)
	}
	return b.String()
}

func TestLookIntoJSON(t *testing.T) {
	tests := []struct{ name, file, content, want string }{
		{"a list of objects", "a.json", `[{"id": 1, "won": true}, {"id": "x", "tags": ["a"], "late": 0.5}]`,
			`JSON: sheet "", records "", ["id" "won" "tags" "late"] types [], 2 rows, whole true, bad 0, binary [false false false false], unfit [false false true false]
1 true <nil> <nil>
x <nil> <nil> 0.5
`},
		{"a list below a key", "a.json", `{"meta": {"n": 1}, "deals": [{"id": 1}], "more": [{"id": 2}]}`,
			`JSON: sheet "", records "deals", ["id"] types [], 1 rows, whole true, bad 0, binary [false], unfit [false]
1
`},
		{"a record on each line", "a.ndjson", "{\"id\": 1}\n{\"day\": \"2026-01-31\"}\n",
			`NDJSON: sheet "", records "", ["id" "day"] types [], 2 rows, whole true, bad 0, binary [false false], unfit [false false]
1 <nil>
<nil> 2026-01-31
`},
		{"no record", "a.json", `[]`, "a.json has no records with keys [no-rows]\n"},
		{"records without keys", "a.json", `[{}, {}]`, "a.json has no records with keys [no-rows]\n"},
		{"no JSON", "a.json", `[{"id": 1}`, "a.json is not JSON: it ends too early [bad-file]\n"},
		{"rows that do not fit", "a.csv", "a,b\n1,2,3\n4\n", "a.csv has no row that fits its header of 2 columns: all 2 have more or fewer [no-rows]\n"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, look(t, c.file, c.content, 0)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLookIntoSheets(t *testing.T) {
	book := bookFile(t, func(f *excelize.File) {
		setRows(t, f, "Sheet1", []any{"id", "amount"}, []any{"D1", 1234.5}, []any{"D2", 7}, []any{"D3"})
		for _, name := range []string{"Empty", "Hidden", "Reps"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		setRows(t, f, "Hidden", []any{"secret"}, []any{1})
		setRows(t, f, "Reps", []any{"rep\nid"}, []any{"R1"})
		if err := f.SetSheetVisible("Hidden", false); err != nil {
			t.Fatal(err)
		}
	})
	want := `XLSX: sheet "Sheet1", records "", ["id" "amount"] types [], 2 rows, whole false, bad 0, binary [false true], unfit [false false]
D1 1234.5
D2 7
XLSX: sheet "Reps", records "", ["rep\nid"] types [], 1 rows, whole true, bad 0, binary [false], unfit [false]
R1
`
	if diff := cmp.Diff(want, look(t, "a.xlsx", book, 2)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("a.xlsx is not a readable XLSX file [bad-file]\n", look(t, "a.xlsx", "no archive", 0)); diff != "" {
		t.Error(diff)
	}
}

func TestLookIntoParquet(t *testing.T) {
	file := parquetFile(t, `SELECT 7 AS "Deal ID", 0.5::DOUBLE AS rate, DATE '2026-03-31' AS day, TIMESTAMP '2026-01-05 10:00:00' AS at, true AS won, [1, 2] AS list
		UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL`)
	want := `Parquet: sheet "", records "", ["Deal ID" "rate" "day" "at" "won" "list"] types ["integer" "number" "date" "timestamp" "boolean" ""], 2 rows, whole true, bad 0, binary [false true false false false false], unfit [false false false false false false]
7 0.5 2026-03-31 2026-01-05 10:00:00 true [1, 2]
<nil> <nil> <nil> <nil> <nil> <nil>
`
	if diff := cmp.Diff(want, look(t, "a.parquet", file, 1)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("a.parquet is not a readable Parquet file [bad-file]\n", look(t, "a.parquet", "no Parquet", 0)); diff != "" {
		t.Error(diff)
	}
}

// Spreadsheets write a header of several lines with line ends of their own.
func TestHeadersOfSeveralLines(t *testing.T) {
	for name, content := range map[string]string{
		"Windows in Windows": "Day,\"Amo\r\nunt\"\r\n2026-01-02,5\r\n2026-02-03,\"6\"\r\n",
		"Unix in Windows":    "Day,\"Amo\nunt\"\r\n2026-01-02,5\r\n2026-02-03,\"6\"\r\n",
		"Windows in Unix":    "Day,\"Amo\r\nunt\"\n2026-01-02,5\n2026-02-03,\"6\"\n",
		"Unix in Unix":       "Day,\"Amo\nunt\"\n2026-01-02,5\n2026-02-03,\"6\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			p := newProject(t, "  s: {file: a.csv, columns: {day: date, amo_unt: number}}\n", files{"a.csv": content})
			if got, want := rows(t, p.open(t), texts+"s ORDER BY day"), "2026-01-02|5.0\n2026-02-03|6.0\n"; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
