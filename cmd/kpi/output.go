package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kpi/engine"
	"kpi/reports"
)

// A target is where a report goes and in which format.
type target struct {
	format   string
	path     string // "" and "-" are standard output
	announce bool   // say on standard error what was written
	options  reports.Options
}

func lookup(format string) (reports.Format, error) {
	var names []string
	for _, f := range reports.Formats {
		if f.Name == format {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return reports.Format{}, noFormat(format, names)
}

func noFormat(name string, known []string) error {
	return &engine.UsageError{Message: fmt.Sprintf("there is no format %q; choose one of %s", name, strings.Join(known, ", "))}
}

// write writes the scorecard. A file takes the place of an older one only when
// it is complete and on disk.
func (s streams) write(r *engine.Result, t target) error {
	if isInput(t.path, r.Files) {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a file that the report is made from; name another with -o", t.path)}
	}
	var b bytes.Buffer
	if err := reports.Write(&b, r.Scorecard, t.options, t.format); err != nil {
		return fmt.Errorf("compose the report: %w", err)
	}
	if err := s.put(t.path, b.Bytes()); err != nil {
		return err
	}
	if t.announce && !isStandardOutput(t.path) {
		fmt.Fprintf(s.err, "wrote %s\n", t.path)
	}
	return nil
}

// put writes the bytes to a file or to standard output.
func (s streams) put(path string, data []byte) error {
	if !isStandardOutput(path) {
		return replace(path, data)
	}
	if _, err := s.out.Write(data); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}

func isStandardOutput(path string) bool { return path == "" || path == "-" }

// isInput reports whether path is one of the files that were read.
func isInput(path string, files []string) bool {
	return slices.ContainsFunc(files, func(input string) bool { return sameFile(input, path) })
}

// inputsOf lists the files of the definitions, and those that their sources read.
func inputsOf(d *engine.Definition) []string {
	var files []string
	for _, f := range d.Catalog.Files {
		files = append(files, f.Name)
	}
	for _, s := range d.Catalog.Sources {
		if !s.File.Written() {
			continue
		}
		// A pattern that cannot be read is a finding elsewhere.
		found, _ := filepath.Glob(filepath.Join(d.Folder, s.File.Value))
		files = append(files, found...)
	}
	return files
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// replace gives the file at path new content: all of it or none, so that a
// full disk leaves the old file as it was.
func replace(path string, data []byte) error {
	d, err := newDraft(path)
	if err != nil {
		return err
	}
	if _, err := d.Write(data); err != nil {
		return errors.Join(err, d.drop())
	}
	return d.keep()
}

// A draft is the new content of a file on its way. It is kept or dropped.
type draft struct {
	name string // as the user knows it
	path string // behind links
	file *os.File
	mode fs.FileMode
	// direct is what must stay what it is: a device or a pipe.
	direct bool
}

func newDraft(name string) (*draft, error) {
	d := &draft{name: name, path: name, mode: 0o644}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		d.path = real
	}
	old, err := os.Stat(d.path)
	switch {
	case err == nil && old.IsDir():
		return nil, &engine.UsageError{Message: fmt.Sprintf("%q is a folder; name a file in it", name)}
	case err == nil && !old.Mode().IsRegular():
		d.direct = true
		d.file, err = os.OpenFile(d.path, os.O_WRONLY, 0)
	default:
		if err == nil {
			d.mode = old.Mode().Perm()
		}
		d.file, err = os.CreateTemp(filepath.Dir(d.path), "."+filepath.Base(d.path)+"-*")
	}
	if err != nil {
		return nil, d.wrap(err)
	}
	return d, nil
}

// wrap names the file that the user knows, in place of the temporary one.
func (d *draft) wrap(err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	if err != nil {
		return fmt.Errorf("write %q: %w", d.name, err)
	}
	return nil
}

// Write writes to the draft.
func (d *draft) Write(data []byte) (int, error) {
	n, err := d.file.Write(data)
	return n, d.wrap(err)
}

// drop leaves the file as it was.
func (d *draft) drop() error {
	err := d.file.Close()
	if !d.direct {
		err = errors.Join(err, os.Remove(d.file.Name()))
	}
	return d.wrap(err)
}

// keep lets the draft take the place of the file.
func (d *draft) keep() error {
	if d.direct {
		return d.wrap(d.file.Close())
	}
	// CreateTemp makes files that only their owner may read.
	err := errors.Join(d.file.Sync(), d.file.Chmod(d.mode), d.file.Close())
	if err == nil {
		err = os.Rename(d.file.Name(), d.path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(d.file.Name()))
	}
	return d.wrap(err)
}
