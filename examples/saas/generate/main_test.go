package main

import (
	"path/filepath"
	"testing"

	"kpi/examples/internal/table"
)

// The committed data must be what the code beside it writes, or nobody could
// say where they come from.
func TestGeneratorWritesTheCommittedBytes(t *testing.T) {
	tables := newCompany().tables()
	if err := table.Compare(filepath.Join("..", "data"), tables); err != nil {
		t.Errorf("run go run ./examples/saas/generate: %v", err)
	}
	if size := table.Size(tables); size > 300_000 {
		t.Errorf("the data take %d bytes, want at most 300,000", size)
	}
}

func TestSubscriptionsOfACustomerDoNotOverlap(t *testing.T) {
	for _, x := range newCompany().customers {
		for i, p := range x.periods {
			if !p.until.IsZero() && !p.until.After(p.from) {
				t.Errorf("%s ends on %s, before it begins", x.id, isoDay(p.until))
			}
			if i > 0 && (x.periods[i-1].until.IsZero() || x.periods[i-1].until.After(p.from)) {
				t.Errorf("%s pays twice on %s", x.id, isoDay(p.from))
			}
			if p.mrr <= 0 {
				t.Errorf("%s pays %d", x.id, p.mrr)
			}
		}
	}
}
