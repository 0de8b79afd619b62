package spec

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kpi/engine/diag"
)

// TestPatterns are where tests are looked for, relative to the folder of the
// main file, where it does not say.
var TestPatterns = []string{"tests/*.yaml", "*_test.yaml"}

// testEnding is how a test file beside the definitions ends.
const testEnding = "_test.yaml"

func isTest(name string) bool { return strings.HasSuffix(name, testEnding) }

// FindTests returns the paths of the test files of the catalog that was read
// from the path, by name, each once. A pattern that the main file writes and
// that matches nothing is reported; that there is no test at all is not. Tests
// lie in the folder of the main file, whatever links say.
func FindTests(path string, c *Catalog) ([]string, diag.List) {
	f := &folder{path: filepath.Dir(path)}
	var list diag.List
	var found []string
	for _, p := range c.Tests {
		names, err := f.tests(p.Value)
		switch {
		case err != nil:
			list.Errorf(p.Range, codeBadInclude, "cannot read the tests %s: %v", quoted(p.Value), err)
		case len(names) == 0:
			list.Errorf(p.Range, codeBadInclude, "tests %s matches no file", quoted(p.Value)).
				Notef("patterns are relative to the folder of the main file, such as tests/*.yaml")
		}
		found = append(found, names...)
	}
	if len(c.Tests) == 0 {
		for _, p := range TestPatterns {
			names, err := f.tests(p)
			if err != nil {
				list.Errorf(diag.Range{File: path}, codeBadInclude, "cannot read the tests %s: %v", quoted(p), err)
			}
			found = append(found, names...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), list
}

// tests returns the paths of the files that match the pattern. Its error is the
// user's mistake.
func (f *folder) tests(pattern string) ([]string, error) {
	names, err := f.glob(pattern)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, name := range names {
		shown := filepath.Join(f.path, filepath.FromSlash(name))
		if err := f.confined(shown); err != nil {
			return nil, err
		}
		if info, err := os.Stat(shown); err == nil && info.Mode()&fs.ModeType == 0 {
			paths = append(paths, shown)
		}
	}
	return paths, nil
}
