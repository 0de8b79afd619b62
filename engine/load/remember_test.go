package load_test

import (
	"os"
	"path/filepath"
	"testing"

	"kpi/engine/load"
)

// An answer is remembered for the content of all files, not for their names.
func TestRememberFollowsTheFiles(t *testing.T) {
	p := newProject(t, "  a: {file: a.csv, columns: {id: text}}\n  b: {file: b.csv, columns: {id: text}}\n", files{"a.csv": "id\nA\n", "b.csv": "id\nB\n"})
	p.CacheDir = t.TempDir()
	asked := 0
	answer := func(sources ...string) int {
		t.Helper()
		data, list, err := load.Open(t.Context(), p.Options)
		if err != nil || list.HasErrors() {
			t.Fatal(err, list)
		}
		defer data.Close()
		got, err := load.Remember(data, sources, "how often", func() (int, error) { asked++; return asked, nil })
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if first, again := answer("a", "b"), answer("a", "b"); first != 1 || again != 1 {
		t.Errorf("got %d and %d, want 1 twice", first, again)
	}
	if got := answer("a"); got != 2 {
		t.Errorf("another question gets the answer %d, want 2", got)
	}
	if err := os.WriteFile(filepath.Join(p.Folder, "b.csv"), []byte("id\nB\nC\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := answer("a", "b"); got != 3 {
		t.Errorf("of another file: got %d, want 3", got)
	}
	p.CacheDir = ""
	if got := answer("a", "b"); got != 4 {
		t.Errorf("without a cache: got %d, want 4", got)
	}
}
