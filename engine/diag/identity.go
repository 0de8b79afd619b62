package diag

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// A Subject is a thing that a definition file defines, such as a KPI. Range is
// the place of its name.
type Subject struct {
	Kind  string // KPI, source, rule …
	ID    string
	Range Range
}

// String returns the kind and the name, KPI revenue; the zero Subject is "".
func (s Subject) String() string { return strings.TrimSpace(s.Kind + " " + s.ID) }

// An Identity says which finding a diagnostic is, wherever its line stands now.
type Identity struct {
	Subject Subject // what it is about; zero is the file as a whole
	File    string  // with forward slashes, relative to the folder that was given
	// Fingerprint is of code, file, subject and message. Equal findings of one
	// subject are numbered in their order, so that each has its own.
	Fingerprint string
}

// Subjects are the things that files define, with the texts of these files.
type Subjects struct {
	All   []Subject
	Texts Sources
}

// Identify returns the identity of every diagnostic of the list, in its order.
// Folder is that of the main file; what lies elsewhere keeps the name that the
// user gave it.
func (l List) Identify(folder string, s Subjects) []Identity {
	finder := newFinder(s)
	seen := map[string]int{}
	out := make([]Identity, len(l.Items))
	for i, d := range l.Items {
		id := Identity{Subject: finder.subject(d.Range), File: relative(folder, d.Range.File)}
		sum := sha256.Sum256([]byte(strings.Join([]string{d.Code, id.File, id.Subject.String(), d.Message}, "\x00")))
		hash := hex.EncodeToString(sum[:8])
		seen[hash]++
		id.Fingerprint = fmt.Sprintf("%s:%d", hash, seen[hash])
		out[i] = id
	}
	return out
}

// relative names a file from the folder on, with forward slashes.
func relative(folder, file string) string {
	if inside, err := filepath.Rel(folder, file); err == nil && filepath.IsLocal(inside) {
		file = inside
	}
	return filepath.ToSlash(file)
}

// A finder knows where subjects begin and end.
type finder struct {
	texts   map[string][][]byte // lines, by file
	byStart map[string][]Subject
}

func newFinder(s Subjects) finder {
	f := finder{texts: map[string][][]byte{}, byStart: map[string][]Subject{}}
	for _, subject := range s.All {
		file := subject.Range.File
		f.byStart[file] = append(f.byStart[file], subject)
		if f.texts[file] == nil {
			f.texts[file] = bytes.Split(s.Texts[file], []byte("\n"))
		}
	}
	for _, list := range f.byStart {
		slices.SortStableFunc(list, func(a, b Subject) int { return comparePos(a.Range.Start, b.Range.Start) })
	}
	return f
}

func comparePos(a, b Pos) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)) }

// subject returns the last one that begins at or before the place, unless the
// lines between are indented less than its name: then it has ended.
func (f finder) subject(at Range) Subject {
	list := f.byStart[at.File]
	i, found := slices.BinarySearchFunc(list, at.Start, func(s Subject, p Pos) int { return comparePos(s.Range.Start, p) })
	if !found {
		i--
	}
	if i < 0 || f.ended(list[i].Range, at.Start.Line) {
		return Subject{}
	}
	return list[i]
}

func (f finder) ended(name Range, line int) bool {
	lines := f.texts[name.File]
	if name.Start.Line > len(lines) {
		return false
	}
	own := indent(lines[name.Start.Line-1])
	for _, text := range lines[name.Start.Line:max(name.Start.Line, min(line, len(lines)))] {
		trimmed := bytes.TrimSpace(text)
		if len(trimmed) > 0 && trimmed[0] != '#' && !closes(trimmed) && indent(text) < max(own, 1) {
			return true
		}
	}
	return false
}

// closes reports whether a line only ends what braces began.
func closes(trimmed []byte) bool { return len(bytes.Trim(trimmed, "}],")) == 0 }

func indent(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }
