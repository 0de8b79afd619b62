package main

import "testing"

func TestNumber(t *testing.T) {
	tests := []struct {
		name string
		v    float64
		want string
	}{
		{"whole numbers have no decimals", 1234567, "1,234,567"},
		{"nothing", 0, "0"},
		{"cents of billions are there", 62312130858.75, "62,312,130,858.75"},
		{"what binary sums add is not", 0.1 + 0.2, "0.3"},
		{"six decimals are the most", 2.0 / 3, "0.666667"},
		{"negative", -50.5, "−50.5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := number(test.v); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
