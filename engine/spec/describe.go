package spec

// probes are values of every kind that the reader tells apart. None of them has
// to be right: the reader notes what it asks for before it judges an answer.
var probes = []string{`"x"`, `true`, `null`, `{}`, `{"x": "x"}`, `["x"]`, `["x", "x"]`, `[{}]`, `[{"x": "x"}]`}

// Describe returns what a definition file may hold, as the reader has it: it is
// made to read small files until it asks for nothing new. So a key that the
// reader learns is described without being listed anywhere else. The values of a
// further file, which has to be right, become examples.
func Describe(examples []byte) *Shape {
	root := &Shape{}
	places := []place{{shape: root, file: func(value string) string { return value }}}
	for len(places) > 0 {
		p := places[0]
		for _, probe := range probes {
			root.learn(p.file(probe))
		}
		places = append(places[1:], p.below()...)
	}
	root.show(examples)
	return root
}

// learn notes what the reader asks for while it reads a file.
func (s *Shape) learn(text string) {
	r := newReader()
	r.shape = s
	r.file(File{Data: []byte(text)}, true)
}

// A place is where something may stand, with the smallest file that has a value
// there. Each place has a file of its own, so that no neighbour can hide it.
type place struct {
	shape *Shape
	file  func(value string) string
}

// below returns the places inside of this one.
func (p place) below() []place {
	var inside []place
	add := func(s *Shape, before, after string) {
		inside = append(inside, place{s, func(value string) string { return p.file(before + value + after) }})
	}
	for _, k := range p.shape.Keys {
		add(k.Value, `{"`+k.Name+`": `, `}`)
	}
	if p.shape.Others != nil {
		add(p.shape.Others, `{"x": `, `}`)
	}
	if p.shape.Items != nil {
		// The second item is for lists that have to have two.
		add(p.shape.Items, `[`, `, "x"]`)
	}
	return inside
}
