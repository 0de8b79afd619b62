package load

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// LookOptions say which files to look into, and how far.
type LookOptions struct {
	Files    []string // as the user names them
	Rows     int64    // of each file; 0 is all
	Threads  int      // 0 is one a core
	Memory   string   // "2GB"; "" is the database's choice
	Progress func(string)
}

// A Look holds the rows of files that nobody has written a contract for yet.
type Look struct {
	DB     *duckdb.DB
	Tables []Sight // in the order of files, then of sheets

	made int // tables of the database, those of unreadable files included
}

func (k *Look) nextTable() string {
	k.made++
	return fmt.Sprintf("t%d", k.made)
}

// A Sight is a file, or a sheet of one, as a table of the database with the
// columns c0, c1 and so on. Those of a Parquet file have their types, and all
// others hold texts; a missing value is NULL.
type Sight struct {
	File  string // as the user names it
	Table string
	Kind  string // of file: "delimited text", "JSON", "NDJSON", "XLSX", "Parquet"

	// What a source has to say to read the file; "" is nothing.
	Encoding, Delimiter, Sheet, Records string

	Headers []string
	Types   []string // of a Parquet file: what a contract calls them; "" cannot be read
	Binary  []bool   // the column has numbers in binary floating point
	Unfit   []bool   // the column has lists, objects or errors
	Rows    int64    // in the table
	Whole   bool     // the table has all rows of the file
	Bad     int64    // rows that do not fit the header and are left out
}

// Close ends the database.
func (k *Look) Close() error { return k.DB.Close() }

// LookInto reads the files without a contract. What is wrong with a file is in
// the list, and its tables are then missing. The caller closes the Look, which
// is nil beside an error.
func LookInto(ctx context.Context, o LookOptions) (*Look, diag.List, error) {
	l := &loader{Options: Options{Threads: o.Threads, Memory: o.Memory, Progress: o.Progress}}
	var found []file
	for _, name := range o.Files {
		w := wanted{pattern: name, free: true, place: diag.Range{File: name}}
		files, err := l.admit(w, []string{w.path()})
		if err != nil {
			return nil, l.sorted(), fmt.Errorf("find %q: %w", name, err)
		}
		found = append(found, files...)
	}
	db, err := duckdb.Open(ctx, duckdb.Options{Threads: o.Threads, Memory: o.Memory, Files: realPaths([]input{{files: found}})})
	if err != nil {
		return nil, l.sorted(), err
	}
	l.db = db
	k := &Look{DB: db}
	for _, f := range found {
		l.progress("reading %s", f.name)
		if err := k.read(ctx, l, f, o.Rows); err != nil {
			if err = l.unreadable(f, err); err != nil {
				return nil, l.sorted(), errors.Join(err, db.Close())
			}
		}
	}
	return k, l.sorted(), nil
}

// read adds the tables of a file.
func (k *Look) read(ctx context.Context, l *loader, f file, most int64) error {
	kind := kindOfName(f.name)
	if kind == nil {
		return &flaw{code: "unknown-format", message: "is in a format that is not read", note: "read are " + strings.Join(endings(), ", ")}
	}
	if kind.name == "Parquet" {
		return k.readParquet(ctx, l, f)
	}
	sights, readers, err := sightsOf(&f, kind.name)
	if err != nil {
		return err
	}
	for i := range sights {
		sights[i].File, sights[i].Kind = f.name, kind.name
		if err := k.fill(ctx, &sights[i], readers[i], most); err != nil {
			return err
		}
	}
	return nil
}

// errRows ends the reading of a file that has more rows than are asked for.
var errRows = errors.New("enough rows were read")

// fill makes the table of texts.
func (k *Look) fill(ctx context.Context, s *Sight, from func() reader, most int64) error {
	s.Table = k.nextTable()
	s.Binary, s.Unfit = make([]bool, len(s.Headers)), make([]bool, len(s.Headers))
	columns := make([]string, len(s.Headers))
	for i := range columns {
		columns[i] = fmt.Sprintf("c%d VARCHAR", i)
	}
	if err := k.DB.Exec(ctx, fmt.Sprintf("CREATE TABLE %s (%s)", s.Table, strings.Join(columns, ", "))); err != nil {
		return err
	}
	err := k.DB.Append(ctx, s.Table, func(add func([]any) error) error {
		values := make([]any, len(s.Headers))
		return from().read(func(r row) error {
			switch {
			case most > 0 && s.Rows == most:
				return errRows
			case r.problem != "":
				s.Bad++
				return nil
			}
			s.Rows++
			s.take(r, values)
			return add(values)
		})
	})
	s.Whole = err == nil
	if err != nil && !errors.Is(err, errRows) {
		return err
	}
	if s.Rows == 0 && s.Bad > 0 {
		return &flaw{code: "no-rows", message: fmt.Sprintf("has no row that fits its header of %d columns: all %d have more or fewer", len(s.Headers), s.Bad),
			note: "the first line is to be the header, and a value with a delimiter in it stands in quotes"}
	}
	if s.Rows == 0 {
		return &flaw{code: "no-rows", message: "has a header and no rows", note: "there is nothing to see what its columns hold; fill in some rows and run it again"}
	}
	k.Tables = append(k.Tables, *s)
	return nil
}

// take turns a row into the values of the table.
func (s *Sight) take(r row, values []any) {
	for i := range values {
		values[i] = nil
		if i >= len(r.fields) || r.fields[i].text == "" {
			continue
		}
		f := r.fields[i]
		text := f.text
		switch f.form {
		case unfit:
			s.Unfit[i] = true
			continue
		case binary:
			s.Binary[i] = true
		case exact:
			text = withoutExponent(text)
		}
		values[i] = text
	}
}

// readParquet makes a view of a Parquet file, whose columns have types.
func (k *Look) readParquet(ctx context.Context, l *loader, f file) error {
	columns, err := l.describeParquet(ctx, f)
	if broken, ok := errors.AsType[*duckdb.Error](err); ok {
		return &flaw{code: "bad-file", message: "is not a readable Parquet file", note: broken.Message}
	}
	if err != nil {
		return fmt.Errorf("read %q: %w", f.name, err)
	}
	s := Sight{File: f.name, Kind: "Parquet", Table: k.nextTable(), Whole: true}
	var selected []string
	for i, c := range columns {
		s.Headers = append(s.Headers, c.header)
		s.Types = append(s.Types, contractType(c.sqlType))
		s.Binary = append(s.Binary, familyOf(c.sqlType) == floating)
		s.Unfit = append(s.Unfit, false)
		selected = append(selected, fmt.Sprintf("%s AS c%d", duckdb.Identifier(c.name), i))
	}
	text := fmt.Sprintf("CREATE VIEW %s AS SELECT %s FROM %s", s.Table, strings.Join(selected, ", "), readParquet([]file{f}, false))
	if err := k.DB.Exec(ctx, text); err != nil {
		return err
	}
	err = k.DB.Query(ctx, "SELECT count(*) FROM "+s.Table, nil, func(values []any) error {
		s.Rows = integer(values[0])
		return nil
	})
	if err == nil && s.Rows == 0 {
		return &flaw{code: "no-rows", message: "has no rows"}
	}
	k.Tables = append(k.Tables, s)
	return err
}

// contractType is what a contract calls a type of the database; "" is a type
// that no contract has.
func contractType(sqlType string) string {
	switch familyOf(sqlType) {
	case textType:
		return "text"
	case smallInteger, bigInteger:
		return "integer"
	case floating, decimal:
		return "number"
	case booleanType:
		return "boolean"
	case dateType:
		return "date"
	case naiveTime, zonedTime:
		return "timestamp"
	}
	return ""
}

// A Reading is a type of a contract, and the format that a file writes it in.
type Reading struct{ Type, Format string }

// column is a column of a contract that says this.
func (r Reading) column() plan.Column {
	c := plan.Column{ID: "c", Stored: plan.Stored(r.Type), Spec: &spec.Column{Type: spec.Text{Value: r.Type}, Format: spec.Text{Value: r.Format}}}
	switch r.Type {
	case "percent", "days", "hours", "points":
		c.Stored = plan.StoredNumber
	case "count":
		c.Stored = plan.StoredInteger
	}
	return c
}

// cell is how the values of a sight are read. Numbers and dates that a sheet or
// JSON holds as such need no format.
func (s *Sight) cell(r Reading) (cell, error) {
	c, err := newCell(r.column(), "UTC")
	if err == nil && r.Format != "" && s.Kind != "delimited text" {
		c.readings = append(plainCell(r.column().Stored, "UTC").readings, c.readings...)
	}
	return c, err
}

// value is the SQL of the value of a column that is read so, NULL where it does
// not fit.
func (s *Sight) value(column string, r Reading) (string, error) {
	if s.Types != nil {
		c, ok := convert(r.column().Stored, column, s.sqlType(r), "UTC")
		if !ok {
			return column, nil
		}
		if c.trusted != "" {
			return c.trusted, nil
		}
		return c.value, nil
	}
	c, err := s.cell(r)
	return c.lenient(column), err
}

// sqlType stands for the types of the database that a reading is made from.
func (s *Sight) sqlType(r Reading) string {
	switch r.column().Stored {
	case plan.StoredNumber, plan.StoredMoney:
		return "DOUBLE"
	case plan.StoredInteger, plan.StoredText:
		return "BIGINT"
	case plan.StoredTimestamp:
		return "TIMESTAMP WITH TIME ZONE"
	}
	return "DATE"
}

// IsData reports whether a file is data, as far as its name tells.
func IsData(name string) bool { return kindOfName(name) != nil }

// Endings lists the endings of the names of data files.
func Endings() []string { return endings() }
