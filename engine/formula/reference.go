package formula

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed reference.md
var referencePage string

// Reference returns the page for users on the language of formulas, in
// Markdown: the text of reference.md with the tables of Functions.
func Reference() string {
	page := referencePage
	for _, s := range []Scope{Reduce, Shift, Members, Verdict, Both, Row} {
		page = strings.Replace(page, "{{"+string(s)+"}}", functionTable(s), 1)
	}
	return page
}

// functionTable lists the functions of a scope in the order of Functions.
func functionTable(s Scope) string {
	lines := []string{"| function | what it is | example |", "|---|---|---|"}
	for _, f := range Functions {
		if f.Scope == s {
			lines = append(lines, fmt.Sprintf("| `%s` | %s | `%s` |", f.signature(), f.Doc, f.Example))
		}
	}
	return strings.Join(lines, "\n")
}

// signature returns round(x, [digits]), with brackets around what may be left
// out.
func (f *Function) signature() string {
	params := make([]string, len(f.Params))
	for i, p := range f.Params {
		params[i] = p.Name
		if i >= f.Required {
			params[i] = "[" + p.Name + "]"
		}
	}
	return f.Name + "(" + strings.Join(params, ", ") + ")"
}
