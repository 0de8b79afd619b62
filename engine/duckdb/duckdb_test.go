package duckdb_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/duckdb"
)

func open(t *testing.T, o duckdb.Options) *duckdb.DB {
	t.Helper()
	db, err := duckdb.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// rows returns the whole result of a query.
func rows(t *testing.T, db *duckdb.DB, text string, args ...any) [][]any {
	t.Helper()
	var list [][]any
	err := db.Query(t.Context(), text, args, func(values []any) error {
		list = append(list, append([]any(nil), values...))
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return list
}

// The pinned version decides what a query means, so a change of it has to be
// seen here first.
func TestVersion(t *testing.T) {
	got, err := open(t, duckdb.Options{}).Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := "v1.5.6"; got != want {
		t.Errorf("version %q, want %q", got, want)
	}
}

func TestQueryNormalisesValues(t *testing.T) {
	db := open(t, duckdb.Options{Zone: "America/New_York"})
	tests := []struct {
		name, expression string
		want             any
	}{
		{"a missing value is nil", "NULL", nil},
		{"a small integer", "7::TINYINT", int64(7)},
		{"an unsigned integer", "7::UINTEGER", int64(7)},
		{"a big integer", "9007199254740993", int64(9007199254740993)},
		{"a sum of integers", "sum(x) FROM (VALUES (1), (2)) t(x)", 3.0},
		{"a float", "0.5::FLOAT", 0.5},
		{"text", "'Größe'", "Größe"},
		{"a condition", "1 = 1", true},
		{"a date is midnight in UTC", "DATE '2024-03-10'", time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC)},
		{"a naive time is local to the zone", "TIMESTAMPTZ '2024-01-05 10:00:00'", time.Date(2024, 1, 5, 15, 0, 0, 0, time.UTC)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := rows(t, db, "SELECT "+test.expression)[0][0]
			if at, ok := got.(time.Time); ok {
				got = at.UTC()
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecimalKeepsEveryDigit(t *testing.T) {
	db := open(t, duckdb.Options{})
	tests := []struct {
		text string
		want float64
	}{
		{"0.0000", 0},
		{"-12.5000", -12.5},
		{"2297200.8603", 2297200.8603},
		{"9007199254740993.1", 9007199254740993.1},
		{"12345678901234567890123.4567", 12345678901234567890123.4567},
	}
	for _, test := range tests {
		d, ok := rows(t, db, "SELECT "+test.text)[0][0].(duckdb.Decimal)
		if !ok || d.String() != test.text || d.Float64() != test.want {
			t.Errorf("%s: got %v and %v, want %v", test.text, d, d.Float64(), test.want)
		}
	}
}

func TestValuesTravelAsArguments(t *testing.T) {
	got := rows(t, open(t, duckdb.Options{}), "SELECT ? || '!', ? + 1", "a'b", 41)[0]
	if diff := cmp.Diff([]any{"a'b!", int64(42)}, got); diff != "" {
		t.Error(diff)
	}
}

func TestErrorsNameThePlace(t *testing.T) {
	db := open(t, duckdb.Options{})
	tests := []struct {
		name, text string
		want       duckdb.Error
	}{
		{"a slip of the keyboard", "SELECT 1 +", duckdb.Error{Kind: "Parser", Message: "syntax error at end of input", Position: 10}},
		{"an unknown column", "SELECT 1 + b", duckdb.Error{Kind: "Binder", Message: `Referenced column "b" was not found`, Position: 11}},
		{"a failing cast", "SELECT 'é'::INTEGER", duckdb.Error{Kind: "Conversion", Message: "Could not convert", Position: 11}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := errors.AsType[*duckdb.Error](db.Exec(t.Context(), test.text))
			if !ok || got.Kind != test.want.Kind || got.Position != test.want.Position || !strings.Contains(got.Message, test.want.Message) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestBadOptionsAreErrors(t *testing.T) {
	for _, o := range []duckdb.Options{{Memory: "lots"}, {Zone: "Mars/Olympus"}} {
		if db, err := duckdb.Open(t.Context(), o); err == nil {
			t.Errorf("%+v opened %v", o, db.Close())
		}
	}
}

// endless takes hours, and stops between two batches of rows.
const endless = "SELECT count(*) FROM range(10000000) a(x), range(10000000) b(y) WHERE hash(x, y) = 0"

func TestCancelStopsAQuery(t *testing.T) {
	db := open(t, duckdb.Options{Zone: "Asia/Tokyo", Threads: 2})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- db.Exec(ctx, endless) }()
	cancel()
	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the query goes on after its context was cancelled")
	}
	got := rows(t, db, "SELECT current_setting('TimeZone')")[0][0]
	if want := "Asia/Tokyo"; got != want {
		t.Errorf("after a cancelled query the zone is %v, want %v", got, want)
	}
}

func TestDeadlineStopsARunningQuery(t *testing.T) {
	db := open(t, duckdb.Options{Threads: 2})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := db.Query(ctx, endless, nil, func([]any) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if got := rows(t, db, "SELECT 1")[0][0]; got != int64(1) {
		t.Errorf("after a stopped query: got %v, want 1", got)
	}
}

func TestTooLittleMemoryIsSaidInWords(t *testing.T) {
	db := open(t, duckdb.Options{Memory: "50MB", Threads: 1})
	err := db.Exec(t.Context(), "CREATE TABLE t AS SELECT list(x) FROM range(100000000) r(x)")
	if !errors.Is(err, duckdb.ErrMemory) {
		t.Errorf("got %v, want %v", err, duckdb.ErrMemory)
	}
}

func TestLargeSortsSpillOutsideTheProject(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	db, err := duckdb.Open(t.Context(), duckdb.Options{Memory: "100MB", Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Exec(t.Context(), "CREATE TABLE t AS SELECT md5(x::VARCHAR) a, md5((x + 1)::VARCHAR) b FROM range(2000000) r(x)"); err != nil {
		t.Fatal(err)
	}
	spilled, err := filepath.Glob(filepath.Join(os.TempDir(), "kpi-*", "spill", "*"))
	if err != nil || len(spilled) == 0 {
		t.Errorf("nothing was spilled: %v %v", spilled, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), "kpi-*"))
	if len(left) > 0 {
		t.Errorf("left on disk: %v", left)
	}
}
