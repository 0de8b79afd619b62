// Package load turns the files and queries of a catalog's sources into typed
// tables, and proves what the catalog claims about them.
package load

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// Options say what to load and from where.
type Options struct {
	// Folder is the folder of the main definition file, as the user names it;
	// the names of data files in messages start with it. "" is the working
	// folder. Files of sources must lie below it.
	Folder string
	// Outside lists further folders that files may lie in.
	Outside []string
	// Overrides gives a source, by its ID, another path or glob, relative to
	// the working folder. The command line may name any file.
	Overrides map[string]string
	// Rows, where it is not nil, takes the place of all files: a source without
	// rows of its own is empty, but for a query, which reads the rows of others.
	// Nothing is remembered of them.
	Rows    map[string]*Rows
	Sources []*plan.Source
	Threads int    // 0 is one a core
	Memory  string // "2GB"; "" is the database's choice
	Zone    string // IANA; naive timestamps are local to it; "" is UTC
	// CacheDir is where proofs are remembered; "" remembers nothing.
	CacheDir string
	// SkipProofs trusts keys, joins and the numbers of Parquet files; a NaN
	// there is then a missing value.
	SkipProofs bool
	// Progress is told in a few words what begins; nil is told nothing.
	Progress func(string)
}

// Data is a database with one table or view for each source, named by its ID,
// whose columns are those of the source's contract.
type Data struct {
	DB     *duckdb.DB
	Tables []Table // in the order of Options.Sources

	options Options
}

// A Table says what was loaded for a source.
type Table struct {
	Source *plan.Source
	// Files are the data files as messages name them, in the order of
	// loading; none for a query.
	Files []string
	Rows  int64 // without the bad rows
	// BadRows are the first rows that "on_bad_row: skip" left out, at most
	// ten, in the order of files and lines; BadCount counts all of them.
	BadRows  []BadRow
	BadCount int64
	// Rounded counts the money values that had more than four decimals in a
	// binary float and were rounded; -1 is not counted.
	Rounded int64
	// Nullable says for each column ID whether a value may be missing.
	Nullable map[string]bool
	// Fingerprint changes with the content of the files and with the way that
	// they are read; "" is unknown, as for a query.
	Fingerprint string
	// Whole says that the contract has every column of the files, so that equal
	// rows here are equal there.
	Whole bool

	parts []part // of a delimited source, in the order of rows
	given *Rows  // of a source that rows stand in for
}

// A BadRow is a row of a data file that does not fit the contract.
type BadRow struct {
	File     string // as the user names it
	Line     int    // as an editor counts, or of a sheet; 0 is unknown
	Col      int    // in runes, from 1, or of a sheet; 0 is unknown
	Record   int64  // of a JSON or Parquet file, from 1; 0 is unknown
	Cell     string // of a sheet, "Sheet1!C7"; "" is no sheet
	Column   string // ID; "" is the row as a whole
	Value    string // shortened
	Expected string // what would have fitted, in words
}

// Close ends the database.
func (d *Data) Close() error { return d.DB.Close() }

// Table returns what was loaded for the source, and nil for an unknown ID.
func (d *Data) Table(source string) *Table {
	for i := range d.Tables {
		if d.Tables[i].Source.ID == source {
			return &d.Tables[i]
		}
	}
	return nil
}

// Open expands the files of the sources, starts a database that may read
// exactly those, and loads each source. The caller closes the Data, which is
// nil when the list has an error or the machine failed.
func Open(ctx context.Context, o Options) (*Data, diag.List, error) {
	l := &loader{Options: o, cache: cache{o.CacheDir}}
	inputs, err := l.locate()
	if err != nil || l.list.HasErrors() {
		return nil, l.sorted(), err
	}
	l.db, err = duckdb.Open(ctx, duckdb.Options{
		Threads: o.Threads, Memory: o.Memory, Zone: o.Zone, Files: realPaths(inputs),
	})
	if err != nil {
		return nil, l.sorted(), err
	}
	tables, err := l.load(ctx, inputs)
	if err != nil || l.list.HasErrors() {
		return nil, l.sorted(), errors.Join(err, l.db.Close())
	}
	return &Data{DB: l.db, Tables: tables, options: o}, l.sorted(), nil
}

// A loader carries what the loading of every source needs.
type loader struct {
	Options
	db    *duckdb.DB
	cache cache
	list  diag.List
	// glances is whether files are only compared with their contracts, and not read.
	glances bool
	// narrowed lists the sources whose files have more columns than the contract.
	narrowed []string
}

// An origin is where a source's rows come from: files whose cells are texts,
// Parquet files or a query.
type origin interface {
	// bind finds the contract's columns without reading rows. Problems go to
	// the loader's list.
	bind(ctx context.Context, l *loader) error
	// load makes the table or view and fills in what it knows about it.
	load(ctx context.Context, l *loader, t *Table) error
}

// load binds everything before it reads anything, so that a misspelled column
// is reported at once and not after minutes.
func (l *loader) load(ctx context.Context, inputs []input) ([]Table, error) {
	tables := make([]Table, len(inputs))
	origins := make([]origin, len(inputs))
	for i, in := range inputs {
		tables[i] = Table{Source: in.source, Files: in.names(), Fingerprint: l.fingerprint(in)}
		origins[i] = in.kind.open(in)
	}
	order, err := l.order(ctx, origins)
	if err != nil || l.list.HasErrors() {
		return nil, err
	}
	for _, i := range order {
		if _, dependent := origins[i].(*query); !dependent {
			if err := origins[i].bind(ctx, l); err != nil {
				return nil, err
			}
		}
	}
	for _, i := range order {
		if err := l.loadOne(ctx, origins[i], &tables[i]); err != nil {
			return nil, fmt.Errorf("load source %q: %w", tables[i].Source.ID, err)
		}
		tables[i].Whole = !slices.Contains(l.narrowed, tables[i].Source.ID)
	}
	return tables, nil
}

func (l *loader) loadOne(ctx context.Context, o origin, t *Table) error {
	if _, dependent := o.(*query); dependent {
		// A query sees its columns only when the tables that it reads exist.
		if l.list.HasErrors() {
			return nil
		}
		if err := o.bind(ctx, l); err != nil {
			return err
		}
	}
	if l.list.HasErrors() {
		return nil
	}
	l.progress("loading %s", t.Source.ID)
	return o.load(ctx, l, t)
}

func (l *loader) progress(format string, args ...any) {
	if l.Progress != nil {
		l.Progress(fmt.Sprintf(format, args...))
	}
}

func (l *loader) sorted() diag.List {
	l.list.Sort()
	return l.list
}

func (l *loader) zone() string {
	if l.Zone == "" {
		return "UTC"
	}
	return l.Zone
}

// skips reports whether the source leaves bad rows out.
func skips(s *plan.Source) bool { return s.Spec.OnBadRow.Value == "skip" }

// place returns where the source says which rows it has.
func place(s *plan.Source) diag.Range {
	switch {
	case s.Spec.File.Written():
		return s.Spec.File.Range
	case s.Spec.Query.Written():
		return s.Spec.Query.Range
	}
	return s.Spec.ID.Range
}
