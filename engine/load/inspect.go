package load

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kpi/engine/diag"
)

// mostQuery is the number of bytes that a query may have.
const mostQuery = 64 << 10

// inspect lets a query pass only if it is one SELECT that reads other sources
// by name and calls functions of a list. The query is parsed by the database
// itself, and whatever the inspector does not know is refused.
func (l *loader) inspect(ctx context.Context, q *query, names map[string]int) error {
	if n := len(q.source.Spec.Query.Value); n > mostQuery {
		l.list.Errorf(place(q.source), "query-syntax", "the query of source %q has %d bytes; %d is the limit", q.source.ID, n, mostQuery)
		return nil
	}
	tree, err := l.parse(ctx, q.source.Spec.Query.Value)
	if err != nil {
		return err
	}
	at := place(q.source)
	switch {
	case tree.Error && tree.Kind == "parser":
		if n, err := strconv.Atoi(tree.Position); err == nil {
			at = q.span(n)
		}
		l.list.Errorf(at, "query-syntax", "the query of source %q is not right: %s", q.source.ID, lowerFirst(tree.Message))
	case tree.Error, len(tree.Statements) != 1:
		l.list.Errorf(at, "query-not-select", "the query of source %q must be exactly one SELECT", q.source.ID).
			Notef("a query computes rows from other sources; it cannot change, load, copy or attach anything")
	default:
		i := inspector{l: l, q: q, names: names}
		i.walk(tree.Statements[0], nil)
	}
	return nil
}

// A syntaxTree is what the database makes of a text without running it.
type syntaxTree struct {
	Error      bool   `json:"error"`
	Kind       string `json:"error_type"`
	Message    string `json:"error_message"`
	Position   string `json:"position"` // byte offset
	Statements []node `json:"statements"`
}

func (l *loader) parse(ctx context.Context, text string) (syntaxTree, error) {
	var answer string
	err := l.db.Query(ctx, "SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)", []any{text}, func(values []any) error {
		answer, _ = values[0].(string)
		return nil
	})
	if err != nil {
		return syntaxTree{}, err
	}
	var tree syntaxTree
	if err := json.Unmarshal([]byte(answer), &tree); err != nil {
		return syntaxTree{}, fmt.Errorf("read the syntax tree: %w", err)
	}
	return tree, nil
}

// An inspector walks through a syntax tree.
type inspector struct {
	l      *loader
	q      *query
	names  map[string]int // of sources, in lower case
	joined int            // operands of || and concat so far
}

// A node is a part of the tree: {"type": "SELECT_NODE", …}.
type node = map[string]any

// A scope holds the names that WITH has given so far, in lower case.
type scope map[string]bool

func (i *inspector) walk(v any, s scope) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			i.walk(element, s)
		}
	case node:
		s = i.with(v, s)
		if i.admits(v, s) {
			// The order of messages must not hang on the order of a map.
			for _, key := range slices.Sorted(maps.Keys(v)) {
				if key != "cte_map" {
					i.walk(v[key], s)
				}
			}
		}
	}
}

// with inspects the queries of a WITH and returns the scope of what follows.
// A name is known only behind its own query, so that none can read itself.
func (i *inspector) with(n node, s scope) scope {
	ctes, _ := n["cte_map"].(node)
	list, _ := ctes["map"].([]any)
	if len(list) == 0 {
		return s
	}
	s = maps.Clone(s)
	if s == nil {
		s = scope{}
	}
	for _, element := range list {
		entry, _ := element.(node)
		i.walk(entry["value"], s)
		s[strings.ToLower(word(entry, "key"))] = true
	}
	return s
}

// admits inspects one node and reports whether its parts are to be inspected.
func (i *inspector) admits(n node, s scope) bool {
	if n["sample"] != nil {
		return i.refuse(n, "query-not-select", "a random sample")
	}
	kind, isNode := n["type"].(string)
	class, isExpression := n["class"].(string)
	switch {
	case isExpression:
		return i.expression(n, class, kind, s)
	case isNode:
		return i.relation(n, kind, s)
	}
	return true
}

// relation inspects what is no expression: SELECTs, tables and clauses.
func (i *inspector) relation(n node, kind string, s scope) bool {
	switch kind {
	case "SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE", "JOIN", "SUBQUERY", "EMPTY", "EXPRESSION_LIST",
		"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER",
		"ORDER_DEFAULT", "ASCENDING", "DESCENDING":
		return true
	case "BASE_TABLE":
		return i.table(n, s)
	case "TABLE_FUNCTION":
		function, _ := n["function"].(node)
		return i.refuse(n, "query-function", fmt.Sprintf("the table function %q", word(function, "function_name")))
	case "RECURSIVE_CTE_NODE":
		return i.refuse(n, "query-not-select", "WITH RECURSIVE")
	case "PIVOT":
		return i.refuse(n, "query-not-select", "PIVOT or UNPIVOT")
	case "SHOW_REF":
		return i.refuse(n, "query-not-select", "DESCRIBE, SHOW or SUMMARIZE")
	}
	return i.refuse(n, "query-not-select", strings.ToLower(kind))
}

// table inspects the name of a table. What is no source could be a file: the
// database would read 'deals.csv' as one.
func (i *inspector) table(n node, s scope) bool {
	name := word(n, "table_name")
	if schema := word(n, "catalog_name") + word(n, "schema_name"); schema != "" || n["at_clause"] != nil {
		return i.refuse(n, "query-table", fmt.Sprintf("tables of %q", schema))
	}
	if s[strings.ToLower(name)] {
		return false
	}
	if at, ok := i.names[strings.ToLower(name)]; ok {
		i.q.reads = append(i.q.reads, i.l.Sources[at].ID)
		return false
	}
	var sources []string
	for _, source := range i.l.Sources {
		if source != i.q.source {
			sources = append(sources, source.ID)
		}
	}
	d := i.l.list.Errorf(i.place(n), "query-table", "the query of source %q reads %q, which is no source", i.q.source.ID, name)
	if near := diag.Nearest(name, sources); near != "" {
		d.Labelf("did you mean %q?", near)
	}
	d.Notef("sources: %s", diag.Some(sources))
	return false
}

// expression inspects what has a value.
func (i *inspector) expression(n node, class, kind string, s scope) bool {
	switch class {
	case "CASE", "COMPARISON", "CONJUNCTION", "BETWEEN", "SUBQUERY":
		return true
	case "CONSTANT":
		return false
	case "COLUMN_REF":
		return i.column(n)
	case "STAR":
		if n["columns"] == true {
			return i.refuse(n, "query-function", `the function "columns"`)
		}
		return true
	case "CAST":
		to, _ := n["cast_type"].(node)
		if id := word(to, "id"); !plainTypes[id] {
			return i.refuse(n, "query-function", "a cast to "+typeName(to))
		}
		i.walk(n["child"], s)
		return false
	case "OPERATOR":
		if !plainOperators[kind] {
			return i.refuse(n, "query-function", "lists, structures or TRY")
		}
		return true
	case "FUNCTION", "WINDOW":
		return i.function(n)
	}
	return i.refuse(n, "query-function", strings.ToLower(class))
}

// column refuses the names that read a clock or the session where no column
// has them.
func (i *inspector) column(n node) bool {
	parts, _ := n["column_names"].([]any)
	if len(parts) != 1 {
		return false
	}
	name, _ := parts[0].(string)
	name = strings.ToLower(name)
	if strings.HasPrefix(name, "current_") || strings.HasPrefix(name, "localtime") || name == "session_user" {
		return i.refuse(n, "query-function", fmt.Sprintf("%q", name))
	}
	return false
}

// mostJoined bounds how much longer than its columns a text can get: with
// that many operands it can double sixteen times.
const mostJoined = 32

func (i *inspector) function(n node) bool {
	name := strings.ToLower(word(n, "function_name"))
	schema := word(n, "catalog") + word(n, "schema")
	arguments, _ := n["children"].([]any)
	switch {
	case !functions[name] || schema != "" && schema != "main":
		return i.refuse(n, "query-function", fmt.Sprintf("the function %q", name))
	case (name == "replace" || name == "regexp_replace") && !shrinks(name, arguments):
		return i.refuse(n, "query-function", fmt.Sprintf("%q with a replacement that could be longer than what it replaces", name))
	case name == "||" || name == "concat" || name == "concat_ws":
		i.joined += len(arguments)
		if i.joined > mostJoined {
			return i.refuse(n, "query-function", fmt.Sprintf("more than %d texts that are put together", mostJoined))
		}
	}
	return true
}

// shrinks reports whether a replacement cannot make a text longer.
func shrinks(name string, arguments []any) bool {
	if len(arguments) < 3 {
		return false
	}
	sought, ok := constant(arguments[1])
	by, ok2 := constant(arguments[2])
	if name == "regexp_replace" {
		return ok && ok2 && by == ""
	}
	return ok && ok2 && len(by) <= len(sought)
}

func constant(v any) (string, bool) {
	n, _ := v.(node)
	value, _ := n["value"].(node)
	text, ok := value["value"].(string)
	return text, ok && n["class"] == "CONSTANT"
}

func (i *inspector) refuse(n node, code, what string) bool {
	i.l.list.Errorf(i.place(n), code, "the query of source %q may not use %s", i.q.source.ID, what).
		Notef("a query is one SELECT over other sources, with plain functions and types")
	return false
}

func (i *inspector) place(n node) diag.Range {
	at, ok := n["query_location"].(float64)
	if !ok || at >= float64(len(i.q.source.Spec.Query.Value)) {
		return place(i.q.source)
	}
	return i.q.span(int(at))
}

// span returns the place of the word at a byte of the query.
func (q *query) span(offset int) diag.Range {
	text := q.source.Spec.Query.Value
	offset = max(0, min(offset, len(text)))
	from := utf8.RuneCountInString(text[:offset])
	length := 0
	for _, r := range text[offset:] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' {
			break
		}
		length++
	}
	return q.source.Spec.Query.Span(from, from+max(length, 1))
}

func word(n node, key string) string {
	text, _ := n[key].(string)
	return text
}

func typeName(to node) string {
	if info, ok := to["type_info"].(node); ok && word(info, "name") != "" {
		return word(info, "name")
	}
	return strings.ToLower(word(to, "id"))
}
