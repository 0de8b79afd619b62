package engine_test

import (
	"context"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kpi/engine"
)

// everyField lets cmp look at fields that are not exported, too.
var everyField = cmp.Options{cmp.Exporter(func(reflect.Type) bool { return true }), cmpopts.EquateNaNs()}

// TestASessionEvaluatesAsADefinitionDoes asks both the same, the session from
// several goroutines at once.
func TestASessionEvaluatesAsADefinitionDoes(t *testing.T) {
	d, list, err := engine.Read("../kpis.yaml")
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	ctx := context.Background()
	cache := filepath.Join(t.TempDir(), "cache")
	s, list, err := d.Open(ctx, engine.Options{CacheDir: cache})
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	defer s.Close()
	var work sync.WaitGroup
	for _, o := range []engine.Options{
		{}, {Period: "2026-Q2", Where: `region == "EMEA"`}, {By: []string{"region"}, KPIs: []string{"revenue"}, Evidence: true}, {Grain: "quarter", WithoutQuality: true},
	} {
		work.Go(func() {
			got, list, err := s.Evaluate(ctx, o)
			if err != nil || list.HasErrors() {
				t.Errorf("the session gives %v, %v", err, list)
				return
			}
			want, _, err := d.Evaluate(ctx, o)
			if err != nil {
				t.Error(err)
				return
			}
			if diff := cmp.Diff(got.Scorecard, want.Scorecard, everyField); diff != "" {
				t.Errorf("session, then definition:\n%s", diff)
			}
		})
	}
	work.Wait()
}

func TestASessionRefusesWhatADefinitionRefuses(t *testing.T) {
	d, _, err := engine.Read("../kpis.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := d.Open(context.Background(), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := s.Evaluate(context.Background(), engine.Options{KPIs: []string{"nonsense"}}); err == nil {
		t.Error("a KPI that does not exist was evaluated")
	}
	if _, list, _ := s.Evaluate(context.Background(), engine.Options{Where: "nonsense"}); !list.HasErrors() {
		t.Error("a filter over nothing was evaluated")
	}
}
