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

// DuckDB is the spelling of DuckDB 1.5. Divisions and powers give NULL where
// the result is no finite number, so that no infinity enters a sum.
var DuckDB = &Dialect{
	Name: "duckdb",
	Functions: map[string]string{
		"/":              "(CAST({0} AS DOUBLE) / nullif(CAST({1} AS DOUBLE), 0))",
		"^":              "CASE WHEN isfinite(pow({0}, {1})) THEN pow({0}, {1}) END",
		"contains":       "contains({0}, {1})",
		"startsWith":     "starts_with({0}, {1})",
		"endsWith":       "ends_with({0}, {1})",
		"matches":        "regexp_matches({0}, {1})",
		"trim":           `regexp_replace({0}, '^\s+|\s+$', '', 'g')`,
		"round":          "round(CAST({0} AS DOUBLE), CAST({1} AS INTEGER))",
		"floor":          "floor(CAST({0} AS DOUBLE))",
		"ceil":           "ceil(CAST({0} AS DOUBLE))",
		"smaller":        "CASE WHEN {0} <= {1} THEN {0} WHEN {0} > {1} THEN {1} END",
		"larger":         "CASE WHEN {0} >= {1} THEN {0} WHEN {0} < {1} THEN {1} END",
		"weekday":        "isodow({0})",
		"days_between":   "date_diff('day', {0}, {1})",
		"hours_between":  "((epoch_us({1}) - epoch_us({0})) / CAST(3600000000 AS DOUBLE))",
		"months_between": "date_sub('month', {0}, {1})",
		"month_start":    "CAST(date_trunc('month', {0}) AS DATE)",
		"week_start":     "CAST(date_trunc('week', {0}) AS DATE)",
		"days_after":     "({0} + CAST({1} AS INTEGER))",
		"percentile":     "quantile_cont(CAST({0} AS DOUBLE), {1})",
		"count_distinct": "count(DISTINCT {0})",
	},
}
