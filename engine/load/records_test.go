package load

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
)

func TestRecords(t *testing.T) {
	tests := []struct {
		name, text string
		want       [][]string
		lines      []int
	}{
		{"plain", "a,b\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}, []int{1, 2}},
		{"a mark of UTF-8, Windows line ends, no end", "\uFEFFa,b\r\n1,2", [][]string{{"a", "b"}, {"1", "2"}}, []int{1, 2}},
		{"quotes, delimiters and line ends within quotes", "\"a,\"\"b\"\"\",\"x\ny\"\n1,2\n", [][]string{{`a,"b"`, "x\ny"}, {"1", "2"}}, []int{1, 3}},
		{"quotes within plain text", "5\" pipe,a\"b\"c\n", [][]string{{`5" pipe`, `a"b"c`}}, []int{1}},
		{"blanks around quotes", " \"a\" , b \n", [][]string{{"a", " b "}}, []int{1}},
		{"empty fields and lines", ",\n\n\"\"\n", [][]string{{"", ""}, {""}, {""}}, []int{1, 2, 3}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRecords(strings.NewReader(test.text), ',')
			var got [][]string
			var lines []int
			for {
				fields, err := r.next()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, textsOf(fields))
				lines = append(lines, fields[0].at.Line)
			}
			if diff := cmp.Diff(test.want, got) + cmp.Diff(test.lines, lines); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func textsOf(fields []field) []string {
	var texts []string
	for _, f := range fields {
		texts = append(texts, f.text)
	}
	return texts
}

func TestPlacesCountRunes(t *testing.T) {
	r := newRecords(strings.NewReader("größe,\"é\n,\",x\n"), ',')
	fields, err := r.next()
	if err != nil {
		t.Fatal(err)
	}
	want := []diag.Pos{{Line: 1, Col: 1}, {Line: 1, Col: 7}, {Line: 2, Col: 4}}
	for i, f := range fields {
		if f.at != want[i] {
			t.Errorf("field %d: got %v, want %v", i, f.at, want[i])
		}
	}
}

// The places of bad rows hold only if the rows are cut as the database cuts
// them: for every text that both take, the same cells in the same order.
func FuzzRecordsAgreeWithTheDatabase(f *testing.F) {
	for _, text := range []string{
		"1,2\n", "1,\"a\nb\"\n3\n4,5,6\n7,8", "\n\n1,2\n\n", " \"a\" ,\"b\"\n", "a\"b,c\n", ",\n\"\"\n\"\",\n", " ,  \n \n", "1,2\r\n\"x\r\ny\",2\r\n",
		"\"a\"\"\",\"\"\"\"\n", "é,\"ü,\"\n", "1,2,\n", "  \"a,b\",c\n", "a,b\"\n\"c\",d\n",
	} {
		f.Add(text)
	}
	path := filepath.Join(f.TempDir(), "a.csv")
	db, err := duckdb.Open(context.Background(), duckdb.Options{Files: []string{path}, Threads: 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = db.Close() })
	f.Fuzz(func(t *testing.T, body string) {
		text := "h1,h2\n" + body
		if strings.Contains(body, "\r\n") {
			text = "h1,h2\r\n" + body
		}
		if flaw, err := scan(strings.NewReader(text), ','); flaw != nil || err != nil || strings.ContainsAny(body, "\x00") {
			t.Skip("the file is refused as a whole")
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p := part{file: file{name: "a.csv", real: path}, delimiter: ',', headers: []string{"h1", "h2"}, positions: []int{0, 1}}
		ours, ragged, broken := ourRows(t, p)
		theirs, err := theirRows(t, db, p, ragged > 0)
		switch {
		case broken:
			// We only look for places once the database has refused a file;
			// a quote that we refuse and it takes is then the one reported.
		case err != nil:
			t.Errorf("%q: the database refuses what we read: %v", text, err)
		default:
			if diff := cmp.Diff(ours, theirs); diff != "" {
				t.Errorf("%q: ours and the database's\n%s", text, diff)
			}
		}
	})
}

func ourRows(t *testing.T, p part) (rows [][]string, ragged int, broken bool) {
	t.Helper()
	err := lines{p.file, p.delimiter, len(p.headers)}.read(func(r row) error {
		if r.problem == "" {
			rows = append(rows, textsOf(r.fields[:2]))
		} else {
			ragged++
		}
		return nil
	})
	if _, ok := err.(*brokenQuote); err != nil && !ok {
		t.Fatal(err)
	}
	return rows, ragged, err != nil
}

func theirRows(t *testing.T, db *duckdb.DB, p part, skip bool) (rows [][]string, err error) {
	t.Helper()
	text := "SELECT coalesce(r0, ''), coalesce(r1, '') FROM (" + rawSelect([]part{p}, skip) + ")"
	err = db.Query(t.Context(), text, nil, func(values []any) error {
		rows = append(rows, []string{unix(values[0]), unix(values[1])})
		return nil
	})
	return rows, err
}

// unix spells line ends within values as records do.
func unix(v any) string { return strings.ReplaceAll(v.(string), "\r\n", "\n") }
