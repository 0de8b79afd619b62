package diag

import (
	"errors"
	"strings"
	"testing"
)

// mark returns the text without the brackets ⟦ and ⟧, and the place between
// them in a file called kpis.yaml.
func mark(t *testing.T, text string) (Sources, Range) {
	t.Helper()
	before, rest, ok := strings.Cut(text, "⟦")
	inside, after, closed := strings.Cut(rest, "⟧")
	if !ok || !closed {
		t.Fatalf("no ⟦ and ⟧ in %q", text)
	}
	r := Range{File: "kpis.yaml", Start: position(before), End: position(before + inside)}
	return Sources{"kpis.yaml": []byte(before + inside + after)}, r
}

// position is the place right behind the text.
func position(text string) Pos {
	line := text[strings.LastIndex(text, "\n")+1:]
	return Pos{Line: 1 + strings.Count(text, "\n"), Col: 1 + len([]rune(line))}
}

func printed(t *testing.T, l List, sources Sources) string {
	t.Helper()
	var b strings.Builder
	if err := l.Fprint(&b, sources); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFprint(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		add              func(*Diagnostic)
	}{
		{"a word with its label and a note", "kpis:\n  win_rate:\n    formula: sum(⟦amout⟧, won) / count(won)\n", `
kpis.yaml:3:18: error: it is wrong [some-code]
  |
3 |     formula: sum(amout, won) / count(won)
  |                  ^^^^^ did you mean "amount"?
  = columns of deals: amount, stage
`, func(d *Diagnostic) {
			d.Labelf("did you mean %q?", "amount").Notef("columns of deals: %s", "amount, stage")
		}},
		{"several notes and a second place", "a: ⟦1⟧\nb: 2\n", `
kpis.yaml:1:4: error: it is wrong [some-code]
  |
1 | a: 1
  |    ^
  = one
  = two
  = kpis.yaml:2:4: the other value
  = other.yaml: the whole file
`, func(d *Diagnostic) {
			d.Notef("one").Notef("two").At(Range{File: "kpis.yaml", Start: Pos{2, 4}}, "the other value").At(Range{File: "other.yaml"}, "the whole file")
		}},
		{"Chinese before the word counts two cells", "name: 胜率（全部） ⟦amout⟧\n", `
kpis.yaml:1:14: error: it is wrong [some-code]
  |
1 | name: 胜率（全部） amout
  |                    ^^^^^
`, nil},
		{"a Chinese word has two carets for each character", "sum(⟦销售额⟧, 赢)\n", `
kpis.yaml:1:5: error: it is wrong [some-code]
  |
1 | sum(销售额, 赢)
  |     ^^^^^^
`, nil},
		{"an accent that stands for itself has no cell", "cafe\u0301 + ⟦x⟧\n", `
kpis.yaml:1:9: error: it is wrong [some-code]
  |
1 | cafe` + "\u0301" + ` + x
  |        ^
`, nil},
		{"a tab stays a tab", "a:\t⟦x⟧\n", "\nkpis.yaml:1:4: error: it is wrong [some-code]\n  |\n1 | a:\tx\n  |   \t^\n", nil},
		{"a place over two lines ends with the first", "a: ⟦x +\n  y⟧\n", `
kpis.yaml:1:4: error: it is wrong [some-code]
  |
1 | a: x +
  |    ^^^
`, nil},
		{"an empty place has one caret", "a: ⟦⟧\n", "\nkpis.yaml:1:4: error: it is wrong [some-code]\n  |\n1 | a: \n  |    ^\n", nil},
		{"Windows line ends are left out", "a: 1\r\nb: ⟦2⟧\r\n", `
kpis.yaml:2:4: error: it is wrong [some-code]
  |
2 | b: 2
  |    ^
`, nil},
		{"the last line without an end", "a: 1\nb: ⟦2⟧", `
kpis.yaml:2:4: error: it is wrong [some-code]
  |
2 | b: 2
  |    ^
`, nil},
		{"the gutter is as wide as the number", strings.Repeat("\n", 99) + "b: ⟦2⟧", `
kpis.yaml:100:4: error: it is wrong [some-code]
    |
100 | b: 2
    |    ^
`, nil},
		{"what would move the cursor is replaced", "a: \x1b[31m⟦x⟧\u202e\n", `
kpis.yaml:1:9: error: it is wrong [some-code]
  |
1 | a: �[31mx�
  |         ^ red �[31m
  = note �
`, func(d *Diagnostic) { d.Labelf("red \x1b[31m").Notef("note \u200b") }},
	} {
		sources, place := mark(t, c.text)
		var l List
		d := l.Errorf(place, "some-code", "it is wrong")
		if c.add != nil {
			c.add(d)
		}
		// Notes are set in three columns; the cases say two, as their gutter.
		want := strings.ReplaceAll(strings.TrimPrefix(c.want, "\n"), "\n  = ", "\n   = ")
		if got := printed(t, l, sources); got != want {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", c.name, got, want)
		}
	}
}

func TestFprintCutsALongLine(t *testing.T) {
	long := strings.Repeat("a", 500)
	for _, c := range []struct{ name, text, line, carets string }{
		{"at the start", "⟦xx⟧" + long, "xx" + long[:157] + "…", "^^"},
		{"in the middle", long + "⟦xx⟧" + long, "…" + long[:79] + "xx" + long[:77] + "…", strings.Repeat(" ", 80) + "^^"},
		{"at the end", long + "⟦xx⟧", "…" + long[:157] + "xx", strings.Repeat(" ", 158) + "^^"},
		{"with Chinese before it", strings.Repeat("赢", 500) + "⟦xx⟧" + long, "…" + strings.Repeat("赢", 79) + "xx" + long[:77] + "…", strings.Repeat(" ", 159) + "^^"},
	} {
		sources, place := mark(t, c.text)
		var l List
		l.Errorf(place, "some-code", "it is wrong")
		want := "  |\n1 | " + c.line + "\n  | " + c.carets + "\n"
		if _, got, _ := strings.Cut(printed(t, l, sources), "\n"); got != want {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", c.name, got, want)
		}
	}
}

func TestFprintCutsALongPlace(t *testing.T) {
	sources, place := mark(t, "⟦"+strings.Repeat("a", 1_000_000)+"⟧")
	var l List
	l.Errorf(place, "some-code", "it is wrong")
	if got := len(printed(t, l, sources)); got > 1000 {
		t.Errorf("a line of a megabyte is printed in %d bytes", got)
	}
}

func TestFprintWithoutAPlace(t *testing.T) {
	for _, c := range []struct {
		name    string
		sources Sources
		place   Range
		want    string
	}{
		{"the whole file", Sources{"a.yaml": []byte("x: 1\n")}, Range{File: "a.yaml"}, "a.yaml: error: it is wrong [code]\n"},
		{"a file that is not at hand", nil, Range{File: "a.yaml", Start: Pos{1, 1}}, "a.yaml:1:1: error: it is wrong [code]\n"},
		{"a line behind the end", Sources{"a.yaml": []byte("x: 1")}, Range{File: "a.yaml", Start: Pos{9, 1}, End: Pos{9, 2}}, "a.yaml:9:1: error: it is wrong [code]\n"},
		{"a column behind the end", Sources{"a.yaml": []byte("x: 1")}, Range{File: "a.yaml", Start: Pos{1, 40}, End: Pos{1, 50}}, "a.yaml:1:40: error: it is wrong [code]\n  |\n1 | x: 1\n  |     ^\n"},
		{"a place without an end", Sources{"a.yaml": []byte("x: 1")}, Range{File: "a.yaml", Start: Pos{1, 1}}, "a.yaml:1:1: error: it is wrong [code]\n  |\n1 | x: 1\n  | ^\n"},
		{"a file whose name would move the cursor", nil, Range{File: "a\x1b[2J.yaml"}, "a�[2J.yaml: error: it is wrong [code]\n"},
	} {
		var l List
		l.Errorf(c.place, "code", "it is wrong")
		if got := printed(t, l, c.sources); got != c.want {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

func TestFprintSeparatesDiagnosticsByALine(t *testing.T) {
	var l List
	l.Errorf(Range{File: "a.yaml"}, "first", "one")
	l.Warnf(Range{File: "b.yaml"}, "second", "two")
	l.Items = append(l.Items, &Diagnostic{Severity: Info, Range: Range{File: "c.yaml"}, Code: "third", Message: "three"})
	want := "a.yaml: error: one [first]\n\nb.yaml: warning: two [second]\n\nc.yaml: info: three [third]\n"
	if got := printed(t, l, nil); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := printed(t, List{}, nil); got != "" {
		t.Errorf("an empty list prints %q", got)
	}
}

// full is a disk without room.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestFprintReturnsTheErrorOfTheWriter(t *testing.T) {
	var l List
	l.Errorf(Range{File: "a.yaml"}, "code", "it is wrong")
	if err := l.Fprint(full{}, nil); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}

func FuzzFprint(f *testing.F) {
	f.Add("a: 赢 + x\n", 1, 4, 1, 5)
	f.Add("a\r\nb", 2, 1, 9, 9)
	f.Add("", 0, 0, 0, 0)
	f.Fuzz(func(t *testing.T, text string, line, col, endLine, endCol int) {
		var l List
		l.Errorf(Range{File: "f", Start: Pos{line, col}, End: Pos{endLine, endCol}}, "code", "%s", text)
		got := printed(t, l, Sources{"f": []byte(text)})
		if strings.ContainsRune(got, '\x1b') || strings.Count(got, "\n") > 4 {
			t.Errorf("printed as %q", got)
		}
	})
}
