package load_test

import (
	"os"
	"path/filepath"
	"testing"

	"kpi/engine/load"
)

const dealsAndReps = `
  deals: {file: deals.csv, columns: {rep: text, stage: text}}
  reps: {file: reps.csv, columns: {id: text, kind: text}}
`

func TestUnmatched(t *testing.T) {
	p := newProject(t, dealsAndReps, files{
		"deals.csv": "rep,stage\nR1,Won\nR2,Won\nR2,Lost\nR9,Won\n,Won\n",
		"reps.csv":  "id,kind\nR1,Won\nR2,Won\n,\n",
	})
	tests := []struct {
		name          string
		local, remote []string
		want          int64
	}{
		{"a row without a value looks for nothing", []string{`"rep"`}, []string{`"id"`}, 1},
		{"all pairs must be equal", []string{`"rep"`, `"stage"`}, []string{`"id"`, `"kind"`}, 2},
		{"nothing to compare", nil, nil, 0},
	}
	p.CacheDir = t.TempDir()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := load.Match{Source: "deals", Other: "reps", Local: test.local, Remote: test.remote}
			if got := unmatched(t, p, m); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
			if got := unmatched(t, p, m); got != test.want {
				t.Errorf("remembered: got %d, want %d", got, test.want)
			}
		})
	}
}

// A count is remembered for the content of both files, not for their names.
func TestUnmatchedFollowsBothFiles(t *testing.T) {
	p := newProject(t, dealsAndReps, files{"deals.csv": "rep,stage\nR1,Won\n", "reps.csv": "id,kind\nR2,Won\n"})
	p.CacheDir = t.TempDir()
	m := load.Match{Source: "deals", Other: "reps", Local: []string{`"rep"`}, Remote: []string{`"id"`}}
	if got := unmatched(t, p, m); got != 1 {
		t.Errorf("got %d, want 1", got)
	}
	if err := os.WriteFile(filepath.Join(p.Folder, "reps.csv"), []byte("id,kind\nR2,Won\nR1,Won\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := unmatched(t, p, m); got != 0 {
		t.Errorf("after the partner was added: got %d, want 0", got)
	}
}

func unmatched(t *testing.T, p project, m load.Match) int64 {
	t.Helper()
	data, list, err := load.Open(t.Context(), p.Options)
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	defer data.Close()
	n, err := data.Unmatched(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
