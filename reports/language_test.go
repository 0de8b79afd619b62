package reports

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/engine/unit"
	"kpi/reports/internal/sample"
	"kpi/reports/locale"
)

var chinese = language{Locale: locale.Chinese}

// wordsOf are the texts in the declarations of a file that are named: a function, a
// variable, or the type of constants.
func wordsOf(t *testing.T, file string, names ...string) []string {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	collect := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				of, _ := call.Fun.(*ast.Ident)
				return of == nil || of.Name != "panic"
			}
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				text, _ := strconv.Unquote(l.Value)
				out = append(out, text)
			}
			return true
		})
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if slices.Contains(names, n.Name.Name) {
				collect(n.Body)
			}
			return false
		case *ast.ValueSpec:
			kind, _ := n.Type.(*ast.Ident)
			if kind != nil && slices.Contains(names, kind.Name) || slices.Contains(names, n.Names[0].Name) {
				collect(n)
			}
		}
		return true
	})
	if len(out) == 0 {
		t.Fatalf("%s has no words of %v", file, names)
	}
	return out
}

func TestEveryWordOfTheEngineHasItsChinese(t *testing.T) {
	words := slices.Concat(
		wordsOf(t, "../engine/status/status.go", "Word", "Words"),
		wordsOf(t, "../engine/plan/plan.go", "Kind"), wordsOf(t, "../engine/plan/target.go", "Shape"), wordsOf(t, "../engine/plan/rules.go", "Severity"),
		[]string{string(scorecard.RuleClear), string(scorecard.RulePending), string(scorecard.RuleFiring)}, wordsOf(t, "../engine/scorecard/rule.go", "Words"), wordsOf(t, "../engine/spec/followup.go", "actionWords"),
		wordsOf(t, "../engine/spec/sections.go", "classes"), wordsOf(t, "document/cell.go", "Verdict"), unit.Names(),
	)
	for _, m := range stats.Methods() {
		words = append(words, m.Name)
	}
	for _, w := range words {
		if w != "" && chinese.Word(w) == w {
			t.Errorf("%q has no Chinese", w)
		}
	}
}

// userTexts are the fields that users write.
var userTexts = []string{
	"Title", "Entity", "Name", "Description", "Owner", "Perspective", "Text", "Do", "Message", "Advice", "Because", "Member", "About", "Action", "Formula", "Where",
	"Value", "Place", "Column", "Source", "Notes",
}

// inHan puts Chinese in place of what users write, so that a letter that is left was
// put there by the report.
func inHan(v reflect.Value, field string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			inHan(v.Elem(), field)
		}
	case reflect.Struct:
		if p, ok := v.Interface().(phrase.Phrase); ok {
			namesInHan(p)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				inHan(v.Field(i), v.Type().Field(i).Name)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			inHan(v.Index(i), field)
		}
	case reflect.String:
		if slices.Contains(userTexts, field) && v.String() != "" && v.CanSet() {
			v.SetString("甲")
		}
	}
}

// namesInHan does so with the names in a phrase, and leaves its numbers.
func namesInHan(p phrase.Phrase) {
	for i, arg := range p.Args {
		switch arg := arg.(type) {
		case phrase.Phrase:
			namesInHan(arg)
		case string:
			if strings.ContainsFunc(arg, unicode.IsLetter) {
				p.Args[i] = "甲"
			}
		}
	}
}

// texts are all texts of a value, in order.
func texts(v reflect.Value, out *[]string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			texts(v.Elem(), out)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			texts(v.Field(i), out)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), out)
		}
	case reflect.String:
		if v.Type().Kind() == reflect.String && v.Type().PkgPath() == "" {
			*out = append(*out, v.String())
		}
	}
}

func textsOf(s *scorecard.Scorecard, tag string) []string {
	var out []string
	texts(reflect.ValueOf(Compose(s, Options{Locale: tag, Pages: AllPages})), &out)
	return out
}

func cards() map[string]*scorecard.Scorecard {
	all := map[string]*scorecard.Scorecard{
		"sales": sample.Sales(), "small": sample.Small(), "untargeted": sample.Untargeted(), "empty": sample.Empty(), "big": sample.Big(12, 3),
	}
	return all
}

// notWords are what has letters in every language: codes, ids, formulas, statistics.
var notWords = regexp.MustCompile(`USD|SMART|SHA-256|[0-9a-f]{64}|kpi report --format json|^[SMART·]+$|\br\b|n=|Theta|ETS|^en$|^zh-CN$|a81e33d|[SMART·]{5}|check-failed|control-total|no-date|optional: true|actions:|\{kpi: 甲, do: …, owner: …, until: …\}|no-action|overdue-action|[a-z]+_[a-z0-9_]+`)

func TestAChineseReportHasNoEnglish(t *testing.T) {
	for name, s := range cards() {
		ids := map[string]bool{}
		for _, r := range results(s) {
			ids[r.ID] = true
		}
		inHan(reflect.ValueOf(s), "")
		for _, text := range textsOf(s, "zh-CN") {
			rest := notWords.ReplaceAllString(text, "")
			for _, word := range strings.FieldsFunc(rest, func(c rune) bool { return c > unicode.MaxASCII || !unicode.IsLetter(c) }) {
				if !ids[word] {
					t.Errorf("%s: %q has %q", name, text, word)
				}
			}
		}
	}
}

var (
	months   = strings.NewReplacer("Jan", "1", "Feb", "2", "Mar", "3", "Apr", "4", "May", "5", "Jun", "6", "Jul", "7", "Aug", "8", "Sep", "9", "Oct", "10", "Nov", "11", "Dec", "12")
	quarters = strings.NewReplacer("第一季度", "1", "第二季度", "2", "第三季度", "3", "第四季度", "4", "一季度", "1", "二季度", "2", "三季度", "3", "四季度", "4")
	digits   = regexp.MustCompile(`\d[\d,]*(\.\d+)?`)
)

// numbersIn are the numbers of a text, of its dates, too, in the order of their size.
func numbersIn(text string) []float64 {
	var out []float64
	for _, n := range digits.FindAllString(quarters.Replace(months.Replace(text)), -1) {
		v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimRight(n, ","), ",", ""), 64)
		if err == nil {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

func TestBothLanguagesCarryTheSameNumbers(t *testing.T) {
	for name, s := range cards() {
		english, chinese := textsOf(s, "en"), textsOf(s, "zh-CN")
		if len(english) != len(chinese) {
			t.Fatalf("%s: %d texts in English, %d in Chinese", name, len(english), len(chinese))
		}
		for i := range english {
			if got, want := numbersIn(chinese[i]), numbersIn(english[i]); !slices.Equal(got, want) {
				t.Errorf("%s: %q and %q differ in their numbers", name, english[i], chinese[i])
			}
		}
	}
}
