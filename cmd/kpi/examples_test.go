package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
)

// TestExamplesAreSmart runs the rules of lint on the catalogs that users copy.
func TestExamplesAreSmart(t *testing.T) {
	names, err := filepath.Glob("../../examples/*/kpis.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "../../kpis.yaml") {
		d, list, err := engine.Read(name)
		if err != nil || list.HasErrors() {
			t.Errorf("%s: %v %v", name, err, list)
			continue
		}
		for _, f := range d.Lint("").Items {
			t.Errorf("%s: %s [%s]", f.Range, f.Message, f.Code)
		}
	}
}

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
