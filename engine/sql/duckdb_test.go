package sql_test

import (
	"math"
	"testing"
	"time"

	"kpi/engine/duckdb"
	"kpi/engine/sql"
)

func openDB(t *testing.T) *duckdb.DB {
	t.Helper()
	db, err := duckdb.Open(t.Context(), duckdb.Options{Zone: "America/New_York"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// value runs a statement and returns the only column of its last row.
func value(t *testing.T, db *duckdb.DB, s sql.Statement) any {
	t.Helper()
	var got any
	err := db.Query(t.Context(), s.Text, s.Args, func(values []any) error {
		got = values[0]
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", s.Text, err)
	}
	return got
}

func call(name string, args ...sql.Expr) sql.Expr { return sql.Call{Func: name, Args: args} }

func arg(v any) sql.Expr { return sql.Arg{Value: v} }

func instant(text string) sql.Expr {
	return sql.Cast{X: sql.Word(text), Type: "TIMESTAMPTZ"}
}

// one is a table of one row.
var one = sql.With{Name: "one", Columns: []string{"x"}, Rows: [][]sql.Expr{{sql.Int(1)}}}

var missing = sql.Cast{X: sql.Null{}, Type: sql.Double}

var noHolidays = call("list_value")

var missingText = sql.Cast{X: sql.Null{}, Type: sql.Text}

// TestDuckDBFunctions runs every function of the dialect in the database.
func TestDuckDBFunctions(t *testing.T) {
	db := openDB(t)
	tests := []struct {
		name string
		x    sql.Expr
		want any
	}{
		{"seven by two is no integer", call("/", arg(int64(7)), arg(int64(2))), 3.5},
		{"seven by zero is missing", call("/", arg(int64(7)), arg(int64(0))), nil},
		{"zero by zero is missing", call("/", arg(0.0), arg(0.0)), nil},
		{"missing by two is missing", call("/", missing, arg(2.0)), nil},
		{"two by missing is missing", call("/", arg(2.0), missing), nil},
		{"an overflowing quotient is missing", call("/", arg(1e300), arg(1e-300)), nil},
		{"a power", call("^", arg(2.0), arg(0.5)), math.Sqrt2},
		{"the root of a negative number is missing", call("^", arg(int64(-1)), arg(0.5)), nil},
		{"zero to a negative power is missing", call("^", arg(int64(0)), arg(int64(-1))), nil},
		{"an overflowing power is missing", call("^", arg(10.0), arg(400.0)), nil},
		{"a power of missing is missing", call("^", missing, arg(2.0)), nil},
		{"minus two squared is four", call("^", arg(int64(-2)), arg(int64(2))), 4.0},
		{"the smaller of two", call("smaller", arg(2.0), arg(1.0)), 1.0},
		{"the smaller of equals", call("smaller", arg(2.0), arg(2.0)), 2.0},
		{"smaller than missing is missing", call("smaller", arg(2.0), missing), nil},
		{"missing is not the smaller one", call("smaller", missing, arg(2.0)), nil},
		{"the larger of two", call("larger", arg(2.0), arg(1.0)), 2.0},
		{"the larger of two, the other way round", call("larger", arg(1.0), arg(2.0)), 2.0},
		{"larger than missing is missing", call("larger", arg(2.0), missing), nil},
		{"missing is not the larger one", call("larger", missing, arg(2.0)), nil},
		{"trim takes tabs, line ends and blanks", call("trim", arg("\t\r\n a b \t")), "a b"},
		{"trim keeps what is inside", call("trim", arg("a\t b")), "a\t b"},
		{"trim of missing", call("trim", missingText), nil},
		{"round takes halves away from zero", call("round", arg(2.5), sql.Int(0)), 3.0},
		{"round takes negative halves away from zero", call("round", arg(-2.5), sql.Int(0)), -3.0},
		{"round to digits", call("round", arg(2.345), arg(int64(1))), 2.3},
		{"round to tens", call("round", arg(int64(1250)), arg(int64(-2))), 1300.0},
		{"round of missing", call("round", missing, sql.Int(0)), nil},
		{"floor of a negative number", call("floor", arg(-1.5)), -2.0},
		{"ceil of a negative number", call("ceil", arg(-1.5)), -1.0},
		{"contains is exact in case", call("contains", arg("Won"), arg("won")), false},
		{"contains", call("contains", arg("Won back"), arg("back")), true},
		{"contains of missing", call("contains", missingText, arg("a")), nil},
		{"contains knows no wild cards", call("contains", arg("abc"), arg("%")), false},
		{"startsWith", call("startsWith", arg("Won back"), arg("Won")), true},
		{"startsWith is no pattern", call("startsWith", arg("abc"), arg("_")), false},
		{"endsWith", call("endsWith", arg("Won back"), arg("back")), true},
		{"endsWith of missing", call("endsWith", missingText, arg("a")), nil},
		{"matches looks anywhere", call("matches", arg("closed won"), arg("w.n")), true},
		{"matches with anchors", call("matches", arg("closed won"), arg("^won")), false},
		{"matches of missing", call("matches", missingText, arg("a")), nil},
		{"a dot matches no line end", call("matches", arg("a\nb"), arg("a.b")), false},
		{"lower", call("lower", arg("WON")), "won"},
		{"upper", call("upper", arg("won")), "WON"},
		{"length counts characters", call("length", arg("销售额é")), int64(4)},
		{"year", call("year", sql.Day("2024-12-30")), int64(2024)},
		{"month", call("month", sql.Day("2024-12-30")), int64(12)},
		{"day", call("day", sql.Day("2024-12-30")), int64(30)},
		{"Monday is weekday 1", call("weekday", sql.Day("2024-12-30")), int64(1)},
		{"Sunday is weekday 7", call("weekday", sql.Day("2024-12-29")), int64(7)},
		{"days of a leap year", call("days_between", sql.Day("2024-01-10"), sql.Day("2024-03-05")), int64(55)},
		{"days of another year", call("days_between", sql.Day("2023-01-10"), sql.Day("2023-03-05")), int64(54)},
		{"days backwards", call("days_between", sql.Day("2024-01-02"), sql.Day("2024-01-01")), int64(-1)},
		{"days over a change of clocks", call("days_between", sql.Day("2024-03-09"), sql.Day("2024-03-11")), int64(2)},
		{"hours over a change of clocks", call("hours_between", instant("2024-03-09 12:00"), instant("2024-03-10 12:00")), 23.0},
		{"hours with fractions", call("hours_between", instant("2024-03-09 12:00"), instant("2024-03-09 13:30")), 1.5},
		{"a day short of two months", call("months_between", sql.Day("2024-01-15"), sql.Day("2024-03-14")), int64(1)},
		{"two full months", call("months_between", sql.Day("2024-01-15"), sql.Day("2024-03-15")), int64(2)},
		{"full months backwards", call("months_between", sql.Day("2024-03-15"), sql.Day("2024-01-20")), int64(-1)},
		{"working days from Friday to Monday", call("workdays_between", sql.Day("2026-01-02"), sql.Day("2026-01-05"), noHolidays), int64(1)},
		{"working days of a weekend", call("workdays_between", sql.Day("2026-01-10"), sql.Day("2026-01-11"), noHolidays), int64(-1)},
		{"working days over a holiday", call("workdays_between", sql.Day("2026-01-01"), sql.Day("2026-01-09"), call("list_value", sql.Day("2026-01-01"))), int64(5)},
		{"working days backwards", call("workdays_between", sql.Day("2026-01-09"), sql.Day("2026-01-05"), noHolidays), int64(-4)},
		{"working days of missing", call("workdays_between", sql.Cast{X: sql.Null{}, Type: sql.Date}, sql.Day("2026-01-05"), noHolidays), nil},
		{"the start of a month", call("month_start", sql.Day("2024-02-29")), day("2024-02-01")},
		{"the start of a week", call("week_start", sql.Day("2024-12-29")), day("2024-12-23")},
		{"days after", call("days_after", sql.Day("2024-02-28"), sql.Int(2)), day("2024-03-01")},
		{"days before", call("days_after", sql.Day("2024-03-01"), sql.Int(-1)), day("2024-02-29")},
		{"missing counts to nothing", call("count", missing), int64(0)},
	}
	covered := map[string]bool{}
	for _, tt := range tests {
		covered[tt.x.(sql.Call).Func] = true
		t.Run(tt.name, func(t *testing.T) {
			got := value(t, db, sql.Print(&sql.Select{With: []sql.With{one}, Columns: []sql.Output{{X: tt.x}}, From: sql.Table{Name: "one"}}, sql.DuckDB))
			if f, ok := got.(float64); ok {
				if want, ok := tt.want.(float64); ok && math.Abs(f-want) < 1e-12 {
					return
				}
			}
			if got != tt.want {
				t.Errorf("got %v (%T), want %v (%T)", got, got, tt.want, tt.want)
			}
		})
	}
	covered["percentile"], covered["count_distinct"] = true, true // TestDuckDBAggregates
	for name := range sql.DuckDB.Functions {
		if !covered[name] {
			t.Errorf("no case runs %q", name)
		}
	}
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

// TestDuckDBAggregates runs the aggregates over 1, 2, 2, 4 and a missing value.
func TestDuckDBAggregates(t *testing.T) {
	db := openDB(t)
	x := sql.Column{Name: "x"}
	rows := sql.With{Name: "rows", Columns: []string{"x"}, Rows: [][]sql.Expr{
		{sql.Int(1)}, {sql.Int(2)}, {sql.Int(2)}, {sql.Int(4)}, {sql.Null{}}}}
	tests := []struct {
		name string
		x    sql.Expr
		want any
	}{
		{"the median", call("percentile", x, sql.Float(0.5)), 2.0},
		{"a percentile between two values", call("percentile", x, sql.Float(0.9)), 3.4},
		{"the smallest", call("percentile", x, sql.Float(0)), 1.0},
		{"the largest", call("percentile", x, sql.Float(1)), 4.0},
		{"a third, which binary digits do not hold", call("percentile", x, sql.Float(1.0/3)), 2.0},
		{"a percentile of nothing", call("percentile", sql.If(sql.Binary{Op: ">", X: x, Y: sql.Int(9)}, x), sql.Float(0.5)), nil},
		{"different values, the missing one not counted", call("count_distinct", x), int64(3)},
		{"different values of nothing", call("count_distinct", sql.If(sql.Binary{Op: ">", X: x, Y: sql.Int(9)}, x)), int64(0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := value(t, db, sql.Print(&sql.Select{With: []sql.With{rows}, Columns: []sql.Output{{X: tt.x}}, From: sql.Table{Name: "rows"}}, sql.DuckDB))
			if f, ok := got.(float64); ok && math.Abs(f-tt.want.(float64)) < 1e-12 {
				return
			}
			if got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// Calls inside calls must not double the text or the database's work: a
// definition may come from a stranger.
func TestDuckDBNestedFunctions(t *testing.T) {
	db := openDB(t)
	for _, name := range []string{"/", "^", "smaller", "larger"} {
		for side := range 2 {
			x := arg(1.0)
			for range 60 {
				args := []sql.Expr{arg(1.0), arg(1.0)}
				args[side] = x
				x = call(name, args...)
			}
			s := sql.PrintExpr(x, sql.DuckDB)
			if len(s.Text) > 60*200 {
				t.Fatalf("60 nested calls of %q take %d bytes", name, len(s.Text))
			}
			s.Text = "SELECT " + s.Text
			if got := value(t, db, s); got != 1.0 {
				t.Errorf("60 nested calls of %q on side %d give %v, want 1", name, side, got)
			}
		}
	}
}

// A table or column of any name is a name and nothing else.
func TestDuckDBNamesAreNames(t *testing.T) {
	db := openDB(t)
	for _, name := range []string{`x"; DROP TABLE kept; --`, `a"b`, "select", "销售额", "%s %d", "a.b", "?", "{0}"} {
		table := sql.DuckDB.Quote(name)
		if err := db.Exec(t.Context(), "CREATE OR REPLACE TABLE kept AS SELECT 1"); err != nil {
			t.Fatal(err)
		}
		if err := db.Exec(t.Context(), "CREATE TABLE "+table+" AS SELECT 7 AS "+table); err != nil {
			t.Fatal(err)
		}
		x := call("/", sql.Column{Table: name, Name: name}, arg(2.0))
		got := value(t, db, sql.Print(&sql.Select{Columns: []sql.Output{{X: x, Name: name}}, From: sql.Table{Name: name},
			Where: []sql.Expr{sql.Binary{Op: "<>", X: sql.Word(name), Y: sql.Word("'; DROP TABLE kept; --")}}}, sql.DuckDB))
		if got != 3.5 {
			t.Errorf("%s: got %v, want 3.5", name, got)
		}
		if got := value(t, db, sql.Statement{Text: "SELECT count(*) FROM kept"}); got != int64(1) {
			t.Errorf("%s: the other table holds %v rows, want 1", name, got)
		}
	}
}

// A word comes back as it went in.
func TestDuckDBWords(t *testing.T) {
	db := openDB(t)
	for _, word := range []string{"", "'", "''", `\'`, "a'; DROP TABLE x; --", "?", "$1", "%d", "{0}", "a\nb", "销售额"} {
		s := sql.PrintExpr(sql.Word(word), sql.DuckDB)
		if got := value(t, db, sql.Statement{Text: "SELECT " + s.Text}); got != word {
			t.Errorf("%q came back as %q", word, got)
		}
	}
}
