package kpitest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"kpi/engine/diag"
	"kpi/engine/load"
	"kpi/engine/spec"
)

// tables turns what is written as rows into rows, by source.
func (r *suiteReader) tables(f *spec.TestFile, tables []spec.Table) (map[string]*load.Rows, error) {
	var sources []string
	for _, s := range r.Definition.Plan.Sources {
		sources = append(sources, s.ID)
	}
	out := map[string]*load.Rows{}
	for i := range tables {
		t := &tables[i]
		if !r.known(t.Source, "unknown-source", "there is no source", sources) {
			continue
		}
		rows, err := r.rows(f, t)
		if err != nil {
			return nil, err
		}
		out[t.Source.Value] = rows
	}
	return out, nil
}

func (r *suiteReader) rows(f *spec.TestFile, t *spec.Table) (*load.Rows, error) {
	switch {
	case t.File.Written():
		return r.fixture(f, t.File)
	case t.CSV.Written():
		starts := lineStarts(t.CSV.Value)
		return r.csv(t.CSV.Value, t.CSV.Range, func(p diag.Pos, length int) diag.Range {
			from := starts[p.Line-1] + p.Col - 1
			return t.CSV.Span(from, from+length)
		}), nil
	}
	names, keys := columns(t.Records)
	if len(names)*len(t.Records) > maxCells {
		r.list.Errorf(t.Source.Range, "bad-fixture", "the rows have more than %d values: a test needs only a few rows", maxCells)
		return &load.Rows{}, nil
	}
	return listed(t.Records, names, keys), nil
}

// maxCells is the number of values that the rows of a source may have.
const maxCells = 200_000

// lineStarts are the runes that the lines of a text start at.
func lineStarts(text string) []int {
	starts := []int{0}
	for i, c := range []rune(text) {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func (r *suiteReader) csv(text string, whole diag.Range, at func(diag.Pos, int) diag.Range) *load.Rows {
	rows, list := load.ReadRows(text, at)
	r.list.Append(list)
	if len(rows.Names) == 0 && !list.HasErrors() {
		r.list.Errorf(whole, "empty-file", "the rows have no header").
			Notef("the first line names the columns: deal_id,amount,closed_on")
	}
	return rows
}

// columns lists the keys of all records, each once, with its first place.
func columns(records []spec.Record) (names []string, places []diag.Range) {
	seen := map[string]bool{}
	for _, record := range records {
		for _, c := range record.Cells {
			if !seen[c.Column.Value] {
				seen[c.Column.Value] = true
				names, places = append(names, c.Column.Value), append(places, c.Column.Range)
			}
		}
	}
	return names, places
}

// listed turns a list of mappings into rows.
func listed(records []spec.Record, names []string, keys []diag.Range) *load.Rows {
	rows := &load.Rows{Names: names}
	places := [][]diag.Range{keys}
	for _, record := range records {
		values := make([]string, len(names))
		here := slices.Repeat([]diag.Range{record.Range}, max(1, len(names)))
		for _, c := range record.Cells {
			if i := slices.Index(names, c.Column.Value); c.Value.Written() {
				values[i], here[i] = c.Value.Value, c.Value.Range
			}
		}
		rows.Records, places = append(rows.Records, values), append(places, here)
	}
	rows.Place = func(record, column int) diag.Range { return places[record+1][column] }
	return rows
}

// maxFixture is the number of bytes that a file of rows may have.
const maxFixture = 1 << 20

// fixture reads a CSV file beside the tests.
func (r *suiteReader) fixture(f *spec.TestFile, path spec.Text) (*load.Rows, error) {
	shown := filepath.Join(filepath.Dir(f.File.Name), filepath.FromSlash(path.Value))
	data, why, err := readFixture(shown, []string{r.Definition.Folder, filepath.Dir(f.File.Name)})
	if err != nil {
		return nil, err
	}
	if why != "" {
		r.list.Errorf(path.Range, "bad-fixture", "%q %s", path.Value, why).
			Notef("the path of a fixture is relative to the folder of the test file")
		return &load.Rows{}, nil
	}
	r.fixtures[shown] = data
	return r.csv(string(data), diag.Range{File: shown}, func(p diag.Pos, length int) diag.Range {
		return diag.Range{File: shown, Start: p, End: diag.Pos{Line: p.Line, Col: p.Col + length}}
	}), nil
}

// readFixture reads a file that lies below one of the roots. What is wrong with
// it completes "it …" and is "" where nothing is.
func readFixture(path string, roots []string) (data []byte, why string, err error) {
	real, err := realPath(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "does not exist", nil
	case err != nil:
		return nil, "", fmt.Errorf("read fixture %q: %w", path, err)
	case !slices.ContainsFunc(roots, func(root string) bool { return below(root, real) }):
		return nil, "lies outside the folder of the definitions, or in a hidden folder", nil
	}
	info, err := os.Stat(real)
	if err != nil {
		return nil, "", fmt.Errorf("read fixture %q: %w", path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, "is not a file", nil
	}
	in, err := os.Open(real)
	if err != nil {
		return nil, "", fmt.Errorf("read fixture %q: %w", path, err)
	}
	defer in.Close()
	data, err = io.ReadAll(io.LimitReader(in, maxFixture+1))
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("read fixture %q: %w", path, err)
	case len(data) > maxFixture:
		return nil, fmt.Sprintf("has more than %d KiB: a test needs only a few rows", maxFixture>>10), nil
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return nil, "is not text in UTF-8: a fixture is a CSV file", nil
	}
	return data, "", nil
}

func realPath(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(absolute)
}

// below reports whether a path without links lies below the folder, in no hidden
// one.
func below(folder, real string) bool {
	root, err := realPath(folder)
	if err != nil {
		return false
	}
	inside, err := filepath.Rel(root, real)
	if err != nil || !filepath.IsLocal(inside) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(filepath.ToSlash(inside), "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}
