package duckdb_test

import (
	"context"
	"errors"
	"testing"

	"kpi/engine/duckdb"
)

func TestStreamHandsOverAllRowsInOrder(t *testing.T) {
	db := open(t, duckdb.Options{})
	for _, want := range []int64{0, 1, 100_000, 250_001} {
		var next int64
		err := db.Stream(t.Context(), "SELECT $1 - range AS down FROM range($1) ORDER BY range DESC", []any{want}, func(values []any) error {
			next++
			if got := values[0]; got != next {
				t.Fatalf("row %d is %v", next, got)
			}
			return nil
		})
		if err != nil || next != want {
			t.Errorf("got %d rows and the error %v, want %d rows", next, err, want)
		}
	}
}

func TestStreamEndsWithTheErrorOfARow(t *testing.T) {
	db := open(t, duckdb.Options{})
	full, rows := errors.New("the disk is full"), 0
	err := db.Stream(t.Context(), "SELECT range FROM range(10)", nil, func([]any) error {
		rows++
		return full
	})
	if !errors.Is(err, full) || rows != 1 {
		t.Errorf("got %d rows and the error %v", rows, err)
	}
	if err := db.Stream(t.Context(), "SELECT 1", nil, func([]any) error { return nil }); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestStreamEndsWithTheContext(t *testing.T) {
	db := open(t, duckdb.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Stream(ctx, "SELECT range FROM range(200001)", nil, func([]any) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if err := db.Stream(t.Context(), "SELECT 1", nil, func([]any) error { return nil }); err != nil {
		t.Errorf("the next one: %v", err)
	}
}
