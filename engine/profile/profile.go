// Package profile guesses the definitions that fit data files: it writes a
// kpis.yaml that runs, and says beside each guess what it rests on.
package profile

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/load"
)

// Options say what to write definitions for.
type Options struct {
	Files  []string // as the user names them
	Folder string   // where the definitions are to stand; files are named from there
	Rows   int64    // that are looked at of each text file; 0 is all
	// AsOf is the day that the files are of, as 2026-01-31: it stands in the
	// definitions where no column is a date.
	AsOf     string
	Threads  int
	Memory   string
	Progress func(string)
}

// A Draft is a definition file and what was seen on the way.
type Draft struct {
	Text  string
	KPIs  []string
	Notes []string // what the user should know at once, as sentences
	// Sampled says that some file has more rows than were looked at.
	Sampled bool
}

// Write looks into the files and writes definitions for those that can be read.
// What is wrong with a file is in the list; where none is left the draft is nil.
func Write(ctx context.Context, o Options) (d *Draft, list diag.List, err error) {
	look, list, err := load.LookInto(ctx, load.LookOptions{Files: o.Files, Rows: o.Rows, Threads: o.Threads, Memory: o.Memory, Progress: o.Progress})
	if err != nil {
		return nil, list, err
	}
	defer func() { err = errors.Join(err, look.Close()) }()
	p := &profiler{Options: o, look: look, matchers: map[load.Reading]func(string) bool{}}
	for i := range look.Tables {
		if err := p.source(ctx, &look.Tables[i]); err != nil {
			return nil, list, fmt.Errorf("look into %q: %w", look.Tables[i].File, err)
		}
	}
	if len(p.sources) == 0 {
		return nil, list, nil
	}
	if err := p.relate(ctx); err != nil {
		return nil, list, err
	}
	return p.draft(), list, nil
}

// A profiler collects what is known of the files.
type profiler struct {
	Options
	look     *load.Look
	sources  []*source
	currency string
	marked   string // the column whose values or header tell the currency
	notes    []string
	matchers map[load.Reading]func(string) bool
}

// A source is what becomes a source of the definitions.
type source struct {
	id      string
	file    string // from the folder of the definitions
	sight   *load.Sight
	columns []*column
	key     []*column
	clock   *column
	joins   []join
	fields  []field
	plan    bool    // its rows are plans
	where   string  // a condition that its KPIs have
	layout  *layout // that its columns are known from; nil is none
}

// A column is one of a file.
type column struct {
	index  int
	header string
	id     string // "" is a column that definitions cannot name
	named  bool   // the header has to be written beside the name
	typ    string
	format string
	unit   string
	note   string // what the guess rests on, or why the column is left out
	left   bool   // it is left out

	missing, distinct int64
	low, high         string
	values            []string // all of them, where they are few and texts
}

// A join leads from a column to the key of another source.
type join struct {
	id       string
	to       *source
	via      *column
	optional bool
	note     string
}

// A field is a row formula with a name.
type field struct{ id, formula, note string }

// source profiles one table.
func (p *profiler) source(ctx context.Context, sight *load.Sight) error {
	s := &source{sight: sight, file: p.relative(sight.File)}
	s.id = p.sourceName(sight)
	s.columns = columnsOf(sight)
	if err := p.types(ctx, s); err != nil {
		return err
	}
	if err := p.measure(ctx, s); err != nil {
		return err
	}
	if len(s.usable()) == 0 {
		p.notes = append(p.notes, fmt.Sprintf("%s has no column that definitions can name, and is left out", sight.File))
		return nil
	}
	p.sources = append(p.sources, s)
	return nil
}

// relative is how a source names a file of the user.
func (p *profiler) relative(name string) string {
	folder, err := filepath.Abs(p.Folder)
	if err != nil {
		return name
	}
	file, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if relative, err := filepath.Rel(folder, file); err == nil {
		return filepath.ToSlash(relative)
	}
	return name
}

// usable are the columns that the definitions list.
func (s *source) usable() []*column {
	return slices.DeleteFunc(slices.Clone(s.columns), func(c *column) bool { return c.left })
}

func (s *source) column(id string) *column {
	for _, c := range s.columns {
		if c.id == id && !c.left {
			return c
		}
	}
	return nil
}

func (c *column) isDate() bool { return c.typ == "date" || c.typ == "timestamp" }

func (c *column) sql() string { return fmt.Sprintf("c%d", c.index) }
