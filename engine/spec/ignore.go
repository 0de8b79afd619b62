package spec

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// An Ignore is a comment that lets a finding of lint be for a while:
//
//	# kpi:ignore missing-owner reason="the team is being built" until=2026-12-31
type Ignore struct {
	Range  diag.Range // of the comment
	Rule   Text       // code of the finding
	Reason Text
	Until  Text // ISO date: the last day on which it holds
	// Line is the line that it speaks of: its own, or, where it has a line to
	// itself, the next one that is not a comment.
	Line int
}

var ignoreMark = regexp.MustCompile(`#[ \t]*kpi:ignore\b`)

// ignores reads the comments of the sheet that ignore something.
func (r *reader) ignores(doc *yaml.Node) {
	marks := ignoreMark.FindAllIndex(r.sheet.data, -1)
	if len(marks) == 0 {
		return
	}
	within := scalars(r.sheet, doc)
	end, line := 0, 0
	for _, m := range marks {
		// A comment begins behind a blank, outside of texts and of other comments.
		if m[0] < end || m[0] > 0 && !isWhite(r.sheet.data, m[0]-1) || within.holds(m[0]) {
			continue
		}
		end = r.sheet.endOfLine(m[1])
		line = r.sheet.subject(m[0], line)
		r.ignore(ignored{start: m[0], words: m[1], end: end, line: line})
	}
}

// ignored is a comment that ignores something: offsets, and the line that it
// speaks of. Its words stand behind the mark.
type ignored struct{ start, words, end, line int }

func (r *reader) ignore(c ignored) {
	g := Ignore{Range: r.sheet.between(c.start, c.end), Line: c.line}
	words := ignoreWords.FindAllSubmatchIndex(r.sheet.data[c.words:c.end], -1)
	for _, w := range words {
		for i := range w {
			if w[i] >= 0 {
				w[i] += c.words
			}
		}
		if why := r.ignoreWord(&g, w); why != "" {
			r.badIgnore(r.sheet.between(w[0], w[1]), why)
			return
		}
	}
	var missing []string
	for _, part := range []struct {
		name string
		text Text
	}{{"the name of a rule", g.Rule}, {"a reason", g.Reason}, {"an end date", g.Until}} {
		if part.text.Value == "" {
			missing = append(missing, part.name)
		}
	}
	if len(missing) > 0 {
		r.badIgnore(g.Range, "the comment lacks "+strings.Join(missing, " and "))
		return
	}
	r.catalog.Ignores = append(r.catalog.Ignores, g)
}

// ignoreWords are name="…", name=…, and words alone. The groups are the name
// with its sign, the text in quotes, and the text without.
var ignoreWords = regexp.MustCompile(`([^\s=]+=)?(?:"([^"]*)"|(\S+))`)

// ignoreWord reads one word of a comment; it returns what is wrong with it.
func (r *reader) ignoreWord(g *Ignore, w []int) string {
	value := r.ignoreText(w)
	name := ""
	if w[2] >= 0 {
		name = strings.TrimSuffix(string(r.sheet.data[w[2]:w[3]]), "=")
	}
	var into *Text
	switch name {
	case "":
		into = &g.Rule
	case "reason":
		into = &g.Reason
	case "until":
		into = &g.Until
	default:
		return quoted(name) + " is not known here: a comment has reason and until"
	}
	switch {
	case into.Written() && name == "":
		return "the comment ignores one rule, and " + quoted(value.Value) + " stands behind it"
	case into.Written():
		return "the comment says " + quoted(name) + " twice"
	case name == "until" && !isDate(value.Value):
		return quoted(value.Value) + " is not a date, such as 2026-12-31"
	}
	*into = value
	return ""
}

func (r *reader) ignoreText(w []int) Text {
	start, end := w[6], w[7]
	if w[4] >= 0 {
		start, end = w[4], w[5]
	}
	return Text{Value: strings.TrimSpace(string(r.sheet.data[start:end])), Range: r.sheet.between(start, end)}
}

func (r *reader) badIgnore(at diag.Range, why string) {
	r.errorf(at, codeBadIgnore, "%s", why).
		Notef(`write # kpi:ignore missing-owner reason="the team is being built" until=2026-12-31`)
}

// endOfLine returns the offset behind the text of the line that holds at.
func (s *sheet) endOfLine(at int) int {
	end := len(s.data)
	if i := bytes.IndexByte(s.data[at:], '\n'); i >= 0 {
		end = at + i
	}
	return at + len(bytes.TrimRight(s.data[at:end], " \t\r"))
}

// subject returns the line that the comment at the offset speaks of. Last is
// that of the comment before: one block of comments is not walked twice.
func (s *sheet) subject(at, last int) int {
	n := max(s.pos(at).Line, last)
	for n < len(s.rows) && bytes.HasPrefix(bytes.TrimLeft(s.row(n), " \t"), []byte("#")) {
		n++
	}
	return n
}

// extents are the places of the scalars of a sheet, from first to last.
type extents [][2]int

// scalars lists where the texts of a document stand: a # in one of them begins
// no comment.
func scalars(s *sheet, doc *yaml.Node) extents {
	var out extents
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			t := s.text(n)
			start, end := t.spelling().extent(n.Value)
			out = append(out, [2]int{start, end})
		}
		for _, child := range n.Content {
			walk(child)
		}
	}
	walk(doc)
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

func (e extents) holds(at int) bool {
	i, found := slices.BinarySearchFunc(e, at, func(x [2]int, at int) int { return cmp.Compare(x[0], at) })
	return found || i > 0 && at < e[i-1][1]
}
