package sql

import "strings"

// A Dialect is what differs from one database to another in the text of a
// query.
type Dialect struct {
	Name string
	// Functions maps the name of a function to its spelling; {0} stands for the
	// first argument. A function without an entry is printed under its own name.
	Functions map[string]string
}

// Quote returns an identifier in quotes.
func (d *Dialect) Quote(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// DuckDB is the spelling of DuckDB 1.5. A division and a power without a finite
// result give NULL: no infinity enters a sum by them.
//
// No template names an argument twice, and none uses nullif, which the database
// expands so: the size of calls inside calls would double with each of them.
var DuckDB = &Dialect{
	Name: "duckdb",
	Functions: map[string]string{
		"/":              "list_filter([CAST({0} AS DOUBLE) / CAST({1} AS DOUBLE)], lambda v: isfinite(v))[1]",
		"^":              "list_filter([pow({0}, {1})], lambda v: isfinite(v))[1]",
		"contains":       "contains({0}, {1})",
		"startsWith":     "starts_with({0}, {1})",
		"endsWith":       "ends_with({0}, {1})",
		"matches":        "regexp_matches({0}, {1})",
		"trim":           `regexp_replace({0}, '^\s+|\s+$', '', 'g')`,
		"round":          "round(CAST({0} AS DOUBLE), CAST({1} AS INTEGER))",
		"floor":          "floor(CAST({0} AS DOUBLE))",
		"ceil":           "ceil(CAST({0} AS DOUBLE))",
		"smaller":        "list_transform([struct_pack(a := {0}, b := {1})], lambda v: CASE WHEN v.a <= v.b THEN v.a WHEN v.a > v.b THEN v.b END)[1]",
		"larger":         "list_transform([struct_pack(a := {0}, b := {1})], lambda v: CASE WHEN v.a >= v.b THEN v.a WHEN v.a < v.b THEN v.b END)[1]",
		"weekday":        "isodow({0})",
		"days_between":   "date_diff('day', {0}, {1})",
		"hours_between":  "((epoch_us({1}) - epoch_us({0})) / CAST(3600000000 AS DOUBLE))",
		"months_between": "date_sub('month', {0}, {1})",
		"workdays_between": "list_transform([struct_pack(a := {0}, b := {1}, h := CAST({2} AS DATE[]))], lambda v: " +
			"CASE WHEN v.a <= v.b THEN " + workdays("v.a", "v.b") + " - 1 WHEN v.a > v.b THEN 1 - " + workdays("v.b", "v.a") + " END)[1]",
		"month_start":    "CAST(date_trunc('month', {0}) AS DATE)",
		"week_start":     "CAST(date_trunc('week', {0}) AS DATE)",
		"days_after":     "({0} + CAST({1} AS INTEGER))",
		"percentile":     "quantile_cont(CAST({0} AS DOUBLE), {1})",
		"count_distinct": "count(DISTINCT {0})",
	},
}

// workdays counts the working days of a span, both ends inside; v.h are the
// holidays that no weekend has. 0001-01-01 was a Monday.
func workdays(from, until string) string {
	through := func(day string) string {
		n := "date_diff('day', DATE '0001-01-01', " + day + ")"
		return "((" + n + " // 7) * 5 + least(" + n + " % 7 + 1, 5))"
	}
	holidays := "len(list_filter(v.h, lambda d: d >= " + from + " AND d <= " + until + "))"
	return "(" + through(until) + " - " + through(from) + " + CASE WHEN isodow(" + from + ") <= 5 THEN 1 ELSE 0 END - " + holidays + ")"
}
