package kpitest

import (
	"testing"

	"kpi/engine/status"
	"kpi/engine/unit"
)

func TestANumberMeetsWhatWasExpected(t *testing.T) {
	for _, c := range []struct {
		name, want string
		got        float64
		meets      bool
	}{
		{"the number itself", "100", 100, true},
		{"a whole number is exact", "100", 100.4, false},
		{"a hair is no difference", "100", 100.00000001, true},
		{"a rounded third", "0.333", 1.0 / 3, true},
		{"a rounded third as a percentage", "33.3%", 1.0 / 3, true},
		{"another third", "0.334", 1.0 / 3, false},
		{"half of the last decimal is in", "0.333", 0.3335, true},
		{"a bit more is not", "0.333", 0.33351, false},
		{"two digits are exact", "0.5", 0.54, false},
		{"two digits behind zeros are exact", "0.0012", 0.00124, false},
		{"zeros that are written count", "0.500", 0.5004, true},
		{"a decimal of a large number", "1234.5", 1234.54, true},
		{"a decimal of millions", "12.3M", 12_340_000, true},
		{"two digits of millions", "1.2M", 1_240_000, false},
		{"a negative number", "-0.333", -1.0 / 3, true},
		{"the minus of reports", "−0.333", -1.0 / 3, true},
		{"zero is exact", "0", 1e-12, false},
		{"underscores", "1_000.25", 1000.25, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, ok := parseValue(c.want)
			if !ok {
				t.Fatalf("%q is not read", c.want)
			}
			if got := v.meets(measured{number: &c.got}, nil); got != c.meets {
				t.Errorf("%v for %s: got %t, want %t", c.got, c.want, got, c.meets)
			}
			if v.meets(measured{reason: status.NoData}, nil) {
				t.Errorf("no value meets %s", c.want)
			}
		})
	}
}

func TestWithinTakesThePlaceOfTheDecimals(t *testing.T) {
	v, _ := parseValue("0.333")
	third, tenth := 1.0/3, 0.1
	for _, c := range []struct {
		got, within float64
		meets       bool
	}{{third, 0, false}, {third, 0.001, true}, {0.43, tenth, true}, {0.44, tenth, false}} {
		if got := v.meets(measured{number: &c.got}, &c.within); got != c.meets {
			t.Errorf("%v within %v: got %t, want %t", c.got, c.within, got, c.meets)
		}
	}
}

func TestNoValueIsExpectedWithOrWithoutItsReason(t *testing.T) {
	zero := measured{reason: status.ZeroDivision}
	for text, want := range map[string]bool{
		"no value": true, "no value (division by zero)": true, "no value (zero_division)": true, "no value (no data)": false, "0": false,
	} {
		v, ok := parseValue(text)
		if got := v.meets(zero, nil); !ok || got != want {
			t.Errorf("%s: got %t, want %t", text, got, want)
		}
	}
	for _, text := range []string{"", "no value ()", "no value (because)", "none", "1,000", "NaN", "0x10", "12 (no data)"} {
		if _, ok := parseValue(text); ok {
			t.Errorf("%q is a value", text)
		}
	}
}

func TestWhatIsSpelledIsReadAsTheSame(t *testing.T) {
	for _, v := range []float64{0, 1, -1, 0.5, 1.0 / 3, 2.0 / 3, 1e-7, 123456789.125, 1e14 + 1, 3.14159e20, 0.07, 0.29, -12.345} {
		for _, percent := range []bool{false, true} {
			text := spellNumber(v, percent)
			read, ok := parseValue(text)
			if !ok || !read.meets(measured{number: &v}, nil) {
				t.Errorf("%v is spelled %s, which is %v", v, text, read.number)
			}
		}
	}
	for _, c := range []struct {
		like, want string
		unit       unit.Unit
	}{{"28%", "50%", unit.Number}, {"0.28", "0.5", unit.Percent}, {"no value", "50%", unit.Percent}, {"no value", "0.5", unit.Number}} {
		half := 0.5
		if got := (measured{number: &half}).spell(isPercent(c.like, c.unit)); got != c.want {
			t.Errorf("like %s: got %s, want %s", c.like, got, c.want)
		}
	}
}
