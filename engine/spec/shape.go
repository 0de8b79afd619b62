package spec

import (
	"encoding/json"
	"slices"
)

// A Shape is what the reader takes at one place of a file. What may stand there
// in several ways has several of its fields set; the zero Shape takes nothing.
//
// Shapes are not written down: Describe learns them from the reader, whose
// functions note here what they ask for. The methods that note do nothing on nil,
// which is what a reader of files has.
type Shape struct {
	Text  bool     // any text that is not empty
	Flag  bool     // true or false
	Null  bool     // nothing: an open end
	Words []string // one of these
	Forms []Form   // a text with one of these forms
	Pair  bool     // a list has two items
	Items *Shape   // of a list, which is never empty; nil is no list

	Mapping bool       // keys with values
	Keys    []Key      // that are known, in the order of asking
	Groups  [][]string // keys of which one group has to be complete
	Single  bool       // one of the groups, and no other
	Others  *Shape     // at keys that the user chooses; nil is no such keys
	Kind    string     // what stands at those keys, in words
	Alone   string     // the key beside which no other stands; "" is none
	Most    int        // so many keys at most; 0 is any number

	Examples []json.RawMessage
}

// A Key is a key of a mapping with what may stand there.
type Key struct {
	Name     string
	Required bool
	Value    *Shape
}

// A Form is what the texts of a key have in common.
type Form struct {
	Pattern string // a regular expression that they match, and maybe others do
	Want    string // in words, with an example: a date, such as 2026-09-30
}

// Key returns the key of that name, or nil.
func (s *Shape) Key(name string) *Key {
	for i := range s.Keys {
		if s.Keys[i].Name == name {
			return &s.Keys[i]
		}
	}
	return nil
}

func (s *Shape) text() {
	if s != nil {
		s.Text = true
	}
}

func (s *Shape) flag() {
	if s != nil {
		s.Flag = true
	}
}

func (s *Shape) null() {
	if s != nil {
		s.Null = true
	}
}

func (s *Shape) words(words []string) {
	if s == nil {
		return
	}
	for _, w := range words {
		if !slices.Contains(s.Words, w) {
			s.Words = append(s.Words, w)
		}
	}
}

func (s *Shape) form(f form) {
	noted := Form{Pattern: f.pattern, Want: f.want}
	if s != nil && !slices.Contains(s.Forms, noted) {
		s.Forms = append(s.Forms, noted)
	}
}

func (s *Shape) items() *Shape {
	if s == nil {
		return nil
	}
	if s.Items == nil {
		s.Items = &Shape{}
	}
	return s.Items
}

func (s *Shape) pair() {
	if s != nil {
		s.Pair = true
	}
}

func (s *Shape) mapping() {
	if s != nil {
		s.Mapping = true
	}
}

func (s *Shape) key(name string, required bool) *Shape {
	if s == nil {
		return nil
	}
	if s.Key(name) == nil {
		s.Keys = append(s.Keys, Key{Name: name, Value: &Shape{}})
	}
	k := s.Key(name)
	k.Required = k.Required || required
	return k.Value
}

func (s *Shape) others(kind string) *Shape {
	if s == nil {
		return nil
	}
	if s.Others == nil {
		s.Others, s.Kind = &Shape{}, kind
	}
	return s.Others
}

func (s *Shape) groups(single bool, groups [][]string) {
	if s != nil {
		s.Groups, s.Single = groups, single
	}
}

// oneOf notes keys of which there is one.
func (s *Shape) oneOf(keys []string) {
	var groups [][]string
	for _, k := range keys {
		s.key(k, false)
		groups = append(groups, []string{k})
	}
	s.groups(true, groups)
}

// anyOf notes keys of which there is at least one.
func (s *Shape) anyOf(keys []string) {
	var groups [][]string
	for _, k := range keys {
		groups = append(groups, []string{k})
	}
	s.groups(false, groups)
}

// value returns the shape at a key that is known, or nil.
func (s *Shape) value(key string) *Shape {
	if s == nil || s.Key(key) == nil {
		return nil
	}
	return s.Key(key).Value
}

func (s *Shape) alone(key string) {
	if s != nil {
		s.Alone = key
	}
}

func (s *Shape) most(n int) {
	if s != nil {
		s.Most = n
	}
}
