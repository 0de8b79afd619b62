package spec

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// The most that one key has of examples.
const (
	maxExamples = 3
	maxExample  = 240 // bytes of JSON; of what is longer, a part is shown
)

// show gives shapes the values of a file as examples. It shows nothing of a file
// that is not YAML.
func (s *Shape) show(data []byte) {
	if doc, _, err := decode(data); err == nil && doc != nil && len(doc.Content) > 0 {
		s.example(doc.Content[0])
	}
}

func (s *Shape) example(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	text := s.asJSON(n, maxExample)
	if !slices.ContainsFunc(s.Examples, func(e json.RawMessage) bool { return string(e) == text }) && len(s.Examples) < maxExamples {
		s.Examples = append(s.Examples, json.RawMessage(text))
	}
	for name, value := range entriesOf(n) {
		if inside := s.inside(name); inside != nil {
			inside.example(value)
		}
	}
	if n.Kind == yaml.SequenceNode && s.Items != nil {
		for _, item := range n.Content {
			s.Items.example(item)
		}
	}
}

// inside returns the shape at a key, or nil where the key is the house's own.
func (s *Shape) inside(key string) *Shape {
	switch k := s.Key(key); {
	case k != nil:
		return k.Value
	case strings.HasPrefix(key, "x-"):
		return nil
	}
	return s.Others
}

// entriesOf yields the keys of a mapping and of those that it merges.
func entriesOf(n *yaml.Node) iter.Seq2[string, *yaml.Node] {
	return func(yield func(string, *yaml.Node) bool) {
		if n.Kind == yaml.AliasNode {
			n = n.Alias
		}
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			inside := func(yield func(string, *yaml.Node) bool) { yield(key.Value, value) }
			if key.Tag == "!!merge" {
				inside = entriesOf(value)
			}
			for name, value := range inside {
				if !yield(name, value) {
					return
				}
			}
		}
	}
}

// asJSON spells a value of at most so many bytes: the first of the known keys, or
// the shortest of the named things.
func (s *Shape) asJSON(n *yaml.Node, most int) string {
	switch {
	case n.Kind == yaml.AliasNode:
		return s.asJSON(n.Alias, most)
	case n.Kind == yaml.SequenceNode:
		var items []string
		for _, item := range n.Content {
			items = append(items, s.Items.asJSON(item, most))
		}
		return "[" + strings.Join(fitting(items, most), ", ") + "]"
	case n.Kind == yaml.MappingNode:
		return "{" + strings.Join(fitting(s.members(n, most), most), ", ") + "}"
	}
	switch {
	case isNull(n):
		return "null"
	case n.Style == 0 && json.Valid([]byte(n.Value)): // true, false and numbers
		return n.Value
	}
	return spelled(n.Value)
}

func (s *Shape) members(n *yaml.Node, most int) []string {
	var members []string
	for name, value := range entriesOf(n) {
		if inside := s.inside(name); inside != nil {
			members = append(members, spelled(name)+": "+inside.asJSON(value, most))
		}
	}
	if s.Others != nil {
		slices.SortStableFunc(members, func(a, b string) int { return len(a) - len(b) })
	}
	return members
}

// fitting returns the first texts that have no more bytes together, and one at
// least.
func fitting(texts []string, most int) []string {
	size := 0
	for i, t := range texts {
		if size += len(t); size > most && i > 0 {
			return texts[:i]
		}
	}
	return texts
}

func spelled(v any) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err) // texts and what json.Valid has seen can be spelled
	}
	return strings.TrimSuffix(b.String(), "\n")
}
