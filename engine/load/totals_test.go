package load_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine/load"
	"kpi/engine/spec"
)

func readTotals(t *testing.T, p project, path string) (rows []load.TotalRow, problems string) {
	t.Helper()
	text := spec.Inline("kpis.yaml", path)
	rows, _, list, err := load.ReadTotals(p.Options, &text)
	if err != nil {
		t.Fatal(err)
	}
	return rows, printed(list, p.Folder, "")
}

func TestReadTotals(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, columns: {id: text}}\n", files{
		"a.tsv": "Value\tperiod\n1_200\t2026-01\n", "b.csv": "\uFEFFperiod;value;by\r\n2026-Q1;28%;CFO\r\n",
	})
	for name, want := range map[string]string{"a.tsv": "2026-01 1_200 at 2:7", "b.csv": "2026-Q1 28% at 2:1"} {
		rows, problems := readTotals(t, p, name)
		if len(rows) != 1 || problems != "" {
			t.Fatalf("%s: %v %s", name, rows, problems)
		}
		at := rows[0].Period.Range.Start
		if got := fmt.Sprintf("%s %s at %d:%d", rows[0].Period.Value, rows[0].Value.Value, at.Line, at.Col); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestTooManyTotalsAreRefused(t *testing.T) {
	p := newProject(t, "  s: {file: a.csv, columns: {id: text}}\n", files{
		"most.csv": "period,value\n" + strings.Repeat("2026-01,1\n", 1000), "more.csv": "period,value\n" + strings.Repeat("2026-01,1\n", 1001),
	})
	if rows, problems := readTotals(t, p, "most.csv"); len(rows) != 1000 || problems != "" {
		t.Errorf("got %d rows and %q", len(rows), problems)
	}
	if _, problems := readTotals(t, p, "more.csv"); !strings.Contains(problems, "has more than 1000 control totals [bad-totals]") {
		t.Errorf("got %q", problems)
	}
}

func TestTotalsLieInAllowedFolders(t *testing.T) {
	inside := newProject(t, "  s: {file: a.csv, columns: {id: text}}\n", nil)
	outside := newProject(t, "  s: {file: a.csv, columns: {id: text}}\n", files{"totals.csv": "period,value\n2026,1\n"})
	path := filepath.Join(outside.Folder, "totals.csv")
	if _, problems := readTotals(t, inside, path); !strings.Contains(problems, "[outside-folder]") {
		t.Errorf("got %q", problems)
	}
	inside.Outside = []string{outside.Folder}
	if rows, problems := readTotals(t, inside, path); len(rows) != 1 || problems != "" {
		t.Errorf("got %v and %q", rows, problems)
	}
}
