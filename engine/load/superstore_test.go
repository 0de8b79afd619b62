package load_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"kpi/engine/duckdb"
	"kpi/engine/load"
)

// superstoreFiles writes the orders anew in several kinds of files.
func superstoreFiles(t *testing.T, data *load.Data) files {
	t.Helper()
	var semicolons, tabs, german, lines strings.Builder
	names := []string{"row_id", "order_id", "order_date", "ship_date", "customer_name", "product_name", "sales", "quantity", "discount", "profit"}
	for b, delimiter := range map[*strings.Builder]string{&semicolons: ";", &tabs: "\t", &german: ";"} {
		b.WriteString(strings.Join(names, delimiter) + "\n")
	}
	var list []json.RawMessage
	book := excelize.NewFile()
	setRows(t, book, "Sheet1", anyOf(names))
	n := 1
	err := data.DB.Query(t.Context(), "SELECT * FROM orders", nil, func(values []any) error {
		n++
		var plain, local []string
		record := map[string]any{}
		row := make([]any, len(values))
		for i, v := range values {
			plain, local = append(plain, quoted(text(v))), append(local, quoted(germanText(names[i], v)))
			record[names[i]], row[i] = v, v
			switch v := v.(type) {
			case duckdb.Decimal:
				record[names[i]], row[i] = json.Number(v.String()), v.Float64()
			case time.Time:
				record[names[i]] = text(v)
			}
		}
		semicolons.WriteString(strings.Join(plain, ";") + "\n")
		tabs.WriteString(strings.Join(plain, "\t") + "\n")
		german.WriteString(strings.Join(local, ";") + "\n")
		line, err := json.Marshal(record)
		if err != nil {
			return err
		}
		lines.Write(append(line, '\n'))
		list = append(list, line)
		return book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n), &row)
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := charmap.Windows1252.NewEncoder().String(german.String())
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return files{
		"semicolons.csv": semicolons.String(), "tabs.tsv": tabs.String(), "german.csv": encoded, "orders.json": string(all),
		"orders.ndjson": lines.String(), "orders.xlsx": sheet.String(),
	}
}

func anyOf(names []string) []any {
	var list []any
	for _, n := range names {
		list = append(list, n)
	}
	return list
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

func text(v any) string {
	switch v := v.(type) {
	case time.Time:
		return v.Format(time.DateOnly)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// germanText writes 1234.5 as 1.234,5000 € where it is an amount.
func germanText(name string, v any) string {
	switch v := v.(type) {
	case time.Time:
		return v.Format("2.1.2006")
	case int64:
		if name == "row_id" {
			return strings.TrimSuffix(grouped(fmt.Sprint(v)+"."), ",")
		}
	case float64:
		return strings.Replace(strconv.FormatFloat(v*100, 'f', -1, 64), ".", ",", 1) + " %"
	case duckdb.Decimal:
		return grouped(v.String()) + " €"
	}
	return text(v)
}

func grouped(number string) string {
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	whole, decimals, _ := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	return sign + whole + "," + decimals
}
