package library

import (
	"fmt"
	"slices"
	"strings"
)

// A line is one key of a KPI in a template.
type line struct {
	indent int // levels below the KPI's own keys
	key    string
	value  string // without quotes; "" holds the keys below
}

// read reads the templates of a domain. The files are YAML, of which they use
// little: keys two, four and more blanks deep, each on a line of its own.
//
//	win_rate:                       the name under which it is added
//	  rows: deals                   what its rows are
//	  roles:
//	    won: condition | the deal is won | won, is_won | default
//	  zero: …
//	  pitfalls: …
//	  kpi:                          as in kpis.yaml, with {roles}
//	    formula: count({won}) / count()
//
// A role is its kind, what it is in words, the names that its column usually
// has, and what it is where nobody says.
func read(domain, text string) ([]*Template, error) {
	var list []*Template
	section := ""
	for n, raw := range strings.Split(text, "\n") {
		content := strings.TrimSpace(raw)
		if content == "" || strings.HasPrefix(content, "#") {
			continue
		}
		key, value, ok := strings.Cut(content, ":")
		if !ok {
			return nil, fmt.Errorf("line %d has no key", n+1)
		}
		value = unquote(strings.TrimSpace(value))
		depth := (len(raw) - len(strings.TrimLeft(raw, " "))) / 2
		if depth == 0 {
			list = append(list, &Template{ID: key, Domain: domain})
			continue
		}
		t := list[len(list)-1]
		if depth == 1 {
			section = key
		}
		if err := t.set(section, depth, key, value); err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return list, nil
}

// set takes in one line below the name of a template.
func (t *Template) set(section string, depth int, key, value string) error {
	switch {
	case section == "kpi" && depth >= 2:
		t.lines = append(t.lines, line{depth - 2, key, value})
	case section == "roles" && depth == 2:
		r, err := readRole(key, value)
		t.Roles = append(t.Roles, r)
		return err
	case key == "rows":
		t.Rows = value
	case key == "zero":
		t.Zero = value
	case key == "pitfalls":
		t.Pitfalls = value
	case key != "roles" && key != "kpi":
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// readRole reads "money of spend | the cost | amount, cost | 4".
func readRole(name, text string) (Role, error) {
	parts := append(strings.Split(text, "|"), "", "", "")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	kind, of, _ := strings.Cut(parts[0], " of ")
	r := Role{Name: name, Kind: Kind(kind), Of: of, Says: parts[1], Default: parts[3]}
	if parts[2] != "" {
		r.Hints = strings.Split(parts[2], ", ")
	}
	if !slices.Contains(kinds, r.Kind) || r.Says == "" {
		return r, fmt.Errorf("role %q has no known kind, or no words", name)
	}
	return r, nil
}

func unquote(value string) string {
	if len(value) > 1 && value[0] == '\'' && strings.HasSuffix(value, "'") {
		return strings.ReplaceAll(value[1:len(value)-1], "''", "'")
	}
	return value
}
