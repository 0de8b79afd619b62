package plan_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

const judged = `
version: 1
scorecard: {title: Sales, currency: USD}
sources:
  deals:
    file: deals.csv
    date: day
    columns: {day: date, amount: money, size: number, score: percent, stage: text}
    fields:
      won: stage == "Won"
      closed: stage in ["Won", "Lost"]
measures:
  base: {source: deals, formula: avg(size)}
kpis:
  k: {source: deals, `

// build plans one KPI, and returns what is found of its status list.
func build(t *testing.T, body string) (*plan.KPI, diag.List) {
	t.Helper()
	catalog, list := spec.Parse("kpis.yaml", []byte(judged+body+"}\n"), nil)
	p, problems := plan.Build(catalog)
	list.Append(problems)
	if len(p.KPIs) == 0 {
		t.Fatalf("%s: %s", body, found(list))
	}
	return p.KPIs[0], list
}

func found(list diag.List) string {
	var lines []string
	for _, d := range list.Items {
		line := d.Code + ": " + d.Message
		for _, n := range d.Notes {
			if strings.HasPrefix(n, "nor ") {
				line += ", " + n
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}

// The published tables that overlap or leave gaps, and the edges of the proof.
func TestBandsAreProved(t *testing.T) {
	const (
		size  = "formula: avg(size), "
		unmet = "no line of the status list of \"k\" holds for a value "
		above = "wherever it holds, the line above holds, too"
	)
	tests := []struct{ name, kpi, want string }{
		{"Oracle Fusion: 70 and 100 are in two bands",
			size + "better: higher, status: [{green: value >= 100}, {amber: value >= 70 and value <= 100}, {red: value <= 70}]",
			"band-overlap: a value of 100 is green and amber: the upper line, green, decides; band-overlap: a value of 70 is amber and red: the upper line, amber, decides"},
		{"Doerr: 0.65 and 0.35 are in none",
			size + "better: higher, status: [{green: value >= 0.7 and value <= 1.0}, {amber: value >= 0.4 and value <= 0.6}, {red: value >= 0.0 and value <= 0.3}]",
			"band-gap: " + unmet + "above 0.3 and below 0.4, such as 0.35, nor for a value above 0.6 and below 0.7, such as 0.65, nor for a value below 0, nor for a value above 1"},
		{"Doerr, mended", size + "better: higher, status: [{green: value >= 0.7}, {amber: value >= 0.4}, {otherwise: red}]", ""},
		{"RP: yellow below green where lower is better",
			size + "better: lower, status: [{green: value <= 10}, {amber: value <= 5}, {otherwise: red}]", "unreachable-band: this line never matches: " + above},
		{"RP, mended", size + "better: lower, status: [{green: value <= 10}, {amber: value <= 15}, {otherwise: red}]", ""},
		{"RP, in the other order",
			size + "better: lower, status: [{amber: value <= 5}, {green: value <= 10}, {otherwise: red}]",
			`band-order: amber lies below green, and for "k" lower is better`},

		{"ClearPoint, of a target that is a number", size + "better: higher, target: 100, status: [{green: value >= target}, {amber: value >= 0.9 * target}, {otherwise: red}]", ""},
		{"ClearPoint, of a target that is computed", size + "better: higher, target: base, status: [{green: value >= target}, {amber: value >= 0.9 * target}, {otherwise: red}]", ""},
		{"ClearPoint, from the worst to the best", size + "better: higher, target: base, status: [{red: value < 0.9 * target}, {amber: value < target}, {otherwise: green}]", ""},
		{"the share is written wrong", size + "better: higher, target: base, status: [{green: value >= target}, {amber: value >= 1.1 * target}, {otherwise: red}]",
			"unreachable-band: this line never matches: " + above},
		{"a target below zero turns shares around", size + "better: higher, target: -100, status: [{green: value >= target}, {amber: value >= 0.9 * target}, {otherwise: red}]",
			"unreachable-band: this line never matches: " + above},
		{"a target of zero has no shares", size + "better: lower, target: 0, status: [{green: value <= target}, {amber: value <= 1.1 * target}, {otherwise: red}]",
			"unreachable-band: this line never matches: " + above},
		{"numbers below a known target", size + "better: higher, target: 100, status: [{green: value >= target}, {amber: value >= 110}, {otherwise: red}]",
			"unreachable-band: this line never matches: " + above},
		{"numbers beside a computed target may hold", size + "better: higher, target: base, status: [{green: value >= target}, {amber: value >= 110}, {otherwise: red}]", ""},
		{"target on the left, and a difference", size + "better: higher, target: base, status: [{green: target <= value}, {amber: value - target >= -0.1 * target}, {otherwise: red}]", ""},
		{"a gap in parts of the target", size + "better: higher, target: base, status: [{green: value >= target}, {red: value < 0.9 * target}]",
			"band-gap: " + unmet + "from 0.9 * target and below target, such as 0.95 * target"},
		{"a target for a period", "formula: sum(amount), better: higher, target: 100k per month, status: [{green: value >= target}, {red: value < 0.8 * target}]",
			"band-gap: " + unmet + "from 0.8 * target and below target, such as 0.9 * target"},

		{"a point between two lines", size + "better: higher, status: [{green: value > 10}, {red: value < 10}]", "band-gap: " + unmet + "of 10"},
		{"closed above", "formula: avg(score), better: higher, status: [{green: value >= 27.95%}, {red: value < 27.5%}]",
			"band-gap: " + unmet + "from 27.5% and below 27.95%, such as 27.725%"},
		{"a condition that contradicts itself", size + "status: [{green: value > 5 and value < 3}, {otherwise: red}]", "unreachable-band: this line never matches: no value meets its condition"},
		{"two lines cover a third", size + "status: [{green: value > 5}, {red: value <= 5}, {amber: value > 3}]",
			"unreachable-band: this line never matches: wherever it holds, a line above holds, too"},
		{"an otherwise that nothing comes to", size + "better: higher, status: [{green: value >= 5}, {red: value < 5}, {otherwise: red}]", ""},
		{"what is left is written out", size + "better: higher, status: [{green: value >= 100}, {amber: value >= 70}, {red: value < 100}]", ""},
		{"one color in two lines that overlap", size + "status: [{green: value > 5}, {green: value < 7}]", ""},
		{"a good middle", size + "better: within, target: {between: [10, 20]}, status: [{green: value >= 10 and value <= 20}, {amber: value >= 8 and value <= 22}, {otherwise: red}]", ""},
		{"a bad middle", size + "better: within, target: {between: [10, 20]}, status: [{red: value > 14 and value < 16}, {green: value >= 10 and value <= 20}, {otherwise: red}]",
			`band-order: red lies below green, and for "k" the good values lie together`},

		{"whole numbers have no values between 9 and 10", "formula: count(won), better: higher, status: [{green: value >= 10}, {red: value <= 9}]", ""},
		{"whole numbers have 9 between 8 and 10", "formula: count(won), better: higher, status: [{green: value >= 10}, {red: value <= 8}]",
			"band-gap: " + unmet + "above 8 and below 10, such as 9"},
		{"counts are not below zero", "formula: count(won), better: higher, status: [{green: value > 0}, {red: value == 0}]", ""},
		{"nor are their ratios", "formula: count(won) / count(), better: higher, status: [{green: value > 0}, {red: value == 0}]", ""},
		{"a share of rows is not above 100%", "formula: count(won) / count(), unit: percent, better: higher, status: [{green: value >= 50%}, {red: value < 50%}, {amber: value > 100%}]",
			"unreachable-band: this line never matches: no value meets its condition"},
		{"another ratio may be", "formula: count() / count(won), better: lower, status: [{red: value > 1}, {green: value <= 1}]", ""},

		{"conditions that read other numbers may hold", size + "better: higher, status: [{green: value >= 10 and base > 3}, {red: value < 10}]", ""},
		{"more numbers than anybody reads", size + "status: [{green: " + manyNumbers(201) + "}, {green: value > 5 and value < 3}]", ""},
		{"many numbers", size + "status: [{green: " + manyNumbers(200) + "}, {green: value > 5 and value < 3}]", "unreachable-band: this line never matches: no value meets its condition"},
		{"and may not", size + "better: higher, status: [{green: value >= 10 or base > 3}, {amber: value >= 10}, {otherwise: red}]", "unreachable-band: this line never matches: " + above},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, list := build(t, test.kpi)
			if got := found(list); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func manyNumbers(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("value == %d", i))
	}
	return strings.Join(all, " or ")
}

// A condition is a random text with what it means.
type condition struct {
	text  string
	holds func(v float64) bool
}

// random compares the value with numbers from 0 to 5, or with parts of a target
// of 10 from 0 to 0.5.
func random(r *rand.Rand, depth int, shares bool) condition {
	if depth > 0 && r.Intn(2) == 0 {
		x, y := random(r, depth-1, shares), random(r, depth-1, shares)
		switch r.Intn(3) {
		case 0:
			return condition{"(" + x.text + ") and (" + y.text + ")", func(v float64) bool { return x.holds(v) && y.holds(v) }}
		case 1:
			return condition{"(" + x.text + ") or (" + y.text + ")", func(v float64) bool { return x.holds(v) || y.holds(v) }}
		}
		return condition{"not (" + x.text + ")", func(v float64) bool { return !x.holds(v) }}
	}
	cut := float64(r.Intn(6))
	bound := fmt.Sprint(cut)
	if shares || r.Intn(2) == 0 {
		bound = fmt.Sprintf("%v * target", cut/10)
	}
	switch r.Intn(6) {
	case 0:
		return condition{"value < " + bound, func(v float64) bool { return v < cut }}
	case 1:
		return condition{"value <= " + bound, func(v float64) bool { return v <= cut }}
	case 2:
		return condition{bound + " < value", func(v float64) bool { return v > cut }}
	case 3:
		return condition{"value - " + bound + " >= 0", func(v float64) bool { return v >= cut }}
	case 4:
		return condition{"value == " + bound, func(v float64) bool { return v == cut }}
	}
	return condition{"-value != -1 * " + bound, func(v float64) bool { return v != cut }}
}

var colors = []string{"red", "amber", "green"}

// A sample is a random status list with what it gives for many values, which
// lie on every number that it may name, and between any two.
type sample struct {
	conditions []condition // holds is nil for otherwise
	colors     []int
	better     string
	values     []float64
	decided    []int // the line by value; -1 is none
}

func newSample(r *rand.Rand, shares bool) *sample {
	s := &sample{better: []string{"higher", "lower"}[r.Intn(2)]}
	for range 1 + r.Intn(4) {
		s.conditions = append(s.conditions, random(r, 2, shares))
	}
	if r.Intn(2) == 0 {
		s.conditions = append(s.conditions, condition{})
	}
	for range s.conditions {
		s.colors = append(s.colors, r.Intn(3))
	}
	for v := -2.0; v <= 8; v += 0.25 {
		s.values = append(s.values, v)
		s.decided = append(s.decided, slices.IndexFunc(s.conditions, func(c condition) bool { return c.holds == nil || c.holds(v) }))
	}
	return s
}

func (s *sample) String() string {
	var lines []string
	for i, c := range s.conditions {
		line := "{" + colors[s.colors[i]] + ": " + c.text + "}"
		if c.holds == nil {
			line = "{otherwise: " + colors[s.colors[i]] + "}"
		}
		lines = append(lines, line)
	}
	return "better: " + s.better + ", status: [" + strings.Join(lines, ", ") + "]"
}

// expected are the codes that the values ask for.
func (s *sample) expected() []string {
	for i, c := range s.conditions {
		if c.holds != nil && !slices.Contains(s.decided, i) {
			return []string{"unreachable-band"}
		}
	}
	var codes []string
	if s.overlaps() {
		codes = append(codes, "band-overlap")
	}
	if slices.Contains(s.decided, -1) {
		codes = append(codes, "band-gap")
	}
	if s.unordered() {
		codes = append(codes, "band-order")
	}
	slices.Sort(codes)
	return codes
}

func (s *sample) overlaps() bool {
	for later, c := range s.conditions {
		for earlier := range later {
			both, alone := false, false
			for i, v := range s.values {
				if s.decided[i] == earlier && c.holds != nil && s.colors[later] != s.colors[earlier] {
					both, alone = both || c.holds(v), alone || !c.holds(v)
				}
			}
			if both && alone {
				return true
			}
		}
	}
	return false
}

func (s *sample) unordered() bool {
	last := -1
	for _, line := range s.decided {
		if line < 0 {
			continue
		}
		color := s.colors[line]
		if last >= 0 && (s.better == "higher" && color < last || s.better == "lower" && color > last) {
			return true
		}
		last = color
	}
	return false
}

// Random lists: what is proved is what comes out where every line is tried at
// every number that the list names, between any two, and outside of all.
func TestBandsPartitionTheLine(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	clean := 0
	for range 4000 {
		shares := r.Intn(2) == 0
		s, target := newSample(r, shares), "10"
		if shares {
			target = "base"
		}
		k, list := build(t, "formula: avg(size), target: "+target+", "+s.String())
		var got []string
		for _, d := range list.Items {
			got = append(got, d.Code)
		}
		slices.Sort(got)
		if want := s.expected(); !slices.Equal(slices.Compact(got), want) {
			t.Fatalf("target: %s, %s\ngot  %s\nwant %s", target, s, found(list), want)
		}
		if len(got) == 0 {
			clean++
		}
		s.checkEdges(t, k)
	}
	if clean < 100 {
		t.Errorf("only %d of the lists are right", clean)
	}
}

// checkEdges compares the edges of a list without a gap with the places where
// its color changes.
func (s *sample) checkEdges(t *testing.T, k *plan.KPI) {
	t.Helper()
	if slices.Contains(s.decided, -1) {
		return
	}
	var want []float64
	for i := 1; i < len(s.decided); i++ {
		if s.colors[s.decided[i]] == s.colors[s.decided[i-1]] {
			continue
		}
		// The color changes on one of both values: the one that a list can name.
		at := s.values[i]
		if at != float64(int(at)) {
			at = s.values[i-1]
		}
		want = append(want, at)
	}
	var got []float64
	for _, e := range k.Edges {
		got = append(got, e.Number+10*e.Share)
	}
	if want = slices.Compact(want); !slices.Equal(got, want) {
		t.Fatalf("%s: the status changes at %v, want %v", s, got, want)
	}
}
