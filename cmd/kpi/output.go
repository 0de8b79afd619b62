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
	return reports.Format{}, &engine.UsageError{Message: fmt.Sprintf("there is no format %q; choose one of %s", format, strings.Join(names, ", "))}
}

// write writes the scorecard. A file takes the place of an older one only when
// it is complete and on disk.
func (s streams) write(r *engine.Result, t target) error {
	if slices.ContainsFunc(r.Files, func(input string) bool { return sameFile(input, t.path) }) {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a file that the report is made from; name another with -o", t.path)}
	}
	var b bytes.Buffer
	if err := reports.Write(&b, r.Scorecard, t.options, t.format); err != nil {
		return fmt.Errorf("compose the report: %w", err)
	}
	if t.path == "" || t.path == "-" {
		if _, err := s.out.Write(b.Bytes()); err != nil {
			return fmt.Errorf("write to standard output: %w", err)
		}
		return nil
	}
	if err := replace(t.path, b.Bytes()); err != nil {
		return err
	}
	if t.announce {
		fmt.Fprintf(s.err, "wrote %s\n", t.path)
	}
	return nil
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
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0o644)
	old, err := os.Stat(path)
	switch {
	case err == nil && old.IsDir():
		return &engine.UsageError{Message: fmt.Sprintf("%q is a folder; name a file in it", path)}
	case err == nil && !old.Mode().IsRegular():
		// A device or a pipe must stay what it is.
		return wrapWrite(path, os.WriteFile(path, data, mode))
	case err == nil:
		mode = old.Mode().Perm()
	}
	return wrapWrite(path, writeBeside(path, data, mode))
}

// wrapWrite names the file that the user knows, in place of the temporary one.
func wrapWrite(path string, err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	if err != nil {
		return fmt.Errorf("write %q: %w", path, err)
	}
	return nil
}

// writeBeside writes a new file in the same folder and renames it to path.
func writeBeside(path string, data []byte, mode fs.FileMode) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	// CreateTemp makes files that only their owner may read.
	if err = os.Chmod(f.Name(), mode); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
