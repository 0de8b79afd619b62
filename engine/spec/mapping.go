package spec

import (
	"iter"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// A mapping is a YAML mapping that is being read. The keys that its reader asks
// for are the keys that it may have; done reports all others.
type mapping struct {
	*reader
	slot    slot
	entries []entry
	index   map[string]int // key to entry
	asked   []string
	broken  bool // it could not be read, so that nothing is missing in it
}

type entry struct {
	key, value *yaml.Node
	known      bool
}

// mapping reads the keys of the slot's value. Where nothing is written, it is
// empty and misses nothing.
func (r *reader) mapping(s slot) *mapping {
	m := &mapping{reader: r, slot: s}
	s.shape.mapping()
	n := r.resolve(s.value)
	if n == nil || n.Kind != yaml.MappingNode {
		m.broken = true
		if n != nil {
			r.wrongType(s, n, "keys with values")
		}
		return m
	}
	m.entries = make([]entry, 0, len(n.Content)/2)
	m.index = make(map[string]int, len(n.Content)/2)
	m.collect(n, 0)
	return m
}

// collect adds the keys of n. A depth above zero is that of merged mappings
// (<<), whose keys give way to those that are there.
func (m *mapping) collect(n *yaml.Node, depth int) {
	var merges []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if !m.visit(key) {
			return
		}
		if key.Kind == yaml.ScalarNode && key.Tag == "!!merge" {
			merges = append(merges, value)
			continue
		}
		if n.Style&yaml.FlowStyle != 0 {
			var cut int
			value, cut = m.uncut(key.Value, value, n.Content[i+2:], 2)
			i += cut
		}
		m.add(key, value, depth > 0)
	}
	for _, merged := range merges {
		m.merge(merged, depth+1)
	}
}

func (m *mapping) add(key, value *yaml.Node, merged bool) {
	if key.Kind != yaml.ScalarNode || isNull(key) {
		m.errorf(m.place(key), codeWrongType, "a key of %s: expected text, found %s", m.slot.what(), inWords(key))
		return
	}
	if strings.HasPrefix(key.Value, "x-") {
		return
	}
	if first, ok := m.index[key.Value]; ok {
		if !merged {
			m.errorf(m.place(key), codeDuplicateKey, "%s is written twice in %s", quoted(key.Value), m.slot.what()).
				At(m.place(m.entries[first].key), "the first one")
		}
		return
	}
	m.index[key.Value] = len(m.entries)
	m.entries = append(m.entries, entry{key: key, value: value})
}

// merge adds what << names: a mapping or a list of mappings.
func (m *mapping) merge(n *yaml.Node, depth int) {
	if depth > maxMergeDepth {
		m.tooLarge(m.place(n), "merges (<<) are nested more than %d deep, or one contains itself", maxMergeDepth)
	}
	if n = m.resolve(n); n == nil {
		return
	}
	switch n.Kind {
	case yaml.MappingNode:
		m.collect(n, depth)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			m.merge(item, depth+1)
		}
	default:
		m.errorf(m.place(n), codeWrongType, "<< in %s: expected keys with values, found %s", m.slot.what(), inWords(n))
	}
}

// at returns what is written at a key and makes the key known.
func (m *mapping) at(key string) slot { return m.ask(key, false) }

func (m *mapping) ask(key string, required bool) slot {
	shape := m.slot.shape.key(key, required)
	if m.asked == nil {
		m.asked = make([]string, 0, 24)
	}
	m.asked = append(m.asked, key)
	i, ok := m.index[key]
	if !ok {
		return slot{name: key, shape: shape}
	}
	e := &m.entries[i]
	e.known = true
	return slot{name: key, key: e.key, value: e.value, shape: shape}
}

// need is at for a key that has to be written.
func (m *mapping) need(key string) slot {
	s := m.ask(key, true)
	if s.key == nil && !m.broken {
		m.errorf(m.place(m.slot.key), codeMissingKey, "%s has no %s", m.slot.what(), quoted(key))
	}
	return s
}

// done reports the keys that nobody has asked for.
func (m *mapping) done() {
	for _, e := range m.entries {
		if e.known || m.stopped || m.unknown[e.key] {
			continue
		}
		m.unknown[e.key] = true
		d := m.errorf(m.place(e.key), codeUnknownKey, "%s is not a key of %s", quoted(e.key.Value), m.slot.what())
		suggest(d, e.key.Value, m.asked)
		if !m.slot.isNamed() && isKPI(e.value) {
			d.Notef("a KPI stands below kpis:, further to the right")
		}
		d.Notef("keys of %s: %s", m.slot.what(), strings.Join(m.asked, ", "))
	}
}

// isKPI reports whether n has a formula, as KPIs have.
func isKPI(n *yaml.Node) bool {
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if n.Content[i].Value == "formula" {
			return true
		}
	}
	return false
}

// things yields every entry in the order of writing, with its key as a text.
// Kind names the entries in messages.
func (m *mapping) things(kind string) iter.Seq2[Text, slot] {
	shape := m.slot.shape.others(kind)
	return m.each(kind, func(string) *Shape { return shape })
}

func (m *mapping) each(kind string, shape func(key string) *Shape) iter.Seq2[Text, slot] {
	return func(yield func(Text, slot) bool) {
		for _, e := range m.entries {
			id := m.sheet.text(e.key)
			if m.stopped || !yield(id, slot{kind: kind, name: id.Value, key: e.key, value: e.value, shape: shape(id.Value)}) {
				return
			}
		}
	}
}

// named is things for entries whose keys are names that the user gives.
func (m *mapping) named(kind string) iter.Seq2[Text, slot] {
	return func(yield func(Text, slot) bool) {
		for id, s := range m.things(kind) {
			m.checkName(id, kind)
			if !yield(id, s) {
				return
			}
		}
	}
}

// section returns the section of a file with its named things.
func (m *mapping) section(key string) *mapping {
	s := m.at(key)
	things := m.mapping(s)
	m.unread = m.unread || things.broken && s.key != nil
	return things
}

// unique is named for things whose names must be unique over all files.
func (m *mapping) unique(kind string) iter.Seq2[Text, slot] {
	return func(yield func(Text, slot) bool) {
		for id, s := range m.named(kind) {
			m.define(id, kind)
			if !yield(id, s) {
				return
			}
		}
	}
}

// oneOf is things for a mapping with a single key, which is one of the words.
// Kind says what it is a mapping of.
func (m *mapping) oneOf(kind string, words []string) iter.Seq2[Text, slot] {
	m.slot.shape.oneOf(words)
	return func(yield func(Text, slot) bool) {
		for id, s := range m.each("", m.slot.shape.value) {
			if !slices.Contains(words, id.Value) {
				d := m.errorf(id.Range, codeUnknownWord, "%s is %s, not %s", kind, either(words), quoted(id.Value))
				suggest(d, id.Value, words)
			}
			if !yield(id, s) {
				return
			}
		}
	}
}
