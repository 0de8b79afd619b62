package stats_test

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
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
	three := stats.BaseWeighted(buildings)
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
	if !ok || !d.Reversed {
		t.Fatalf("got %+v, want a paradox", d)
	}
	near(t, "men", d.From, 0.4452, 5e-5)
	near(t, "women", d.To, 0.3035, 5e-5)
	mix := 0.0
	for _, e := range d.Effects {
		mix += e.Mix
	}
	near(t, "mix", mix, -0.1777, 5e-5)
	near(t, "rate", d.Standardized, 0.0360, 5e-5)
	men, women := stats.AtPooledMix(all)
	near(t, "men at the pooled mix", men, 0.3873, 5e-5)
	near(t, "women at the pooled mix", women, 0.4300, 5e-5)
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

func TestPriceVolumeMix(t *testing.T) {
	// 10 at 5 and 10 at 9, then 30 at 5 and 10 at 10: 140 and 250.
	b, ok := stats.PriceVolumeMix([]stats.Segment{{Name: "small", Num0: 50, Den0: 10, Num1: 150, Den1: 30}, {Name: "large", Num0: 90, Den0: 10, Num1: 100, Den1: 10}})
	if !ok {
		t.Fatal("the bridge does not add up")
	}
	near(t, "volume", b.Volume, 20*7, 1e-9)
	near(t, "price of the small", b.Effects[0].Rate, 0, 1e-9)
	near(t, "price of the large", b.Effects[1].Rate, 1*0.375*40, 1e-9)
	if b.Effects[0].Mix >= 0 {
		t.Errorf("more of the cheaper: got a mix effect of %v, want it below 0", b.Effects[0].Mix)
	}
}

func TestDecomposeRefuses(t *testing.T) {
	if _, ok := stats.Decompose([]stats.Segment{{Num0: 1, Den0: 2}}); ok {
		t.Error("a side without rows has a rate")
	}
	if _, ok := stats.Decompose([]stats.Segment{{Num0: 5, Num1: 1, Den1: 2}, {Num0: 1, Den0: 2, Num1: 1, Den1: 2}}); ok {
		t.Error("a numerator without a denominator is part of no rate")
	}
	d, ok := stats.Decompose([]stats.Segment{{Name: "old", Num0: 1, Den0: 2, Num1: 1, Den1: 2}, {Name: "new", Num1: 8, Den1: 10}})
	if e := d.Effects[1]; !ok || e.Entered <= 0 || e.Mix != 0 || e.Rate != 0 {
		t.Errorf("got %+v, want all of a new segment in one line", e)
	}
}
