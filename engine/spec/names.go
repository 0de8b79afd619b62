package spec

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// operatorWords are the operators of the formula language that are words.
var operatorWords = map[string]bool{
	"and": true, "or": true, "not": true, "in": true,
	"contains": true, "matches": true, "startsWith": true, "endsWith": true,
}

// reserved are the further words of the formula language.
var reserved = map[string]bool{
	"nil": true, "true": true, "false": true, "let": true, "if": true, "else": true,
	"period_start": true, "period_end": true,
}

// checkName reports an id that formulas could not use as a name.
func (r *reader) checkName(id Text, kind string) {
	name := id.Value
	switch {
	case operatorWords[name] || reserved[name]:
		words := slices.Concat(slices.Collect(maps.Keys(operatorWords)), slices.Collect(maps.Keys(reserved)))
		slices.Sort(words)
		r.errorf(id.Range, codeInvalidName, "%s cannot be called %s: formulas use this word", kind, quoted(name)).
			Notef("reserved: %s", strings.Join(words, ", "))
	case !isName(name):
		d := r.errorf(id.Range, codeInvalidName, "%s is not a name for a %s", quoted(name), kind)
		if better := toName(name); better != "" {
			d.Labelf("write %s", better)
		}
		d.Notef("a name is a letter or _, followed by letters, digits and _")
	}
}

func isName(s string) bool {
	for i, c := range s {
		if !unicode.IsLetter(c) && c != '_' && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return s != ""
}

// toName returns the name that is closest to s, or "" where none is.
func toName(s string) string {
	letters := strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	name := strings.Join(letters, "_")
	if name != "" && !isName(name) {
		name = "_" + name
	}
	return name
}
