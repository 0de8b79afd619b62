package load

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// parquet reads Parquet files where they lie, through a view.
type parquet struct {
	source *plan.Source
	files  []file
	typed  typed
	names  []string // of the columns in the files, in the contract's order
}

func newParquet(in input) origin { return &parquet{source: in.source, files: in.files} }

func (p *parquet) bind(ctx context.Context, l *loader) error {
	var first []described
	equal := true
	for i, f := range p.files {
		columns, err := l.describe(ctx, "SELECT * FROM "+readParquet([]file{f}, false))
		if unreadable, ok := errors.AsType[*duckdb.Error](err); ok {
			l.list.Errorf(diag.Range{File: f.name}, "bad-file", "%s is not a readable Parquet file", f.name).Notef("%s", unreadable.Message)
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %q: %w", f.name, err)
		}
		if i > 0 && !slices.Equal(columns, first) {
			// Each file must have the contract's columns by itself, or
			// they would be missing values without a word.
			equal = false
			l.bindTyped(p.source, columns, f.name)
		}
		if i == 0 {
			first = columns
		}
	}
	what := p.files[0].name
	p.typed = typed{source: p.source, what: what, from: readParquet(p.files, !equal)}
	if !equal {
		var err error
		if first, err = l.describe(ctx, "SELECT * FROM "+p.typed.from); err != nil {
			return fmt.Errorf("read %q: %w", what, err)
		}
	}
	p.typed.conversions = l.bindTyped(p.source, first, what)
	for _, c := range p.source.Columns {
		if i := slices.IndexFunc(first, func(d described) bool { return fits(c, d.name) }); i >= 0 {
			p.names = append(p.names, first[i].name)
		}
	}
	return nil
}

func readParquet(files []file, byName bool) string {
	var paths []string
	for _, f := range files {
		paths = append(paths, f.real)
	}
	return fmt.Sprintf("read_parquet(%s, union_by_name = %t, hive_partitioning = false)", duckdb.LiteralList(paths), byName)
}

func (p *parquet) load(ctx context.Context, l *loader, t *Table) error {
	t.Rounded = -1
	if !l.SkipProofs {
		v, err := p.judge(ctx, l, t)
		if err != nil {
			return err
		}
		p.typed.accept(l, t, v)
		if l.list.HasErrors() {
			return nil
		}
	}
	text := fmt.Sprintf("CREATE VIEW %s AS %s", duckdb.Identifier(p.source.ID), p.typed.rows(!l.SkipProofs, t.BadCount > 0))
	if err := l.db.Exec(ctx, text); err != nil {
		return err
	}
	if err := p.statistics(ctx, l, t); err != nil {
		return err
	}
	if t.Rows == 0 {
		l.typedNoRows(t, p.typed.what)
	}
	return nil
}

// judge is remembered by the content of the files, for it reads them whole.
func (p *parquet) judge(ctx context.Context, l *loader, t *Table) (verdict, error) {
	text, _ := p.typed.question()
	var v verdict
	if text == "" || l.cache.get(t.Fingerprint, text, &v) {
		return v, nil
	}
	l.progress("checking the numbers of %s", p.source.ID)
	v, err := p.typed.judge(ctx, l)
	if err == nil {
		l.cache.put(t.Fingerprint, text, v)
	}
	return v, err
}

// statistics reads from the files' footers how many rows there are, and where
// no value is missing.
func (p *parquet) statistics(ctx context.Context, l *loader, t *Table) error {
	var paths []string
	for _, f := range p.files {
		paths = append(paths, f.real)
	}
	list := duckdb.LiteralList(paths)
	err := l.db.Query(ctx, fmt.Sprintf("SELECT CAST(sum(num_rows) AS BIGINT) FROM parquet_file_metadata(%s)", list), nil, func(values []any) error {
		t.Rows = integer(values[0]) - t.BadCount
		return nil
	})
	if err != nil {
		return err
	}
	complete := map[string]bool{}
	text := fmt.Sprintf(`SELECT path_in_schema, bool_and(coalesce(stats_null_count = 0, false)) FROM parquet_metadata(%s) GROUP BY ALL`, list)
	err = l.db.Query(ctx, text, nil, func(values []any) error {
		name, _ := values[0].(string)
		complete[strings.ToLower(name)], _ = values[1].(bool)
		return nil
	})
	t.Nullable = map[string]bool{}
	for i, c := range p.source.Columns {
		unseen := l.SkipProofs && (p.typed.conversions[i].trusted != "" || p.typed.conversions[i].bad != "")
		t.Nullable[c.ID] = unseen || !complete[strings.ToLower(p.names[i])]
	}
	return err
}
