package diff

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/diag"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// found is a list of findings in short lines.
func found(all []Finding) []string {
	var out []string
	for _, f := range all {
		line := fmt.Sprintf("%s %s %s%s %s", f.Severity, f.Code, f.KPI, f.Rule, f.Change)
		if f.Acknowledged != nil {
			line += " acknowledged"
		}
		out = append(out, line)
	}
	return out
}

const acknowledgedTarget = "acknowledged: [{kpi: win_rate, change: target, because: The board has said so}]\nrules:"

func TestGoalposts(t *testing.T) {
	for _, c := range []struct {
		name  string
		asOf  string
		pairs []string
		want  []string
	}{
		{"a weaker target", "2026-09-30", []string{"value: 28%,", "value: 25%,"}, []string{"error moved-goalpost win_rate target"}},
		{"a harder target", "2026-09-30", []string{"value: 28%,", "value: 30%,"}, []string{"warning moved-goalpost win_rate target"}},
		{"a target that has not begun", "2026-03-31", []string{"value: 28%,", "value: 25%,"}, nil},
		{"a target of which nobody knows whether it has begun", "", []string{"value: 28%,", "value: 25%,"}, []string{"error moved-goalpost win_rate target"}},
		{"a target without dates has begun", "2020-01-01", []string{"500k per month", "400k per month"}, []string{"error moved-goalpost revenue target"}},
		{"a target with a reason", "2026-09-30", []string{"value: 28%,", "value: 25%, because: Two reps less,"}, nil},
		{"a reason under changed", "2026-09-30", []string{"    status: [", "    changed: [{on: 2026-09-01, because: Two reps less}]\n    status: [", "value: 28%,", "value: 25%,"}, nil},
		{"a goal that follows", "2026-09-30", []string{"target: {value: 28%, from: 2026-04-01, until: 2027-03-31}", "target: [{value: 28%, from: 2026-04-01, until: 2027-03-31}, {value: 20%, from: 2027-04-01}]"}, nil},
		{"a goal that is cut short", "2026-09-30", []string{"target: {value: 28%, from: 2026-04-01, until: 2027-03-31}", "target: [{value: 28%, from: 2026-04-01, until: 2026-09-30}, {value: 20%, from: 2026-10-01}]"},
			[]string{"error moved-goalpost win_rate target"}},
		{"a goal that is cut short for a reason", "2026-09-30", []string{"target: {value: 28%, from: 2026-04-01, until: 2027-03-31}", "target: [{value: 28%, from: 2026-04-01, until: 2026-09-30}, {value: 20%, from: 2026-10-01, because: Two reps less}]"}, nil},
		{"no target any more", "2026-09-30", []string{"better: higher, target: 3}", "better: higher}"}, []string{"error moved-goalpost coverage target"}},
		{"a first target moves nothing", "2026-09-30", []string{"formula: count(big)", "better: higher, target: 5 per month, formula: count(big)"}, nil},
		{"a wider tolerance", "2026-09-30", []string{"5% of target", "9% of target"}, []string{"error moved-goalpost revenue threshold"}},
		{"a narrower tolerance", "2026-09-30", []string{"5% of target", "4% of target"}, []string{"warning moved-goalpost revenue threshold"}},
		{"a lower green", "2026-09-30", []string{"green: value >= 28%", "green: value >= 27%"}, []string{"error moved-goalpost win_rate threshold"}},
		{"a lower green before the target begins", "2026-03-31", []string{"green: value >= 28%", "green: value >= 27%"}, nil},
		{"a plan that is a target", "2026-09-30", []string{"quotas, formula: sum(amount)", "quotas, formula: sum(amount) * 0.9"}, []string{"warning moved-goalpost plan_share target"}},
		{"a rule that fires later", "2026-09-30", []string{"for: 2 periods", "for: 3 periods"}, []string{"error moved-goalpost thin threshold"}},
		{"a rule that fires later for a reason", "2026-09-30", []string{"for: 2 periods", "changed: [{on: 2026-09-01, because: Too noisy}]\n    for: 3 periods"}, nil},
		{"a rule that is gone", "2026-09-30", []string{"  low: {when: revenue < 0.8 * target(revenue)}\n", ""}, []string{"error moved-goalpost low threshold"}},
		{"a KPI that is gone", "2026-09-30", []string{"  discount: {source: deals, formula: avg(amount), better: within, target: {between: [100, 200]}}\n", ""}, []string{"warning removed-kpi discount target"}},
		{"a KPI without a target that is gone", "2026-09-30", []string{"  big_deals: {source: deals, formula: count(big)}\n", ""}, nil},
		{"an owner is no goalpost", "2026-09-30", []string{"owner: VP Sales", "owner: CFO"}, nil},
		{"an acknowledged target", "2026-09-30", []string{"value: 28%,", "value: 25%,", "rules:", acknowledgedTarget}, []string{"error moved-goalpost win_rate target acknowledged"}},
		{"an acknowledgement of nothing", "2026-09-30", []string{"rules:", acknowledgedTarget}, []string{"info unused-acknowledgement win_rate target"}},
		{"an acknowledgement that has ended", "2026-09-30", []string{"value: 28%,", "value: 25%,", "rules:", "acknowledged: [{kpi: win_rate, change: target, because: For now, until: 2026-08-31}]\nrules:"},
			[]string{"error moved-goalpost win_rate target", "info unused-acknowledgement win_rate target"}},
		{"an acknowledged KPI that is gone", "2026-09-30", []string{"  discount: {source: deals, formula: avg(amount), better: within, target: {between: [100, 200]}}\n", "",
			"rules:", "acknowledged: [{kpi: discount, change: target, because: Nobody reads it}]\nrules:"}, []string{"warning removed-kpi discount target acknowledged"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := found(comparedWith(t, edited(t, c.pairs)).Findings(Facts{AsOf: c.asOf}))
			if diff := cmp.Diff(got, c.want); diff != "" {
				t.Errorf("got, then want:\n%s", diff)
			}
		})
	}
}

// last_year(coverage) moves with coverage, and nobody has moved it.
func TestATargetThatReadsItsOwnKPIMovesWithIt(t *testing.T) {
	pairs := []string{"better: higher, target: 3", "better: higher, target: last_year(coverage)"}
	after := planOf(t, "kpis.yaml", edited(t, append(pairs, "pipeline / quota", "pipeline / quota * 2")))
	d := Compare(planOf(t, "old.yaml", edited(t, pairs)), after)
	want := []string{"KPI coverage: value formula", "KPI coverage: target formula through KPI coverage unclear"}
	if diff := cmp.Diff(told(d), want); diff != "" {
		t.Errorf("got, then want:\n%s", diff)
	}
	if got := found(d.Findings(Facts{AsOf: "2026-09-30"})); len(got) > 0 {
		t.Errorf("got %q, want no finding", got)
	}
}

// A reason and an acknowledgement go with one change: those that were there before
// say nothing of the next.
func TestOldReasonsAreNoReasons(t *testing.T) {
	for name, pairs := range map[string][]string{
		"because":      {"value: 28%,", "value: 28%, because: Two reps less,"},
		"changed":      {"    status: [", "    changed: [{on: 2026-09-01, because: Two reps less}]\n    status: ["},
		"acknowledged": {"rules:", acknowledgedTarget},
	} {
		before := edited(t, pairs)
		after := planOf(t, "kpis.yaml", edited(t, append(pairs, "value: 28%", "value: 25%")))
		findings := Compare(planOf(t, "old.yaml", before), after).Findings(Facts{AsOf: "2026-09-30"})
		if got := findings[0]; got.Code != MovedGoalpost || got.Acknowledged != nil {
			t.Errorf("%s: got %q, want a moved goalpost", name, found(findings))
		}
		if worst, _ := Worst(findings); worst != diag.Error {
			t.Errorf("%s: got %s, want an error", name, worst)
		}
	}
}

func TestAcknowledgedFindingsAreTold(t *testing.T) {
	findings := comparedWith(t, edited(t, []string{"value: 28%,", "value: 25%,", "rules:", acknowledgedTarget})).Findings(Facts{AsOf: "2026-09-30"})
	if worst, some := Worst(findings); some {
		t.Errorf("got a finding that is %s, want none", worst)
	}
	list := List(findings)
	if len(list.Items) != 1 || list.Items[0].Severity != diag.Info || !cmp.Equal(list.Items[0].Notes, []string{"acknowledged: The board has said so"}) {
		t.Errorf("got %+v, want one info with its reason", list.Items)
	}
}

// card is a scorecard of one KPI.
func card(id string, value *float64, s status.Status) *scorecard.Scorecard {
	r := scorecard.Result{ID: id, Name: id, Unit: unit.Money, Period: scorecard.Period{Label: "2026-09"}, Actual: scorecard.Measured{Value: value}, Status: s}
	if value == nil {
		r.Actual.Reason = status.ZeroDivision
	}
	return &scorecard.Scorecard{Sections: []scorecard.Section{{Results: []scorecard.Result{r}}}}
}

func TestMoves(t *testing.T) {
	d := comparedWith(t, edited(t, []string{"  coverage: {", "  covered: {", "coverage < 3", "covered < 3", "coverage >= 3.2", "covered >= 3.2"}))
	for _, c := range []struct {
		name     string
		old, new *float64
		want     string
	}{
		{"more", new(200.0), new(250.0), "+25.0%"},
		{"less than nothing", new(-200.0), new(-250.0), "−25.0%"},
		{"from nothing", new(0.0), new(3.0), "n/m"},
		{"another sign", new(-1.0), new(3.0), "n/m"},
		{"a value that is gone", new(1.0), nil, ""},
		{"a value that is there now", nil, new(1.0), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			moves := d.Moves(card("coverage", c.old, status.None), card("covered", c.new, status.None))
			if len(moves) != 1 || moves[0].KPI != "covered" || !moves[0].ValueMoved() {
				t.Fatalf("got %+v, want one value of covered that moves", moves)
			}
			if got := moves[0].ChangeText(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if moves := d.Moves(card("coverage", new(0.1+0.2), status.OnTrack), card("covered", new(0.3), status.OnTrack)); len(moves) > 0 {
		t.Errorf("got %+v, want no move: the last digit of a sum says nothing", moves)
	}
	if moves := d.Moves(card("coverage", new(1.0), status.OnTrack), card("covered", new(1.0), status.AtRisk)); len(moves) != 1 || moves[0].ValueMoved() || !moves[0].StatusMoved() {
		t.Errorf("got %+v, want a status that moves", moves)
	}
}

func TestValuesThatMoveAreInfo(t *testing.T) {
	d := comparedWith(t, edited(t, []string{"sum(amount, won)\n", "sum(amount, closed)\n"}))
	moves := d.Moves(card("revenue", new(200.0), status.None), card("revenue", new(250.0), status.None))
	got := d.Findings(Facts{AsOf: "2026-09-30", Moves: moves})
	if diff := cmp.Diff(found(got), []string{"info moved-value revenue value"}); diff != "" {
		t.Fatalf("got, then want:\n%s", diff)
	}
	if want := `"revenue" has other values than before in 1 period, at most by +25.0% in 2026-09`; got[0].Message != want {
		t.Errorf("got %s, want %s", got[0].Message, want)
	}
}

func TestFirings(t *testing.T) {
	history := func(id, member string, states ...scorecard.RuleState) scorecard.RuleResult {
		r := scorecard.RuleResult{ID: id, Member: member}
		for i, s := range states {
			r.History = append(r.History, scorecard.RulePeriod{Period: scorecard.Period{Label: fmt.Sprintf("2026-0%d", i+1)}, State: s})
		}
		return r
	}
	clear, fires := scorecard.RuleClear, scorecard.RuleFiring
	old := &scorecard.Scorecard{Rules: []scorecard.RuleResult{history("gone", "", fires, fires), history("thin", "East", clear, fires), history("quiet", "", clear, clear)}}
	now := &scorecard.Scorecard{Rules: []scorecard.RuleResult{history("thin", "East", fires, fires), history("quiet", "", clear, clear), history("born", "", clear, fires)}}
	want := []Firing{
		{Rule: "thin", Member: "East", Old: []string{"2026-02"}, New: []string{"2026-01", "2026-02"}, State: Changed},
		{Rule: "born", New: []string{"2026-02"}, State: Added},
		{Rule: "gone", Old: []string{"2026-01", "2026-02"}, State: Removed},
	}
	if diff := cmp.Diff(Firings(old, now), want); diff != "" {
		t.Errorf("got, then want:\n%s", diff)
	}
}

func TestQueriesHaveOneSpelling(t *testing.T) {
	for text, want := range map[string]string{
		"select  *\n from a":            "select * from a",
		"select 1 -- one\nfrom a":       "select 1 from a",
		"select /* it's */  1":          "select 1",
		"select 'a  b', \"c  d\"":       "select 'a  b', \"c  d\"",
		"select 'it''s  --  here'":      "select 'it''s  --  here'",
		"select $$ two  blanks $$  , 1": "select $$ two  blanks $$ , 1",
	} {
		if got := oneSpelling(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
