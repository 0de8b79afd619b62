package load_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlaces(t *testing.T) {
	p := newProject(t, "  s: {file: \"*.csv\", columns: {id: text, n: integer}}\n", files{
		"a.csv": "id,n\n\"A\nA\",1\n\nB,2\n", "b.csv": "n,id\n3,C\n4,D\n", "c.csv": "id,n\nE,5\n",
	})
	table := p.open(t).Table("s")
	if !table.Located() {
		t.Fatal("the places of a delimited file are not known")
	}
	got, err := table.Places([]int64{0, 1, 2, 4})
	if err != nil {
		t.Fatal(err)
	}
	// Files with the same headers stand together: a.csv, c.csv, b.csv.
	want := map[int64]string{0: "a.csv:2", 1: "a.csv:5", 2: "c.csv:2", 4: "b.csv:3"}
	for row := range got {
		got[row] = filepath.Base(got[row])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want, then got:\n%s", diff)
	}
	if got, err := table.Places(nil); len(got) > 0 || err != nil {
		t.Errorf("no rows have the places %v (%v)", got, err)
	}
}

func TestLocated(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		want   bool
	}{
		"every row of a file":                {"{file: a.csv, columns: {id: text, n: integer}}", true},
		"some rows were left out":            {"{file: b.csv, on_bad_row: skip, columns: {id: text, n: integer}}", false},
		"a file that could have lost some":   {"{file: a.csv, on_bad_row: skip, columns: {id: text, n: integer}}", true},
		"a column hides the number of a row": {"{file: a.csv, columns: {RowID: {type: text, from: id}}}", false},
		"a query has no lines":               {"{query: select 'A' as id, columns: {id: text}}", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProject(t, "  s: "+c.source+"\n", files{"a.csv": "id,n\nA,1\n", "b.csv": "id,n\nA,x\nB,1\n"})
			if got := p.open(t).Table("s").Located(); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestWhole(t *testing.T) {
	for name, c := range map[string]struct {
		columns string
		want    bool
	}{
		"every column, in another order":          {"{n: integer, id: text}", true},
		"a column is left out":                    {"{id: text}", false},
		"one column twice, and one not at all":    {"{id: text, again: {type: text, from: id}}", false},
		"a column twice beside all of the others": {"{id: text, again: {type: text, from: id}, n: integer}", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProject(t, "  s: {file: \"*.csv\", columns: "+c.columns+"}\n", files{"a.csv": "id,n\nA,1\n", "b.csv": "n,id\n1,A\n"})
			if got := p.open(t).Table("s").Whole; got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
