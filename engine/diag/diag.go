// Package diag holds what is wrong in the user's own files: a place, a stable
// code, a sentence in the user's words, and the way out.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// A Pos is a place in a text file. Line and Col count from 1; Col counts
// characters (runes), not bytes. The zero Pos is "no place known".
type Pos struct {
	Line int
	Col  int
}

// A Range runs from Start up to, but not including, End, in one file. File is
// the name as the user gave it. A zero Start means the file as a whole. Name is
// what people call the place in a file that has no lines, "Sheet1!C7"; Start
// then only says what comes first.
type Range struct {
	File  string
	Start Pos
	End   Pos
	Name  string
}

// String returns file:line:col, file:name where the place has a name, or the
// file alone where no place is known.
func (r Range) String() string {
	switch {
	case r.Name != "":
		return r.File + ":" + r.Name
	case r.Start.Line == 0:
		return r.File
	}
	return fmt.Sprintf("%s:%d:%d", r.File, r.Start.Line, r.Start.Col)
}

// Severity says whether a finding stops the run.
type Severity int

// The severities, from the mildest. The zero value is Error, so that a
// diagnostic that forgot to say is never taken lightly.
const (
	Error Severity = iota
	Warning
	Info
)

// String returns the word that is printed: error, warning or info.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Info:
		return "info"
	}
	panic(fmt.Sprintf("diag: unknown severity %d", int(s)))
}

// A Diagnostic is one finding. Message is a sentence without a final dot.
// Label stands under the caret ("did you mean …?"); Notes follow, a line each;
// Related is the second place where two places disagree.
type Diagnostic struct {
	Severity Severity
	Range    Range
	Code     string
	Message  string
	Label    string
	Notes    []string
	Related  []Related
}

// Related is another place that a diagnostic speaks about.
type Related struct {
	Range   Range
	Message string
}

// A List collects diagnostics. The zero List is empty and ready to use.
type List struct {
	Items []*Diagnostic
}

// Errorf adds an error and returns it, so that the caller can add a label,
// notes or a second place.
func (l *List) Errorf(r Range, code, format string, args ...any) *Diagnostic {
	return l.add(Error, r, code, fmt.Sprintf(format, args...))
}

// Warnf adds a warning and returns it.
func (l *List) Warnf(r Range, code, format string, args ...any) *Diagnostic {
	return l.add(Warning, r, code, fmt.Sprintf(format, args...))
}

func (l *List) add(s Severity, r Range, code, message string) *Diagnostic {
	d := &Diagnostic{Severity: s, Range: r, Code: code, Message: message}
	l.Items = append(l.Items, d)
	return d
}

// Append adds all that other holds.
func (l *List) Append(other List) {
	l.Items = append(l.Items, other.Items...)
}

// Len returns the number of diagnostics.
func (l List) Len() int { return len(l.Items) }

// HasErrors reports whether any diagnostic is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l.Items, func(d *Diagnostic) bool { return d.Severity == Error })
}

// Count returns how many diagnostics have the severity s.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l.Items {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sort orders the list by file, place, severity, code and message, and drops
// exact repetitions, so that the same problems always print the same way.
func (l *List) Sort() {
	slices.SortStableFunc(l.Items, compare)
	l.Items = slices.CompactFunc(l.Items, func(a, b *Diagnostic) bool {
		return a.Range == b.Range && a.Code == b.Code && a.Message == b.Message
	})
}

func compare(a, b *Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Range.File, b.Range.File),
		cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
		cmp.Compare(a.Range.Start.Col, b.Range.Start.Col),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
		cmp.Compare(a.Range.End.Line, b.Range.End.Line),
		cmp.Compare(a.Range.End.Col, b.Range.End.Col),
	)
}

// Labelf sets the text under the caret and returns d.
func (d *Diagnostic) Labelf(format string, args ...any) *Diagnostic {
	d.Label = fmt.Sprintf(format, args...)
	return d
}

// Notef adds a line below the source excerpt and returns d.
func (d *Diagnostic) Notef(format string, args ...any) *Diagnostic {
	d.Notes = append(d.Notes, fmt.Sprintf(format, args...))
	return d
}

// At adds a second place and returns d.
func (d *Diagnostic) At(r Range, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{r, fmt.Sprintf(format, args...)})
	return d
}
