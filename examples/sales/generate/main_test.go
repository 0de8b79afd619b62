package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"kpi/examples/internal/table"
)

// The committed data must be what the code beside it writes, or nobody could
// say where they come from.
func TestGeneratorWritesTheCommittedBytes(t *testing.T) {
	tables := newCompany(1).tables()
	if err := table.Compare(filepath.Join("..", "data"), tables); err != nil {
		t.Errorf("run go run ./examples/sales/generate: %v", err)
	}
	if size := table.Size(tables); size > 3_000_000 {
		t.Errorf("the data take %d bytes, want at most 3,000,000", size)
	}
}

func TestAFolderIsWrittenAsItIsCompared(t *testing.T) {
	folder, tables := filepath.Join(t.TempDir(), "data"), newCompany(1).tables()
	if err := table.Write(folder, tables); err != nil {
		t.Fatal(err)
	}
	if err := table.Compare(folder, tables); err != nil {
		t.Error(err)
	}
	if err := table.Compare(folder, tables[1:]); err == nil {
		t.Error("a file too many is not seen")
	}
	tables[0].Rows = tables[0].Rows[1:]
	if err := table.Compare(folder, tables); err == nil {
		t.Error("a row too many is not seen")
	}
}

func TestScaleMultipliesTheRows(t *testing.T) {
	small, large := newCompany(1), newCompany(3)
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"reps", len(large.reps), 3 * len(small.reps)},
		{"leads", len(large.leads), 3 * len(small.leads)},
		{"deals", len(large.deals), 3 * len(small.deals)},
		{"orders", len(large.orders), 3 * len(small.orders)},
	} {
		// Campaigns are drawn again, so that leads only come near.
		if c.got < c.want*8/10 || c.got > c.want*12/10 {
			t.Errorf("%s of a company three times larger: got %d, want about %d", c.name, c.got, c.want)
		}
	}
}

func TestWrongArgumentsAreRefused(t *testing.T) {
	for _, args := range [][]string{{"--scale", "0"}, {"--scale", "many"}, {"--colour"}, {"leads"}} {
		var stderr bytes.Buffer
		if err := run(args, &stderr); err != errUsage {
			t.Errorf("%v: got %v, want %v", args, err, errUsage)
		}
		if stderr.Len() == 0 {
			t.Errorf("%v: got no message", args)
		}
	}
}
