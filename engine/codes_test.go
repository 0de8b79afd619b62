package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// elsewhere are codes whose cases cannot be an archive of text, or would be one
// that nobody reads; the tests of load, lint and kpitest show them.
var elsewhere = map[string]bool{
	"wrong-encoding": true, "unreadable-rows": true, "too-many-tests": true, "missing-sheet": true, "several-sheets": true,
	"bad-baseline": true, "fixed-finding": true, "policy-message": true,
}

var codePattern = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// TestEveryCodeHasACase finds the codes that the packages of the engine report,
// and looks for each in the golden cases.
func TestEveryCodeHasACase(t *testing.T) {
	cases := goldenText(t)
	for code, place := range reportedCodes(t) {
		if !strings.Contains(cases, "["+code+"]") && !elsewhere[code] {
			t.Errorf("%s reports [%s], and no golden case shows it", place, code)
		}
	}
}

// goldenText is the text of all golden cases.
func goldenText(t *testing.T) string {
	var b strings.Builder
	for _, pattern := range []string{
		"testdata/corpus/*/*.txtar", "spec/testdata/*/*.txtar", "formula/testdata/*.txtar", "formula/testdata/*/*.txtar",
		"load/testdata/*.txtar", "load/testdata/*/*.txtar", "kpitest/testdata/*.txtar", "lint/testdata/*.txtar",
	} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(data)
		}
	}
	return b.String()
}

// reportedCodes maps each code to a place that reports it: the second or third
// argument of a call of Errorf and the like.
func reportedCodes(t *testing.T) map[string]string {
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if code := codeOf(call); code != "" {
					found[code] = set.Position(call.Pos()).String()
				}
			}
			return true
		})
	}
	return found
}

var reporters = regexp.MustCompile(`(?i)^(errorf|warnf|errorOr|unknown|refuse|report|problem)$`)

func codeOf(call *ast.CallExpr) string {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	if !reporters.MatchString(name) || len(call.Args) < 2 {
		return ""
	}
	lit, ok := call.Args[1].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	code := strings.Trim(lit.Value, `"`)
	if !codePattern.MatchString(code) || !strings.Contains(code, "-") && code != "cycle" && code != "tolerance" {
		return ""
	}
	return code
}
