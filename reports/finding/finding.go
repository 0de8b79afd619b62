// Package finding tells what commands have found wrong in files: to programs,
// to continuous integration, and to code hosts.
package finding

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"kpi/engine/diag"
)

// A Report is what one command has found.
type Report struct {
	Command string // "kpi validate"
	File    string // the main definition file, as the user named it
	List    diag.List
	// Subjects are what the files define, with their texts; findings are about
	// them.
	Subjects diag.Subjects
	Rules    []Rule        // what is known of codes; a code without one is only named
	FailOn   diag.Severity // the mildest severity that fails
	Summary  string        // one line; "" is the counts
}

// A Rule explains a code. Only Code is needed.
type Rule struct {
	Code         string
	Severity     diag.Severity
	Short, Why   string
	Wrong, Right string // YAML; "" is no example
}

// A Format is a way to write a report.
type Format struct {
	Name  string
	Write func(io.Writer, *Report) error
}

// Formats lists all formats; a further one is a file and a line here.
var Formats = []Format{
	{"text", writeText},
	{"json", writeJSON},
	{"sarif", writeSARIF},
	{"junit", writeJUnit},
	{"github", writeGitHub},
}

// Names lists the names of the formats.
func Names() []string {
	var out []string
	for _, f := range Formats {
		out = append(out, f.Name)
	}
	return out
}

// Lookup returns the format of that name.
func Lookup(name string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// Failing counts the findings that fail.
func (r *Report) Failing() int {
	n := 0
	for _, d := range r.List.Items {
		if r.fails(d) {
			n++
		}
	}
	return n
}

// fails compares severities: the worst is the smallest.
func (r *Report) fails(d *diag.Diagnostic) bool { return d.Severity <= r.FailOn }

// Counts says how many findings there are of each severity, "1 error, 2
// warnings", or that there are none.
func Counts(list diag.List) string {
	var parts []string
	for _, s := range severities {
		if n := list.Count(s); n > 0 {
			parts = append(parts, counted(n, s))
		}
	}
	if len(parts) == 0 {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}

// severities are all, the worst first.
var severities = []diag.Severity{diag.Error, diag.Warning, diag.Info}

func counted(n int, s diag.Severity) string {
	if n == 1 || s == diag.Info {
		return fmt.Sprintf("%d %s", n, s)
	}
	return fmt.Sprintf("%d %ss", n, s)
}

// folder is where the main file stands: files are named from there on in
// fingerprints.
func (r *Report) folder() string { return filepath.Dir(r.File) }

func (r *Report) summary() string {
	if r.Summary != "" {
		return r.Summary
	}
	return Counts(r.List)
}

// worstFirst lists the findings with errors first, each kind in the order of
// the list.
func (r *Report) worstFirst() []*diag.Diagnostic {
	out := slices.Clone(r.List.Items)
	slices.SortStableFunc(out, func(a, b *diag.Diagnostic) int { return int(a.Severity) - int(b.Severity) })
	return out
}

// writeText writes what people read in a terminal.
func writeText(w io.Writer, r *Report) error {
	if err := r.List.Fprint(w, r.Subjects.Texts); err != nil {
		return err
	}
	gap := ""
	if r.List.Len() > 0 {
		gap = "\n"
	}
	_, err := fmt.Fprintf(w, "%s%s\n", gap, r.summary())
	return err
}
