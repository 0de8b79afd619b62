package spec

import (
	"cmp"
	"slices"

	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// The limits on what is read. A definition file may come from a stranger.
const (
	maxFileSize   = 1 << 20 // bytes of one file
	maxFiles      = 64      // the main file and the included ones
	maxVisits     = 200_000 // YAML values of one file, with aliases expanded
	maxMergeDepth = 64      // merges (<<) inside of merges
	maxProblems   = 1_000   // diagnostics of one run
)

// Parse reads the main definition file and what it includes, and returns what
// they say together with everything that is wrong with them, sorted by place.
// The catalog is never nil; where the list has errors, it holds what could be
// read. Name is the file's name as the user gave it.
//
// Parse itself touches no file: open returns the files that match one pattern
// of include:, read and named, or an error in words that a user understands. No
// file is reported as a pattern that matches nothing. A nil open matches nothing.
func Parse(name string, data []byte, open func(pattern string) ([]File, error)) (*Catalog, diag.List) {
	r := newReader()
	patterns := r.file(File{Name: name, Data: data}, true)
	for _, f := range r.included(patterns, open) {
		r.file(f, false)
	}
	r.wantKPIs(name)
	r.catalog.speak()
	r.problems.Sort()
	return r.catalog, r.problems
}

// included returns the files that the patterns match, each once, by name.
func (r *reader) included(patterns []Text, open func(string) ([]File, error)) []File {
	var files []File
	for _, p := range patterns {
		var matches []File
		var err error
		if open != nil {
			matches, err = open(p.Value)
		}
		switch {
		case err != nil:
			r.errorf(p.Range, codeBadInclude, "cannot include %s: %v", quoted(p.Value), err)
		case len(matches) == 0:
			r.errorf(p.Range, codeBadInclude, "include %s matches no file", quoted(p.Value)).
				Notef("patterns are relative to the folder of the main file, such as kpis/*.yaml")
		}
		files = append(files, matches...)
	}
	slices.SortStableFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	files = slices.CompactFunc(files, func(a, b File) bool { return a.Name == b.Name })
	if most := maxFiles - 1; len(files) > most {
		r.errorf(patterns[0].Range, codeTooLarge, "%d files are included: at most %d can be", len(files), most)
		files = files[:most]
	}
	return files
}

// file reads one file and returns the patterns that it includes.
func (r *reader) file(f File, isMain bool) []Text {
	f.Data = withoutMark(f.Data)
	r.catalog.Files = append(r.catalog.Files, f)
	r.sheet, r.isMain, r.visits = newSheet(f), isMain, 0
	doc := r.document()
	if doc == nil {
		r.unread = true
		return nil
	}
	r.ignores(doc)
	return r.top(doc)
}

func (r *reader) top(doc *yaml.Node) []Text {
	m := r.mapping(slot{kind: "the file", key: doc, value: doc, shape: r.shape})
	defer m.done()
	r.unread = r.unread || m.broken
	r.version(m)
	patterns := r.include(m)
	r.testPatterns(m)
	r.scorecard(m)
	r.report(m)
	r.reports(m)
	r.sources(m)
	r.dimensions(m)
	r.objectives(m)
	r.measures(m)
	r.kpis(m)
	r.actions(m)
	r.notes(m)
	r.rules(m)
	r.acknowledged(m)
	r.policies(m)
	return patterns
}

func (r *reader) version(m *mapping) {
	s := m.at("version")
	s.shape.words([]string{"1"})
	v := r.scalar(s)
	switch {
	case v.Written() && v.Value != "1":
		r.errorf(v.Range, codeVersion, "version %s is not known: this is version 1", quoted(v.Value)).
			Labelf("write 1")
	case s.key == nil && r.isMain && !m.broken:
		r.errorf(diag.Range{File: r.sheet.name}, codeVersion, "the file does not say its version").
			Notef("write version: 1 on the first line")
	}
}

func (r *reader) include(m *mapping) []Text {
	s := m.at("include")
	if s.key != nil && !r.isMain {
		r.errorf(r.place(s.key), codeBadInclude, "an included file cannot include others").
			Notef("list all files in the include of the main file")
		return nil
	}
	return r.texts(s, "files")
}

// testPatterns reads where the tests are; the main file says it for all.
func (r *reader) testPatterns(m *mapping) {
	s := m.at("tests")
	if s.key != nil && !r.isMain {
		r.errorf(r.place(s.key), codeBadInclude, "an included file cannot name tests").
			Notef("list all test files in the tests of the main file")
		return
	}
	r.catalog.Tests = append(r.catalog.Tests, r.texts(s, "files")...)
}

// wantKPIs reports a catalog without any KPI, unless a problem that was
// reported already explains it.
func (r *reader) wantKPIs(name string) {
	if len(r.catalog.KPIs) == 0 && !r.unread && !r.stopped {
		r.errorf(diag.Range{File: name}, codeNoKPIs, "the file defines no KPI").
			Notef("a smallest one is kpis: {deals: {source: deals, formula: count()}}")
	}
}
