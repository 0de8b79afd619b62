package load_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/load"
)

// inFile places what stands in a text as if the text were a file.
func inFile(p diag.Pos, length int) diag.Range {
	return diag.Range{File: "rows.csv", Start: p, End: diag.Pos{Line: p.Line, Col: p.Col + length}}
}

func TestReadRows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		names      []string
		records    [][]string
	}{
		{"rows", "a,b\n1,2\n3,4\n", []string{"a", "b"}, [][]string{{"1", "2"}, {"3", "4"}}},
		{"a header alone", "a,b", []string{"a", "b"}, nil},
		{"nothing", " \n\n", nil, nil},
		{"columns that are aligned", "a ,  b\n 1,\t2 \n", []string{"a", "b"}, [][]string{{"1", "2"}}},
		{"blanks in quotes", "a,b\n\" 1 \",\"\"\n", []string{"a", "b"}, [][]string{{" 1 ", ""}}},
		{"quotes and commas in quotes", "a\n\"5\"\" pipe, long\"\n", []string{"a"}, [][]string{{`5" pipe, long`}}},
		{"empty lines are passed over", "a,b\n\n  \n1,\n\n", []string{"a", "b"}, [][]string{{"1", ""}}},
		{"a byte order mark and lines of Windows", "\uFEFFa,b\r\n1,2\r\n", []string{"a", "b"}, [][]string{{"1", "2"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, list := load.ReadRows(c.text, inFile)
			if list.Len() > 0 {
				t.Fatalf("%s: %s", list.Items[0].Range, list.Items[0].Message)
			}
			if diff := cmp.Diff(rows.Names, c.names); diff != "" {
				t.Errorf("names: got, then want:\n%s", diff)
			}
			if diff := cmp.Diff(rows.Records, c.records); diff != "" {
				t.Errorf("records: got, then want:\n%s", diff)
			}
		})
	}
}

func TestReadRowsKnowsThePlaceOfEachValue(t *testing.T) {
	rows, _ := load.ReadRows("id , ort\n\n1, \"a\nb\"\n2,  München\n", inFile)
	for _, c := range []struct {
		record, column int
		want           string
	}{{-1, 0, "rows.csv:1:1"}, {-1, 1, "rows.csv:1:6"}, {0, 0, "rows.csv:3:1"}, {1, 0, "rows.csv:5:1"}, {1, 1, "rows.csv:5:5"}} {
		at := rows.Place(c.record, c.column)
		if got := at.String(); got != c.want {
			t.Errorf("record %d, column %d: got %s, want %s", c.record, c.column, got, c.want)
		}
	}
	if at := rows.Place(1, 1); at.End.Col-at.Start.Col != 7 {
		t.Errorf("München has %d runes", at.End.Col-at.Start.Col)
	}
}

const deals = `
  deals:
    file: nowhere.csv
    key: id
    date: day
    columns: {id: text, day: date, amount: money, won: boolean, called_at: timestamp, score: number, n: integer}
  big:
    query: select id, day from deals where amount > 2500
    columns: {id: text, day: date}
`

func TestRowsTakeThePlaceOfFiles(t *testing.T) {
	var text strings.Builder
	text.WriteString("amount,id,day,won,score\n")
	for i := range 3000 {
		fmt.Fprintf(&text, "%d.25,D%d,2026-01-05,TRUE,\n", i, i)
	}
	given, _ := load.ReadRows(text.String(), inFile)
	p := newProject(t, deals, nil)
	p.Rows = map[string]*load.Rows{"deals": given}
	data := p.open(t)
	if got, want := []int64{data.Table("deals").Rows, data.Table("big").Rows}, []int64{3000, 500}; got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %d rows, want %d", got, want)
	}
	nullable := data.Table("deals").Nullable
	for column, want := range map[string]bool{"id": false, "amount": false, "score": true, "called_at": true} {
		if nullable[column] != want {
			t.Errorf("%s may be missing: got %t, want %t", column, nullable[column], want)
		}
	}
}

func TestWithoutRowsEverySourceIsEmpty(t *testing.T) {
	p := newProject(t, deals, nil)
	p.Rows = map[string]*load.Rows{}
	data := p.open(t)
	for _, table := range data.Tables {
		if table.Rows != 0 {
			t.Errorf("%s has %d rows", table.Source.ID, table.Rows)
		}
	}
}
