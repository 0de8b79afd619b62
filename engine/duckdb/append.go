package duckdb

import (
	"context"
	"database/sql/driver"
	"fmt"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// Append adds rows of texts to a table whose columns are all VARCHAR. It calls
// fill once, which calls add for each row: as many values as the table has
// columns, each a string of valid UTF-8, or nil for a missing value; add keeps
// nothing of the slice. In fill the database cannot be used otherwise. An error
// of fill ends it and is returned; the rows added so far may then be in the
// table. When the context ends, so does Append.
func (db *DB) Append(ctx context.Context, table string, fill func(add func(values []any) error) error) error {
	var filled error
	err := db.conn.Raw(func(conn any) error {
		a, err := duckdb.NewAppenderFromConn(conn.(driver.Conn), "", table)
		if err != nil {
			return err
		}
		var row []driver.Value
		filled = fill(func(values []any) error {
			if err := context.Cause(ctx); err != nil {
				return fmt.Errorf("the rows were not added to the end: %w", err)
			}
			row = row[:0]
			for _, v := range values {
				row = append(row, v)
			}
			return translate(ctx, a.AppendRow(row...))
		})
		return a.CloseWithCancel(ctx)
	})
	if filled != nil {
		return filled
	}
	return translate(ctx, err)
}
