package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// A reader walks the YAML of one file after the other and fills the catalog.
type reader struct {
	catalog  *Catalog
	problems diag.List
	defined  map[string]diag.Range // by kind and name, over all files

	unknown map[*yaml.Node]bool // keys that were reported; merges bring them up again
	shape   *Shape              // learns what a file may hold; nil where files are read

	sheet   *sheet
	isMain  bool
	visits  int  // of YAML values of this sheet
	unread  bool // a file, or the KPIs of one, could not be read
	stopped bool // a limit is reached: nothing more is read or reported
}

func newReader() *reader {
	return &reader{catalog: &Catalog{}, defined: map[string]diag.Range{}, unknown: map[*yaml.Node]bool{}}
}

// A slot is a place for a value: a key and what is written there.
type slot struct {
	kind  string     // "KPI", or "" for a plain key
	name  string     // the key, or the name of the thing
	key   *yaml.Node // where a missing value is reported
	value *yaml.Node // nil where nothing is written
	shape *Shape     // where to note what is asked for; nil is nowhere
}

// what names the slot in messages: "owner", KPI "win_rate".
func (s slot) what() string {
	switch {
	case s.kind == "":
		return quoted(s.name)
	case s.name == "":
		return s.kind
	}
	return s.kind + " " + quoted(s.name)
}

// isNamed reports whether the slot is a thing such as a KPI, and neither a plain
// key nor a part of something.
func (s slot) isNamed() bool {
	return s.kind != "" && s.name != "" && !strings.Contains(s.kind, " ")
}

// errorf reports an error. Behind a limit it reports nothing.
func (r *reader) errorf(at diag.Range, code, format string, args ...any) *diag.Diagnostic {
	if r.problems.Len() == maxProblems && !r.stopped {
		r.stopped = true
		return r.problems.Errorf(diag.Range{File: r.sheet.name}, codeTooManyProblems, "too many problems: the rest is not read")
	}
	if r.stopped {
		return &diag.Diagnostic{}
	}
	return r.problems.Errorf(at, code, format, args...)
}

// visit counts one more YAML value and reports whether reading goes on. A long
// text counts for many: aliases can bring it up again and again.
func (r *reader) visit(n *yaml.Node) bool {
	r.visits += 1 + len(n.Value)/block
	if r.visits > maxVisits {
		r.tooLarge(diag.Range{File: r.sheet.name}, "the file holds more than %d values, with its aliases expanded", maxVisits)
	}
	return !r.stopped
}

// tooLarge reports a limit that is exceeded and stops reading.
func (r *reader) tooLarge(at diag.Range, format string, args ...any) {
	r.errorf(at, codeTooLarge, format, args...)
	r.stopped = true
}

// resolve follows an alias. It returns nil for nil, for what has a tag, and
// behind a limit.
func (r *reader) resolve(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n == nil || !r.visit(n) {
		return nil
	}
	if n.Style&yaml.TaggedStyle == 0 {
		return n
	}
	start := r.sheet.offset(n.Line, n.Column)
	r.errorf(r.sheet.between(start, r.sheet.afterWord(start)), codeTag, "the tag %s is not used here", quoted(n.Tag)).
		Notef("put a text that starts with ! in quotes")
	return nil
}

// wrongType reports that n, the value of the slot, is not what was wanted.
func (r *reader) wrongType(s slot, n *yaml.Node, want string) {
	if isNull(n) {
		d := r.errorf(r.place(s.key), codeEmptyValue, "%s has no value", s.what())
		if r.commentBehind(s.key) {
			d.Notef("a blank and # begin a comment: put a value that starts with # in quotes")
		} else {
			d.Notef("write %s, or remove it", want)
		}
		return
	}
	d := r.errorf(r.place(n), codeWrongType, "%s: expected %s, found %s", s.what(), want, inWords(n))
	switch {
	case s.isNamed() && n.Kind == yaml.ScalarNode:
		d.Notef("the keys of %s stand below its name, further to the right", s.what())
	case n.Kind == yaml.ScalarNode && slices.Contains([]string{"a list of numbers", "a list of dates", "a list of values"}, want):
		d.Labelf("write [%s]", n.Value)
	}
}

// commentBehind reports whether a comment stands where the value of a key should.
func (r *reader) commentBehind(key *yaml.Node) bool {
	end := r.place(key).End
	row := []rune(string(r.sheet.row(end.Line)))
	return commentAsValue.MatchString(string(row[min(len(row), end.Col-1):]))
}

var commentAsValue = regexp.MustCompile(`^:[ \t]+#[^ ]`)

// place returns where n stands: a scalar as a whole, else where it starts.
func (r *reader) place(n *yaml.Node) diag.Range {
	if n.Kind == yaml.ScalarNode {
		return r.sheet.text(n).Range
	}
	at := r.sheet.offset(n.Line, n.Column)
	return r.sheet.between(at, min(at+1, len(r.sheet.data)))
}

// define reports a name that another file has defined already.
func (r *reader) define(id Text, kind string) {
	key := kind + " " + id.Value
	if first, ok := r.defined[key]; ok && first.File != id.Range.File {
		r.errorf(id.Range, codeDuplicateName, "%s %s is defined twice", kind, quoted(id.Value)).
			At(first, "the first one")
		return
	}
	r.defined[key] = id.Range
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// inWords says what n is.
func inWords(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "keys with values"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(n):
		return "nothing"
	}
	return "text"
}

// quoted puts a user's text in quotes, and cuts it where it would fill the
// terminal.
func quoted(s string) string {
	const most = 60
	runes := 0
	for i := range s {
		if runes == most {
			s = s[:i] + "…"
			break
		}
		runes++
	}
	return fmt.Sprintf(`"%s"`, s)
}
