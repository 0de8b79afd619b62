package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// TestExampleCommands runs the commands that the README of an example shows.
func TestExampleCommands(t *testing.T) {
	page := readRoot(t, "examples/sales/README.md")
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Chdir(projectCopy(t, root))
	commands := 0
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "kpi ") {
			continue
		}
		line, _, _ = strings.Cut(line, " # ")
		for command := range strings.SplitSeq(line, " && ") {
			commands++
			var out bytes.Buffer
			args, _ := arguments(strings.TrimSpace(command))
			if code := run(context.Background(), args, streams{out: &out, err: &out}); code != fine {
				t.Errorf("%s exits with %d:\n%s", strings.TrimSpace(command), code, &out)
			}
		}
	}
	if commands < 5 {
		t.Errorf("%d commands were found, want more", commands)
	}
}
