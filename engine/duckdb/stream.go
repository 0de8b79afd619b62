package duckdb

import (
	"context"
	"errors"
	"fmt"
)

// streamed holds the result of Stream; no table of a user has a space in its
// name.
const streamed = "streamed rows"

// pageRows is how many rows of a large result are in memory at a time.
const pageRows = 100_000

// Stream runs a SELECT as Query does, for results that may be larger than
// memory: the database keeps them, on disk where they do not fit, and hands
// them over in pages. Only one runs at a time. Rows come in the order of the
// SELECT.
func (db *DB) Stream(ctx context.Context, text string, args []any, row func(values []any) error) (err error) {
	if err := db.Exec(ctx, "CREATE TEMP TABLE "+Identifier(streamed)+" AS\n"+text, args...); err != nil {
		return err
	}
	defer func() {
		// What is left must go also when the caller has given up.
		drop := db.Exec(context.WithoutCancel(ctx), "DROP TABLE "+Identifier(streamed))
		err = errors.Join(err, drop)
	}()
	for from, n := 0, pageRows; n == pageRows; from += pageRows {
		n = 0
		err := db.Query(ctx, page(from), nil, func(values []any) error {
			n++
			return row(values)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// page selects the rows from a number on. Rows are numbered in the order that
// they were written in.
func page(from int) string {
	return fmt.Sprintf("SELECT * FROM %s WHERE rowid >= %d AND rowid < %d ORDER BY rowid", Identifier(streamed), from, from+pageRows)
}
