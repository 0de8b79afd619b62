package load

import (
	"context"
	"fmt"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/duckdb"
	"kpi/engine/plan"
)

// typed turns rows that already have types, of Parquet files or a query, into
// those of the contract.
type typed struct {
	source      *plan.Source
	what        string // in messages: the file, or the query
	from        string // SQL of the rows
	conversions []conversion
}

// A conversion is how a column that has a type becomes one of the contract.
// The conditions are SQL and never NULL; "" is never.
type conversion struct {
	column  string // that is read
	value   string // of a value that is not bad
	trusted string // of a value that nobody has looked at; "" is value
	bad     string // the value has no counterpart
	rounded string // the value loses decimals
	// expected is what a bad value is not, in words.
	expected string
}

// A described column is a column of the rows. Its header is how the file names
// it: two columns of one name have two names in the database.
type described struct{ header, name, sqlType string }

func (l *loader) describe(ctx context.Context, text string) ([]described, error) {
	var columns []described
	err := l.db.Query(ctx, "DESCRIBE "+text, nil, func(values []any) error {
		name, _ := values[0].(string)
		sqlType, _ := values[1].(string)
		columns = append(columns, described{name, name, sqlType})
		return nil
	})
	return columns, err
}

// bindTyped finds the contract's columns and checks that their types can be
// what the contract says. Without errors the result is complete.
func (l *loader) bindTyped(s *plan.Source, columns []described, what string) []conversion {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.header
	}
	positions := l.bindHeaders(s, names, what)
	conversions := make([]conversion, len(s.Columns))
	for i, c := range s.Columns {
		if positions[i] < 0 {
			continue
		}
		have := columns[positions[i]]
		var ok bool
		if conversions[i], ok = convert(c.Stored, duckdb.Identifier(have.name), have.sqlType, l.zone()); !ok {
			at := c.Spec.Type.Range
			if !c.Spec.Type.Written() {
				at = c.Spec.ID.Range
			}
			l.list.Errorf(at, "wrong-type", "column %q is %s in %s and cannot be read as %s", c.ID, inWords(have.sqlType), what, c.Spec.Type.Value)
		}
	}
	return conversions
}

// inWords names a type of the database as a contract does, and one that no contract
// has as the database does.
func inWords(sqlType string) string {
	switch familyOf(sqlType) {
	case decimal:
		return "a decimal number"
	case otherType:
		return strings.ToLower(sqlType)
	}
	return contractType(sqlType)
}

// rows returns the SQL of the typed rows.
func (t typed) rows(proved, withoutBad bool) string {
	var values, bad []string
	for i, c := range t.source.Columns {
		conversion := t.conversions[i]
		value := conversion.value
		if !proved && conversion.trusted != "" {
			value = conversion.trusted
		}
		values = append(values, value+" AS "+duckdb.Identifier(c.ID))
		if conversion.bad != "" {
			bad = append(bad, "NOT "+conversion.bad)
		}
	}
	text := fmt.Sprintf("SELECT %s FROM %s", strings.Join(values, ", "), t.from)
	if withoutBad && len(bad) > 0 {
		text += " WHERE " + strings.Join(bad, " AND ")
	}
	return text
}

// A verdict says what is wrong with the values of typed rows.
type verdict struct {
	Bad     int64 // rows
	Rounded int64 // values
	Columns []badColumn
	Rows    []badPlace // the first of files
}

// A badPlace is a bad row of a file, with its first bad value.
type badPlace struct {
	File   int   // of the source, from 0
	Row    int64 // from 1; 0 is unknown
	Column int   // of the contract
	Value  string
}

// A badColumn counts the bad values of a column and shows one.
type badColumn struct {
	Column  int // of the contract
	Count   int64
	Example string
}

// judge looks once at every value that could be bad.
func (t typed) judge(ctx context.Context, l *loader) (verdict, error) {
	var v verdict
	text, columns := t.question()
	if text == "" {
		return v, nil
	}
	err := l.db.Query(ctx, text, nil, func(values []any) error {
		v.Bad, v.Rounded = integer(values[0]), integer(values[1])
		for i, c := range columns {
			if n := integer(values[2+2*i]); n > 0 {
				example, _ := values[3+2*i].(string)
				v.Columns = append(v.Columns, badColumn{c, n, shorten(example)})
			}
		}
		return nil
	})
	return v, err
}

// question returns the SQL behind judge, "" where no value can be bad, and the
// columns that it asks about.
func (t typed) question() (string, []int) {
	any, rounded, selected := []string{"false"}, []string{"0"}, []string{}
	var columns []int
	for i, c := range t.conversions {
		if c.rounded != "" {
			rounded = append(rounded, counted(c.rounded))
		}
		if c.bad == "" {
			continue
		}
		columns = append(columns, i)
		any = append(any, c.bad)
		selected = append(selected, counted(c.bad), fmt.Sprintf("min(CASE WHEN %s THEN CAST(%s AS VARCHAR) END)", c.bad, c.column))
	}
	if len(columns) == 0 && len(rounded) == 1 {
		return "", nil
	}
	head := fmt.Sprintf("%s, CAST(%s AS BIGINT)", counted(strings.Join(any, " OR ")), strings.Join(rounded, " + "))
	return fmt.Sprintf("SELECT %s FROM %s", strings.Join(append([]string{head}, selected...), ", "), t.from), columns
}

func counted(condition string) string {
	return fmt.Sprintf("count(CASE WHEN %s THEN 1 END)", condition)
}

// accept fills in the table what the verdict says of a query, and reports bad
// values where the source does not skip them.
func (t typed) accept(l *loader, table *Table, v verdict) {
	table.BadCount, table.Rounded = v.Bad, v.Rounded
	for _, b := range v.Columns {
		c, expected := t.source.Columns[b.Column], t.conversions[b.Column].expected
		table.BadRows = append(table.BadRows, BadRow{File: t.what, Column: c.ID, Value: b.Example, Expected: expected})
		if !skips(t.source) {
			l.list.Errorf(columnPlace(c), "bad-value", "column %q of %s has %d values that are not %s, such as %s", c.ID, t.what, b.Count, expected, b.Example).
				Notef("on_bad_row: skip leaves their rows out and counts them in every report")
		}
	}
	table.BadRows = table.BadRows[:min(len(table.BadRows), mostBadRows)]
}

func (l *loader) typedNoRows(t *Table, what string) {
	at := diag.Range{File: what}
	if t.Source.Spec.Query.Written() {
		at = place(t.Source)
	}
	l.list.Errorf(at, "no-rows", "%s has no rows", what)
}
