package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// said are the English texts that the packages of reports say, and those of the
// phrases of the engine, each with its place.
func said(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	look := func(file source, textsOf func(*testing.T, source, *ast.CallExpr) []string) {
		ast.Inspect(file.tree, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				for _, text := range textsOf(t, file, call) {
					out[text] = file.set.Position(call.Pos()).String()
				}
			}
			return true
		})
	}
	for _, file := range sources(t, "..") {
		look(file, textsOf)
	}
	for _, file := range append(sources(t, "../../engine"), sources(t, "../../cmd")...) {
		look(file, phrasesOf)
		if needsValues(file) {
			look(file, concernsOf)
		}
	}
	for _, grain := range []string{"day", "week", "month", "quarter", "year"} {
		out["1 "+grain], out["%d "+grain+"s"] = "a grain", "a grain"
	}
	return out
}

type source struct {
	set  *token.FileSet
	tree *ast.File
}

func sources(t *testing.T, root string) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "locale") {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, path, nil, 0)
		out = append(out, source{set, tree})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// textsOf are the texts of a call of Say, Join or Count.
func textsOf(t *testing.T, file source, call *ast.CallExpr) []string {
	t.Helper()
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	if of, ok := method.X.(*ast.Ident); ok && of.Name == "strings" {
		return nil
	}
	text, known := literal(call.Args[0])
	switch method.Sel.Name {
	case "Say", "Given":
		if !known {
			t.Errorf("%s: Say takes a text that is written there; a word that comes with the numbers is said by Word", file.set.Position(call.Pos()))
		}
		return []string{text}
	case "Join":
		if known {
			return []string{text}
		}
	case "Count":
		if thing, ok := literal(call.Args[len(call.Args)-1]); ok {
			return []string{"1 " + thing, "%d " + thing + "s"}
		}
	}
	return nil
}

// phrasesOf is the text of a call of phrase.Of.
func phrasesOf(t *testing.T, file source, call *ast.CallExpr) []string {
	t.Helper()
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || method.Sel.Name != "Of" {
		return nil
	}
	if of, _ := method.X.(*ast.Ident); of == nil || of.Name != "phrase" {
		return nil
	}
	text, known := literal(call.Args[0])
	if !known {
		t.Errorf("%s: a phrase is of a text that is written there", file.set.Position(call.Pos()))
	}
	return []string{text}
}

// needsValues reports whether a file has a rule of lint whose findings are concerns
// of a card.
func needsValues(file source) bool {
	found := false
	ast.Inspect(file.tree, func(n ast.Node) bool {
		if field, ok := n.(*ast.KeyValueExpr); ok {
			key, _ := field.Key.(*ast.Ident)
			value, _ := field.Value.(*ast.Ident)
			found = found || key != nil && value != nil && key.Name == "Needs" && (value.Name == "Values" || value.Name == "Evidence")
		}
		return !found
	})
	return found
}

// concernsOf is the text of what a rule reports, or advises.
func concernsOf(t *testing.T, file source, call *ast.CallExpr) []string {
	t.Helper()
	method, ok := call.Fun.(*ast.SelectorExpr)
	place := map[string]int{"Reportf": 2, "Notef": 0}
	if !ok {
		return nil
	}
	at, ok := place[method.Sel.Name]
	if !ok {
		return nil
	}
	text, known := literal(call.Args[at])
	if !known {
		t.Errorf("%s: a concern is of a text that is written there", file.set.Position(call.Pos()))
	}
	return []string{text}
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

func TestEveryTextHasItsChinese(t *testing.T) {
	all := said(t)
	for text, place := range all {
		if _, ok := Chinese.texts[text]; !ok {
			t.Errorf("%s: %q has no Chinese", place, text)
		}
	}
	for text := range Chinese.texts {
		// What is said of a unit is said by this package.
		if _, ok := all[text]; !ok && text != "%s per %s" {
			t.Errorf("nobody says %q", text)
		}
	}
}

// allowed is what Chinese texts may hold in Latin letters: statistics, names, and
// what is to be written into a file.
var allowed = regexp.MustCompile(`%(\[\d\])?[sd]|%%|\br\b|\bn=|Theta|ETS|reviewed:|leads:|--as-of|--skip-proofs|optional: true|status: done|max_missing: 5%|actions:|\{kpi: %s, do: …, owner: …, until: …\}|trailing\(…, "3 months"\)`)

func TestChineseIsChinese(t *testing.T) {
	for _, texts := range []map[string]string{Chinese.texts, chineseWords} {
		for text, twin := range texts {
			if rest := allowed.ReplaceAllString(twin, ""); strings.ContainsFunc(rest, func(c rune) bool {
				return c < unicode.MaxASCII && unicode.IsLetter(c) || strings.ContainsRune(",;:()", c)
			}) {
				t.Errorf("%q: %q has letters or marks of English", text, twin)
			}
		}
	}
}

var verb = regexp.MustCompile(`%(?:\[(\d)\])?([sdq%])`)

// arguments are the verbs of a text in the order of the arguments. Chinese has marks
// of its own round a name.
func arguments(text string) []string {
	var out []string
	next := 1
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		out = append(out, strconv.Itoa(next)+strings.Replace(m[2], "q", "s", 1))
		next++
	}
	slices.Sort(out)
	return out
}

func TestChineseSaysEveryArgument(t *testing.T) {
	for text, twin := range Chinese.texts {
		if got, want := arguments(twin), arguments(text); !slices.Equal(got, want) {
			t.Errorf("%q says the arguments %v, and %q says %v", twin, got, text, want)
		}
	}
}

var digits = regexp.MustCompile(`\d+`)

func TestChineseHasTheNumbersOfEnglish(t *testing.T) {
	for text, twin := range Chinese.texts {
		got, want := digits.FindAllString(verb.ReplaceAllString(twin, ""), -1), digits.FindAllString(verb.ReplaceAllString(text, ""), -1)
		if !slices.Equal(got, want) {
			t.Errorf("%q has the numbers %v, and %q has %v", twin, got, text, want)
		}
	}
}
