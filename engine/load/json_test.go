package load_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every bad value of a list stands at its line, column and record.
func TestBadRecordsAreShownWithTheirPlace(t *testing.T) {
	p := newProject(t, "  deals: {file: data/deals.json, columns: {id: integer, name: text, amount: money, closed_on: date}}\n", files{
		"data/deals.json": `[
  {"id": 1, "name": "größe \u00e9", "amount": 1234.50, "closed_on": "2026-01-31"},
  {"id": 2.5, "name": "x"},
  {"id": 3, "name": ["x", {"y": 1}]},
  {"id": 4, "größe": "ü", "amount": "$1,234.50"},
  {"id": 5, "amount": 0.12345}, {"id": 6, "amount": true},
  17, [1, [2]], null,
  {"id": 7, "amount": 1, "amount": 2},
  {"id": 8, "name": 1E5, "closed_on": "31.12.2026"},
  {"id": 9, "name": "half \ud83d"}
]`,
	})
	want := `data/deals.json:3:10: error: column "id" of record 2: "2.5" is not a whole number of at most 18 digits [bad-value]

data/deals.json:4:21: error: column "name" of record 3: "[\"x\", {\"y\": 1}]" is not text [bad-value]

data/deals.json:5:37: error: column "amount" of record 4: "$1,234.50" is not an amount such as 1234.50, with at most 4 decimals [bad-value]
   = if the file writes $1,234.50, say so: amount: {type: money, format: "$1,234.50"}

data/deals.json:6:23: error: column "amount" of record 5: "0.12345" is not an amount such as 1234.50, with at most 4 decimals [bad-value]

data/deals.json:6:53: error: column "amount" of record 6: "true" is not an amount such as 1234.50, with at most 4 decimals [bad-value]

data/deals.json:7:3: error: record 7 "17" does not fit: expected an object, such as {"amount": 1234.5} [bad-value]

data/deals.json:7:7: error: record 8 "[…]" does not fit: expected an object, such as {"amount": 1234.5} [bad-value]

data/deals.json:7:17: error: record 9 "null" does not fit: expected an object, such as {"amount": 1234.5} [bad-value]

data/deals.json:8:3: error: record 10 "{…}" does not fit: expected each key once; "amount" is there twice [bad-value]

data/deals.json:9:39: error: column "closed_on" of record 11: "31.12.2026" is not a date such as 2026-03-31 [bad-value]
   = if the file writes D.M.YYYY, say so: closed_on: {type: date, format: "D.M.YYYY"}

kpis.yaml:4:17: error: source "deals" has 11 rows that do not fit their columns [bad-rows]
   = the first 10 are shown; there are 1 more
   = on_bad_row: skip leaves them out and counts them in every report
`
	if diff := cmp.Diff(want, p.findings(t)); diff != "" {
		t.Error(diff)
	}
}

func TestBadLinesAreShownAndTheOthersRead(t *testing.T) {
	const text = "{\"id\": 1, \"amount\": 5}\n\n{\"id\": 2, \"größe\": 1, \"amount\": NaN}\n{\"id\": 3, \"amount\": {\"value\": 5}}\n" +
		"{\"id\": 4}{\"id\": 5}\n{\"id\": 6, \"amount\": \"x\"}\n[7]\n{\"id\": 8\r\n{\"id\": 9, \"amount\": 1e2}\r\n"
	p := newProject(t, "  deals: {file: deals.ndjson, columns: {id: integer, amount: money}}\n", files{"deals.ndjson": text})
	want := `deals.ndjson:3:1: error: record 2 "{\"id\": 2, \"größe\": 1, \"amount\": NaN}" does not fit: expected one JSON object; invalid character 'N' looking for beginning of value; NaN and Infinity are no JSON, write null where a value is missing [bad-value]

deals.ndjson:4:21: error: column "amount" of record 3: "{\"value\": 5}" is not an amount such as 1234.50, with at most 4 decimals [bad-value]

deals.ndjson:5:1: error: record 4 "{\"id\": 4}{\"id\": 5}" does not fit: expected one JSON object; something follows the object [bad-value]

deals.ndjson:6:21: error: column "amount" of record 5: "x" is not an amount such as 1234.50, with at most 4 decimals [bad-value]

deals.ndjson:7:1: error: record 6 "[…]" does not fit: expected an object, such as {"amount": 1234.5} [bad-value]

deals.ndjson:8:1: error: record 7 "{\"id\": 8" does not fit: expected one JSON object; it ends too early [bad-value]

kpis.yaml:4:17: error: source "deals" has 6 rows that do not fit their columns [bad-rows]
   = on_bad_row: skip leaves them out and counts them in every report
`
	if diff := cmp.Diff(want, p.findings(t)); diff != "" {
		t.Error(diff)
	}
	p = newProject(t, "  deals: {file: deals.ndjson, on_bad_row: skip, columns: {id: integer, amount: money}}\n", files{"deals.ndjson": text})
	data := p.open(t)
	if got, want := rows(t, data, texts+"deals"), "1|5.0000\n9|100.0000\n"; got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	if table := data.Table("deals"); table.BadCount != 6 || table.Rows != 2 || len(table.BadRows) != 6 {
		t.Errorf("got %+v", table)
	}
}

func TestUnreadableJSON(t *testing.T) {
	const source = "  s: {file: a.json, columns: {a: integer}}\n"
	tests := []struct{ name, sources, text, want string }{
		{"cut off", source, "[\n {\"a\": 1},\n {\"a\": 2", "a.json:3:9: error: a.json is not JSON: it ends too early [bad-file]\n   = was it copied to its end?\n"},
		{"a comma too many", source, "[{\"a\": 1},\n]", "a.json:2:1: error: a.json is not JSON: invalid character ']' looking for beginning of value [bad-file]\n"},
		{"NaN", source, "[{\"a\": NaN}]", "a.json:1:8: error: a.json is not JSON: invalid character 'N' looking for beginning of value; " +
			"NaN and Infinity are no JSON, write null where a value is missing [bad-file]\n"},
		{"more behind the end", source, "[{\"a\": 1}]\n{}", "a.json:2:1: error: a.json has something behind its end [bad-file]\n"},
		{"a single object", source, "{\"a\": 1}", "a.json:1:1: error: a.json is no list of records [bad-file]\n" +
			"   = records: names the keys that lead to the list, such as data.items\n"},
		{"a list within an object", source, "{\"count\": 1, \"next\": {\"x\": []}, \"data\": [{\"a\": 1}]}", "a.json:1:1: error: a.json is no list of records [bad-file]\n" +
			"   = if \"data\" is the list, say so in the source: records: data\n"},
		{"one object a line", source, "{\"a\": 1}\n{\"a\": 2}\n", "a.json:1:1: error: a.json is no list of records [bad-file]\n" +
			"   = one object a line is NDJSON: let the name of the file end in .ndjson\n"},
		{"no such key", "  s: {file: a.json, records: data.itms, columns: {a: integer}}\n", "{\"data\": {\"count\": 1, \"items\": [{\"a\": 1}]}}",
			"a.json:1:10: error: a.json has nothing at records: data.itms [bad-file]\n   = keys that are there: count, items\n"},
		{"a key of a text", "  s: {file: a.json, records: data.items, columns: {a: integer}}\n", "{\"data\": \"x\"}",
			"a.json:1:12: error: a.json has nothing at records: data.items [bad-file]\n"},
		{"a number", source, "17", "a.json:1:1: error: a.json is no list of records [bad-file]\n   = records: names the keys that lead to the list, such as data.items\n"},
		{"empty", source, " \n", "a.json: error: a.json is empty [empty-file]\n"},
		{"no records", source, "[]", "a.json: error: a.json has no records [no-rows]\n"},
		{"another encoding", source, "[{\"a\": 1,\n \"b\": \"caf\xe9\"}]", "a.json:2:11: error: a.json is not UTF-8 text [wrong-encoding]\n" +
			"   = if so, say it in the source: encoding: windows-1252; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"UTF-16", source, utf16("[]"), "a.json:1:1: error: a.json is not UTF-8 text; it looks like UTF-16 [wrong-encoding]\n" +
			"   = if so, say it in the source: encoding: utf-16; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"a column that no record has", source, "[{\"b\": 1}, {\"A B\": 2}]", "kpis.yaml:4:31: error: a.json has no column \"a\" [missing-column]\n   = columns of a.json: a_b, b\n"},
		{"two keys for a column", source, "[{\"a\": 1}, {\"A\": 2}]", "kpis.yaml:4:31: error: column \"a\" could be \"a\" or \"A\" in a.json [ambiguous-column]\n" +
			"   = rename one of them in the file, or choose by its exact header: a: {type: integer, from: \"a\"}\n"},
		{"nested beyond reason", "  s: {file: a.json, records: y, columns: {a: integer}}\n", "{\"x\": " + strings.Repeat("[", 5000), "a.json:1:1007: error: a.json is nested more than 1000 levels deep [bad-file]\n"},
		{"nested beyond reason, in a record", source, "[{\"x\": " + strings.Repeat("[", 50000), "a.json:1:10008: error: a.json is not JSON: it is nested too deep [bad-file]\n"},
		{"a text without end", source, "[{\"a\": \"" + strings.Repeat("x", 5_000_000), "a.json:1:2: error: a.json has a record or value of more than 2000000 characters [bad-file]\n"},
		{"keys that are data", source, "[{\"a\": 1" + keys(10001) + "}]", "a.json: error: a.json has more than 10000 different keys [bad-file]\n" +
			"   = keys are names of columns; data belong into values\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t, test.sources, files{"a.json": test.text})
			if diff := cmp.Diff(test.want, p.findings(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`, "k` + strings.Repeat("a", i%100) + strings.Repeat("b", i/100) + `": 1`)
	}
	return b.String()
}

func TestUnreadableNDJSON(t *testing.T) {
	const source = "  s: {file: a.ndjson, columns: {a: integer}}\n"
	tests := []struct{ name, text, want string }{
		{"a list", "\n[{\"a\": 1}]", "a.ndjson:2:1: error: a.ndjson is a list and not one object a line [bad-file]\n   = let the name of the file end in .json\n"},
		{"empty", "\n \n", "a.ndjson: error: a.ndjson is empty [empty-file]\n"},
		{"another encoding", "{\"a\": 1}\n{\"b\": \"caf\xe9\"}", "a.ndjson:2:1: error: a.ndjson is not UTF-8 text: byte 0xE9, which is 'é' in Windows-1252 [wrong-encoding]\n" +
			"   = if so, say it in the source: encoding: windows-1252; or save the file as UTF-8 (in Excel: CSV UTF-8)\n"},
		{"a line without end", "{\"a\": \"" + strings.Repeat("x", 2_500_000), "a.ndjson:1:1: error: a.ndjson has a line of more than 2000000 characters [line-too-long]\n" +
			"   = is the ending of its name right?\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, newProject(t, source, files{"a.ndjson": test.text}).findings(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Digits are kept as they stand in the file, and a file of a day without rows
// lacks no column.
func TestJSONKeepsEveryDigit(t *testing.T) {
	p := newProject(t, "  s: {file: \"*.json\", columns: {id: text, big: integer, amount: money, day: {type: date, format: YYYYMMDD}, x: number}}\n", files{
		"1.json": `[{"id": 9007199254740993, "big": 9007199254740993, "amount": 99999999999999.9999, "day": 20260131, "x": 1.0E+2}]`,
		"2.json": `[]`,
		"3.json": `[{"id": 1.50, "amount": 1.2345678E7, "day": null}, {"id": true, "big": 12E2, "amount": -0.5e-3}, {"id": "null", "x": -1e-400}]`,
	})
	want := "9007199254740993|9007199254740993|99999999999999.9999|2026-01-31|100.0\n1.50|-|12345678.0000|-|-\ntrue|1200|-0.0005|-|-\nnull|-|-|-|-0.0\n"
	if diff := cmp.Diff(want, rows(t, p.open(t), texts+"s")); diff != "" {
		t.Error(diff)
	}
}

func TestKeysOfJSONAreProvedWithTheirPlace(t *testing.T) {
	p := newProject(t, "  s: {file: a.json, key: id, columns: {id: text}}\n", files{"a.json": "[{\"id\": \"A\"},\n{\"id\": \"B\"},\n{\"id\": \"A\"}]"})
	got := proved(t, p, p.open(t), keyOf(`"id"`))
	if want := `"A": 2 rows (a.json:1, a.json:3)`; !strings.Contains(got, want) {
		t.Errorf("%s is not in\n%s", want, got)
	}
}
