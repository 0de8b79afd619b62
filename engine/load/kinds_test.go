package load_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// The same rows in every kind of file are the same table.
func TestEveryKindOfFileGivesTheSameTable(t *testing.T) {
	const columns = "columns: {order_id: text, qty: integer, rate: number, share: percent, amount: money, won: boolean, closed_on: date, seen_at: timestamp}"
	tests := []struct{ name, options, content string }{
		{"a.csv", "", "Order ID,qty,rate,share,amount,won,closed_on,seen_at\n" +
			"A1,7,0.1,0.125,1234.5,true,2026-03-31,2026-01-05T10:00:00\n" +
			"\"grö, \"\"ß\"\"e\",-8,1000,-1,-0.0001,false,2024-02-29,2026-07-05T23:59:59.25\n" +
			"0012,,,,,,,\n"},
		{"a.tsv", "", "Order ID\tqty\trate\tshare\tamount\twon\tclosed_on\tseen_at\n" +
			"A1\t7\t.1\t0.125\t1234.50\tTRUE\t2026-03-31\t2026-01-05 10:00\n" +
			"\"grö, \"\"ß\"\"e\"\t-8\t1e3\t-1\t-.0001\t0\t2024-02-29\t2026-07-05T23:59:59.25\n" +
			"0012\t\t\t\t\t\t\t\n"},
		{"b.csv", `delimiter: ";", `, "Order ID;qty;rate;share;amount;won;closed_on;seen_at\r\n" +
			"A1;7;0.1;0.125;1234.5;true;2026-03-31;2026-01-05T15:00:00Z\r\n" +
			"grö, \"ß\"e;-8;1000;-1;-0.0001;false;2024-02-29;2026-07-05 23:59:59.25\r\n" +
			"0012;;;;;;;\r\n"},
		{"c.csv", "encoding: windows-1252, ", "seen_at,closed_on,won,amount,share,rate,qty,Order ID\n" +
			"2026-01-05T10:00:00,2026-03-31,1,1234.5,0.125,0.1,7,A1\n" +
			"2026-07-05T23:59:59.25,2024-02-29,0,-0.0001,-1,1000,-8,\"gr\xf6, \"\"\xdf\"\"e\"\n" +
			",,,,,,,0012\n"},
		{"d.csv", "encoding: utf-16, ", utf16("Order ID,qty,rate,share,amount,won,closed_on,seen_at\r\n" +
			"A1,7,0.1,0.125,1234.5,true,2026-03-31,2026-01-05T10:00:00\r\n" +
			"\"grö, \"\"ß\"\"e\",-8,1000,-1,-0.0001,false,2024-02-29,2026-07-05T23:59:59.25\r\n" +
			"0012,,,,,,,\r\n")},
		{"a.json", "", `[{"orderId": "A1", "qty": 7, "rate": 0.1, "share": 0.125, "amount": 1234.50, "won": true, "closed_on": "2026-03-31", "seen_at": "2026-01-05T10:00:00"},
			{"orderId": "gr\u00f6, \"ß\"e", "qty": "-8", "rate": 1E3, "share": -1.0, "amount": -1e-4, "won": false, "closed_on": "2024-02-29",
				"seen_at": "2026-07-05T23:59:59.25", "more": {"a": [1]}},
			{"orderId": "0012", "qty": null, "rate": ""}]`},
		{"b.json", "records: data.items, ", `{"count": 3, "skipped": [{"x": [{}]}], "data": {"more": {}, "items": [
			{"order_id": "A1", "qty": 7, "rate": 0.1, "share": 0.125, "amount": 1234.50, "won": true, "closed_on": "2026-03-31", "seen_at": "2026-01-05T10:00:00"},
			{"order_id": "grö, \"ß\"e", "qty": -8, "rate": 1000, "share": -1, "amount": -0.0001, "won": false, "closed_on": "2024-02-29",
				"seen_at": "2026-07-05T23:59:59.25"}, {"order_id": "0012"}], "next": null}}`},
		{"a.ndjson", "", "\uFEFF" + `{"orderId": "A1", "qty": 7, "rate": 0.1, "share": 0.125, "amount": 1234.50, "won": true, "closed_on": "2026-03-31", "seen_at": "2026-01-05T10:00:00"}

{"orderId": "grö, \"ß\"e", "qty": -8, "rate": 1000, "share": -1, "amount": -0.0001, "won": false, "closed_on": "2024-02-29", "seen_at": "2026-07-05T23:59:59.25"}
{"orderId": "0012"}`},
		{"a.jsonl.gz", "", packed(t, `{"orderId": "A1", "qty": 7, "rate": 0.1, "share": 0.125, "amount": 1234.50, "won": true, "closed_on": "2026-03-31", "seen_at": "2026-01-05T10:00:00"}
{"orderId": "grö, \"ß\"e", "qty": -8, "rate": 1000, "share": -1, "amount": -0.0001, "won": false, "closed_on": "2024-02-29", "seen_at": "2026-07-05T23:59:59.25"}
{"orderId": "0012"}
`)},
		{"a.xlsx", "", dealsBook(t)},
		{"a.parquet", "", parquetFile(t, `SELECT * FROM (VALUES
			('A1', 7, 0.1::DOUBLE, 0.125::DOUBLE, 1234.5::DECIMAL(10,2), true, DATE '2026-03-31', TIMESTAMP '2026-01-05 10:00:00'),
			('grö, "ß"e', -8, 1000, -1, -0.0001::DECIMAL(10,4), false, DATE '2024-02-29', TIMESTAMP '2026-07-05 23:59:59.25'),
			('0012', NULL, NULL, NULL, NULL, NULL, NULL, NULL)) v("Order ID", qty, rate, share, amount, won, closed_on, seen_at)`)},
	}
	const want = `A1|7|0.1|0.125|1234.5000|true|2026-03-31|2026-01-05 10:00:00-05
grö, "ß"e|-8|1000.0|-1.0|-0.0001|false|2024-02-29|2026-07-05 23:59:59.25-04
0012|-|-|-|-|-|-|-
`
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t, "  deals: {file: "+test.name+", "+test.options+columns+"}\n", files{test.name: test.content})
			data := p.open(t)
			if diff := cmp.Diff(want, rows(t, data, texts+"deals")); diff != "" {
				t.Error(diff)
			}
			if table := data.Table("deals"); table.Rows != 3 || table.Rounded > 0 || table.Nullable["order_id"] && test.name != "a.parquet" || !table.Nullable["qty"] {
				t.Errorf("got %+v", table)
			}
			if got := rows(t, data, "SELECT table_name FROM information_schema.tables"); got != "deals\n" {
				t.Errorf("the database holds %q", got)
			}
		})
	}
}

// dealsBook has a title row that is empty, a column and texts beside the table,
// and numbers that look like something else.
func dealsBook(t *testing.T) string {
	return bookFile(t, func(f *excelize.File) {
		setRows(t, f, "Sheet1", nil, nil,
			[]any{nil, "Order ID", "qty", "rate", "share", "amount", "won", "closed_on", "seen_at"},
			[]any{"x", "A1", 7, 0.1, 0.125, 1234.5, true, 46112, 46027.416666666664, "checked"},
			nil,
			[]any{nil, `grö, "ß"e`, "-8", 1000, -1, -0.0001, false, "2024-02-29", 46208.99999131945},
			[]any{nil, "0012", "", nil},
			[]any{nil, nil, nil, nil, nil, nil, nil, nil, nil, "beside"})
		setFormat(t, f, "E4", "0%")
		setFormat(t, f, "F4", `[$$-409]#,##0`)
		setFormat(t, f, "H4", "dd.mm.yy")
		setFormat(t, f, "I4", "yyyy\\-mm\\-dd hh:mm")
		setFormat(t, f, "I6", "m/d/yyyy h:mm")
	})
}

// utf16 spells a text as Windows does, with its mark.
func utf16(text string) string {
	out := []byte{0xFF, 0xFE}
	for _, r := range text {
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

// The published orders, as CSV, with semicolons, tabs or decimal commas, as a
// sheet, as JSON or as Parquet, are the same rows.
func TestSuperstoreIsTheSameInEveryKindOfFile(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "data", "superstore")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	const columns = `columns: {row_id: integer, order_id: text, order_date: date, ship_date: date, customer_name: text, product_name: text,
      sales: money, quantity: integer, discount: percent, profit: money}`
	original := newProject(t, "  orders: {file: superstore.csv, "+columns+"}\n", nil)
	original.Folder = folder
	data := original.open(t)
	all := texts + "orders ORDER BY row_id"
	want := rows(t, data, all)
	if got := rows(t, data, "SELECT CAST(count(*) AS VARCHAR), CAST(sum(sales) AS VARCHAR), CAST(sum(profit) AS VARCHAR) FROM orders"); got != "9994|2297200.8603|286397.0217\n" {
		t.Fatalf("the original has %s", got)
	}
	content := superstoreFiles(t, data)
	content["orders.parquet"] = readFile(t, filepath.Join(folder, "superstore.parquet"))
	tests := []struct{ file, options, columns string }{
		{"orders.parquet", "", columns},
		{"semicolons.csv", `delimiter: ";", `, columns},
		{"tabs.tsv", "", columns},
		{"german.csv", `delimiter: ";", encoding: windows-1252, `, `columns: {row_id: {type: integer, format: "1.234"}, order_id: text, order_date: {type: date, format: D.M.YYYY},
      ship_date: {type: date, format: D.M.YYYY}, customer_name: text, product_name: text, sales: {type: money, format: "1.234,50 €"}, quantity: integer,
      discount: {type: percent, format: "12,5 %"}, profit: {type: money, format: "1.234,50 €"}}`},
		{"orders.json", "", columns},
		{"orders.ndjson", "", columns},
		{"orders.xlsx", "", columns},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			start := time.Now()
			data := newProject(t, "  orders: {file: "+test.file+", "+test.options+test.columns+"}\n", content).open(t)
			t.Logf("loaded in %v", time.Since(start))
			if got := rows(t, data, all); got != want {
				t.Error(cmp.Diff(want, got))
			}
		})
	}
}
