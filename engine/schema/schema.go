// Package schema prints what definition files may hold as JSON Schema, for
// editors.
package schema

import (
	"bytes"
	"encoding/json"
	"regexp"

	"kpi/docs"
	"kpi/engine/spec"
)

// The draft that the YAML language servers of editors read without exception;
// what 2020-12 has beyond it is not needed here.
const draft = "http://json-schema.org/draft-07/schema#"

// JSON returns the schema of definition files, main and included ones: what the
// reader asks for, with the meanings of docs/kpis.md and the values of
// docs/every_key.yaml as examples. It ends with a line feed.
func JSON() []byte {
	shape, tables := spec.Describe(docs.EveryKey), tablesOf(docs.KPIs)
	tables.gather(shape)
	root := schemaOf(shape, tables)
	root.Schema, root.Title = draft, "kpis.yaml"
	root.Examples = nil
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(root); err != nil {
		panic(err) // a tree of texts can be encoded
	}
	return b.Bytes()
}

// A node is a schema: the keywords that are used here, in the order of printing.
type node struct {
	Schema      string            `json:"$schema,omitempty"`
	Title       string            `json:"title,omitempty"`
	Description string            `json:"description,omitempty"`
	Markdown    string            `json:"markdownDescription,omitempty"` // what editors show in place of the description
	Examples    []json.RawMessage `json:"examples,omitempty"`
	Type        any               `json:"type,omitempty"` // a word or a list
	Enum        []any             `json:"enum,omitempty"`
	Pattern     string            `json:"pattern,omitempty"`
	MinLength   int               `json:"minLength,omitempty"`
	Items       *node             `json:"items,omitempty"`
	MinItems    int               `json:"minItems,omitempty"`
	MaxItems    int               `json:"maxItems,omitempty"`
	Properties  map[string]*node  `json:"properties,omitempty"`
	Patterns    map[string]bool   `json:"patternProperties,omitempty"`
	Additional  any               `json:"additionalProperties,omitempty"` // false, or a node
	Names       *node             `json:"propertyNames,omitempty"`
	Required    []string          `json:"required,omitempty"`
	MaxKeys     int               `json:"maxProperties,omitempty"`
	Not         *node             `json:"not,omitempty"`
	If          *node             `json:"if,omitempty"`
	Then        *node             `json:"then,omitempty"`
	AnyOf       []*node           `json:"anyOf,omitempty"`
	OneOf       []*node           `json:"oneOf,omitempty"`
}

// house matches the keys that are free for the user's own use.
const house = "^x-"

// schemaOf returns the schema of a shape, whose keys the tables explain.
func schemaOf(s *spec.Shape, t tables) *node {
	ways := scalars(s)
	if s.Items != nil {
		list := &node{Type: "array", Items: schemaOf(s.Items, t), MinItems: 1}
		list.Items.Examples = nil // those of the list show them
		if s.Pair {
			list.MinItems, list.MaxItems = 2, 2
		}
		ways = append(ways, list)
	}
	if s.Mapping {
		ways = append(ways, mapping(s, t))
	}
	whole := &node{AnyOf: ways}
	if len(ways) == 1 {
		whole = ways[0]
	}
	whole.Examples = s.Examples
	return whole
}

// scalars returns the ways to write a shape without keys and lists. The reader
// takes every scalar as the text that it is written as: an owner may be 4711.
func scalars(s *spec.Shape) []*node {
	var ways []*node
	if len(s.Words) > 0 {
		ways = append(ways, words(s.Words))
	}
	for _, f := range s.Forms {
		ways = append(ways, form(f))
	}
	switch {
	case s.Text && s.Flag: // a name or a switch, and neither is a number
		ways = append(ways, &node{Type: []string{"string", "boolean"}, MinLength: 1})
	case s.Text:
		ways = append(ways, &node{Type: []string{"string", "number", "boolean"}, MinLength: 1})
	case s.Flag:
		ways = append(ways, &node{Type: "boolean"})
	}
	if s.Null {
		ways = append(ways, &node{Type: "null"})
	}
	return ways
}

// words allows a word that is a number with and without quotes.
func words(list []string) *node {
	n := &node{}
	for _, w := range list {
		n.Enum = append(n.Enum, w)
		if json.Valid([]byte(w)) {
			n.Enum = append(n.Enum, json.RawMessage(w))
		}
	}
	return n
}

// form says in words what a pattern says.
func form(f spec.Form) *node {
	n := &node{Title: f.Want, Type: "string", Pattern: f.Pattern}
	if regexp.MustCompile(f.Pattern).MatchString("1") {
		n.Type = []string{"string", "number"}
	}
	return n
}

func mapping(s *spec.Shape, t tables) *node {
	n := &node{Type: "object", Patterns: map[string]bool{house: true}, Additional: false, Properties: map[string]*node{}}
	table := t.of(s)
	for _, k := range s.Keys {
		n.Properties[k.Name] = table.explain(k.Name, schemaOf(k.Value, t))
		if k.Required {
			n.Required = append(n.Required, k.Name)
		}
	}
	if s.Others != nil {
		others := schemaOf(s.Others, t)
		others.Examples = nil
		n.Additional = others
	}
	for _, keys := range s.Groups {
		if s.Single {
			n.OneOf = append(n.OneOf, &node{Required: keys})
		} else {
			n.AnyOf = append(n.AnyOf, &node{Required: keys})
		}
	}
	switch {
	case s.Alone != "":
		n.If = &node{Required: []string{s.Alone}}
		n.Then = &node{Names: &node{Pattern: "^(x-|" + s.Alone + "$)"}}
	case s.Most > 0:
		// Where the house has keys of its own among them, nothing is counted.
		n.If = &node{Names: &node{Not: &node{Pattern: house}}}
		n.Then = &node{MaxKeys: s.Most}
	}
	return n
}
