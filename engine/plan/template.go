package plan

import (
	"strings"
	"unicode"

	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// A Template is a message with the numbers that it tells. The zero Template says
// nothing.
type Template []Piece

// A Piece is a stretch of a message. Where neither Formula nor Member is set it
// is Text as it stands.
type Piece struct {
	Text    string
	Formula formula.Node
	Unit    unit.Unit // of Formula
	Points  bool      // Formula is a difference of percentages
	Change  bool      // Formula is a change on another period, which is told with its sign
	Member  bool      // the member that the rule is evaluated for
}

// template reads a message: formulas stand in braces, {{ and }} are braces.
func (b *builder) template(r *Rule, text *spec.Text, judged map[string][]string) Template {
	var out Template
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			out = append(out, Piece{Text: plain.String()})
			plain.Reset()
		}
	}
	runes := []rune(text.Value)
	for i := 0; i < len(runes); i++ {
		c := runes[i]
		switch {
		case c != '{' && c != '}':
			plain.WriteRune(c)
		case i+1 < len(runes) && runes[i+1] == c:
			plain.WriteRune(c)
			i++
		case c == '}':
			b.list.Errorf(text.Span(i, i+1), "message-brace", "this brace closes nothing").Labelf("write }} for a brace that is printed")
			return nil
		default:
			end := closingBrace(runes, i+1)
			if end < 0 {
				b.list.Errorf(text.Span(i, i+1), "message-brace", "this brace is never closed").Labelf("write {{ for a brace that is printed")
				return nil
			}
			flush()
			out = append(out, b.part(r, trimmed(text, i+1, end), judged))
			i = end
		}
	}
	flush()
	return out
}

// closingBrace returns where the formula that starts at i ends; -1 is nowhere.
func closingBrace(runes []rune, i int) int {
	quote := rune(0)
	for ; i < len(runes); i++ {
		switch c := runes[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case strings.ContainsRune("\"'`", c):
			quote = c
		case c == '}':
			return i
		case c == '{':
			return -1
		}
	}
	return -1
}

// trimmed returns the runes from i up to end without the blanks around them.
func trimmed(text *spec.Text, i, end int) *spec.Text {
	runes := []rune(text.Value)
	for i < end && unicode.IsSpace(runes[i]) {
		i++
	}
	for end > i && unicode.IsSpace(runes[end-1]) {
		end--
	}
	part := text.Part(i, end)
	return &part
}

// part checks what stands in braces.
func (b *builder) part(r *Rule, text *spec.Text, judged map[string][]string) Piece {
	d := b.plan.Dimension(text.Value)
	_, isNumber := b.numberTypes[text.Value]
	switch {
	case d != nil && d == r.Each:
		return Piece{Member: true}
	case d != nil && !isNumber:
		b.list.Errorf(text.Range, "unknown-name", "%q is a dimension: the rule has no member of it", text.Value).
			Notef("each: %s evaluates the rule for every member", text.Value)
		return Piece{}
	}
	n := b.ruleFormula(text, judged)
	if n == nil {
		return Piece{}
	}
	t := n.Info().Type
	if t.Kind != formula.Number {
		b.list.Errorf(text.Range, "formula-type", "a message tells numbers, and this is a %s", t.Kind)
	}
	return Piece{Formula: n, Unit: t.Unit, Points: inPoints(n), Change: isChange(n)}
}

// inPoints reports whether n is what one percentage has more than another, which
// is told in points.
func inPoints(n formula.Node) bool {
	switch n := n.(type) {
	case *formula.Binary:
		return n.Op == "-" && n.X.Info().Type.Unit == unit.Percent && n.Y.Info().Type.Unit == unit.Percent
	case *formula.Window:
		return n.Func == "growth" && n.X.Info().Type.Unit == unit.Percent
	}
	return false
}

// isChange reports whether n is growth, or what a number has more than the same
// number in another period.
func isChange(n formula.Node) bool {
	switch n := n.(type) {
	case *formula.Window:
		return n.Func == "growth"
	case *formula.Binary:
		before, ok := n.Y.(*formula.Window)
		return n.Op == "-" && ok && (before.Func == "previous" || before.Func == "last_year") && formula.Format(before.X) == formula.Format(n.X)
	}
	return false
}
