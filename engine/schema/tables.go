package schema

import (
	"encoding/json"
	"regexp"
	"strings"

	"kpi/engine/spec"
)

// A table of docs/kpis.md explains the keys of a mapping.
type table struct {
	heading string // under which it stands
	keys    []string
	says    map[string]string // by key, in Markdown
	shown   map[string][]json.RawMessage
}

type tables []table

var (
	row  = regexp.MustCompile("^\\| `([A-Za-z0-9_-]+)` \\| (.*) \\|$")
	link = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
)

// tablesOf returns the tables of keys of a page in its order.
func tablesOf(page string) tables {
	var all tables
	heading := ""
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		if h, ok := strings.CutPrefix(line, "## "); ok {
			heading = h
		}
		if line == "| key | says |" {
			all = append(all, table{heading: heading, says: map[string]string{}, shown: map[string][]json.RawMessage{}})
		}
		m := row.FindStringSubmatch(line)
		if m == nil || len(all) == 0 {
			continue
		}
		last := &all[len(all)-1]
		last.keys = append(last.keys, m[1])
		// Links lead nowhere in an editor, and \| is how a table writes |.
		last.says[m[1]] = strings.ReplaceAll(link.ReplaceAllString(m[2], "$1"), `\|`, "|")
	}
	return all
}

// of returns the table that explains the keys of a shape: the one that has most
// of them and least besides. It is empty where none has any of them.
func (t tables) of(s *spec.Shape) table {
	var best table
	bestScore := 0
	for _, candidate := range t {
		score := -len(s.Keys) - len(candidate.keys)
		for _, k := range s.Keys {
			if _, ok := candidate.says[k.Name]; ok {
				score += 2
			}
		}
		if candidate.says != nil && (best.says == nil || score > bestScore) {
			best, bestScore = candidate, score
		}
	}
	return best
}

// gather collects the examples of every key, for the other places where the same
// table explains it.
func (t tables) gather(s *spec.Shape) {
	table := t.of(s)
	for _, k := range s.Keys {
		if len(table.shown[k.Name]) == 0 {
			table.shown[k.Name] = k.Value.Examples
		}
		t.gather(k.Value)
	}
	for _, inside := range []*spec.Shape{s.Others, s.Items} {
		if inside != nil {
			t.gather(inside)
		}
	}
}

// explain gives a key its meaning, and examples where it has none.
func (t table) explain(key string, n *node) *node {
	if len(n.Examples) == 0 {
		n.Examples = t.shown[key]
	}
	n.Markdown = t.says[key]
	n.Description = strings.ReplaceAll(n.Markdown, "`", "")
	if n.Description == n.Markdown {
		n.Markdown = ""
	}
	return n
}
