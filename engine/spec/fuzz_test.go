package spec

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/diag"
)

// FuzzParse reads any file: it must end, every place must lie in the file, and
// a span of a text must spell what the text says.
func FuzzParse(f *testing.F) {
	names, _ := filepath.Glob("testdata/problems/*.txtar")
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files[:len(archive.Files)-1] {
			f.Add(file.Data)
		}
	}
	data, err := os.ReadFile("../../docs/every_key.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, formula := range []string{"|2\n        a\n      b", ">-\n      a\n\n        b", `"a\u4E2D\" b"`, "'a '' b'", "&x a\n      b"} {
		f.Add([]byte(spell(formula)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		catalog, problems := Parse("kpis.yaml", data, nil)
		read := catalog.Files[0].Data
		for _, p := range problems.Items {
			checkPlace(t, read, p.Range)
		}
		var again diag.List
		_, again = Parse("kpis.yaml", data, nil)
		if !reflect.DeepEqual(problems, again) {
			t.Error("two runs report different problems")
		}
		for _, text := range texts(reflect.ValueOf(*catalog)) {
			checkText(t, read, text)
		}
	})
}

// texts returns every text that v holds.
func texts(v reflect.Value) []Text {
	if text, ok := v.Interface().(Text); ok {
		return []Text{text}
	}
	var all []Text
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, texts(v.Field(i))...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, texts(v.Index(i))...)
		}
	}
	return all
}

func checkText(t *testing.T, data []byte, text Text) {
	t.Helper()
	if !text.Written() {
		return
	}
	checkPlace(t, data, text.Range)
	runes := []rune(text.Value)
	for i, c := range runes {
		got := text.Span(i, i+1)
		checkPlace(t, data, got)
		spelled := excerpt(data, got)
		if got != text.Range && !isWhiteRune(c) && spelled != string(c) && spelled != "''" && !strings.HasPrefix(spelled, `\`) {
			t.Fatalf("rune %d of %q is spelled %q at %v", i, text.Value, spelled, got)
		}
		if i > 200 {
			break
		}
	}
}

// checkPlace fails unless the range lies in the file.
func checkPlace(t *testing.T, data []byte, r diag.Range) {
	t.Helper()
	if r.Start == (diag.Pos{}) {
		return
	}
	lines := bytes.Split(data, []byte("\n"))
	for _, p := range []diag.Pos{r.Start, r.End} {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCount(lines[p.Line-1])+1 {
			t.Fatalf("%v to %v lies outside of the file", r, r.End)
		}
	}
	if r.End.Line < r.Start.Line || r.End.Line == r.Start.Line && r.End.Col < r.Start.Col {
		t.Fatalf("%v ends before it starts, at %v", r, r.End)
	}
}

// excerpt returns the text of a range on one line.
func excerpt(data []byte, r diag.Range) string {
	line := []rune(strings.Split(string(data), "\n")[r.Start.Line-1])
	if r.End.Line != r.Start.Line {
		return string(line[r.Start.Col-1:])
	}
	return string(line[r.Start.Col-1 : r.End.Col-1])
}
