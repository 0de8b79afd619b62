package load_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kpi/engine/load"
)

// Ctrl-C ends a load: nothing is left behind, and the error says why.
func TestCancelStopsALoad(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	p := newProject(t, `
  a: {file: a.csv, columns: {n: integer}}
  q: {query: "select count(*) as n from a x, a y, a z, a w where x.n + y.n + z.n + w.n < 0", columns: {n: integer}}
`, files{"a.csv": "n\n" + strings.Repeat("1\n", 20000)})
	ctx, cancel := context.WithCancel(t.Context())
	p.Progress = func(what string) {
		if what == "loading q" {
			cancel()
		}
	}
	data, _, err := load.Open(ctx, p.Options)
	if data != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v and %v, want %v", data, err, context.Canceled)
	}
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), "kpi-*"))
	if len(left) > 0 {
		t.Errorf("left on disk: %v", left)
	}
}

func TestADeadlineStopsARunningQuery(t *testing.T) {
	p := newProject(t, `
  a: {file: a.csv, columns: {n: integer}}
  q: {query: "select count(*) as n from a x, a y, a z, a w where x.n + y.n + z.n + w.n < 0", columns: {n: integer}}
`, files{"a.csv": "n\n" + strings.Repeat("1\n", 20000)})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, _, err := load.Open(ctx, p.Options)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("stopping took %v", took)
	}
}

func TestTooLittleMemoryEndsALoad(t *testing.T) {
	var b strings.Builder
	b.WriteString("n,text\n")
	for i := range 100000 {
		fmt.Fprintf(&b, "%d,some text of row %d\n", i, i)
	}
	p := newProject(t, "  a: {file: a.csv, columns: {n: integer, text: text}}\n", files{"a.csv": b.String()})
	p.Memory, p.Threads = "1MB", 1
	_, list, err := load.Open(t.Context(), p.Options)
	if err == nil || !strings.Contains(err.Error(), "out of memory") {
		t.Errorf("got %v\n%s", err, printed(list, p.Folder, ""))
	}
}
