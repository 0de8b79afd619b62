package stats

import (
	"math"
	"slices"
	"testing"
)

// TestTheFutureChangesNoRecord changes the last five values: every error of what
// was forecast for before stays as it was.
func TestTheFutureChangesNoRecord(t *testing.T) {
	y := make([]float64, 60)
	for i := range y {
		y[i] = 100 + 10*math.Sin(float64(i*i)) + 20*float64(i%12)
	}
	other := slices.Clone(y)
	for i := 55; i < 60; i++ {
		other[i] = 1e6
	}
	for _, m := range Methods() {
		want, _ := backtest(m, y, 12, 6)
		got, _ := backtest(m, other, 12, 6)
		for o, row := range want {
			from, same := len(y)-len(want)+o, 0
			for i := range row {
				if from > 55 || from+i >= 55 {
					break
				}
				if got[o][i] != row[i] {
					t.Errorf("%s from %d, %d ahead: got %v, want %v", m.Name, from, i+1, got[o][i], row[i])
				}
				same++
			}
			if from < 50 && same == 0 {
				t.Errorf("%s from %d: nothing was compared", m.Name, from)
			}
		}
	}
}

func TestBacktestByHand(t *testing.T) {
	naive := Method{Name: "naive", Forecast: Naive}
	y := []float64{1, 1, 1, 1, 1, 3, 4, 8}
	errors, accuracy := backtest(naive, y, 1, 2)
	if want := [][]float64{{1, 5}, {4}}; !slices.EqualFunc(errors, want, slices.Equal) {
		t.Errorf("got the errors %v, want %v", errors, want)
	}
	// The values change by 2, 1 and 4, in seven steps.
	got, want := recordOf(errors, accuracy, y, 1), Record{Origins: 2, Errors: 3, MASE: 10. / 3, WAPE: 10. / 20, Bias: -10. / 20}
	if got.Coverage = 0; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestTheYardstickIsTakenWhereItIsClearlyBetter has a season that comes twice, the
// second time as the first: too short for a method that learns it.
func TestTheYardstickIsTakenWhereItIsClearlyBetter(t *testing.T) {
	y := make([]float64, 24)
	for i := range y {
		y[i] = 100 + []float64{0, 80, -60, 300, 20, -90, 10, 150, -70, 40, 250, -20}[i%12]
	}
	f, ok := Predict(y, 12, 12)
	if !ok || f.Method != "seasonal naive" || f.Record.WAPE != 0 || f.Record != f.Yardstick && !math.IsNaN(f.Record.MASE) {
		t.Errorf("got %q with the record %+v", f.Method, f.Record)
	}
	for i, p := range f.Points {
		if p != y[12+i] {
			t.Errorf("%d ahead: got %v, want %v", i+1, p, y[12+i])
		}
	}
}
