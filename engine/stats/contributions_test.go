package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kpi/engine/stats"
)

func TestContributionsAddUp(t *testing.T) {
	got, ok := stats.Contributions([]float64{100, 50, 0}, []float64{80, 50, 25}, 150, 155)
	if !ok || !slices.Equal(got, []float64{-20, 0, 25}) {
		t.Errorf("got %v and %t", got, ok)
	}
	r := rand.New(rand.NewPCG(1, 7))
	for range 500 {
		var from, to []float64
		var totalFrom, totalTo float64
		for range r.IntN(9) {
			a, b := 1e6*r.NormFloat64(), 1e6*r.Float64()
			from, to = append(from, a), append(to, b)
			totalFrom, totalTo = totalFrom+a, totalTo+b
		}
		got, ok := stats.Contributions(from, to, totalFrom, totalTo)
		if !ok {
			t.Fatalf("%v to %v do not make up %v to %v", from, to, totalFrom, totalTo)
		}
		sum, size := 0.0, 0.0
		for i, v := range got {
			sum, size = sum+v, size+math.Abs(from[i])+math.Abs(to[i])
		}
		near(t, "the change", sum, totalTo-totalFrom, 1e-9*size)
		if _, ok := stats.Contributions(from, to, totalFrom, totalTo+1e-6*(size+1)); ok {
			t.Fatalf("%v make up a total that they do not", to)
		}
	}
}

func TestContributionsRefuse(t *testing.T) {
	for name, tt := range map[string]struct {
		from, to           []float64
		totalFrom, totalTo float64
	}{
		"a part is missing now":       {[]float64{1, 2}, []float64{1, 2}, 3, 4},
		"a part was missing":          {[]float64{1, 2}, []float64{1, 2}, 4, 3},
		"the same is missing on both": {[]float64{1, 2}, []float64{1, 2}, 4, 4},
		"one is no number":            {[]float64{1, math.NaN()}, []float64{1, 2}, 1, 3},
		"one is infinite":             {[]float64{1, 2}, []float64{1, math.Inf(1)}, 3, math.Inf(1)},
		"the total is no number":      {[]float64{1, 2}, []float64{1, 2}, math.NaN(), 3},
		"more parts than there were":  {[]float64{1}, []float64{1, 2}, 1, 3},
		"no parts of something":       {nil, nil, 0, 1},
	} {
		if got, ok := stats.Contributions(tt.from, tt.to, tt.totalFrom, tt.totalTo); ok {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestTargetGaps(t *testing.T) {
	// 60 % of 40 and 45 % of 60 are 51 %, 4 points below 55 %.
	got, ok := stats.TargetGaps(buildings, 0.55)
	if !ok {
		t.Fatal("the gaps do not add up")
	}
	near(t, "first", got[0], 0.4*0.05, 1e-12)
	near(t, "second", got[1], -0.6*0.10, 1e-12)
	r := rand.New(rand.NewPCG(3, 7))
	for range 500 {
		all, target := shops(r), r.Float64()
		gaps, ok := stats.TargetGaps(all, target)
		d, _ := stats.Decompose(all)
		sum := 0.0
		for i, g := range gaps {
			sum += g
			if all[i].Den1 == 0 && g != 0 {
				t.Errorf("a segment that is not there: got %v", g)
			}
		}
		if !ok {
			t.Fatalf("%+v: the gaps do not add up", all)
		}
		near(t, "rate less target", sum, d.To-target, 1e-9)
	}
	if gaps, ok := stats.TargetGaps([]stats.Segment{{Num1: 1, Den1: 2}}, 0.5); !ok || gaps[0] != 0 {
		t.Errorf("on the target: got %v and %t", gaps, ok)
	}
	for name, all := range map[string][]stats.Segment{
		"an empty side":                     {{Num0: 1, Den0: 2}},
		"a numerator without a denominator": {{Num1: 1}, {Num1: 1, Den1: 2}},
		"a numerator that is not a number":  {{Num1: math.NaN(), Den1: 2}},
	} {
		if gaps, ok := stats.TargetGaps(all, 0.5); ok {
			t.Errorf("%s: got %v", name, gaps)
		}
	}
	if gaps, ok := stats.TargetGaps(buildings, math.NaN()); ok {
		t.Errorf("no target: got %v", gaps)
	}
}
