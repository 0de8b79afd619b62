package main

import (
	"path/filepath"
	"testing"

	"kpi/examples/internal/table"
)

// The committed data must be what the code beside it writes, or nobody could
// say where they come from.
func TestGeneratorWritesTheCommittedBytes(t *testing.T) {
	tables := newDesk().tables()
	if err := table.Compare(filepath.Join("..", "data"), tables); err != nil {
		t.Errorf("run go run ./examples/support/generate: %v", err)
	}
	if size := table.Size(tables); size > 300_000 {
		t.Errorf("the data take %d bytes, want at most 300,000", size)
	}
}

func TestTicketsAreAnsweredBeforeTheyAreSolved(t *testing.T) {
	for i, x := range newDesk().tickets {
		if x.responded.IsZero() && x.replies > 0 || x.responded.After(x.resolved) || x.resolved.Before(x.created) {
			t.Errorf("ticket %d: created %s, answered %s, solved %s", i+1, x.created, x.responded, x.resolved)
		}
		if x.customer.since.After(x.created) || !x.customer.left.IsZero() && !x.customer.left.After(x.created) {
			t.Errorf("ticket %d is by %s, who has no account then", i+1, x.customer.id)
		}
	}
}
