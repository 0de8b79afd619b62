package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"kpi/engine/diag"
	"kpi/engine/plan"
)

// An input is a source and the files that it reads.
type input struct {
	source *plan.Source
	files  []file
	kind   *kind
	rows   *Rows // of rowsKind
}

// A file is a data file that was found and may be read.
type file struct {
	name string // as the user names it
	real string // absolute, without symbolic links
	size int64
	time int64 // of the last change, in nanoseconds

	encoding string // of a text file; "" is UTF-8
}

func (in input) names() []string {
	var names []string
	for _, f := range in.files {
		names = append(names, f.name)
	}
	return names
}

func realPaths(inputs []input) []string {
	var paths []string
	for _, in := range inputs {
		for _, f := range in.files {
			paths = append(paths, f.real)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// locate finds the files of all sources.
func (l *loader) locate() ([]input, error) {
	var inputs []input
	for _, s := range l.Sources {
		in := input{source: s, kind: queryKind}
		if len(s.Columns) == 0 {
			l.list.Errorf(s.Spec.ID.Range, "no-columns", "source %q lists no column, so that there is nothing to read", s.ID).
				Notef("list at least one that its files have, such as columns: {id: text}")
		}
		if rows, ok := l.standIn(s); ok {
			in.kind, in.rows = rowsKind, rows
		} else if w, ok := l.wanted(s); ok {
			var err error
			if in.files, err = l.find(w); err != nil {
				return nil, fmt.Errorf("find the files of source %q: %w", s.ID, err)
			}
			for i := range in.files {
				in.files[i].encoding = s.Spec.Encoding.Value
			}
			in.kind = l.kindOf(w, in.files)
			// The command line may name a file of another kind.
			if _, overridden := l.Overrides[s.ID]; !overridden && in.kind != nil {
				l.unused(s, in.kind)
			}
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// A wanted is a path or glob that somebody wrote.
type wanted struct {
	pattern string
	folder  string     // that the pattern is relative to
	free    bool       // it may lie anywhere
	place   diag.Range // where it is written
}

func (l *loader) wanted(s *plan.Source) (wanted, bool) {
	if path, ok := l.Overrides[s.ID]; ok {
		place := diag.Range{File: fmt.Sprintf("--source %s=%s", s.ID, path)}
		return wanted{pattern: path, free: true, place: place}, true
	}
	if s.Spec.Query.Written() {
		return wanted{}, false
	}
	return wanted{pattern: s.Spec.File.Value, folder: l.Folder, place: place(s)}, true
}

// path returns the pattern as the user would write it in the working folder.
func (w wanted) path() string {
	if filepath.IsAbs(w.pattern) {
		return filepath.Clean(w.pattern)
	}
	return filepath.Join(w.folder, filepath.FromSlash(w.pattern))
}

func (l *loader) find(w wanted) ([]file, error) {
	if _, err := os.Stat(w.path()); err == nil {
		return l.admit(w, []string{w.path()})
	} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return nil, err
	}
	if !strings.ContainsAny(w.pattern, "*?[") {
		l.missing(w)
		return nil, nil
	}
	matches, err := glob(w)
	if err != nil {
		l.list.Errorf(w.place, "bad-glob", "%q is not a pattern of file names: a [ is not closed", w.pattern)
		return nil, nil
	}
	matches = slices.DeleteFunc(matches, func(path string) bool {
		info, err := os.Stat(path)
		return err != nil || info.IsDir() || strings.HasPrefix(filepath.Base(path), ".")
	})
	if len(matches) == 0 {
		l.missing(w)
		return nil, nil
	}
	return l.admit(w, matches)
}

// glob returns the matches in the order of their names.
func glob(w wanted) ([]string, error) {
	if !filepath.IsLocal(w.pattern) {
		return filepath.Glob(w.path())
	}
	// The folder's own name may hold characters of patterns.
	folder := filepath.Join(w.folder, ".")
	matches, err := fs.Glob(os.DirFS(folder), filepath.ToSlash(filepath.Clean(w.pattern)))
	for i, m := range matches {
		matches[i] = filepath.Join(folder, filepath.FromSlash(m))
	}
	return matches, err
}

// admit resolves the paths and refuses those that lie where no source may read.
func (l *loader) admit(w wanted, paths []string) ([]file, error) {
	var files []file
	for _, path := range paths {
		name := filepath.ToSlash(path)
		real, err := resolve(path)
		if err != nil {
			return nil, err
		}
		info, err := os.Stat(real)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			l.list.Errorf(w.place, "missing-file", "%q is a %s and not a file", name, kindOfMode(info.Mode()))
			continue
		}
		if !w.free && !l.inside(w, real, name) || !l.unmistakable(w, real, name) {
			continue
		}
		files = append(files, file{name: name, real: real, size: info.Size(), time: info.ModTime().UnixNano()})
	}
	return files, nil
}

// unmistakable reports whether the database would read this file and no other:
// it takes every path for a pattern first.
func (l *loader) unmistakable(w wanted, real, name string) bool {
	if !strings.ContainsAny(real, "*?[") {
		return true
	}
	matches, err := filepath.Glob(real)
	if err != nil || len(matches) == 0 || len(matches) == 1 && matches[0] == real {
		return true
	}
	l.list.Errorf(w.place, "ambiguous-file", "%q is also a pattern that fits other files", name).
		Notef("rename it so that it has no * ? or [")
	return false
}

func kindOfMode(m fs.FileMode) string {
	if m.IsDir() {
		return "folder"
	}
	return "device"
}

func resolve(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(absolute)
}

// inside reports whether a file lies below an allowed folder and below no
// hidden one: .git and the like hold what is nobody's data.
func (l *loader) inside(w wanted, real, name string) bool {
	below, open := l.reach(real)
	if open {
		return true
	}
	// What a pattern finds out there is nobody's to know, and no list of errors.
	if isPattern(w.path()) && !below {
		name = filepath.ToSlash(w.path())
		if n := l.list.Len(); n > 0 && l.list.Items[n-1].Range == w.place && l.list.Items[n-1].Code == "outside-folder" {
			return false
		}
	}
	if below {
		l.list.Errorf(w.place, "hidden-file", "%q lies in a hidden folder or is a hidden file, which sources may not read", name)
		return false
	}
	l.list.Errorf(w.place, "outside-folder", "%q lies outside the folder of the definition file", name).
		Notef("move it below that folder, or allow its folder on the command line")
	return false
}

// reach reports whether a file or folder lies below an allowed folder, and whether
// it does so below no hidden one.
func (l *loader) reach(real string) (below, open bool) {
	for _, root := range append([]string{l.Folder}, l.Outside...) {
		root, err := resolve(filepath.Join(root, "."))
		if err != nil {
			continue
		}
		rest, err := filepath.Rel(root, real)
		if err != nil || !filepath.IsLocal(rest) {
			continue
		}
		if below = true; rest == "." || !hasDotPart(rest) {
			return true, true
		}
	}
	return below, false
}

func isPattern(path string) bool { return strings.ContainsAny(path, "*?[") }

func hasDotPart(path string) bool {
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(path), "/"), func(part string) bool {
		return strings.HasPrefix(part, ".")
	})
}

// missing reports that nothing was found, with the nearest name in the folder.
func (l *loader) missing(w wanted) {
	name, folder := filepath.ToSlash(w.path()), filepath.Dir(w.path())
	d := l.list.Errorf(w.place, "missing-file", "no file %q", name)
	// What lies elsewhere on the machine is not for the writer of definitions.
	if real, err := resolve(folder); err == nil && !w.free {
		if _, open := l.reach(real); !open {
			return
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		d.Notef("there is no folder %q", filepath.ToSlash(folder))
		return
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	if near := diag.Nearest(filepath.Base(w.path()), names); near != "" {
		d.Labelf("did you mean %q?", near)
	}
	if len(names) > 0 {
		d.Notef("files in %q: %s", filepath.ToSlash(folder), diag.Some(names))
	}
}
