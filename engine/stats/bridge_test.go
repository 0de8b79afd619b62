package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"kpi/engine/stats"
)

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

// TestBridgesOfOneCause have a change that has one cause only.
func TestBridgesOfOneCause(t *testing.T) {
	for _, tt := range []struct {
		name                        string
		a, b                        [4]float64 // price and quantity, before and now
		volume, mix, price, entered float64
	}{
		{"twice as many", [4]float64{5, 10, 5, 20}, [4]float64{9, 10, 9, 20}, 140, 0, 0, 0},
		{"dearer", [4]float64{5, 10, 6, 10}, [4]float64{9, 10, 9, 10}, 0, 0, 10, 0},
		{"more of the dear", [4]float64{5, 10, 5, 5}, [4]float64{9, 10, 9, 15}, 0, 20, 0, 0},
		{"nothing", [4]float64{5, 10, 5, 10}, [4]float64{9, 10, 9, 10}, 0, 0, 0, 0},
		// The old one is sold as before; 10 at 9 come to 10 at 5, on a mean of 6.
		{"a new one", [4]float64{5, 10, 5, 10}, [4]float64{0, 0, 9, 10}, 50, 10, 0, 30},
	} {
		var all []stats.Segment
		for _, s := range [][4]float64{tt.a, tt.b} {
			all = append(all, stats.Segment{Num0: s[0] * s[1], Den0: s[1], Num1: s[2] * s[3], Den1: s[3]})
		}
		b, ok := stats.PriceVolumeMix(all)
		if !ok {
			t.Fatalf("%s: the bridge does not add up", tt.name)
		}
		near(t, tt.name+": volume", b.Volume, tt.volume, 1e-9)
		near(t, tt.name+": mix", b.Effects[0].Mix+b.Effects[1].Mix, tt.mix, 1e-9)
		near(t, tt.name+": price", b.Effects[0].Rate+b.Effects[1].Rate, tt.price, 1e-9)
		near(t, tt.name+": entered", b.Effects[0].Entered+b.Effects[1].Entered, tt.entered, 1e-9)
	}
}

func TestBridgesOfRandomAmountsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 500 {
		all := shops(r)
		var from, to float64
		for i := range all {
			all[i].Num0, all[i].Num1 = 1e6*all[i].Num0, 1e6*all[i].Num1
			from, to = from+all[i].Num0, to+all[i].Num1
		}
		b, ok := stats.PriceVolumeMix(all)
		if !ok {
			t.Fatalf("%+v: the bridge does not add up", all)
		}
		sum := b.Volume
		for _, e := range b.Effects {
			sum += e.Total()
		}
		near(t, "the change", sum, to-from, 1e-9*(from+to))
		near(t, "from", b.From, from, 0)
		near(t, "to", b.To, to, 0)
	}
}

func TestBridgeRefuses(t *testing.T) {
	for name, all := range map[string][]stats.Segment{
		"nothing":                      nil,
		"no quantity before":           {{Num1: 5, Den1: 1}},
		"an amount without a quantity": {{Num0: 5, Den0: 1, Num1: 5, Den1: 1}, {Num1: 3}},
		"an amount that is no number":  {{Num0: math.NaN(), Den0: 1, Num1: 5, Den1: 1}},
		"quantities that cancel out":   {{Num0: 5, Den0: 1, Num1: 5, Den1: 1}, {Num0: 5, Den0: -1, Num1: 5, Den1: 1}},
	} {
		if b, ok := stats.PriceVolumeMix(all); ok {
			t.Errorf("%s: got %+v", name, b)
		}
	}
}
