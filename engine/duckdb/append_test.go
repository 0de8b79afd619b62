package duckdb_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/duckdb"
)

func TestAppendKeepsTextsAndTheirOrder(t *testing.T) {
	db := open(t, duckdb.Options{})
	if err := db.Exec(t.Context(), `CREATE TABLE "a (rows)" (x VARCHAR, y VARCHAR)`); err != nil {
		t.Fatal(err)
	}
	err := db.Append(t.Context(), "a (rows)", func(add func([]any) error) error {
		for i := range 5000 {
			if err := add([]any{fmt.Sprint("größe ", i), nil}); err != nil {
				return err
			}
		}
		return add([]any{"", "\x00'\"\n"})
	})
	if err != nil {
		t.Fatal(err)
	}
	got := rows(t, db, `SELECT rowid, x, y FROM "a (rows)" WHERE rowid IN (0, 4999, 5000) ORDER BY rowid`)
	want := [][]any{{int64(0), "größe 0", nil}, {int64(4999), "größe 4999", nil}, {int64(5000), "", "\x00'\"\n"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAppendEndsWithTheErrorOfItsCallerOrContext(t *testing.T) {
	db := open(t, duckdb.Options{})
	if err := db.Exec(t.Context(), "CREATE TABLE a (x VARCHAR)"); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the file is broken")
	if err := db.Append(t.Context(), "a", func(func([]any) error) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Append(ctx, "a", func(add func([]any) error) error {
		cancel()
		return add([]any{"x"})
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if err := db.Append(t.Context(), "b", func(func([]any) error) error { return nil }); err == nil {
		t.Error("rows were added to a table that does not exist")
	}
	if got := rows(t, db, "SELECT count(*) FROM a"); got[0][0] != int64(0) {
		t.Errorf("%v rows were added", got[0][0])
	}
}
