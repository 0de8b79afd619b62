package stats

import (
	"slices"
	"testing"
)

// TestRunsAsTheNHSCountsThem has the published cases of a rule of seven in a row,
// which the detector of runs knows as a length.
func TestRunsAsTheNHSCountsThem(t *testing.T) {
	tests := []struct {
		name   string
		values []float64
		length int
		want   []int // places from 0
	}{
		{"six on one side", []float64{1, 1, 1, 1, 1, 1, -1}, 7, nil},
		{"eight on one side, then one on the other", []float64{1, 1, 1, 1, 1, 1, 1, 1, -1}, 7, []int{6, 7}},
		{"seven that rise", differences([]float64{1, 2, 3, 4, 5, 6, 7}), 6, []int{5}},
		{"a tie among seven that rise", differences([]float64{1, 2, 3, 3, 4, 5, 6}), 6, nil},
	}
	for _, tt := range tests {
		var got []int
		for i, long := range runs(tt.values, 0, tt.length) {
			if long {
				got = append(got, i)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}
