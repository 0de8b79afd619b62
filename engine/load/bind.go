package load

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
)

// Bind compares the contracts of the sources with the files that are there, and
// reads no more of them than that takes: of delimited text the header, of
// Parquet the footer, of a sheet its first row, of JSON the records up to the
// one that shows the last column. Queries are compared with the contracts of
// the sources that they read. No value is looked at, and nothing is proved.
func Bind(ctx context.Context, o Options) (list diag.List, err error) {
	l := &loader{Options: o, glances: true}
	inputs, err := l.locate()
	if err != nil {
		return l.sorted(), err
	}
	l.db, err = duckdb.Open(ctx, duckdb.Options{Threads: o.Threads, Memory: o.Memory, Zone: o.Zone, Files: realPaths(inputs)})
	if err != nil {
		return l.sorted(), err
	}
	defer func() { err = errors.Join(err, l.db.Close()) }()
	err = l.bindAll(ctx, inputs)
	return l.sorted(), err
}

// bindAll binds the sources whose files were found, although others were not: one
// run tells all.
func (l *loader) bindAll(ctx context.Context, inputs []input) error {
	origins := make([]origin, len(inputs))
	for i, in := range inputs {
		// What has no files was reported, and is bound to what it promises.
		origins[i] = newGiven(in.source, &Rows{})
		if in.kind != nil && (in.kind == queryKind || in.kind == rowsKind || len(in.files) > 0) {
			origins[i] = in.kind.open(in)
		}
	}
	before := l.list.Len()
	order, err := l.order(ctx, origins)
	if err != nil {
		return err
	}
	refused := l.list.Len() > before // a query may do what none may
	for _, i := range order {
		if _, isQuery := origins[i].(*query); isQuery && refused {
			continue
		}
		err := origins[i].bind(ctx, l)
		if err == nil {
			err = l.promise(ctx, inputs[i])
		}
		if err != nil {
			return fmt.Errorf("compare source %q with its files: %w", inputs[i].source.ID, err)
		}
	}
	return nil
}

// promise makes a table without rows of the contract of a source, for the queries
// that read it.
func (l *loader) promise(ctx context.Context, in input) error {
	if len(in.source.Columns) == 0 {
		return nil // which was reported
	}
	empty := newGiven(in.source, &Rows{})
	if err := empty.bind(ctx, l); err != nil {
		return err
	}
	return empty.load(ctx, l, &Table{Source: in.source})
}

// glance is the check of delimited text that looks at its first line alone.
func (l *loader) glance(f file) (bool, error) {
	var found *flaw
	var err error
	if f.encoding != "windows-1252" && f.encoding != "gb18030" { // which are told by the whole file
		found, err = isText(f)
	}
	if err == nil && found == nil {
		found, err = firstLine(f)
	}
	if err != nil {
		return false, fmt.Errorf("read %q: %w", f.name, err)
	}
	if found != nil {
		l.report(f, found)
	}
	return found == nil, nil
}

func firstLine(f file) (*flaw, error) {
	text, err := openText(f)
	if err != nil {
		return nil, err
	}
	defer text.Close()
	in := bufio.NewReaderSize(text, longestLine)
	if found, err := scanStart(in); found != nil || err != nil {
		return found, err
	}
	line, err := in.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return tooLong(1), nil
	case err != nil && err != io.EOF:
		return nil, err
	case !utf8.Valid(line):
		return notUTF8(line, 1), nil
	}
	return nil, nil
}
