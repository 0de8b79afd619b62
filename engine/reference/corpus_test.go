package reference_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
)

// beyond are the cases whose files the reference does not read: other forms
// than plain CSV, formats, queries, and rows that are left out.
var beyond = []string{"byte-order-mark", "dates", "glob", "overflow", "query", "skipped-rows"}

// TestCorpus computes every case of engine/testdata/corpus/values a second time.
func TestCorpus(t *testing.T) {
	paths, err := filepath.Glob("../testdata/corpus/[vr][au]l*es/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases found (%v)", err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if slices.Contains(beyond, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			v := judge(t, archive, caseOptions(archive.Comment))
			if v.failure != "" || v.compared == 0 {
				t.Fatalf("%d values, %s", v.compared, v.failure)
			}
			for _, d := range v.wrong {
				t.Error(d)
			}
		})
	}
}

// caseOptions reads the option lines of a comment.
func caseOptions(comment []byte) engine.Options {
	o := engine.Options{History: 1}
	for line := range strings.Lines(string(comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "--period":
			o.Period = value
		case "--grain":
			o.Grain = value
		case "--as-of":
			o.AsOf = value
		case "--where":
			o.Where = value
		case "--by":
			o.By = strings.Split(value, ",")
		case "--history":
			o.History, _ = strconv.Atoi(value)
		case "--skip-proofs":
			o.SkipProofs = true
		}
	}
	return o
}
