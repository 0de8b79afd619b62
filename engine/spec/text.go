package spec

import "kpi/engine/diag"

// A Text is a YAML scalar and where it stands. The zero Text is "not written".
// Value is the text that YAML means by it: quotes and folding are resolved.
type Text struct {
	Value string
	Range diag.Range
	// places holds the position of every rune of Value in the file, and one
	// past the last. It is nil where the scalar's spelling cannot be followed
	// rune by rune (escapes in double quotes).
	places []diag.Pos
}

// Written reports whether the scalar stands in the file.
func (t Text) Written() bool { return t.Range.Start.Line != 0 || t.Value != "" }

// Span returns the place in the file of the runes from, up to but not including
// to, of Value. Where the spelling cannot be followed it is the whole scalar.
func (t Text) Span(from, to int) diag.Range {
	if len(t.places) == 0 {
		return t.Range
	}
	last := len(t.places) - 1
	from = max(0, min(from, last))
	to = max(from, min(to, last))
	r := diag.Range{File: t.Range.File, Start: t.places[from], End: t.places[to]}
	if to > from && r.End.Line != r.Start.Line {
		// The last rune decides, or a span that ends at a fold would run on
		// to the next line.
		end := t.places[to-1]
		r.End = diag.Pos{Line: end.Line, Col: end.Col + 1}
	}
	return r
}
