package evidence_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"kpi/engine/evidence"
)

// ratio is a side of a rate.
func ratio(num, den float64) evidence.Side {
	if den == 0 {
		return evidence.Side{}
	}
	return evidence.Side{Value: new(num / den), Numerator: &num, Denominator: &den}
}

func amount(v, rows float64) evidence.Side { return evidence.Side{Value: &v, Rows: &rows} }

// sumOf is what all effects of a movement come to.
func sumOf(m evidence.Movement) float64 {
	sum := 0.0
	for _, e := range m.Effects {
		sum += e.Total()
	}
	return sum
}

func near(t *testing.T, what string, got, want, most float64) {
	t.Helper()
	if !(math.Abs(got-want) <= most) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// TestEffectsAddUp takes random rates and amounts apart, with members that enter
// and leave.
func TestEffectsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		var rates, amounts []evidence.Part
		var n0, d0, n1, d1, a0, a1 float64
		for i := range 2 + r.IntN(20) {
			den0, den1 := float64(r.IntN(4)*r.IntN(1000)), float64(r.IntN(4)*r.IntN(1000))
			num0, num1 := den0*r.Float64(), den1*r.Float64()
			n0, d0, n1, d1 = n0+num0, d0+den0, n1+num1, d1+den1
			a0, a1 = a0+num0, a1+num1
			name := fmt.Sprint(i)
			rates = append(rates, evidence.Part{Member: name, From: ratio(num0, den0), To: ratio(num1, den1)})
			amounts = append(amounts, evidence.Part{Member: name, From: amount(num0, den0), To: amount(num1, den1)})
		}
		if d0 == 0 || d1 == 0 {
			continue
		}
		m := evidence.Explain(evidence.Part{From: ratio(n0, d0), To: ratio(n1, d1)}, rates)
		if m.Way != evidence.Rates {
			t.Fatalf("got %q (%s), want rates", m.Way, m.Refusal)
		}
		near(t, "rates", sumOf(m), m.Change(), 1e-9)
		m = evidence.Explain(evidence.Part{From: amount(a0, d0), To: amount(a1, d1)}, amounts)
		near(t, "amounts", sumOf(m), m.Change(), 1e-9*max(a0, a1))
		m.Price(amounts)
		p := m.Prices
		near(t, "volume, price, mix and who came and went", p.Volume+p.Price+p.Mix+p.Entered, m.Change(), 1e-9*max(a0, a1))
		m = evidence.FromTarget(0.4, ratio(n1, d1), rates)
		near(t, "gaps", sumOf(m), n1/d1-0.4, 1e-9)
	}
}

// TestWhatDoesNotAddUpIsRefused gives parts that miss a little of the whole.
func TestWhatDoesNotAddUpIsRefused(t *testing.T) {
	whole := evidence.Part{From: ratio(50, 100), To: ratio(60, 100)}
	short := []evidence.Part{{Member: "a", From: ratio(30, 60), To: ratio(40, 60)}, {Member: "b", From: ratio(20, 39), To: ratio(20, 40)}}
	for _, c := range []struct {
		name  string
		whole evidence.Part
		parts []evidence.Part
		want  evidence.Refusal
	}{
		{"a row is missing", whole, short, evidence.NotAdditive},
		{"no value before", evidence.Part{To: ratio(60, 100)}, short, evidence.NoValue},
		{"a member without its counts", whole, []evidence.Part{{From: evidence.Side{Value: new(0.5)}, To: ratio(30, 50)}, {From: ratio(25, 50), To: ratio(30, 50)}}, evidence.NotAdditive},
		{"a share below nothing", evidence.Part{From: ratio(5, 10), To: ratio(5, 10)},
			[]evidence.Part{{From: ratio(8, 12), To: ratio(5, 10)}, {From: ratio(-3, -2)}}, evidence.NotAdditive},
	} {
		t.Run(c.name, func(t *testing.T) {
			if m := evidence.Explain(c.whole, c.parts); m.Refusal != c.want || len(m.Effects) > 0 {
				t.Errorf("got %q with %d effects, want %q", m.Refusal, len(m.Effects), c.want)
			}
		})
	}
}

func TestMembersWithoutTargetsMakeNoBridge(t *testing.T) {
	parts := []evidence.Part{{Member: "a", To: amount(70, 7)}, {Member: "b", To: amount(30, 3)}}
	if m := evidence.FromTarget(120, amount(100, 10), parts); m.Refusal != evidence.NoTargets {
		t.Errorf("got %+v", m)
	}
	parts[0].From, parts[1].From = evidence.Side{Value: new(80.0)}, evidence.Side{Value: new(40.0)}
	m := evidence.FromTarget(120, amount(100, 10), parts)
	near(t, "with targets", sumOf(m), -20, 1e-12)
}

// TestMainIsTheDimensionThatTells compares one where a member has done it all with
// one whose members moved alike.
func TestMainIsTheDimensionThatTells(t *testing.T) {
	whole := evidence.Part{From: amount(100, 10), To: amount(120, 10)}
	alike := evidence.Explain(whole, []evidence.Part{{Member: "a", From: amount(50, 5), To: amount(60, 5)}, {Member: "b", From: amount(50, 5), To: amount(60, 5)}})
	told := evidence.Explain(whole, []evidence.Part{{Member: "x", From: amount(50, 5), To: amount(70, 5)}, {Member: "y", From: amount(50, 5), To: amount(50, 5)}})
	alike.Against, told.Against = evidence.LastYear, evidence.LastYear
	got := evidence.Main([]evidence.Movement{alike, told}, evidence.LastYear)
	if got == nil || got.Effects[0].Member != "x" {
		t.Errorf("got %+v", got)
	}
	if evidence.Main([]evidence.Movement{alike, told}, evidence.Target) != nil {
		t.Error("a movement against something else is told")
	}
}
