package spec

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// An Edit gives an expected text of a test file another value: a number, words,
// or a series, which need no quotes.
type Edit struct {
	Text  Text
	Value string
}

// A Refusal is an edit that was not made, and why: it completes "it …".
type Refusal struct {
	Edit Edit
	Why  string
}

// Rewrite returns the file with the edits made. All other bytes stay as they
// are, quotes around an edited text included. An edit that would change more
// than its text is refused.
func (f *TestFile) Rewrite(edits []Edit) ([]byte, []Refusal) {
	uses := f.uses()
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int { return cmp.Compare(a.Text.offset, b.Text.offset) })
	var out bytes.Buffer
	if f.marked {
		out.WriteString("\uFEFF")
	}
	var refused []Refusal
	done := 0
	for _, e := range sorted {
		if why := e.Text.fixed(f.sheet, uses[e.Text.offset]); why != "" {
			refused = append(refused, Refusal{e, why})
			continue
		}
		start, end := e.Text.spelling().extent(e.Text.Value)
		quote := ""
		if e.Text.style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
			quote = string(f.File.Data[start])
		}
		out.Write(f.File.Data[done:start])
		out.WriteString(quote + e.Value + quote)
		done = end
	}
	out.Write(f.File.Data[done:])
	return out.Bytes(), refused
}

// fixed says why a text cannot be edited in place; "" is that it can.
func (t Text) fixed(in *sheet, uses int) string {
	switch {
	case t.sheet != in:
		return "is not written in this file"
	case t.style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0, t.Range.Start.Line != t.Range.End.Line:
		return "is written over several lines"
	case uses > 1:
		return "is used by several tests through an alias"
	case t.anchored():
		return "has an anchor, so that other places may mean it"
	}
	return ""
}

// anchored reports whether an anchor (&name) stands before the text.
func (t Text) anchored() bool {
	line := t.sheet.data[:t.offset]
	words := strings.Fields(string(line[bytes.LastIndexByte(line, '\n')+1:]))
	return len(words) > 0 && strings.HasPrefix(strings.TrimLeft(words[len(words)-1], "{[,"), "&")
}

// uses counts by offset how often an expected text is met: more than once where
// aliases bring it up again.
func (f *TestFile) uses() map[int]int {
	n := map[int]int{}
	for _, t := range f.Tests {
		for _, e := range t.Expect {
			e.count(n)
			for _, split := range e.By {
				for _, m := range split.Members {
					m.count(n)
				}
			}
		}
	}
	return n
}

func (e Expectation) count(n map[int]int) {
	for _, t := range []Text{e.Value, e.Target, e.Status, e.Previous, e.LastYear, e.YearToDate, e.Trailing12, e.Series} {
		if t.Written() {
			n[t.offset]++
		}
	}
}
