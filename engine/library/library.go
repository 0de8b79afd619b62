// Package library has ready-made KPIs of sales, SaaS and support: what each
// counts, what it needs to know of the data, and what goes wrong with it.
package library

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"kpi/engine/diag"
)

// A Template is a KPI with roles in place of columns.
type Template struct {
	ID     string
	Domain string // "sales", "saas", "support"
	// Rows says in words what the rows of its source are; "" is a KPI that only
	// reads other KPIs.
	Rows     string
	Roles    []Role // in the order of asking
	Zero     string // what it is where there is nothing to count or to divide by
	Pitfalls string // what makes it say something else than people think
	lines    []line // of the KPI
}

// A Role is something that a template has to be told.
type Role struct {
	Name string
	Kind Kind
	// Of is the role of the source whose column it is; "" is the KPI's own.
	Of      string
	Says    string   // what it is, in words
	Hints   []string // names that such a column usually has, the most usual one first
	Default string   // what it is where nobody says; "" is nothing
}

// A Kind is what may fill a role.
type Kind string

// The kinds of roles.
const (
	Condition Kind = "condition" // a row formula that is true or false
	Date      Kind = "date"      // a column that is a date or timestamp
	Timestamp Kind = "timestamp" // a column that is a timestamp
	Money     Kind = "money"     // a column of amounts
	Number    Kind = "number"    // a column that is a number of any type
	ID        Kind = "id"        // a column whose values tell entities apart
	Value     Kind = "value"     // a number that is written out
	SourceID  Kind = "source"    // a further source
	KPI       Kind = "kpi"       // a KPI or measure of the same file
)

// kinds lists them all.
var kinds = []Kind{Condition, Date, Timestamp, Money, Number, ID, Value, SourceID, KPI}

//go:embed sales.yaml saas.yaml support.yaml
var files embed.FS

// Domains are the fields that the library knows, in the order of the page.
var Domains = []string{"sales", "saas", "support"}

// All returns all templates, by domain and then in the order of writing.
func All() []*Template {
	var all []*Template
	for _, domain := range Domains {
		data, err := files.ReadFile(domain + ".yaml")
		if err != nil {
			panic("library: " + err.Error())
		}
		list, err := read(domain, string(data))
		if err != nil {
			panic(fmt.Sprintf("library: %s.yaml: %s", domain, err))
		}
		all = append(all, list...)
	}
	return all
}

// Find returns the template of the name, or nil with the nearest name, which is
// "" where none is near.
func Find(id string) (*Template, string) {
	var names []string
	for _, t := range All() {
		if t.ID == id {
			return t, ""
		}
		names = append(names, t.ID)
	}
	return nil, diag.Nearest(id, names)
}

// Name is what the KPI is called.
func (t *Template) Name() string { return t.line("name") }

// Description says in words what the KPI counts.
func (t *Template) Description() string { return t.line("description") }

// Formula is the formula with roles in braces.
func (t *Template) Formula() string { return t.line("formula") }

// Unit is the unit of the KPI.
func (t *Template) Unit() string { return t.line("unit") }

// Better is the good side of its values, "higher" or "lower".
func (t *Template) Better() string { return t.line("better") }

// Class is "leading" or "lagging".
func (t *Template) Class() string { return t.line("class") }

// Leads is the KPI that it claims to come before, and "" for none.
func (t *Template) Leads() string {
	_, rest, ok := strings.Cut(t.line("leads"), "kpi: ")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, ",")
	return name
}

// ReadsSource reports whether it reads the rows of a source.
func (t *Template) ReadsSource() bool { return t.Rows != "" }

// Role returns the role of the name, nil where there is none.
func (t *Template) Role(name string) *Role {
	i := slices.IndexFunc(t.Roles, func(r Role) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	return &t.Roles[i]
}

func (t *Template) line(key string) string {
	for _, l := range t.lines {
		if l.key == key {
			return l.value
		}
	}
	return ""
}

// Words name a kind in a sentence: "an amount".
func (k Kind) Words() string {
	switch k {
	case Money:
		return "an amount"
	case ID:
		return "an ID"
	case KPI:
		return "a KPI or measure"
	case SourceID:
		return "a source"
	case Value:
		return "a number"
	}
	return "a " + string(k)
}
