package formula

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/diag"
)

// FuzzParse reads any text as a formula: it must end, say the same twice, put
// every place into the text, and either give a tree with a type or say why not.
func FuzzParse(f *testing.F) {
	names, err := goldenNames()
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			f.Add(string(bytes.TrimSuffix(archive.Files[i].Data, []byte("\n"))))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, check := range []func(string) (Node, diag.List){checkedRow, checkedNumber} {
			n, list := check(text)
			checkPlaces(t, text, list)
			checkTree(t, text, n, list)
			if _, again := check(text); !sameProblems(list, again) {
				t.Errorf("%q: two runs report different problems", text)
			}
		}
	})
}

func checkPlaces(t *testing.T, text string, list diag.List) {
	t.Helper()
	_, data := scalar(text)
	lines := bytes.Split(data, []byte("\n"))
	inside := func(p diag.Pos) bool {
		return p.Line >= 1 && p.Line <= len(lines) && p.Col >= 1 && p.Col <= utf8.RuneCount(lines[p.Line-1])+1
	}
	for _, d := range list.Items {
		if r := d.Range; r.Start.Line != 0 && (!inside(r.Start) || !inside(r.End)) {
			t.Errorf("%q: %s lies outside of the text: %v", text, d.Message, r)
		}
	}
}

func checkTree(t *testing.T, text string, n Node, list diag.List) {
	t.Helper()
	if n == nil {
		if !list.HasErrors() {
			t.Errorf("%q gives no tree, and nobody says why", text)
		}
		return
	}
	runes := utf8.RuneCountInString(text)
	Walk(n, func(n Node) {
		if p := n.Info().Place; p.From < 0 || p.From >= p.To || p.To > runes {
			t.Errorf("%q: %T stands at %d to %d", text, n, p.From, p.To)
		}
	})
	known := n.Info().Type.Kind != Unknown
	// What is wrong with a field is told at the field.
	if known == list.HasErrors() && !strings.Contains(text, "is_wrong") {
		t.Errorf("%q: errors %v, type %q", text, list.HasErrors(), n.Info().Type.Kind)
	}
	if known {
		_, _ = Words(n), Range(n)
	}
}

func sameProblems(a, b diag.List) bool {
	var x, y bytes.Buffer
	return a.Fprint(&x, nil) == nil && b.Fprint(&y, nil) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
