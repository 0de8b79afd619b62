package data

import (
	"fmt"
	"reflect"
	"strings"
)

// JSONDoc returns the page that describes every field of the JSON, as Markdown.
func JSONDoc() string {
	var b strings.Builder
	b.WriteString("# The JSON of a scorecard\n\n" +
		"`kpi eval --format json` and `kpi report --format json` write one object. This page is generated from the code\n" +
		"(`go test ./reports/data -update`).\n\n" +
		"- Days are text, `2026-09-30`. Numbers are plain numbers: 28 % is `0.28`, money is in the scorecard's currency.\n" +
		"- `null` is *no value*; the `reason` beside it says why. Lists are never `null`, texts are empty where nobody wrote any.\n" +
		"- `format` names this layout. Its number changes when a field goes or changes its meaning; fields may be added.\n")
	for _, t := range documented() {
		fmt.Fprintf(&b, "\n## %s\n\n| field | type | meaning |\n|---|---|---|\n", t.Name())
		fields(&b, t)
	}
	return b.String()
}

// documented lists the objects, each once, in the order in which they occur.
func documented() []reflect.Type {
	list := []reflect.Type{reflect.TypeFor[card]()}
	seen := map[reflect.Type]bool{list[0]: true}
	for i := 0; i < len(list); i++ {
		for f := range list[i].Fields() {
			t := f.Type
			if t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
			if t.Kind() == reflect.Struct && !f.Anonymous && !seen[t] {
				seen[t] = true
				list = append(list, t)
			}
		}
	}
	return list
}

// fields writes a line per field; those of an embedded object stand in line, as
// in the JSON.
func fields(b *strings.Builder, t reflect.Type) {
	for f := range t.Fields() {
		if f.Anonymous {
			fields(b, f.Type)
			continue
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", f.Tag.Get("json"), typeName(f.Type),
			strings.ReplaceAll(f.Tag.Get("doc"), "|", `\|`))
	}
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem()) + " or null"
	case reflect.Slice:
		return "list of " + typeName(t.Elem())
	case reflect.Struct:
		return fmt.Sprintf("[%s](#%s)", t.Name(), t.Name())
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "whole number"
	case reflect.Float64:
		return "number"
	}
	panic(fmt.Sprintf("data: no name for %s", t))
}
