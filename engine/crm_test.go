package engine_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kpi/engine"
	"kpi/engine/scorecard"
)

// An answer is one line of the answers that were computed by other means.
type answer struct {
	Question  int     `json:"q"`
	KPI       string  `json:"kpi"`
	Period    string  `json:"period"`
	Dimension string  `json:"dimension"`
	Value     float64 `json:"value"`
	Unit      string  `json:"unit"`
	N         *int64  `json:"n"`
}

// sharedData is the folder of real data; tests on it are skipped where it is
// missing.
func sharedData(t *testing.T, name string) string {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join("..", "..", "shared", "data", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the real data are not here: %s", folder)
	}
	return folder
}

// TestRealPipeline compares the KPIs of a real opportunity pipeline with
// answers that were computed by other means, for three spellings of its dates.
func TestRealPipeline(t *testing.T) {
	folder := sharedData(t, "crm-maven")
	answers := readAnswers(t, filepath.Join(folder, "..", "answers", "crm-maven.json"))
	for _, variant := range []struct{ name, file, format string }{
		{"ISO dates", "sales_pipeline.csv", ""},
		{"month first", "variants/sales_pipeline_us_dates.csv", "M/D/YYYY"},
		{"day first, two digits of the year", "variants/sales_pipeline_ddmmyy_quarters.csv", "DD-MM-YY"},
	} {
		t.Run(variant.name, func(t *testing.T) {
			d := crmDefinition(t, variant.format)
			run := &crmRun{t: t, definition: d, cards: map[string]*scorecard.Scorecard{}, sources: map[string]string{
				"accounts": filepath.Join(folder, "accounts.csv"), "products": filepath.Join(folder, "products.csv"),
				"teams": filepath.Join(folder, "sales_teams.csv"), "deals": filepath.Join(folder, variant.file),
			}}
			for _, a := range answers {
				run.check(a)
			}
			if len(answers) < 130 {
				t.Errorf("%d answers compared, want at least 130", len(answers))
			}
		})
	}
}

func readAnswers(t *testing.T, path string) []answer {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []answer
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	// The others need levels.
	return slices.DeleteFunc(all, func(a answer) bool {
		return a.Question > 6 && a.Question != 10 && a.KPI != "sales_velocity_closed"
	})
}

func crmDefinition(t *testing.T, format string) *engine.Definition {
	text, err := os.ReadFile("testdata/crm-maven.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if format != "" {
		text = []byte(strings.ReplaceAll(string(text), "_date: date", "_date: {type: date, format: "+format+"}"))
	}
	path := filepath.Join(t.TempDir(), "kpis.yaml")
	writeFile(t, path, text)
	d, list, err := engine.Read(path)
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, d.Text())
		t.Fatal("the definition is wrong", err)
	}
	return d
}

type crmRun struct {
	t          *testing.T
	definition *engine.Definition
	sources    map[string]string
	cards      map[string]*scorecard.Scorecard
}

// card evaluates a period once for all KPIs and dimensions.
func (r *crmRun) card(period, where string) *scorecard.Scorecard {
	key := period + where
	if r.cards[key] != nil {
		return r.cards[key]
	}
	result, list, err := r.definition.Evaluate(context.Background(), engine.Options{
		Period: period, Where: where, Sources: r.sources, History: 1,
		By: []string{"office", "manager", "sales_agent", "product", "sector", "deal_stage"},
	})
	if err != nil || list.HasErrors() {
		list.Fprint(os.Stderr, nil)
		r.t.Fatal("the pipeline cannot be evaluated", err)
	}
	r.cards[key] = result.Scorecard
	return result.Scorecard
}

func (r *crmRun) check(a answer) {
	got := r.find(a)
	name := fmt.Sprintf("question %d: %s, %s, %s", a.Question, a.KPI, a.Period, a.Dimension)
	if got.Value == nil {
		r.t.Errorf("%s: no value (%s), want %v", name, got.Reason, a.Value)
		return
	}
	tolerance := map[string]float64{"ratio": 1e-6, "USD": 0.01, "days": 1e-4, "USD/day": 0.01}[a.Unit]
	if math.Abs(*got.Value-a.Value) > tolerance {
		r.t.Errorf("%s = %v, want %v", name, *got.Value, a.Value)
	}
	if a.N != nil && (got.N == nil || *got.N != *a.N) {
		r.t.Errorf("%s: n = %v, want %d", name, got.N, *a.N)
	}
}

// find returns what the card says for an answer's dimension: all, office=West,
// or deal_stage=Won,office=West.
func (r *crmRun) find(a answer) scorecard.Measured {
	where, dimension := "", a.Dimension
	if first, second, both := strings.Cut(a.Dimension, ","); both {
		key, value, _ := strings.Cut(first, "=")
		where, dimension = fmt.Sprintf("%s == %q", key, value), second
	}
	for _, section := range r.card(a.Period, where).Sections {
		for _, result := range section.Results {
			if result.ID == a.KPI {
				return member(r.t, result, dimension)
			}
		}
	}
	r.t.Fatalf("no KPI %q", a.KPI)
	return scorecard.Measured{}
}

func member(t *testing.T, r scorecard.Result, dimension string) scorecard.Measured {
	// The formulas of the cycle read won and lost deals alone.
	if dimension == "all" || dimension == "deal_stage=Won+Lost" {
		return r.Actual
	}
	key, value, _ := strings.Cut(dimension, "=")
	for _, b := range r.Breakdowns {
		for _, m := range b.Members {
			if b.Dimension == key && m.Name == value {
				return m.Actual
			}
		}
	}
	t.Errorf("%s has no member %s", r.ID, dimension)
	return scorecard.Measured{}
}
