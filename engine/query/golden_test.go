package query_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/calendar"
	"kpi/engine/query"
	"kpi/engine/series"
	"kpi/engine/sql"
)

var update = flag.Bool("update", false, "rewrite the expected statements")

// TestStatements prints the statements of typical plans. A case is an archive:
//
//	kpis.yaml   the definition
//	request     a frame a line, the reported one first: 2026-03, or "2026-03 as of 2026-03-15"; "apart" groups each dimension from the rows
//	statements  what the database is asked, each after its source and strategy
func TestStatements(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases found (%v)", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := statements(t, string(archive.Files[0].Data), string(archive.Files[1].Data))
			want := string(archive.Files[2].Data)
			if *update && got != want {
				archive.Files[2].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("statements (-want +got):\n%s", diff)
			}
		})
	}
}

// statements prints what is asked for all aggregates in the frames. The
// database runs every one, over empty tables.
func statements(t *testing.T, definition, lines string) string {
	w := newWorld(t, definition)
	joint := true
	var frames []calendar.Frame
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		if line == "apart" {
			joint = false
			continue
		}
		period, asOf, _ := strings.Cut(line, " as of ")
		frames = append(frames, w.frame(period, asOf))
	}
	r := w.request(frames...)
	r.Plan = w.plan
	var out strings.Builder
	known := map[string][]series.Member{}
	for _, b := range query.Build(r) {
		s := sql.Print(b.Select(known, joint), sql.DuckDB)
		known["region"] = []series.Member{{Name: "West"}, {Name: "East"}, {None: true}, {Others: 3}}
		fmt.Fprintf(&out, "-- %s, %s\n%s\n", b.Source.ID, b.Strategy, s.Text)
		if len(s.Args) > 0 {
			fmt.Fprintf(&out, "-- arguments: %v\n", s.Args)
		}
		if err := w.db.Query(t.Context(), s.Text, s.Args, b.Decode); err != nil {
			t.Error(err)
		}
	}
	return out.String()
}
