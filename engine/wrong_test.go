package engine_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/kpitest"
)

// TestWrongDefinitions shows what people who come from SQL, spreadsheets and
// other tools write, and what they are told. A case is an archive: a comment that
// says what was meant, kpis.yaml and maybe further files, among them *_test.yaml,
// and problems.txt. No data are needed to know that they are wrong.
func TestWrongDefinitions(t *testing.T) {
	cases, err := filepath.Glob("testdata/wrong/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 150 {
		t.Errorf("%d wrong definitions: there are to be at least 150", len(cases))
	}
	for _, path := range cases {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(path), "testdata/wrong/"), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tellsWhatIsWrong(t, path)
		})
	}
}

func tellsWhatIsWrong(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := len(archive.Files) - 1
	list, text, folder := wrong(t, archive.Files[:last])
	if list.Len() == 0 {
		t.Error("nothing is wrong with it")
	}
	for _, d := range list.Items {
		lies(t, text, d.Range, d)
		for _, other := range d.Related {
			lies(t, text, other.Range, d)
		}
	}
	var b bytes.Buffer
	if err := list.Fprint(&b, text); err != nil {
		t.Fatal(err)
	}
	got := bytes.ReplaceAll(b.Bytes(), []byte(folder+"/"), nil)
	if *update {
		archive.Files[last].Data = got
		writeFile(t, path, txtar.Format(archive))
	}
	if diff := cmp.Diff(string(archive.Files[last].Data), string(got)); diff != "" {
		t.Errorf("problems.txt (-want +got):\n%s", diff)
	}
}

// wrong returns what kpi validate and kpi test find before they open any data.
func wrong(t *testing.T, files []txtar.File) (list diag.List, text diag.Sources, folder string) {
	t.Helper()
	folder = t.TempDir()
	var tests []string
	for _, f := range files {
		path := filepath.Join(folder, f.Name)
		writeFile(t, path, f.Data)
		if strings.HasSuffix(f.Name, "_test.yaml") {
			tests = append(tests, path)
		}
	}
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(tests) == 0 {
		return list, d.Text(), folder
	}
	suite, more, err := kpitest.Read(d, tests)
	if err != nil {
		t.Fatal(err)
	}
	list.Append(more)
	return list, suite.Text(), folder
}

// lies fails unless the range lies in its file.
func lies(t *testing.T, text diag.Sources, r diag.Range, d *diag.Diagnostic) {
	t.Helper()
	if r.Start == (diag.Pos{}) {
		return
	}
	lines := bytes.Split(text[r.File], []byte("\n"))
	for _, p := range []diag.Pos{r.Start, r.End} {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCount(lines[p.Line-1])+1 {
			t.Errorf("%q is at %v to %v of %s, outside of it", d.Message, r.Start, r.End, r.File)
		}
	}
}
