package load

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kpi/engine/duckdb"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

func TestNumberFormatsThatMeanNothing(t *testing.T) {
	tests := []struct {
		stored       plan.Stored
		format, want string
	}{
		{plan.StoredMoney, "M/D/YYYY", `the format "M/D/YYYY" shows no number`},
		{plan.StoredMoney, "1,234", `can be read in two ways; show decimals, too: "1,234.50" or "1.234,50"`},
		{plan.StoredNumber, "€1.234", "can be read in two ways"},
		{plan.StoredMoney, "12,34.50", "is not written as 1,234.50 or 1.234,50"},
		{plan.StoredMoney, "1,234.567,89", "parts thousands with several signs"},
		{plan.StoredMoney, "1.234.50", "parts thousands and decimals with the same sign"},
		{plan.StoredMoney, "1,234,5", "parts thousands and decimals with the same sign"},
		{plan.StoredMoney, "1.234,50k", "has more around its number"},
		{plan.StoredMoney, "12.5M", "has more around its number"},
		{plan.StoredMoney, "MIO 1,234.50", "has more around its number"},
		{plan.StoredMoney, "(1,234.50)", "has more around its number"},
		{plan.StoredMoney, "-1,234.50", "has more around its number"},
		{plan.StoredMoney, "$1,234.50 USD", "has more around its number"},
		{plan.StoredMoney, "$5.0\x00", "has more around its number"},
	}
	for _, test := range tests {
		if _, err := parseNumberFormat(test.format, test.stored); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got %v, want %s", test.format, err, test.want)
		}
	}
}

// A reader reads texts as one column does.
type cellReader struct {
	db   *duckdb.DB
	cell cell
}

func newCellReader(t testing.TB, c plan.Column) cellReader {
	t.Helper()
	db, err := duckdb.Open(t.Context(), duckdb.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	r := cellReader{db: db}
	if r.cell, err = newCell(c, "UTC"); err != nil {
		t.Fatal(err)
	}
	return r
}

// read returns the value as text, "-" for a missing one and "bad" for a bad one.
// Both ways to read must agree.
func (r cellReader) read(t testing.TB, raw string) string {
	t.Helper()
	query := func(value string) (got string, err error) {
		text := fmt.Sprintf("SELECT coalesce(CAST(%s AS VARCHAR), '-'), %s FROM (SELECT ? AS r0)", value, r.cell.bad("r0"))
		err = r.db.Query(t.Context(), text, []any{raw}, func(values []any) error {
			got, _ = values[0].(string)
			if values[1] == true {
				got = "bad"
			}
			return nil
		})
		return got, err
	}
	lenient, err := query(r.cell.lenient("r0"))
	if err != nil {
		t.Fatal(err)
	}
	strict, err := query(r.cell.strict("r0"))
	if (err != nil) != (lenient == "bad") || err == nil && strict != lenient {
		t.Errorf("%q: strict gives %q (%v), lenient %q", raw, strict, err, lenient)
	}
	return lenient
}

func column(stored plan.Stored, columnType, format string) plan.Column {
	text := func(v string) spec.Text { return spec.Text{Value: v} }
	return plan.Column{ID: "v", Stored: stored, Spec: &spec.Column{ID: text("v"), Type: text(columnType), Format: spec.Inline("format", format)}}
}

func TestNumbersWithFormats(t *testing.T) {
	tests := []struct {
		columnType, format string
		stored             plan.Stored
		good, bad          map[string]string
	}{
		{"money", "1,234.50", plan.StoredMoney,
			map[string]string{"1,234.50": "1234.5000", "1234.5": "1234.5000", "1,234,567": "1234567.0000", "(1,234.50)": "-1234.5000", "5-": "-5.0000", "-5": "-5.0000",
				"- 5": "-5.0000", "\u22125": "-5.0000", "+5": "5.0000", ".5": "0.5000", " 5. ": "5.0000", "": "-", "0.12340": "0.1234"},
			map[string]string{"12,34.50": "", "1,23": "", "1.234,50": "", "1,234.50001": "", "$5": "", "(5": "", "5)": "", "-(5)": "", "--5": "", "-5-": "", "5%": "", ",500": "",
				"1,,234": "", "1 234": "", "1e3": "", "(-5)": "", "()": "", "-": "", ".": "", "1,2345": "", "999,999,999,999,999.00": ""}},
		{"money", "$1,234.50", plan.StoredMoney,
			map[string]string{"$1,234.50": "1234.5000", "-$5": "-5.0000", "$-5": "-5.0000", "($5.25)": "-5.2500", "$(5.25)": "-5.2500", "$ 5": "5.0000", "5 $": "5.0000", "5": "5.0000", "$5-": "-5.0000"},
			map[string]string{"€5": "", "USD 5": "", "$5$": "", "$": "", "5 USD": "", "-$-5": "", "$$5": ""}},
		{"money", "1.234,50 €", plan.StoredMoney,
			map[string]string{"1.234,50 €": "1234.5000", "1.234.567,8901€": "1234567.8901", "-0,5 €": "-0.5000", "€ 3": "3.0000", "1.234": "1234.0000", "(2 €)": "-2.0000", "7\u00a0€": "7.0000"},
			map[string]string{"1,234.50 €": "", "1.23": "", "5 $": "", "1234.50": "", "1.234,50 EUR": ""}},
		{"money", "EUR 1 234,50", plan.StoredMoney,
			map[string]string{"EUR 1 234,50": "1234.5000", "1\u00a0234\u202f567,5 EUR": "1234567.5000", "1\u2009234": "1234.0000"},
			map[string]string{"1  234": "", "USD 1": "", "1.234": "", "eur 1": ""}},
		{"money", "Rs. 1,234.50", plan.StoredMoney, map[string]string{"Rs. 1,234.50": "1234.5000", "-Rs.5": "-5.0000"}, map[string]string{"Rs 5": "", "RsX5": ""}},
		{"number", "1'234.50", plan.StoredNumber, map[string]string{"1'234.5": "1234.5", "1’234": "1234.0", "(0.1)": "-0.1"},
			map[string]string{"1,234": "", "1'23": "", "1e3": "", strings.Repeat("9", 400): "", "nan": ""}},
		{"number", "1234,50", plan.StoredNumber, map[string]string{"1234,5": "1234.5", ",5": "0.5", "-0,0": "-0.0"}, map[string]string{"1.234": "", "1.234,5": ""}},
		{"number", "1 234", plan.StoredNumber, map[string]string{"1 234": "1234.0", "12": "12.0"}, map[string]string{"1 234,5": "", "1.5": ""}},
		{"integer", "1,234", plan.StoredInteger, map[string]string{"1,234": "1234", "(12)": "-12", "1234567": "1234567"},
			map[string]string{"1,234.5": "", "1.234": "", "1,234.0": "", "9,999,999,999,999,999,999": ""}},
		{"number", "12,345,678", plan.StoredNumber, map[string]string{"1,234": "1234.0"}, map[string]string{"1.5": ""}},
		{"money", "$12,345,678.90", plan.StoredMoney, map[string]string{"$1,234.5": "1234.5000"}, map[string]string{"1.234,5": ""}},
		{"integer", "1.234,00", plan.StoredInteger, map[string]string{"1.234,00": "1234", "1.234": "1234"}, map[string]string{"1,5": ""}},
		{"percent", "12.5%", plan.StoredNumber, map[string]string{"12.5%": "0.125", "12.3 %": "0.123", "-0.1%": "-0.001", "(28%)": "-0.28", "100%": "1.0", "28%-": "-0.28"},
			map[string]string{"12.5": "", "12,5%": "", "%": "", "12%%": "", "1,250%": ""}},
		{"percent", "1.234,50 %", plan.StoredNumber, map[string]string{"12,5 %": "0.125", "1.250%": "12.5"}, map[string]string{"0,125": "", "12.5%": ""}},
		{"percent", "0,125", plan.StoredNumber, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.columnType+" "+test.format, func(t *testing.T) {
			c := column(test.stored, test.columnType, test.format)
			if test.good == nil {
				if _, err := newCell(c, "UTC"); err == nil {
					t.Error("the format is taken")
				}
				return
			}
			r := newCellReader(t, c)
			for raw, want := range test.good {
				if got := r.read(t, raw); got != want {
					t.Errorf("%q: got %s, want %s", raw, got, want)
				}
			}
			for raw := range test.bad {
				if got := r.read(t, raw); got != "bad" {
					t.Errorf("%q: got %s, want it bad", raw, got)
				}
			}
		})
	}
}

// What a format takes has the value that somebody reads who knows its signs.
func FuzzNumbersWithFormats(f *testing.F) {
	for _, seed := range []string{"1,234.50;$1,234.5;(1.234,50 €)", "1 234,50-;-5;12,5 %;1'234;--5;1,2,3;€;(5", "1\u00a0234;0.00001;5$-;$(5);- 5;\u22121,000"} {
		f.Add([]byte(seed))
	}
	formats := []string{"1,234.50", "$1,234.50", "1.234,50 €", "1 234,50", "1'234.50", "1234,50"}
	readers := map[string]cellReader{}
	for _, format := range formats {
		readers[format] = newCellReader(f, column(plan.StoredMoney, "money", format))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		raws := numberLike(data)
		for _, format := range formats {
			for i, got := range readers[format].readAll(t, raws) {
				if got == "bad" || got == "-" {
					continue
				}
				if want := plainReading(t, raws[i], format); got != want {
					t.Errorf("%q as %s: got %s, want %s", raws[i], format, got, want)
				}
			}
		}
	})
}

// numberLike makes texts of the signs that numbers are written with.
func numberLike(data []byte) []string {
	signs := []rune("0123456789012345.,'’ -+()$€\u2212\u00a0;;;")
	var b strings.Builder
	for _, r := range string(data) {
		if !slices.Contains(signs, r) {
			r = signs[int(r)%len(signs)]
		}
		b.WriteRune(r)
	}
	return strings.Split(b.String(), ";")
}

// readAll reads many texts at once, and only in the way that skips bad ones.
func (r cellReader) readAll(t *testing.T, raws []string) []string {
	var list []string
	text := fmt.Sprintf("SELECT CASE WHEN %s THEN 'bad' ELSE coalesce(CAST(%s AS VARCHAR), '-') END FROM (SELECT unnest(string_split(?, ';')) AS r0)",
		r.cell.bad("r0"), r.cell.lenient("r0"))
	err := r.db.Query(t.Context(), text, []any{strings.Join(raws, ";")}, func(values []any) error {
		list = append(list, values[0].(string))
		return nil
	})
	if err != nil || len(list) != len(raws) {
		t.Fatalf("%d of %d are read: %v", len(list), len(raws), err)
	}
	return list
}

var allowedSigns = regexp.MustCompile(`^[-+()0-9.,'’$€\x{2212} \t\x{A0}\x{202F}\x{2009}]+$`)

// plainReading reads a number without the patterns of the package: it takes the
// signs apart, and lets a rational number do the rest.
func plainReading(t *testing.T, raw, format string) string {
	if !allowedSigns.MatchString(raw) {
		t.Fatalf("%q is taken as %s", raw, format)
	}
	decimal := "."
	if strings.Contains(format, ",50") {
		decimal = ","
	}
	var digits strings.Builder
	negative := false
	for _, r := range raw {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case string(r) == decimal:
			digits.WriteRune('.')
		case strings.ContainsRune("-\u2212(", r):
			negative = true
		}
	}
	value, ok := new(big.Rat).SetString(digits.String())
	if !ok {
		t.Fatalf("%q is taken as %s", raw, format)
	}
	if negative {
		value.Neg(value)
	}
	return value.FloatString(4)
}
