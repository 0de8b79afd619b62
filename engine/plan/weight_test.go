package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// weighed builds two KPIs of one objective with these lists of weights.
func weighed(t *testing.T, a, b string) (*plan.Plan, diag.List) {
	t.Helper()
	catalog, list := spec.Parse("kpis.yaml", fmt.Appendf(nil, `
version: 1
sources: {deals: {file: deals.csv, date: day, columns: {day: date, size: number}}}
objectives: {grow: {}}
kpis:
  a: {objective: grow, source: deals, formula: avg(size), weight: [%s]}
  b: {objective: grow, source: deals, formula: max(size), weight: [%s]}
`, a, b), nil)
	if list.HasErrors() {
		t.Fatalf("%s and %s: %s", a, b, found(list))
	}
	return plan.Build(catalog)
}

func TestWeightOfADay(t *testing.T) {
	p, list := weighed(t, "{value: 3, from: 2026-07-01}, {value: 1, until: 2026-03-31}, {value: 0, from: 2026-04-01, until: 2026-06-30}", "{value: 1}")
	if list.HasErrors() {
		t.Fatal(found(list))
	}
	k := p.KPIs[0]
	for day, want := range map[string]float64{
		"1900-01-01": 1, "2026-03-31": 1, "2026-04-01": 0, "2026-06-30": 0, "2026-07-01": 3, "9999-12-31": 3,
	} {
		d, _ := calendar.ParseDate(day)
		if got := k.Weights.On(d).Value; got != want {
			t.Errorf("on %s the weight is %g, want %g", day, got, want)
		}
	}
	if got := k.Weights.Latest().Value; got != 3 {
		t.Errorf("the latest weight is %g, want 3", got)
	}
}

// What is said of weights with dates is what a look at every single day says.
func TestWeightsOfEveryDay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[string]int{}
	for range 1000 {
		a, b := someWeights(r), someWeights(r)
		_, list := weighed(t, a.String(), b.String())
		got := map[string]int{}
		for _, d := range list.Items {
			got[d.Code]++
		}
		fewest, most := heldOnADay(a, b)
		if (got["weight-gap"] > 0) != (fewest == 0) || (got["weight-overlap"] > 0) != (most > 1) {
			t.Errorf("a day has %d to %d weights, and the problems of %s and %s are %s", fewest, most, a, b, found(list))
		}
		if fewest == 1 && most == 1 && got["zero-weights"] != zeroTimes(a, b) {
			t.Errorf("%d times without weight, and the problems of %s and %s are %s", zeroTimes(a, b), a, b, found(list))
		}
		for code := range got {
			seen[code]++
		}
		if len(got) == 0 {
			seen["fine"]++
		}
	}
	for _, code := range []string{"weight-gap", "weight-overlap", "zero-weights", "fine"} {
		if seen[code] < 20 {
			t.Errorf("only %d cases are %s", seen[code], code)
		}
	}
}

// Random weights begin and end on the first days of 2026; day 0 stands for all
// days before, and the last one for all days after.
const lastWeightDay = 6

type someWeight struct{ value, from, until int }

type weightList []someWeight

// someWeights are mostly right: each begins on the day after the one before.
func someWeights(r *rand.Rand) weightList {
	var out weightList
	from := 0
	for n := 1 + r.IntN(4); n > 0 && from <= lastWeightDay; n-- {
		until := min(lastWeightDay, from+r.IntN(4))
		if n == 1 && r.IntN(8) > 0 {
			until = lastWeightDay
		}
		out = append(out, someWeight{r.IntN(2), from, until})
		from = max(0, until+1+[]int{0, 0, 0, 0, 0, 0, 1, -1}[r.IntN(8)])
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func (l weightList) String() string {
	var items []string
	for _, w := range l {
		item := fmt.Sprintf("{value: %d", w.value)
		if w.from > 0 {
			item += ", from: " + weightDay(w.from)
		}
		if w.until < lastWeightDay {
			item += ", until: " + weightDay(w.until)
		}
		items = append(items, item+"}")
	}
	return strings.Join(items, ", ")
}

func weightDay(i int) string { return calendar.NewDate(2026, time.January, i).String() }

// on lists the values that hold on a day.
func (l weightList) on(day int) []int {
	var out []int
	for _, w := range l {
		if w.from <= day && day <= w.until {
			out = append(out, w.value)
		}
	}
	return out
}

// heldOnADay is the number of weights that one of the lists has on a day, at least
// and at most.
func heldOnADay(lists ...weightList) (fewest, most int) {
	fewest = 1
	for _, l := range lists {
		for day := range lastWeightDay + 1 {
			held := len(l.on(day))
			fewest, most = min(fewest, held), max(most, held)
		}
	}
	return fewest, most
}

// zeroTimes counts the times on end at which all weigh nothing. Every day has one
// weight of each.
func zeroTimes(a, b weightList) int {
	count, before := 0, false
	for day := range lastWeightDay + 1 {
		zero := slices.Max(append(a.on(day), b.on(day)...)) == 0
		if zero && !before {
			count++
		}
		before = zero
	}
	return count
}
