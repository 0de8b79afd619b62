package stats_test

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"kpi/engine/stats"
)

// buildings is the published example: 65 % and 55 % at equal shares, then 60 %
// and 45 % at 40 and 60 %.
var buildings = []stats.Segment{
	{Name: "A", Num0: 32.5, Den0: 50, Num1: 24, Den1: 40},
	{Name: "B", Num0: 27.5, Den0: 50, Num1: 27, Den1: 60},
}

func TestDecomposeAsPublished(t *testing.T) {
	d, ok := stats.Decompose(buildings)
	if !ok {
		t.Fatal("the effects do not add up")
	}
	near(t, "from", d.From, 0.60, 1e-12)
	near(t, "to", d.To, 0.51, 1e-12)
	near(t, "mix", d.Effects[0].Mix+d.Effects[1].Mix, -0.0125, 1e-12)
	near(t, "rate", d.Standardized, -0.0775, 1e-12)
	near(t, "mix of A", d.Effects[0].Mix, -0.0070, 1e-12)
	near(t, "mix of B", d.Effects[1].Mix, -0.0055, 1e-12)
	three, ok := stats.BaseWeighted(buildings)
	if !ok {
		t.Fatal("the three parts do not add up")
	}
	near(t, "mix at the old rates", three.Mix, -0.010, 1e-12)
	near(t, "rate at the old mix", three.Rate, -0.075, 1e-12)
	near(t, "both together", three.Interaction, -0.005, 1e-12)
}

// admissions reads the admissions of Berkeley in 1973: men first, women second.
func admissions(t *testing.T) []stats.Segment {
	const path = "../../../shared/data/statistics/ucb.csv"
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		t.Skip("the published series are not here: " + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	var out []stats.Segment
	for _, row := range rows[1:] {
		n, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			t.Fatal(err)
		}
		i, ok := place[row[3]]
		if !ok {
			i = len(out)
			place[row[3]] = i
			out = append(out, stats.Segment{Name: row[3]})
		}
		admitted := 0.0
		if row[1] == "Admitted" {
			admitted = n
		}
		if row[2] == "Male" {
			out[i].Num0, out[i].Den0 = out[i].Num0+admitted, out[i].Den0+n
		} else {
			out[i].Num1, out[i].Den1 = out[i].Num1+admitted, out[i].Den1+n
		}
	}
	return out
}

func TestSimpsonsParadoxAsPublished(t *testing.T) {
	all := admissions(t)
	d, ok := stats.Decompose(all)
	if !ok {
		t.Fatal("the effects do not add up")
	}
	near(t, "men", d.From, 0.4452, 5e-5)
	near(t, "women", d.To, 0.3035, 5e-5)
	mix := 0.0
	for _, e := range d.Effects {
		mix += e.Mix
	}
	near(t, "mix", mix, -0.1777, 5e-5)
	near(t, "rate", d.Standardized, 0.0360, 5e-5)
	r, ok := stats.Simpson(all)
	if !ok || r.Every {
		t.Fatalf("got %+v and %t, want a paradox of not every department", r, ok)
	}
	near(t, "change", r.Change, -0.1416, 5e-5)
	near(t, "men at the pooled mix", r.First, 0.3873, 5e-5)
	near(t, "women at the pooled mix", r.Second, 0.4300, 5e-5)
	near(t, "change at the pooled mix", r.Standardized, r.Second-r.First, 0)
}

func TestDecompositionsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var all []stats.Segment
		for range 1 + r.IntN(8) {
			s := stats.Segment{Den0: float64(r.IntN(50)), Den1: float64(r.IntN(50))}
			if s.Den0 > 0 {
				s.Num0 = r.NormFloat64() * 1e4
			}
			if s.Den1 > 0 {
				s.Num1 = r.NormFloat64() * 1e4
			}
			all = append(all, s)
		}
		var num0, den0, num1, den1 float64
		for _, s := range all {
			num0, den0, num1, den1 = num0+s.Num0, den0+s.Den0, num1+s.Num1, den1+s.Den1
		}
		d, ok := stats.Decompose(all)
		if (den0 > 0 && den1 > 0) != ok {
			t.Fatalf("%+v: got %t", all, ok)
		}
		if !ok {
			continue
		}
		sum := 0.0
		for _, e := range d.Effects {
			sum += e.Total()
		}
		near(t, "the change of the rate", sum, num1/den1-num0/den0, 1e-9*(math.Abs(num0/den0)+math.Abs(num1/den1)))
		b, ok := stats.PriceVolumeMix(all)
		if !ok {
			t.Fatalf("%+v: the bridge does not add up", all)
		}
		sum = b.Volume
		for _, e := range b.Effects {
			sum += e.Total()
		}
		near(t, "the change of the amount", sum, num1-num0, 1e-9*(math.Abs(num0)+math.Abs(num1)+1))
	}
}

// shops makes segments of which some come and some go.
func shops(r *rand.Rand) []stats.Segment {
	var all []stats.Segment
	for range 2 + r.IntN(8) {
		s := stats.Segment{Den0: float64(1 + r.IntN(50)), Den1: float64(1 + r.IntN(50))}
		s.Num0, s.Num1 = s.Den0*r.Float64(), s.Den1*r.Float64()
		switch r.IntN(5) {
		case 0:
			s.Num0, s.Den0 = 0, 0
		case 1:
			s.Num1, s.Den1 = 0, 0
		}
		all = append(all, s)
	}
	// One that stays, so that no side is empty.
	return append(all, stats.Segment{Num0: 3, Den0: 10, Num1: 4, Den1: 9})
}

func TestDecompositionsFollowScaleAndShift(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		all := shops(r)
		scaled, shifted := slices.Clone(all), slices.Clone(all)
		for i := range all {
			scaled[i].Num0, scaled[i].Num1 = 1000*all[i].Num0, 300*all[i].Num1
			scaled[i].Den0, scaled[i].Den1 = 10*all[i].Den0, 3*all[i].Den1
			shifted[i].Num0, shifted[i].Num1 = all[i].Num0+5*all[i].Den0, all[i].Num1+5*all[i].Den1
		}
		d, _ := stats.Decompose(all)
		up, _ := stats.Decompose(shifted)
		for i, e := range d.Effects {
			near(t, "mix of rates that are 5 higher", up.Effects[i].Mix, e.Mix, 1e-9)
			near(t, "rate of rates that are 5 higher", up.Effects[i].Rate, e.Rate, 1e-9)
			near(t, "entered of rates that are 5 higher", up.Effects[i].Entered, e.Entered, 1e-9)
		}
		times, _ := stats.Decompose(scaled)
		for i, e := range d.Effects {
			near(t, "rates a hundred times as high", times.Effects[i].Total(), 100*e.Total(), 1e-7)
		}
	}
}

func TestDecompositionsMirror(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 4))
	for range 500 {
		all := shops(r)
		back := slices.Clone(all)
		for i, s := range all {
			back[i] = stats.Segment{Num0: s.Num1, Den0: s.Den1, Num1: s.Num0, Den1: s.Den0}
		}
		d, _ := stats.Decompose(all)
		m, _ := stats.Decompose(back)
		for i, e := range d.Effects {
			near(t, "mix, the other way round", m.Effects[i].Mix, -e.Mix, 1e-12)
			near(t, "rate, the other way round", m.Effects[i].Rate, -e.Rate, 1e-12)
			near(t, "entered, the other way round", m.Effects[i].Entered, -e.Entered, 1e-12)
		}
	}
}

func TestOnlyRatesOrOnlyMix(t *testing.T) {
	d, _ := stats.Decompose([]stats.Segment{{Num0: 10, Den0: 50, Num1: 40, Den1: 100}, {Num0: 30, Den0: 50, Num1: 50, Den1: 100}})
	for _, e := range d.Effects {
		near(t, "mix where the shares stay", e.Mix, 0, 1e-15)
	}
	d, _ = stats.Decompose([]stats.Segment{{Num0: 10, Den0: 50, Num1: 4, Den1: 20}, {Num0: 30, Den0: 50, Num1: 48, Den1: 80}})
	near(t, "rate where the rates stay", d.Standardized, 0, 1e-15)
	near(t, "all of it by mix", d.Effects[0].Mix+d.Effects[1].Mix, d.To-d.From, 1e-12)
	for _, e := range d.Effects {
		if e.Mix <= 0 {
			t.Errorf("less of the worse and more of the better: got %+v, want both above 0", d.Effects)
		}
	}
}

func TestBaseWeightedAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 4))
	refused := 0
	for range 500 {
		all := shops(r)
		oneSided := slices.ContainsFunc(all, func(s stats.Segment) bool { return (s.Den0 == 0) != (s.Den1 == 0) })
		three, ok := stats.BaseWeighted(all)
		if ok == oneSided {
			t.Fatalf("%+v: got %t", all, ok)
		}
		if !ok {
			refused++
			continue
		}
		d, _ := stats.Decompose(all)
		near(t, "the change", three.Mix+three.Rate+three.Interaction, d.To-d.From, 1e-9)
	}
	if refused == 0 || refused == 500 {
		t.Errorf("%d of 500 have a segment on one side", refused)
	}
	if _, ok := stats.BaseWeighted(nil); ok {
		t.Error("nothing has three parts")
	}
}

func TestDecomposeRefuses(t *testing.T) {
	if _, ok := stats.Decompose([]stats.Segment{{Num0: 1, Den0: 2}}); ok {
		t.Error("a side without rows has a rate")
	}
	if _, ok := stats.Decompose([]stats.Segment{{Num0: 5, Num1: 1, Den1: 2}, {Num0: 1, Den0: 2, Num1: 1, Den1: 2}}); ok {
		t.Error("a numerator without a denominator is part of no rate")
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		if d, ok := stats.Decompose([]stats.Segment{{Num0: bad, Den0: 2, Num1: 1, Den1: 2}, {Num0: 1, Den0: 2, Num1: 1, Den1: 2}}); ok {
			t.Errorf("%v is part of a rate: %+v", bad, d)
		}
		if d, ok := stats.Decompose([]stats.Segment{{Num0: 1, Den0: bad, Num1: 1, Den1: 2}, {Num0: 1, Den0: 2, Num1: 1, Den1: 2}}); ok {
			t.Errorf("%v is part of a denominator: %+v", bad, d)
		}
	}
	if d, ok := stats.Decompose([]stats.Segment{{Num0: 0.1, Den0: 3, Num1: 0.2, Den1: 3}, {Num0: -0.1, Den0: 7, Num1: -0.2, Den1: 4}}); !ok || d.From != 0 {
		t.Errorf("got %+v and %t, want rates that are 0 to be taken apart", d, ok)
	}
	d, ok := stats.Decompose([]stats.Segment{{Name: "old", Num0: 1, Den0: 2, Num1: 1, Den1: 2}, {Name: "new", Num1: 8, Den1: 10}})
	if e := d.Effects[1]; !ok || e.Entered <= 0 || e.Mix != 0 || e.Rate != 0 {
		t.Errorf("got %+v, want all of a new segment in one line", e)
	}
}
