package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The committed data must be what the code beside it writes, or nobody could
// say where they come from.
func TestGeneratorWritesTheCommittedBytes(t *testing.T) {
	folder := t.TempDir()
	if err := write(folder, 1); err != nil {
		t.Fatal(err)
	}
	committed := filepath.Join("..", "data")
	got, want := fileNames(t, folder), fileNames(t, committed)
	if len(got) != len(want) {
		t.Fatalf("files: got %v, want %v", got, want)
	}
	size := 0
	for i, name := range got {
		if name != want[i] {
			t.Fatalf("files: got %v, want %v", got, want)
		}
		data := read(t, filepath.Join(folder, name))
		size += len(data)
		if !bytes.Equal(data, read(t, filepath.Join(committed, name))) {
			t.Errorf("%s differs from the committed file; run: go run ./examples/sales/generate", name)
		}
	}
	if size > 3_000_000 {
		t.Errorf("the data take %d bytes, want at most 3,000,000", size)
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

func fileNames(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
