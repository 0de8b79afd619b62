package spec

import (
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// A Text is a YAML scalar and where it stands. The zero Text is "not written".
// Value is the text that YAML means by it: quotes and folding are resolved.
// Range is the whole scalar with its quotes; of a block scalar (| and >) it is
// the content without the indicator.
type Text struct {
	Value string
	Range diag.Range

	sheet  *sheet // nil where the text was not read from a file
	offset int    // of the first byte of the scalar in the sheet
	style  yaml.Style
	inline bool // the text is a line of its own, not read from a file

	whole *Text // that this text is a part of; nil is none
	from  int   // the rune of whole that it begins with
}

// Inline returns a text that was not read from a file, such as an option of the
// command line. Its places are columns of one line of a file of that name.
func Inline(name, text string) Text {
	end := diag.Pos{Line: 1, Col: 1 + utf8.RuneCountInString(text)}
	return Text{Value: text, Range: diag.Range{File: name, Start: diag.Pos{Line: 1, Col: 1}, End: end}, inline: true}
}

// Part returns the runes from, up to but not including to, of Value as a text,
// whose places are those that it has in t.
func (t Text) Part(from, to int) Text {
	return Text{Value: string([]rune(t.Value)[from:to]), Range: t.Span(from, to), whole: &t, from: from}
}

// Written reports whether the scalar stands in the file.
func (t Text) Written() bool { return t.Range.Start.Line != 0 || t.Value != "" }

// Span returns the place in the file of the runes from, up to but not including
// to, of Value, in whatever style the scalar is written. Bounds outside Value
// are moved to its ends. Where the spelling cannot be followed rune by rune it
// is the whole scalar. Each call walks the scalar up to the rune to.
func (t Text) Span(from, to int) diag.Range {
	if t.inline {
		r := t.Range
		r.Start.Col, r.End.Col = r.Start.Col+from, r.Start.Col+to
		return r
	}
	if t.whole != nil {
		end := utf8.RuneCountInString(t.Value)
		return t.whole.Span(t.from+min(max(from, 0), end), t.from+min(max(to, 0), end))
	}
	if t.sheet == nil {
		return t.Range
	}
	from = max(from, 0)
	to = max(to, from)
	var start, end, runes int
	sp := t.spelling()
	_, ok := sp.follow(t.Value, func(p piece) bool {
		// Until the span is reached it stands empty behind the last rune, which
		// is right for bounds beyond the end.
		switch {
		case runes < from:
			start, end = p.end, p.end
		case runes == from && to == from:
			start, end = p.start, p.start
		case runes == from:
			start, end = p.start, p.end
		default:
			end = p.end
		}
		runes++
		return runes < to || runes <= from
	})
	if !ok || runes == 0 {
		return t.Range
	}
	return t.sheet.between(start, end)
}

func (t Text) spelling() spelling {
	return spelling{data: t.sheet.data, offset: t.offset, style: t.style}
}

// text returns the scalar n with its place.
func (s *sheet) text(n *yaml.Node) Text {
	t := Text{Value: n.Value, sheet: s, style: n.Style}
	t.offset = s.offset(n.Line, n.Column)
	if n.Value != "" || n.Style != 0 {
		t.offset = s.afterProperties(t.offset)
	}
	sp := t.spelling()
	t.Range = s.between(sp.extent(n.Value))
	return t
}
