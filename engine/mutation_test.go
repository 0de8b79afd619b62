package engine

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/series"
	"kpi/engine/sql"
)

// harmless are mistakes that change no number, by way and strategy, and why.
var harmless = map[string]string{
	"the day after the last one read in additive": "only what lies in a window is added up",
	"the day after the last one read in changes":  "only what lies in a window is added up",
	"the day after the last one read in distinct": "only the days of windows have a bit",
	"the day after the last one read in holistic": "rows meet the windows that they lie in",
	"the day after the last one read in entities": "rows meet the windows that they lie in",
	"a condition dropped in holistic":             "the days that are read only save time",
	"a condition dropped in entities":             "the days that are read only save time",
	"the first for the last in changes":           "each atom tells some of the members that are not shown",
}

// TestMutants makes the mistakes that are easily made in SQL, one at a time, in
// the statements of some cases of the corpus, and wants the numbers to tell. A
// way to go wrong must be found in every strategy that it can be made in.
func TestMutants(t *testing.T) {
	all := &tally{made: map[string]int{}, found: map[string]int{}}
	t.Run("cases", func(t *testing.T) {
		for _, name := range []string{"at-the-edges", "level-lifetimes", "level-snapshots", "members", "joins-to-many", "plan-table", "joins-of-joins", "where"} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				archive, err := txtar.ParseFile("testdata/corpus/values/" + name + ".txtar")
				if err != nil {
					t.Fatal(err)
				}
				mutate(t, archive, all)
			})
		}
	})
	for key, n := range all.made {
		if reason := harmless[key]; (reason == "") == (all.found[key] == 0) {
			t.Errorf("%s: %d of %d mutants change a number (%s)", key, all.found[key], n, reason)
		}
	}
	for _, w := range ways {
		made, found := 0, 0
		for key, n := range all.made {
			if strings.HasPrefix(key, w.name+" in ") {
				made, found = made+n, found+all.found[key]
			}
		}
		if made == 0 {
			t.Errorf("%s: no statement has a place for it", w.name)
		}
		t.Logf("%s: %d of %d mutants found", w.name, found, made)
	}
}

// A tally counts mutants by way and strategy.
type tally struct {
	sync.Mutex
	made, found map[string]int
}

func (c *tally) add(key string, found bool) {
	c.Lock()
	defer c.Unlock()
	c.made[key]++
	if found {
		c.found[key]++
	}
}

// mutate evaluates a case as it is, and again with each mutant of each of its
// statements.
func mutate(t *testing.T, archive *txtar.Archive, all *tally) {
	folder := t.TempDir()
	for _, f := range archive.Files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, f.Name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, list, err := Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil || list.HasErrors() {
		t.Fatal("the case is wrong", err)
	}
	o := Options{History: 2, CacheDir: t.TempDir(), Threads: 1}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "--period":
			o.Period = value
		case "--grain":
			o.Grain = value
		case "--as-of":
			o.AsOf = value
		case "--where":
			o.Where = value
		case "--by":
			o.By = strings.Split(value, ",")
		}
	}
	_, _, err = d.evaluate(t.Context(), o, func(r *run, e *series.Evaluator) {
		m := &mutants{run: r, tally: all, rows: map[int][][]any{}}
		m.right = scorecard.Judge(e, r.view)
		again, err := m.card(t.Context(), -1, nil)
		if err != nil || !cmp.Equal(again, m.right) {
			t.Fatalf("the same statements give another card: %v\n%s", err, cmp.Diff(again, m.right))
		}
		m.all(t.Context())
	})
	if err != nil {
		t.Fatal(err)
	}
}

// mutants are those of one evaluation.
type mutants struct {
	*run
	*tally
	right *scorecard.Scorecard
	rows  map[int][][]any // what the statements give as they are
}

// all tries every way at every place of every statement.
func (m *mutants) all(ctx context.Context) {
	for i, b := range query.Build(m.request()) {
		for _, w := range ways {
			for place := 0; ; place++ {
				changed := false
				card, err := m.card(ctx, i, func(s *sql.Select) {
					c := &change{way: w, place: place}
					c.query(s)
					changed = c.done
				})
				if !changed {
					break
				}
				m.add(fmt.Sprintf("%s in %s", w.name, b.Strategy), err != nil || !cmp.Equal(card, m.right))
			}
		}
	}
}

// card judges what the statements give where one of them is rewritten.
func (m *mutants) card(ctx context.Context, at int, rewrite func(*sql.Select)) (*scorecard.Scorecard, error) {
	cells := &series.Cells{}
	for i, b := range query.Build(m.request()) {
		known := map[string][]series.Member{}
		for _, d := range b.Dimensions {
			known[d.ID] = cells.Members(d.ID)
		}
		tree := b.Select(known, true)
		if i == at {
			rewrite(tree)
		}
		if err := m.decode(ctx, i, b, tree, i == at); err != nil {
			return nil, err
		}
		b.Finish(cells)
	}
	e := m.run.evaluator()
	e.Cells = cells
	return scorecard.Judge(e, m.view), nil
}

// decode runs a statement, or gives its rows again where it was run before.
func (m *mutants) decode(ctx context.Context, i int, b *query.Batch, tree *sql.Select, rewritten bool) error {
	if rows, ok := m.rows[i]; ok && !rewritten {
		for _, values := range rows {
			if err := b.Decode(values); err != nil {
				return err
			}
		}
		return nil
	}
	s := sql.Print(tree, sql.DuckDB)
	return m.data.DB.Query(ctx, s.Text, s.Args, func(values []any) error {
		if !rewritten {
			m.rows[i] = append(m.rows[i], slices.Clone(values))
		}
		return b.Decode(values)
	})
}
