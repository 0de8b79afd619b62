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
	// numbered is whether the database can say which row of which file one is.
	numbered bool
}

func newParquet(in input) origin { return &parquet{source: in.source, files: in.files} }

func (p *parquet) bind(ctx context.Context, l *loader) error {
	var first []described
	equal := true
	for i, f := range p.files {
		columns, err := l.describeParquet(ctx, f)
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
		if i := slices.IndexFunc(first, func(d described) bool { return fits(c, d.header) }); i >= 0 {
			p.names = append(p.names, first[i].header)
		}
	}
	p.numbered = !slices.ContainsFunc(first, func(d described) bool {
		return strings.EqualFold(d.name, "file_index") || strings.EqualFold(d.name, "file_row_number")
	})
	return nil
}

// describeParquet returns the columns of a file with the names that the file
// gives them.
func (l *loader) describeParquet(ctx context.Context, f file) ([]described, error) {
	columns, err := l.describe(ctx, "SELECT * FROM "+readParquet([]file{f}, false))
	if err != nil {
		return nil, err
	}
	var names []string
	inside := -1 // how many columns are still to come within the last one
	text := fmt.Sprintf("SELECT name, coalesce(num_children, 0) FROM parquet_schema(%s)", duckdb.Literal(f.real))
	err = l.db.Query(ctx, text, nil, func(values []any) error {
		name, _ := values[0].(string)
		children := int(integer(values[1]))
		switch {
		case inside < 0: // the first line is the file itself
			inside = 0
		case inside > 0:
			inside += children - 1
		default:
			names = append(names, name)
			inside = children
		}
		return nil
	})
	if len(names) == len(columns) {
		for i := range columns {
			columns[i].header = names[i]
		}
	}
	return columns, err
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
		if p.accept(t, v); t.BadCount > 0 && !skips(p.source) {
			l.reportBadRows(t)
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
	if err == nil && v.Bad > 0 {
		v.Rows, err = p.badPlaces(ctx, l)
	}
	if err == nil {
		l.cache.put(t.Fingerprint, text, v)
	}
	return v, err
}

// badPlaces finds the first bad rows.
func (p *parquet) badPlaces(ctx context.Context, l *loader) ([]badPlace, error) {
	which, value := "CASE", "CASE"
	for i, c := range p.typed.conversions {
		if c.bad != "" {
			which += fmt.Sprintf(" WHEN %s THEN %d", c.bad, i)
			value += fmt.Sprintf(" WHEN %s THEN left(CAST(%s AS VARCHAR), 200)", c.bad, c.column)
		}
	}
	number := "CAST(file_index AS BIGINT), file_row_number + 1"
	if !p.numbered {
		number = "0, 0"
	}
	text := fmt.Sprintf("SELECT %s, %s END AS which, %s END FROM %s WHERE which IS NOT NULL ORDER BY 1, 2 LIMIT %d",
		number, which, value, p.typed.from, mostBadRows)
	var places []badPlace
	err := l.db.Query(ctx, text, nil, func(values []any) error {
		shown, _ := values[3].(string)
		places = append(places, badPlace{int(integer(values[0])), integer(values[1]), int(integer(values[2])), shorten(shown)})
		return nil
	})
	return places, err
}

// accept fills in the table what the verdict says.
func (p *parquet) accept(t *Table, v verdict) {
	t.BadCount, t.Rounded = v.Bad, v.Rounded
	for _, b := range v.Rows {
		t.BadRows = append(t.BadRows, BadRow{
			File: p.files[b.File].name, Record: b.Row, Column: p.source.Columns[b.Column].ID,
			Value: b.Value, Expected: p.typed.conversions[b.Column].expected,
		})
	}
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
		all, _ := values[1].(bool)
		before, seen := complete[strings.ToLower(name)]
		complete[strings.ToLower(name)] = all && (before || !seen)
		return nil
	})
	t.Nullable = map[string]bool{}
	for i, c := range p.source.Columns {
		unseen := l.SkipProofs && (p.typed.conversions[i].trusted != "" || p.typed.conversions[i].bad != "")
		t.Nullable[c.ID] = unseen || !complete[strings.ToLower(p.names[i])]
	}
	return err
}
