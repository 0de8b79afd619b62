package load

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kpi/engine/diag"
)

// mostQuery is the number of bytes that a query may have.
const mostQuery = 64 << 10

// inspect looks at the parsed text of a query before anything of it runs. It
// must be one SELECT that reads other sources by their names and calls
// functions of the list.
func (l *loader) inspect(ctx context.Context, q *query, names map[string]int) error {
	text := q.source.Spec.Query.Value
	if len(text) > mostQuery {
		l.list.Errorf(place(q.source), "query-syntax", "the query of source %q has %d bytes; %d is the limit", q.source.ID, len(text), mostQuery)
		return nil
	}
	var answer string
	err := l.db.Query(ctx, "SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)", []any{text}, func(values []any) error {
		answer, _ = values[0].(string)
		return nil
	})
	if err != nil {
		return err
	}
	var parsed struct {
		Error        bool              `json:"error"`
		ErrorType    string            `json:"error_type"`
		ErrorMessage string            `json:"error_message"`
		Position     string            `json:"position"`
		Statements   []json.RawMessage `json:"statements"`
	}
	if err := json.Unmarshal([]byte(answer), &parsed); err != nil {
		return fmt.Errorf("read the parsed query: %w", err)
	}
	switch {
	case parsed.Error && parsed.ErrorType == "parser":
		l.list.Errorf(q.place(parsed.Position), "query-syntax", "the query of source %q is not right: %s", q.source.ID, lowerFirst(parsed.ErrorMessage))
		return nil
	case parsed.Error || len(parsed.Statements) != 1:
		l.list.Errorf(place(q.source), "query-not-select", "the query of source %q must be exactly one SELECT", q.source.ID).
			Notef("a query computes rows from other sources; it cannot change, load, copy or attach anything")
		return nil
	}
	var tree any
	if err := json.Unmarshal(parsed.Statements[0], &tree); err != nil {
		return fmt.Errorf("read the parsed query: %w", err)
	}
	in := &inspector{l: l, q: q, sources: names}
	in.visit(tree)
	return nil
}

// place is where the database saw an error, as a decimal offset in bytes.
func (q *query) place(position string) diag.Range {
	offset, err := strconv.Atoi(position)
	if err != nil {
		return place(q.source)
	}
	return q.span(offset, 1)
}

// span is the place of a stretch of the query's text, given in bytes.
func (q *query) span(offset, length int) diag.Range {
	text := q.source.Spec.Query
	if offset < 0 || offset > len(text.Value) {
		return text.Range
	}
	from := utf8.RuneCountInString(text.Value[:offset])
	to := from + utf8.RuneCountInString(text.Value[offset:min(offset+length, len(text.Value))])
	return text.Span(from, max(to, from+1))
}

// An inspector walks through a parsed query. Names of WITH queries are visible
// everywhere: a name that is none where it is used fails when it is bound.
type inspector struct {
	l       *loader
	q       *query
	sources map[string]int
	with    []string
}

// harmless are the parts of a query that neither read files nor run without an
// end. What is not listed is refused.
var harmless = []string{
	"SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE",
	"BASE_TABLE", "JOIN", "SUBQUERY", "EXPRESSION_LIST", "EMPTY",
	"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER",
	"ORDER_DEFAULT", "ASCENDING", "DESCENDING",
}

var harmlessClasses = []string{
	"COLUMN_REF", "CONSTANT", "FUNCTION", "COMPARISON", "CONJUNCTION", "OPERATOR", "CASE", "CAST", "BETWEEN", "SUBQUERY", "STAR",
	"WINDOW", "POSITIONAL_REFERENCE",
}

// allowedFunctions neither read anything but their arguments nor make results
// that are larger than these.
var allowedFunctions = strings.Fields(`
	+ - * / // % ^ ** || ~~ !~~ ~~* !~~* & | and or not
	abs ceil ceiling floor round trunc sign sqrt power pow exp ln log log10 log2 mod greatest least isnan isfinite isinf
	count count_star count_if sum avg min max median mode first last any_value arg_min arg_max min_by max_by bool_and bool_or product
	stddev stddev_samp stddev_pop variance var_samp var_pop quantile_cont quantile_disc approx_count_distinct corr covar_samp covar_pop regr_slope regr_intercept
	row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value fill
	lower upper lcase ucase trim ltrim rtrim length strlen len substring substr left right replace concat concat_ws contains starts_with ends_with prefix suffix
	position strpos instr split_part reverse regexp_matches regexp_replace regexp_extract regexp_full_match like_escape not_like_escape ilike_escape translate md5 hash
	coalesce nullif ifnull if
	date_part date_trunc date_diff datediff date_sub datesub date_add year quarter month week day dayofmonth dayofweek dayofyear isodow isoyear weekday yearweek weekofyear
	hour minute second epoch epoch_ms last_day make_date make_timestamp monthname dayname strftime strptime try_strptime age timezone
	to_days to_weeks to_months to_quarters to_years to_hours to_minutes to_seconds to_milliseconds
`)

func (in *inspector) visit(node any) {
	switch n := node.(type) {
	case []any:
		for _, child := range n {
			in.visit(child)
		}
	case map[string]any:
		in.object(n)
		for _, key := range keys(n) {
			in.visit(n[key])
		}
	}
}

// keys returns the names of WITH queries first, so that they are known where
// they are read, then the others in order.
func keys(n map[string]any) []string {
	var list []string
	for key := range n {
		if key != "cte_map" {
			list = append(list, key)
		}
	}
	slices.Sort(list)
	if _, ok := n["cte_map"]; ok {
		return append([]string{"cte_map"}, list...)
	}
	return list
}

func (in *inspector) object(n map[string]any) {
	class, hasClass := n["class"].(string)
	kind, hasKind := n["type"].(string)
	if ctes, ok := n["cte_map"].(map[string]any); ok {
		in.names(ctes)
	}
	switch {
	case hasClass && !slices.Contains(harmlessClasses, class):
		in.refuse(n, "query-syntax", "uses %s, which a query may not", words(class))
	case hasClass && (class == "FUNCTION" || class == "WINDOW"):
		in.function(n)
	case !hasClass && hasKind && kind == "TABLE_FUNCTION":
		in.refuse(n, "query-table", "calls a table function: a query reads other sources by their names")
	case !hasClass && hasKind && kind == "BASE_TABLE":
		in.table(n)
	case !hasClass && hasKind && kind == "RECURSIVE_CTE_NODE":
		in.refuse(n, "query-syntax", "is recursive, which a query may not be")
	case !hasClass && hasKind && !slices.Contains(harmless, kind):
		in.refuse(n, "query-syntax", "uses %s, which a query may not", words(kind))
	}
}

func words(class string) string { return strings.ToLower(strings.ReplaceAll(class, "_", " ")) }

func (in *inspector) names(ctes map[string]any) {
	list, _ := ctes["map"].([]any)
	for _, item := range list {
		if m, ok := item.(map[string]any); ok {
			if name, ok := m["key"].(string); ok {
				in.with = append(in.with, strings.ToLower(name))
			}
		}
	}
}

func (in *inspector) function(n map[string]any) {
	name, _ := n["function_name"].(string)
	schema, _ := n["schema"].(string)
	catalog, _ := n["catalog"].(string)
	if slices.Contains(allowedFunctions, strings.ToLower(name)) && (schema == "" || schema == "main") && catalog == "" {
		return
	}
	in.refuse(n, "query-function", "calls %q, which is not on the list of functions that a query may call", name)
}

func (in *inspector) table(n map[string]any) {
	name, _ := n["table_name"].(string)
	schema, _ := n["schema_name"].(string)
	catalog, _ := n["catalog_name"].(string)
	lower := strings.ToLower(name)
	i, isSource := in.sources[lower]
	switch {
	case schema != "" || catalog != "":
		in.refuse(n, "query-table", "reads %q: a query reads other sources by their plain names", strings.Trim(catalog+"."+schema+"."+name, "."))
	case slices.Contains(in.with, lower):
	case isSource:
		if id := in.l.Sources[i].ID; !slices.Contains(in.q.reads, id) {
			in.q.reads = append(in.q.reads, id)
		}
	default:
		d := in.refuse(n, "query-table", "reads %q, and there is no such source", name)
		var known []string
		for _, s := range in.l.Sources {
			known = append(known, s.ID)
		}
		if near := diag.Nearest(name, known); near != "" {
			d.Labelf("did you mean %q?", near)
		}
		d.Notef("sources: %s", diag.Some(known))
	}
}

func (in *inspector) refuse(n map[string]any, code, format string, args ...any) *diag.Diagnostic {
	at := place(in.q.source)
	if location, ok := n["query_location"].(float64); ok && location < mostQuery {
		name, _ := n["function_name"].(string)
		if table, ok := n["table_name"].(string); ok {
			name = table
		}
		at = in.q.span(int(location), max(1, len(name)))
	}
	return in.l.list.Errorf(at, code, "the query of source %q %s", in.q.source.ID, fmt.Sprintf(format, args...))
}
