package unit

import (
	"math"
	"testing"
)

func TestParseLiteral(t *testing.T) {
	for text, want := range map[string]Literal{
		"28%":       {0.28, true},
		"28 %":      {0.28, true},
		"28％":       {0.28, true},
		"-4.5%":     {-0.045, true},
		"100%":      {1, true},
		"0.1%":      {0.001, true},
		"12M":       {12e6, false},
		"9.5M":      {9.5e6, false},
		"250k":      {250e3, false},
		"250K":      {250e3, false},
		"3B":        {3e9, false},
		"3bn":       {3e9, false},
		"1200万":     {12e6, false},
		"3亿":        {3e8, false},
		"1.5亿":      {1.5e8, false},
		"2万亿":       {2e12, false},
		"1_200_000": {1.2e6, false},
		"1_200k":    {1.2e6, false},
		"0":         {0, false},
		"010":       {10, false},
		"-4":        {-4, false},
		"−4":        {-4, false},
		"+4":        {4, false},
		".5":        {0.5, false},
		"5.":        {5, false},
		"1e6":       {1e6, false},
		"1E6":       {1e6, false},
		"1e-6":      {1e-6, false},
		"1e+6":      {1e6, false},
		"1e3k":      {1e6, false},
		" 12M ":     {12e6, false},
		"1e-400":    {0, false},
	} {
		got, ok := ParseLiteral(text)
		if !ok || got != want {
			t.Errorf("ParseLiteral(%q): got %v, %v, want %v", text, got, ok, want)
		}
	}
}

func TestParseLiteralRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "+", ".", "_", "%", "M", "万", "e5", "1e", "1e5.5", "1e400", "1e99999999999999999999", "1e9223372036854775807M",
		"--4", "+-4", "4-", "1,200", "1.200.000", "1..2", "_1", "1_", "1__0", "1_.5", "1._5", "0x10", "Inf", "inf", "NaN", "nan",
		"12m", "12 Mio", "28%%", "M12", "12MM", "€12", "12€", "１２", "1e5_0", "1 200", "12k\x00",
	} {
		if got, ok := ParseLiteral(text); ok {
			t.Errorf("ParseLiteral(%q): got %v, want nothing", text, got)
		}
	}
}

func TestLiteralIsTheNearestNumber(t *testing.T) {
	for text, want := range map[string]float64{"28%": 0.28, "29%": 0.29, "57%": 0.57, "0.07M": 70_000, "1.1k": 1100, "4.35亿": 435_000_000} {
		got, _ := ParseLiteral(text)
		if math.Float64bits(got.Value) != math.Float64bits(want) {
			t.Errorf("%s: got %v, want exactly %v", text, got.Value, want)
		}
	}
}

func TestCutSuffix(t *testing.T) {
	for _, c := range []struct {
		text, number string
		power        int
		percent      bool
		found        bool
	}{
		{"28%", "28", -2, true, true},
		{"28 %", "28", -2, true, true},
		{"12M", "12", 6, false, true},
		{"2万亿", "2", 12, false, true},
		{"12", "12", 0, false, false},
		{"", "", 0, false, false},
	} {
		number, power, percent, found := CutSuffix(c.text)
		if number != c.number || power != c.power || percent != c.percent || found != c.found {
			t.Errorf("CutSuffix(%q): got %q, %d, %v, %v", c.text, number, power, percent, found)
		}
	}
}

func FuzzParseLiteral(f *testing.F) {
	for _, text := range []string{"28%", "12M", "1_200_000", "1e6", "1200万", "-4", ".5", "1e99999999999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lit, ok := ParseLiteral(text)
		if math.IsNaN(lit.Value) || math.IsInf(lit.Value, 0) {
			t.Errorf("ParseLiteral(%q) is %v", text, lit.Value)
		}
		if !ok && lit != (Literal{}) {
			t.Errorf("ParseLiteral(%q) is refused with %v", text, lit)
		}
	})
}
