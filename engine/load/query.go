package load

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// query makes a table of a SELECT over other sources. Its text may come from a
// stranger: it runs only after inspect has found nothing.
type query struct {
	source *plan.Source
	reads  []string // IDs of other sources, in the order of the text
	typed  typed
}

func newQuery(in input) origin { return &query{source: in.source} }

// order inspects all queries and returns the sources so that each stands
// behind those that it reads. Queries that read each other are reported.
func (l *loader) order(ctx context.Context, origins []origin) ([]int, error) {
	names := map[string]int{}
	for i, s := range l.Sources {
		names[strings.ToLower(s.ID)] = i
	}
	for _, o := range origins {
		if q, ok := o.(*query); ok {
			if err := l.inspect(ctx, q, names); err != nil {
				return nil, fmt.Errorf("inspect the query of source %q: %w", q.source.ID, err)
			}
		}
	}
	s := sorter{l: l, origins: origins, names: names, state: make([]visit, len(origins))}
	for i := range origins {
		s.visit(i)
	}
	return s.order, nil
}

// A visit is how far the sorter got with a source.
type visit int

const (
	unseen visit = iota
	open
	done
)

type sorter struct {
	l       *loader
	origins []origin
	names   map[string]int
	state   []visit
	path    []int
	order   []int
}

func (s *sorter) visit(i int) {
	switch s.state[i] {
	case done:
		return
	case open:
		s.cycle(i)
		return
	}
	s.state[i] = open
	s.path = append(s.path, i)
	if q, ok := s.origins[i].(*query); ok {
		for _, name := range q.reads {
			s.visit(s.names[strings.ToLower(name)])
		}
	}
	s.path = s.path[:len(s.path)-1]
	s.state[i] = done
	s.order = append(s.order, i)
}

func (s *sorter) cycle(i int) {
	var names []string
	for _, j := range s.path {
		if len(names) > 0 || j == i {
			names = append(names, s.l.Sources[j].ID)
		}
	}
	source := s.l.Sources[i]
	s.l.list.Errorf(place(source), "query-cycle", "the query of source %q reads itself: %s", source.ID,
		strings.Join(append(names, source.ID), " → "))
}

func (q *query) bind(ctx context.Context, l *loader) error {
	columns, err := l.describe(ctx, q.source.Spec.Query.Value)
	if refused, ok := errors.AsType[*duckdb.Error](err); ok {
		l.queryError(q, refused, len("DESCRIBE "))
		return nil
	}
	if err != nil {
		return err
	}
	q.typed = typed{source: q.source, what: fmt.Sprintf("the query of source %q", q.source.ID), from: duckdb.Identifier(q.raw())}
	q.typed.conversions = l.bindTyped(q.source, columns, q.typed.what)
	return nil
}

// raw names the table of the query's own columns. No source has such a name.
func (q *query) raw() string { return q.source.ID + " (rows)" }

func (q *query) load(ctx context.Context, l *loader, t *Table) error {
	prefix := fmt.Sprintf("CREATE TEMP TABLE %s AS ", duckdb.Identifier(q.raw()))
	err := l.db.Exec(ctx, prefix+q.source.Spec.Query.Value)
	if refused, ok := errors.AsType[*duckdb.Error](err); ok {
		l.queryError(q, refused, len(prefix))
		return nil
	}
	if err != nil {
		return err
	}
	v, err := q.typed.judge(ctx, l)
	if err != nil {
		return err
	}
	q.typed.accept(l, t, v)
	if l.list.HasErrors() {
		return nil
	}
	text := fmt.Sprintf("CREATE TABLE %s AS %s", duckdb.Identifier(q.source.ID), q.typed.rows(true, t.BadCount > 0))
	if err := l.db.Exec(ctx, text); err != nil {
		return err
	}
	if err := l.db.Exec(ctx, "DROP TABLE "+duckdb.Identifier(q.raw())); err != nil {
		return err
	}
	if err := l.count(ctx, t); err != nil {
		return err
	}
	if t.Rows == 0 && l.Rows == nil {
		l.typedNoRows(t, q.typed.what)
	}
	return nil
}

// queryError reports what the database says of a query, at its place. The
// prefix is the length of what was put before the query's text.
func (l *loader) queryError(q *query, e *duckdb.Error, prefix int) {
	at := place(q.source)
	if e.Position >= prefix {
		at = q.span(e.Position - prefix)
	}
	code, what := "query-failed", "stops"
	switch e.Kind {
	case "Parser", "Binder", "Catalog":
		code, what = "query-syntax", "is not right"
	}
	l.list.Errorf(at, code, "the query of source %q %s: %s", q.source.ID, what, lowerFirst(e.Message))
}

func lowerFirst(message string) string {
	line, _, _ := strings.Cut(message, "\n")
	if line == "" {
		return line
	}
	return strings.ToLower(line[:1]) + strings.TrimRight(line[1:], ".!")
}
