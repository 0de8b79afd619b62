package reports

import (
	"math"
	"slices"
	"testing"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// What is printed beside a color must not contradict it.
func TestValuesAreNotRoundedAcrossTheirTarget(t *testing.T) {
	money, _ := unit.Parse("money")
	for _, c := range []struct {
		name          string
		unit          unit.Unit
		actual        float64
		better        scorecard.Better
		bounds        []float64
		value, target string
	}{
		{"red, and not 90.0%", unit.Percent, 0.8996, scorecard.Higher, []float64{0.9}, "89.96%", "90.00%"},
		{"red by less", unit.Percent, 0.89996, scorecard.Higher, []float64{0.9}, "89.996%", "90.000%"},
		{"green, and 90.0%", unit.Percent, 0.9004, scorecard.Higher, []float64{0.9}, "90.0%", "90.0%"},
		{"on target", unit.Percent, 0.9, scorecard.Higher, []float64{0.9}, "90.0%", "90.0%"},
		{"a hair below is on target", unit.Percent, 0.9 - 1e-12, scorecard.Higher, []float64{0.9}, "90.0%", "90.0%"},
		{"far from it", unit.Percent, 0.5, scorecard.Higher, []float64{0.9}, "50.0%", "90.0%"},
		{"lower is better, red", unit.Percent, 0.9004, scorecard.Lower, []float64{0.9}, "90.04%", "90.00%"},
		{"lower is better, green", unit.Percent, 0.8996, scorecard.Lower, []float64{0.9}, "90.0%", "90.0%"},
		{"just below the red flag", unit.Percent, 0.8096, scorecard.Higher, []float64{0.81, 0.9}, "80.96%", "90.00%"},
		{"nobody said what is better", unit.Percent, 0.9004, scorecard.Unsaid, []float64{0.9}, "90.04%", "90.00%"},
		{"amounts", money, 89_999.6, scorecard.Higher, []float64{90_000}, "89,999.6", "90,000.0"},
		{"large amounts", money, 1.2296e9, scorecard.Higher, []float64{1.23e9}, "1.2296bn", "1.2300bn"},
		{"very large amounts", money, 1e15 - 1, scorecard.Higher, []float64{1e15}, "1,000tn", "1e+15"},
		{"no bounds", unit.Percent, 0.8996, scorecard.Higher, nil, "90.0%", "90.0%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			goal := scorecard.Target{Bounds: c.bounds}
			if goal.Value = new(0.9); len(c.bounds) > 0 {
				goal.Value = &c.bounds[len(c.bounds)-1]
			}
			value, target := english.measuredNumbers(c.unit, &c.actual, goal, c.better)
			if value != c.value || target != c.target {
				t.Errorf("got %s and %s, want %s and %s", value, target, c.value, c.target)
			}
		})
	}
}

func TestActual(t *testing.T) {
	target := scorecard.Target{Bounds: []float64{0.81, 0.9}}
	for v, want := range map[float64]string{0.8996: "89.96%", 0.9: "90.0%", 0.80999: "80.999%", 0.5: "50.0%"} {
		r := scorecard.Result{Unit: unit.Percent, Better: scorecard.Higher, Actual: scorecard.Measured{Value: &v}, Target: target}
		if got := Actual(r); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
	if got := Actual(scorecard.Result{Unit: unit.Percent}); got != "" {
		t.Errorf("no value is %q", got)
	}
}

func TestNumbersThatDifferDoNotPrintAlike(t *testing.T) {
	times, _ := unit.Parse("x")
	money, _ := unit.Parse("money")
	for _, c := range []struct {
		name   string
		unit   unit.Unit
		values []float64
		want   []string
	}{
		{"different", unit.Percent, []float64{0.1, 0.2}, []string{"10.0%", "20.0%"}},
		{"one more digit", times, []float64{2.034, 2.031}, []string{"2.034x", "2.031x"}},
		{"a value beside its bound", unit.Percent, []float64{0.3597, 0.36}, []string{"35.97%", "36.00%"}},
		{"large amounts", money, []float64{1.2296e9, 1.23e9}, []string{"1.2296bn", "1.2300bn"}},
		{"the same", times, []float64{2, 2}, []string{"2.00x", "2.00x"}},
		{"a rest of arithmetic", times, []float64{2, 2 + 1e-12}, []string{"2.00x", "2.00x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := english.numbers(c.unit, &c.values[0], &c.values[1])
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestChangesThatAreSmallAreNotNothing(t *testing.T) {
	times, _ := unit.Parse("x")
	for _, c := range []struct {
		name string
		unit unit.Unit
		by   float64
		want string
	}{
		{"points", unit.Percent, 0.0004, "+0.04 pp"},
		{"a multiple", times, -0.003, "−0.003x"},
		{"rounds to one", times, -0.0096, "−0.01x"},
		{"nothing", unit.Percent, 0, "0.0 pp"},
		{"too many digits", unit.Count, -1.5e300, "−1.5e+300"},
		{"a rest of arithmetic", unit.Percent, 1e-15, "0.0 pp"},
		{"no number", unit.Percent, math.NaN(), "n/a"},
		{"no end", unit.Percent, math.Inf(1), "n/a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := english.change(c.unit, c.by); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A change that has a bar and a verdict is not written as nothing.
func TestChangesInPerCentShowADigit(t *testing.T) {
	r := reading{in: english, unit: unit.Count, better: scorecard.Higher, actual: scorecard.Measured{Value: new(10_003.0)}}
	got := r.change(english.comparison("last_year"), scorecard.Comparison{Measured: scorecard.Measured{Value: new(10_000.0)}, Change: new(0.0003)})
	if got.Text != "+0.03%" {
		t.Errorf("got %q, want +0.03%%", got.Text)
	}
}
