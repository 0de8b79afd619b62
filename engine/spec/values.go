package spec

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	// A machine without time zones of its own must not read a file differently.
	_ "time/tzdata"

	"gopkg.in/yaml.v3"

	"kpi/engine/unit"
)

// text returns the text of the slot, or the zero Text where nothing is written
// or something else stands there.
func (r *reader) text(s slot) Text {
	s.shape.text()
	return r.scalar(s)
}

// scalar is text for callers that say themselves what the text may be.
func (r *reader) scalar(s slot) Text {
	n := r.resolve(s.value)
	switch {
	case n == nil:
		return Text{}
	case n.Kind != yaml.ScalarNode || isNull(n):
		r.wrongType(s, n, "text")
		return Text{}
	}
	t := r.sheet.text(n)
	if n.Value == "" {
		r.errorf(t.Range, codeEmptyValue, "%s is an empty text", s.what())
	}
	return t
}

// list returns the items of the slot, which must be a list with items. The word
// items names them in messages.
func (r *reader) list(s slot, items string) []slot {
	shape := s.shape.items()
	n := r.resolve(s.value)
	switch {
	case n == nil:
		return nil
	case n.Kind != yaml.SequenceNode:
		r.wrongType(s, n, "a list of "+items)
		return nil
	case len(n.Content) == 0:
		r.errorf(r.place(n), codeEmptyValue, "%s is an empty list", s.what())
	}
	slots := make([]slot, 0, len(n.Content))
	for i := 0; i < len(n.Content) && r.visit(n.Content[i]); i++ {
		item := n.Content[i]
		if n.Style&yaml.FlowStyle != 0 {
			var cut int
			item, cut = r.uncut(s.name, item, n.Content[i+1:], 1)
			i += cut
		}
		slots = append(slots, slot{kind: "an item of", name: s.name, key: item, value: item, shape: shape})
	}
	return slots
}

// texts returns the items of the slot, which may be a single text.
func (r *reader) texts(s slot, items string) []Text {
	if n := s.value; n != nil && isScalar(n) && !isNull(n) {
		return []Text{r.text(s)}
	}
	var texts []Text
	for _, item := range r.list(s, items) {
		if t := r.text(item); t.Written() {
			texts = append(texts, t)
		}
	}
	return texts
}

// isScalar reports whether n, or what it is an alias of, is a scalar.
func isScalar(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode || n.Kind == yaml.AliasNode && n.Alias.Kind == yaml.ScalarNode
}

// isMapping does the same for mappings.
func isMapping(n *yaml.Node) bool {
	return n.Kind == yaml.MappingNode || n.Kind == yaml.AliasNode && n.Alias.Kind == yaml.MappingNode
}

// flag returns a value that is true or false; nothing is false.
func (r *reader) flag(s slot) bool {
	s.shape.flag()
	n := r.resolve(s.value)
	switch {
	case n == nil:
		return false
	case n.Kind == yaml.ScalarNode && n.Tag == "!!bool" && n.Style == 0:
		return strings.EqualFold(n.Value, "true")
	case n.Kind != yaml.ScalarNode || isNull(n):
		r.wrongType(s, n, "true or false")
		return false
	}
	d := r.errorf(r.place(n), codeWrongType, "%s is true or false, not %s", s.what(), quoted(n.Value))
	switch strings.ToLower(n.Value) {
	case "yes", "on", "true":
		d.Labelf("write true")
	case "no", "off", "false":
		d.Labelf("write false")
	}
	return false
}

// word returns one of the words.
func (r *reader) word(s slot, words []string) Text {
	s.shape.words(words)
	t := r.scalar(s)
	if t.Value == "" {
		return t
	}
	for _, w := range words {
		if t.Value == w {
			return t
		}
	}
	d := r.errorf(t.Range, codeUnknownWord, "%s is %s, not %s", s.what(), either(words), quoted(t.Value))
	suggest(d, t.Value, words)
	return t
}

// words returns the words of a list, each of which stands in it once.
func (r *reader) words(s slot, words []string) []Text {
	var out []Text
	for _, item := range r.list(s, "words: "+strings.Join(words, ", ")) {
		t := r.word(item, words)
		if slices.ContainsFunc(out, func(have Text) bool { return have.Value == t.Value }) {
			r.errorf(t.Range, codeDuplicateName, "%s has %s twice", s.what(), quoted(t.Value))
		}
		if t.Written() {
			out = append(out, t)
		}
	}
	return out
}

// either joins words to "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// A form is what the texts of a key have in common.
type form struct {
	pattern string // that they match, and maybe others do
	want    string // in words
	fits    func(string) bool
}

// numberPattern is no narrower than unit.ParseLiteral.
const (
	datePattern   = `[0-9]{4}-[0-9]{2}-[0-9]{2}`
	numberPattern = `\s*[-+−]?[0-9._]+([eE][-+]?[0-9]+)?\s*`
	suffixPattern = `(%|％|k|K|M|bn|B|万亿|万|亿)?\s*`
)

var (
	currencyForm = matching(`^[A-Z]{3}$`, "a currency of three capital letters, such as USD")
	dateForm     = form{`^` + datePattern + `$`, "a date, such as 2026-09-30", isDate}
	ageForm      = matching(`^[1-9][0-9]{0,3} (days?|weeks?)$`, "a span such as 3 days or 2 weeks")
	intervalForm = matching(`^[1-9][0-9]{0,3} (day|week|month|quarter|year)s?$`, "a length of time such as 6 months or 1 year")
	zoneForm     = form{`^[A-Za-z0-9_+/-]+$`, "a time zone, such as America/New_York, Asia/Shanghai or UTC", isZone}
	letterForm   = form{`^[\s\S]{1,2}$`, "one character; write a tab as \"\\t\"", isLetter}
	membersForm  = form{`^\+?[0-9]+$`, "a whole number above zero, such as 50", isPositive}
	numberForm   = form{`^` + numberPattern + suffixPattern + `$`, "a number, such as 30, 2.5k or 10%", isNumber}
	endForm      = form{`^(` + numberPattern + suffixPattern + `|` + datePattern + `)$`, "a number or a date, such as 100, 10% or 2026-09-30", isEnd}
	hexForm      = matching(`^#[0-9A-Fa-f]{6}$`, "a colour such as \"#1f4e79\", in quotes")
	shareForm    = form{`^` + numberPattern + `[%％]\s*$`, "a share such as 5%, from 0% to 100%", isShare}
	unitForm     = form{`^[A-Za-z ]+$`, "a unit, such as percent, money or money per day", isUnit}
)

// matching is the form of the texts that match a pattern.
func matching(pattern, want string) form {
	return form{pattern, want, regexp.MustCompile(pattern).MatchString}
}

// formed returns a text that has the form.
func (r *reader) formed(s slot, f form) Text {
	s.shape.form(f)
	t := r.scalar(s)
	if t.Value != "" && !r.octal(t) && !f.fits(t.Value) {
		d := r.errorf(t.Range, codeInvalidValue, "%s: expected %s, found %s", s.what(), f.want, quoted(t.Value))
		for _, better := range []string{t.Value + "%", strings.ToUpper(t.Value), strings.TrimSuffix(t.Value, "%")} {
			if f.fits(better) {
				d.Labelf("write %s", better)
			}
		}
	}
	return t
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// isZone refuses Local, which is another zone on every machine.
func isZone(s string) bool {
	_, err := time.LoadLocation(s)
	return err == nil && s != "Local"
}

func isLetter(s string) bool { return utf8.RuneCountInString(s) == 1 }

func isPositive(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n > 0
}

func isEnd(s string) bool { return isNumber(s) || isDate(s) }

// isShare wants the sign: 1 could be all or a hundredth.
func isShare(s string) bool {
	lit, ok := unit.ParseLiteral(s)
	return ok && lit.Percent && lit.Value >= 0 && lit.Value <= 1
}

func isNumber(s string) bool {
	_, ok := unit.ParseLiteral(s)
	return ok
}

func isUnit(s string) bool {
	_, ok := unit.Parse(s)
	return ok
}

// unit returns a text that names a unit.
func (r *reader) unit(s slot) Text {
	s.shape.words(unit.Names())
	s.shape.form(unitForm)
	t := r.scalar(s)
	if t.Value != "" && !unitForm.fits(t.Value) {
		d := r.errorf(t.Range, codeUnknownUnit, "%s is not a unit", quoted(t.Value))
		suggestUnit(d, t.Value)
		d.Notef("units: %s; also money per day, money EUR", strings.Join(unit.Names(), ", "))
	}
	return t
}
