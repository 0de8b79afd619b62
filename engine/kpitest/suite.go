// Package kpitest runs the tests that users write in YAML: a few rows, and what
// the KPIs are expected to make of them.
package kpitest

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/load"
	"kpi/engine/spec"
)

// A Suite is the tests of a definition, read and understood, in the order of the
// files and of writing.
type Suite struct {
	Definition *engine.Definition
	Files      []*spec.TestFile

	cases    []*testCase
	fixtures diag.Sources // files of rows that were read
}

// A testCase is one test, ready to run.
type testCase struct {
	file    *spec.TestFile
	test    *spec.Test
	options engine.Options
	checks  []check
	kpis    []string // that are expected to be something
}

// maxTests is the number of tests of one run.
const maxTests = 5_000

// Read reads the test files and checks all that can be known without computing:
// names, periods, notations, and that every source that a KPI reads is given.
// Where the list has errors the suite must not be run. The error tells of a disk
// that cannot be read, or of a file that is not there.
func Read(d *engine.Definition, paths []string) (*Suite, diag.List, error) {
	r := &suiteReader{Suite: &Suite{Definition: d, fixtures: diag.Sources{}}}
	for _, path := range paths {
		f, list, err := spec.ReadTests(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, diag.List{}, &engine.UsageError{Message: fmt.Sprintf("there is no test file %q", path)}
		}
		if err != nil {
			return nil, diag.List{}, err
		}
		r.Files = append(r.Files, f)
		r.list.Append(list)
		r.half = list.HasErrors()
		if err := r.file(f); err != nil {
			return nil, diag.List{}, err
		}
	}
	if len(r.cases) > maxTests {
		r.list.Errorf(diag.Range{File: paths[len(paths)-1]}, "too-many-tests", "there are %d tests, and %d are the limit of one run", len(r.cases), maxTests).
			Notef("name some of the files: kpi test tests/sales.yaml")
	}
	r.list.Sort()
	return r.Suite, r.list, nil
}

// Text returns the definitions, tests and fixtures by name, to print
// diagnostics with.
func (s *Suite) Text() diag.Sources {
	text := s.Definition.Text()
	for _, f := range s.Files {
		text[f.File.Name] = f.File.Data
	}
	for name, data := range s.fixtures {
		text[name] = data
	}
	return text
}

// A suiteReader checks the tests of one file after the other.
type suiteReader struct {
	*Suite
	list diag.List
	half bool // the file at hand could not be read as a whole: nothing is missing in it
}

func (r *suiteReader) file(f *spec.TestFile) error {
	shared, err := r.tables(f, f.Rows)
	if err != nil {
		return err
	}
	for i := range f.Tests {
		own, err := r.tables(f, f.Tests[i].Rows)
		if err != nil {
			return err
		}
		for id, rows := range shared {
			if own[id] == nil {
				own[id] = rows
			}
		}
		r.test(f, &f.Tests[i], own)
	}
	return nil
}

func (r *suiteReader) test(f *spec.TestFile, t *spec.Test, rows map[string]*load.Rows) {
	c := &testCase{file: f, test: t}
	c.options = engine.Options{
		Period: t.Period.Value, Grain: t.Grain.Value, Where: t.Where.Value, History: 1, Threads: 1,
		AsOf: r.asOf(f, t), Fixtures: &engine.Fixtures{Rows: rows},
	}
	r.where(t)
	for i := range t.Expect {
		r.expect(c, &t.Expect[i])
	}
	if len(t.Problems) > 0 {
		// The data are refused before any KPI is computed.
		c.kpis = nil
	}
	c.options.KPIs = c.kpis
	r.cases = append(r.cases, c)
}

// asOf is what the test says, else the file, else the last day of the period.
func (r *suiteReader) asOf(f *spec.TestFile, t *spec.Test) string {
	last := r.period(t)
	for _, text := range []string{t.AsOf.Value, f.AsOf.Value, last} {
		if text != "" {
			return text
		}
	}
	if !t.Period.Written() && !r.half {
		r.list.Errorf(t.Name.Range, "missing-key", "the test does not say which day it is").
			Notef("write as_of: 2026-03-31, the last day that is read, in the test or at the top of the file")
	}
	return ""
}

// period checks the period and returns its last day; "" where there is none.
func (r *suiteReader) period(t *spec.Test) string {
	if !t.Period.Written() {
		return ""
	}
	s, err := r.Definition.Plan.Calendar.ParsePeriod(t.Period.Value)
	switch {
	case err != nil:
		r.list.Errorf(t.Period.Range, "bad-period", "%s", err)
		return ""
	case t.Grain.Written() && !s.Free && string(s.Grain) != t.Grain.Value:
		r.list.Errorf(t.Grain.Range, "bad-period", "the period %s is a %s, and the grain is a %s", s.Label, s.Grain, t.Grain.Value).
			Notef("leave the grain out: a period has its own")
	}
	return (s.End - 1).String()
}

func (r *suiteReader) where(t *spec.Test) {
	if t.Where.Written() {
		_, problems := r.Definition.Plan.Filter(&t.Where)
		r.list.Append(problems)
	}
}

// known reports whether a name is one of those that there are, and says so where
// it is not: "there is no KPI".
func (r *suiteReader) known(name spec.Text, code, says string, names []string) bool {
	if slices.Contains(names, name.Value) {
		return true
	}
	d := r.list.Errorf(name.Range, code, "%s %q", says, name.Value)
	if near := diag.Nearest(name.Value, names); near != "" {
		d.Labelf("did you mean %q?", near)
	}
	d.Notef("there are: %s", diag.Some(names))
	return false
}

// A Test is a test of a suite: where it stands, and of which KPIs it expects
// something. One that expects the rows to be refused expects nothing of any.
type Test struct {
	Name  string
	Range diag.Range
	KPIs  []string
}

// Tests lists the tests in the order of the files and of writing.
func (s *Suite) Tests() []Test {
	var out []Test
	for _, c := range s.cases {
		out = append(out, Test{c.test.Name.Value, c.test.Range, c.kpis})
	}
	return out
}
