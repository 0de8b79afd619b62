package sql_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/sql"
)

// TestPrint shows one statement with all of its parts.
func TestPrint(t *testing.T) {
	amount, region := sql.Column{Table: "t", Name: "amount"}, sql.Column{Name: "region"}
	statement := &sql.Select{
		With: []sql.With{
			{Name: "rows", Select: &sql.Select{
				Columns: []sql.Output{{X: amount, Name: "amount"}, {X: sql.Column{Table: "rep", Name: "region"}, Name: "region"}},
				From:    sql.Table{Name: "deals", Alias: "t"},
				Joins: []sql.Join{{Table: sql.Table{Name: "reps", Alias: "rep"}, On: []sql.Expr{
					sql.Binary{Op: "=", X: sql.Column{Table: "t", Name: "rep_id"}, Y: sql.Column{Table: "rep", Name: "id"}},
					sql.Binary{Op: "=", X: sql.Column{Table: "rep", Name: "kind"}, Y: sql.Arg{Value: "agent"}}}}},
				Where: []sql.Expr{sql.Not{X: sql.IsNull{X: amount}}, sql.Binary{Op: ">", X: amount, Y: sql.Arg{Value: 10.5}}},
			}},
			{Name: "windows", Columns: []string{"first_day", "w"}, Rows: [][]sql.Expr{
				{sql.Day("2026-01-01"), sql.Int(0)}, {sql.Day("2026-02-01"), sql.Int(1)}}},
			{Name: "kept", Once: true, Select: &sql.Select{Columns: []sql.Output{{X: sql.Int(1)}}, From: sql.Table{Name: "rows"}, Limit: 5}},
		},
		Columns: []sql.Output{
			{X: region, Name: "region"},
			{X: sql.Call{Func: "sum", Args: []sql.Expr{sql.If(sql.Binary{Op: "<", X: amount, Y: sql.Arg{Value: int64(7)}}, amount)}}, Name: "small"},
			{X: sql.Over{X: sql.Call{Func: "dense_rank"}, Partition: []sql.Expr{region}, Order: []sql.Order{{X: amount, Descending: true}, {X: region}}}, Name: "place"},
		},
		From:    sql.Table{Name: "rows"},
		Joins:   []sql.Join{{Table: sql.Table{Name: "windows"}, Inner: true, On: []sql.Expr{sql.Binary{Op: "=", X: sql.Column{Name: "atom"}, Y: sql.Column{Name: "first_day"}}}}},
		Sets:    [][]sql.Expr{{sql.Column{Name: "w"}}, {sql.Column{Name: "w"}, region}, {}},
		OrderBy: []sql.Order{{X: region}, {X: sql.Int(2), Descending: true}},
	}
	want := strings.TrimPrefix(`
WITH "rows" AS (
  SELECT
    "t"."amount" AS "amount",
    "rep"."region" AS "region"
  FROM "deals" AS "t"
  LEFT JOIN "reps" AS "rep" ON ("t"."rep_id" = "rep"."id") AND ("rep"."kind" = $1)
  WHERE (NOT ("t"."amount" IS NULL)) AND ("t"."amount" > $2)
),
"windows"("first_day", "w") AS (
  VALUES (DATE '2026-01-01', 0),(DATE '2026-02-01', 1)
),
"kept" AS MATERIALIZED (
  SELECT
    1
  FROM "rows"
  LIMIT 5
)
SELECT
  "region" AS "region",
  sum(CASE WHEN ("t"."amount" < $3) THEN "t"."amount" END) AS "small",
  dense_rank() OVER (PARTITION BY "region" ORDER BY "t"."amount" DESC NULLS LAST, "region" NULLS LAST) AS "place"
FROM "rows"
JOIN "windows" ON ("atom" = "first_day")
GROUP BY GROUPING SETS (("w"), ("w", "region"), ())
ORDER BY "region" NULLS LAST, 2 DESC NULLS LAST`, "\n")
	got := sql.Print(statement, sql.DuckDB)
	if d := cmp.Diff(want, got.Text); d != "" {
		t.Errorf("text (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]any{"agent", 10.5, int64(7)}, got.Args); d != "" {
		t.Errorf("arguments (-want +got):\n%s", d)
	}
}

func TestPrintExpr(t *testing.T) {
	a, b := sql.Column{Name: "a"}, sql.Column{Name: "b"}
	dialect := &sql.Dialect{Functions: map[string]string{"twice": "({1} + {0} + {1})", "none": "now"}}
	tests := []struct {
		name string
		x    sql.Expr
		want string
		args []any
	}{
		{"a quote in a name is doubled", sql.Column{Table: `t"`, Name: `a"b`}, `"t"""."a""b"`, nil},
		{"a quote in a word is doubled", sql.Word("it's"), "'it''s'", nil},
		{"arguments are numbered as they are printed, also where the template names one twice",
			sql.Call{Func: "twice", Args: []sql.Expr{sql.Arg{Value: 1}, sql.Arg{Value: 2}}}, "($1 + $2 + $1)", []any{2, 1}},
		{"equal arguments share a number, of one type", sql.Call{Func: "f", Args: []sql.Expr{sql.Arg{Value: int64(1)}, sql.Arg{Value: 1.0}, sql.Arg{Value: int64(1)}, sql.Arg{Value: "1"}}},
			"f($1, $2, $1, $3)", []any{int64(1), 1.0, "1"}},
		{"a template without arguments", sql.Call{Func: "none"}, "now", nil},
		{"a function without a template", sql.Call{Func: "lower", Args: []sql.Expr{a, b}}, `lower("a", "b")`, nil},
		{"in", sql.In{X: a, Items: []sql.Expr{sql.Arg{Value: "x"}, sql.Arg{Value: "y"}}}, `("a" IN ($1, $2))`, []any{"x", "y"}},
		{"case with several branches", sql.Case{Whens: []sql.When{{a, sql.Int(1)}, {b, sql.Int(2)}}, Else: sql.Null{}},
			`CASE WHEN "a" THEN 1 WHEN "b" THEN 2 ELSE NULL END`, nil},
		{"case without else", sql.If(a, b), `CASE WHEN "a" THEN "b" END`, nil},
		{"no condition is no case", sql.If(nil, b), `"b"`, nil},
		{"operators keep their order by parentheses", sql.Binary{Op: "-", X: a, Y: sql.Binary{Op: "-", X: b, Y: sql.Int(-1)}}, `("a" - ("b" - -1))`, nil},
		{"no condition at all", sql.Binary{Op: "=", X: a, Y: sql.And(nil, b, nil)}, `("a" = "b")`, nil},
		{"conditions", sql.And(a, nil, b, sql.Not{X: a}), `(("a" AND "b") AND (NOT "a"))`, nil},
		{"a cast", sql.Cast{X: a, Type: sql.Money}, `CAST("a" AS DECIMAL(38,4))`, nil},
		{"a small constant has no exponent", sql.Float(1e-7), "0.0000001", nil},
		{"a window over everything", sql.Over{X: sql.Call{Func: "sum", Args: []sql.Expr{a}}}, `sum("a") OVER ()`, nil},
		{"a window with an order alone", sql.Over{X: sql.Call{Func: "sum", Args: []sql.Expr{a}}, Order: []sql.Order{{X: b}}},
			`sum("a") OVER (ORDER BY "b" NULLS LAST)`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sql.PrintExpr(tt.x, dialect)
			if got.Text != tt.want {
				t.Errorf("got %s, want %s", got.Text, tt.want)
			}
			if d := cmp.Diff(tt.args, got.Args); d != "" {
				t.Errorf("arguments (-want +got):\n%s", d)
			}
		})
	}
}
