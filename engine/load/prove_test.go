package load_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/load"
)

var keyPlace = diag.Range{File: "kpis.yaml", Start: diag.Pos{Line: 4, Col: 3}, End: diag.Pos{Line: 4, Col: 4}}

func keyOf(expressions ...string) load.Proof {
	return load.Proof{Source: "s", Expressions: expressions, Names: expressions, Range: keyPlace, Code: "key-not-unique", What: `key of source "s"`}
}

func proved(t *testing.T, p project, data *load.Data, proofs ...load.Proof) string {
	t.Helper()
	list, err := data.Prove(t.Context(), proofs)
	if err != nil {
		t.Fatal(err)
	}
	return printed(list, p.Folder, "")
}

func TestProve(t *testing.T) {
	join := keyOf(`"id"`)
	join.OptionalValues, join.Code, join.What = true, "join-not-unique", `join "rep" of source "deals"`
	const header = "kpis.yaml:4:3: error: "
	tests := []struct {
		name, text string
		proof      load.Proof
		want       string
	}{
		{"a key that tells rows apart", "id,part\nA,1\nB,1\n", keyOf(`"id"`), ""},
		{"a key of two columns", "id,part\nA,1\nA,2\nB,1\n", keyOf(`"id"`, `"part"`), ""},
		{"a key of an expression", "id,part\nA,1\na,2\n", keyOf(`"id"`), ""},
		{"an expression that is not unique", "id,part\nA,1\na,2\n", keyOf(`lower("id")`),
			header + "key of source \"s\": lower(\"id\") is not unique in \"s\": one value stands in 2 rows [key-not-unique]\n" +
				"   = \"a\": 2 rows (a.csv:2, a.csv:3)\n"},
		{"repeated keys with their lines", "id,part\nA,1\n\"B\n\",1\nA,2\nA,3\n\"B\n\",2\nC,1\n", keyOf(`"id"`),
			header + "key of source \"s\": \"id\" is not unique in \"s\": 2 values stand in 5 rows [key-not-unique]\n" +
				"   = \"A\": 3 rows (a.csv:2, a.csv:5, a.csv:6)\n" +
				"   = \"B \": 2 rows (a.csv:3, a.csv:7)\n"},
		{"two columns that repeat", "id,part\nA,1\nA,1\nB,1\n", keyOf(`"id"`, `"part"`),
			header + "key of source \"s\": \"id\", \"part\" is not unique in \"s\": one value stands in 2 rows [key-not-unique]\n" +
				"   = \"A\", \"1\": 2 rows (a.csv:2, a.csv:3)\n"},
		{"a key that is missing", "id,part\nA,1\n,2\n,3\n", keyOf(`"id"`),
			header + "key of source \"s\": 2 rows of \"s\" have no \"id\" [key-missing]\n" +
				"   = a key tells every row apart; leave it out of the source where rows have none\n"},
		{"a join where rows have no value", "id,part\nA,1\n,2\n,3\n", join, ""},
		{"a join that would multiply rows", "id,part\nA,1\nA,2\n", join,
			header + "join \"rep\" of source \"deals\": \"id\" is not unique in \"s\": one value stands in 2 rows [join-not-unique]\n" +
				"   = \"A\": 2 rows (a.csv:2, a.csv:3)\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t, "  s: {file: a.csv, columns: {id: text, part: integer}}\n", files{"a.csv": test.text})
			if diff := cmp.Diff(test.want, proved(t, p, p.open(t), test.proof)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRepeatedKeysOfSeveralFiles(t *testing.T) {
	p := newProject(t, "  s: {file: \"*.csv\", columns: {id: text, part: integer}}\n",
		files{"a.csv": "id,part\nA,1\nB,1\n", "b.csv": "part,id\n1,C\n2,A\n", "c.csv": "id,part\nD,1\n"})
	got := proved(t, p, p.open(t), keyOf(`"id"`))
	if want := `"A": 2 rows (a.csv:2, b.csv:3)`; !strings.Contains(got, want) {
		t.Errorf("%s is not in\n%s", want, got)
	}
}

func TestManyRepeatedKeysAreCounted(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,part\n")
	for i := range 300 {
		fmt.Fprintf(&b, "K%02d,%d\n", i%30, i)
	}
	p := newProject(t, "  s: {file: a.csv, columns: {id: text, part: integer}}\n", files{"a.csv": b.String()})
	got := proved(t, p, p.open(t), keyOf(`"id"`))
	for _, want := range []string{"30 values stand in 300 rows", `"K00": 10 rows (a.csv:2, a.csv:32, a.csv:62, a.csv:92, a.csv:122)`, `"K04": 10 rows`, "and 25 more"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}

func TestProofsAreRememberedByContent(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, columns: {id: text, part: integer}}\n", files{"a.csv": "id,part\nA,1\nB,2\n"})
	p.CacheDir = filepath.Join(t.TempDir(), "kpi")
	count := func() (int, string) {
		n := 0
		p.Progress = func(what string) {
			if strings.HasPrefix(what, "proving") {
				n++
			}
		}
		data := p.open(t)
		return n, proved(t, p, data, keyOf(`"id"`)) + fmt.Sprint(n)
	}
	if _, got := count(); got != "1" {
		t.Errorf("first: got %s", got)
	}
	if _, got := count(); got != "0" {
		t.Errorf("a remembered proof was done again: %s", got)
	}
	writeFile(t, filepath.Join(p.Folder, "a.csv"), "id,part\nA,1\nA,2\nC,3\n")
	for range 2 {
		// What does not hold is never remembered.
		if _, got := count(); !strings.Contains(got, "not unique") {
			t.Errorf("a changed file: got %s", got)
		}
	}
}

func TestADamagedCacheIsIgnored(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, columns: {id: text, part: integer}}\n", files{"a.csv": "id,part\nA,1\nA,2\n"})
	p.CacheDir = t.TempDir()
	good := newProject(t, "  s: {file: a.csv, columns: {id: text, part: integer}}\n", files{"a.csv": "id,part\nA,1\nB,2\n"})
	good.CacheDir = p.CacheDir
	if got := proved(t, good, good.open(t), keyOf(`"id"`)); got != "" {
		t.Fatal(got)
	}
	entries, err := os.ReadDir(p.CacheDir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v %v", entries, err)
	}
	path := filepath.Join(p.CacheDir, entries[0].Name())
	for _, content := range []string{"", "{", "{}", "null", strings.Repeat("x", 100), readFile(t, path)[:20]} {
		writeFile(t, path, content)
		if got := proved(t, good, good.open(t), keyOf(`"id"`)); got != "" {
			t.Errorf("cache %q: %s", content, got)
		}
		if got := proved(t, p, p.open(t), keyOf(`"id"`)); !strings.Contains(got, "not unique") {
			t.Errorf("cache %q: got %s", content, got)
		}
	}
}

func TestNoCacheFailsARun(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, columns: {id: text, part: integer}}\n", files{"a.csv": "id,part\nA,1\nB,2\n", "blocked": ""})
	p.CacheDir = filepath.Join(p.Folder, "blocked", "cache")
	if got := proved(t, p, p.open(t), keyOf(`"id"`)); got != "" {
		t.Error(got)
	}
}

func TestSkippedProofsAreSaid(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, columns: {id: text, part: integer}}\n", files{"a.csv": "id,part\nA,1\nA,2\n"})
	p.SkipProofs = true
	want := "kpis.yaml:4:3: info: nothing was proved: 1 keys and joins are taken to be unique [not-proved]\n"
	if diff := cmp.Diff(want, proved(t, p, p.open(t), keyOf(`"id"`))); diff != "" {
		t.Error(diff)
	}
}
