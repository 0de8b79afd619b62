package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/lint"
)

// baselineName is where a baseline is written when no other name is given.
const baselineName = "kpi-baseline.json"

// waiting says which findings a check lets be: those of a file.
type waiting struct {
	known string
	write bool
}

func (w waiting) name() string { return cmp.Or(w.known, baselineName) }

// apply hides what the baseline knows, or writes what was found into it, and says
// for the summary how many findings that are. Definitions with errors are not
// looked at for what can wait: then nothing is written, and nothing is fixed.
func (w waiting) apply(s streams, f lint.Found, whole bool) (left diag.List, hidden string, err error) {
	if w.known == "" && !w.write {
		return f.List, "", nil
	}
	name := w.name()
	b, problems, err := w.read(name)
	switch {
	case err != nil:
		return f.List, "", err
	case w.write && !whole:
		f.List.Errorf(diag.Range{File: name}, "bad-baseline", "no baseline is written of definitions with errors").
			Notef("errors cannot wait; mend them first")
		return f.List, "", nil
	case problems.HasErrors() && !w.write, !whole:
		f.List.Append(problems)
		return f.List, "", nil
	}
	if w.write {
		b = lint.NewBaseline(name, f, b)
		var text bytes.Buffer
		if err := b.Write(&text); err != nil {
			return f.List, "", fmt.Errorf("write the baseline: %w", err)
		}
		if err := replace(name, text.Bytes()); err != nil {
			return f.List, "", err
		}
		fmt.Fprintf(s.err, "wrote %s: %s\n", name, counted(len(b.Known), "finding"))
	}
	left, n := b.Hide(f)
	left.Sort()
	return left, fmt.Sprintf(", and %d in %s", n, name), nil
}

// read reads the baseline; one that is to be written may be new.
func (w waiting) read(name string) (*lint.Baseline, diag.List, error) {
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && w.write:
		return &lint.Baseline{Name: name}, diag.List{}, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{}, &engine.UsageError{Message: fmt.Sprintf("there is no baseline %q; write one with --write-baseline", name)}
	case err != nil:
		return nil, diag.List{}, fmt.Errorf("read the baseline: %w", err)
	}
	b, list := lint.ReadBaseline(name, text)
	return b, list, nil
}
