package load_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/load"
)

// What a database's own casts would take for a value, and what a hurried
// reader would.
func TestBadValues(t *testing.T) {
	tests := []struct {
		columnType string
		bad        []string
	}{
		{"integer", []string{"1.5", "1e3", "1_000", "0x1F", "0b11", "1 000", "\"1,000\"", "-", "１２", "9223372036854775808", "nan"}},
		{"number", []string{"1_000", "0x1F", "nan", "inf", "-Infinity", "1e400", "\"1,5\"", "1d", ".", "1e", "5%", strings.Repeat("9", 400)}},
		{"money", []string{"1.00001", "1e3", "1_0", "nan", "inf", "$5", "(5)", "123456789012345", "5 EUR"}},
		{"boolean", []string{"yes", "t", "2", "1.0", "on"}},
		{"date", []string{"2026-02-30", "2026-1-5", "26-01-05", "epoch", "infinity", "2026-01-05 (BC)", "20260105", "2026/01/05", "2026-01-05 00:00:00", "today"}},
		{"timestamp", []string{"2026-01-05", "2026-01-05 10", "infinity", "2026-01-05 10:00:00 America/New_York", "2026-01-05 25:00", "now",
			"2026-01-05T10:00:60", "10:00"}},
		{"{type: date, format: M/D/YYYY}", []string{"13/1/2017", "3/1/17", "3/1/2017x", "3-1-2017", "2/29/2023", "2017-03-01"}},
		{"{type: date, format: DD-MM-YY}", []string{"1-3-17", "01-03-2017", "31-02-17"}},
		{"{type: timestamp, format: \"M/D/YYYY H:mm\"}", []string{"3/1/2017", "3/1/2017 24:30", "3/1/2017 4:05:06"}},
	}
	for _, test := range tests {
		t.Run(test.columnType, func(t *testing.T) {
			// A good and a blank cell around each bad one must not count.
			text := "id,v\n0,\n"
			for i, bad := range test.bad {
				text += fmt.Sprintf("%d,%s\n", i+1, bad)
			}
			p := newProject(t, "  s: {file: a.csv, on_bad_row: skip, columns: {id: integer, v: "+test.columnType+"}}\n", files{"a.csv": text})
			table := p.open(t).Table("s")
			if table.BadCount != int64(len(test.bad)) || table.Rows != 1 {
				t.Errorf("got %d bad rows and %d good, want %d and 1\n%v", table.BadCount, table.Rows, len(test.bad), table.BadRows)
			}
		})
	}
}

func TestBadRowsAreShownWithTheirPlace(t *testing.T) {
	p := newProject(t, "  deals: {file: data/deals.csv, columns: {id: integer, note: text, amount: money, closed_on: date}}\n", files{
		"data/deals.csv": "id,note,amount,closed_on\n" +
			"1,\"two\nlines, \"\"and\"\" more\",5,2026-01-01\n" +
			"2,größe,\"1,234.50\",2026-01-01\n" +
			"\n" +
			"3,too,few\n" +
			"4,x,5,1/31/2026\n" +
			"5,x,5,2026-01-01,too many\n",
	})
	want := `data/deals.csv:4:9: error: column "amount": "1,234.50" is not an amount such as 1234.50, with at most 4 decimals [bad-value]
   = if the file writes 1,234.50, say so: amount: {type: money, format: "1,234.50"}

data/deals.csv:6:1: error: row "3,too,few" does not fit: expected as many fields as headers; the header has 4 and this row 3 [bad-value]

data/deals.csv:7:7: error: column "closed_on": "1/31/2026" is not a date such as 2026-03-31 [bad-value]
   = if the file writes M/D/YYYY, say so: closed_on: {type: date, format: "M/D/YYYY"}

data/deals.csv:8:1: error: row "5,x,5,2026-01-01,too many" does not fit: expected as many fields as headers; the header has 4 and this row 5 [bad-value]

kpis.yaml:4:17: error: source "deals" has 4 rows that do not fit their columns [bad-rows]
   = on_bad_row: skip leaves them out and counts them in every report
`
	if diff := cmp.Diff(want, p.findings(t)); diff != "" {
		t.Error(diff)
	}
}

func TestManyBadRowsAreCounted(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,v\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "%d,%s\n", i, []string{"1", "x", "2"}[i%3])
	}
	p := newProject(t, "  s: {file: a.csv, columns: {id: integer, v: integer}}\n", files{"a.csv": b.String()})
	got := p.findings(t)
	if n := strings.Count(got, "[bad-value]"); n != 10 {
		t.Errorf("%d rows are shown, want 10", n)
	}
	for _, want := range []string{"a.csv:3:3:", "a.csv:30:4:", "has 1667 rows that do not fit", "the first 10 are shown; there are 1657 more"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestSkippedRowsAreCountedAndKept(t *testing.T) {
	p := newProject(t, "  s: {file: \"*.csv\", on_bad_row: skip, columns: {id: integer, v: money}}\n", files{
		"1.csv": "id,v\n1,1\n2,x\n3,3\n",
		"2.csv": "v,id\n4,4\n5\n1.23456,6\n7,7\n",
	})
	data := p.open(t)
	if got, want := rows(t, data, texts+"s ORDER BY id"), "1|1.0000\n3|3.0000\n4|4.0000\n7|7.0000\n"; got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	table := data.Table("s")
	for i := range table.BadRows {
		table.BadRows[i].File = table.BadRows[i].File[len(table.BadRows[i].File)-5:]
	}
	money := "an amount such as 1234.50, with at most 4 decimals"
	want := []load.BadRow{
		{File: "1.csv", Line: 3, Col: 3, Column: "v", Value: "x", Expected: money},
		{File: "2.csv", Line: 3, Col: 1, Value: "5", Expected: "as many fields as headers; the header has 2 and this row 1"},
		{File: "2.csv", Line: 4, Col: 1, Column: "v", Value: "1.23456", Expected: money},
	}
	if diff := cmp.Diff(want, table.BadRows); diff != "" || table.BadCount != 3 || table.Rows != 4 {
		t.Errorf("%d bad, %d rows\n%s", table.BadCount, table.Rows, diff)
	}
}

func TestHints(t *testing.T) {
	tests := []struct{ columnType, value, want string }{
		{"percent", "28%", `if the file writes 12.5% or 12,5%, say so: v: {type: percent, format: "12.5%"}`},
		{"number", "28%", "percentages stand in columns of type percent"},
		{"money", "$5", `$1,234.50 or $1.234,50, say so: v: {type: money, format: "$1,234.50"}`},
		{"money", "\"$1,234.50\"", `if the file writes $1,234.50, say so: v: {type: money, format: "$1,234.50"}`},
		{"money", "\"(1.234,50 €)\"", `if the file writes 1.234,50 €, say so: v: {type: money, format: "1.234,50 €"}`},
		{"money", "\"EUR 1 234,50-\"", `{type: money, format: "EUR 1 234,50"}`},
		{"money", "\"1,234\"", "if the file writes 1,234.50 or 1.234,50, say so"},
		{"integer", "\"1,234\"", `v: {type: integer, format: "1,234"}`},
		{"{type: number, unit: days, from: v}", "\"1.234,5\"", `v: {type: number, unit: days, from: "v", format: "1.234,50"}`},
		{"number", "\"0,5\"", "if the file writes 1.234,50 or 1 234,50, say so"},
		{"number", "NaN", "leave the cell blank"},
		{"date", "31.12.2026", `format: "D.M.YYYY"`},
		{"date", "03/04/2026", "M/D/YYYY or D/M/YYYY"},
		{"date", "2026-01-05 00:00:00", `format: "YYYY-MM-DD HH:mm:ss"`},
	}
	for _, test := range tests {
		t.Run(test.value, func(t *testing.T) {
			p := newProject(t, "  s: {file: a.csv, columns: {v: "+test.columnType+"}}\n", files{"a.csv": "v\n" + test.value + "\n"})
			if got := p.findings(t); !strings.Contains(got, test.want) {
				t.Errorf("%q is not in\n%s", test.want, got)
			}
		})
	}
}
