package unit

import "testing"

var euro = Unit{Currency: "EUR", Money: 1}

func TestParse(t *testing.T) {
	for text, want := range map[string]Unit{
		"number":              Number,
		"count":               Count,
		"percent":             Percent,
		"ratio":               Ratio,
		"points":              Points,
		"x":                   X,
		"money":               Money,
		"days":                Days,
		"day":                 Days,
		"hours":               Hours,
		"months":              Months,
		"money EUR":           euro,
		"money per day":       {Money: 1, Days: -1},
		"money EUR per month": {Currency: "EUR", Money: 1, Months: -1},
		"count per day":       {Days: -1},
		"money per hour":      {Money: 1, Hours: -1},
		"days per month":      {Days: 1, Months: -1},
		"money per money":     Number,
	} {
		got, ok := Parse(text)
		if !ok || got != want {
			t.Errorf("Parse(%q): got %#v, %v, want %#v", text, got, ok, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "Money", "euro", "EUR", "%", "money EU", "money eur", "money EURO", "money €", "count EUR", "days EUR",
		"money per", "per day", "money per week", "money per day per day", "money/day", "money perday",
	} {
		if got, ok := Parse(text); ok {
			t.Errorf("Parse(%q): got %#v, want nothing", text, got)
		}
	}
}

func TestEveryNameIsRead(t *testing.T) {
	for _, name := range Names() {
		u, ok := Parse(name)
		if !ok || u.String() != name {
			t.Errorf("%q is read as %#v (%v)", name, u, ok)
		}
	}
}

func TestString(t *testing.T) {
	for want, u := range map[string]Unit{
		"number":                  Number,
		"percent":                 Percent,
		"money":                   Money,
		"money EUR":               euro,
		"money per day":           {Money: 1, Days: -1},
		"money EUR per month":     {Currency: "EUR", Money: 1, Months: -1},
		"number per day":          {Days: -1},
		"number per money":        {Money: -1},
		"money × money":           {Money: 2},
		"money × days per month":  {Money: 1, Days: 1, Months: -1},
		"hours per day × day":     {Hours: 1, Days: -2},
		"money per hour × month":  {Money: 1, Hours: -1, Months: -1},
		"number per day × hour":   {Days: -1, Hours: -1},
		"months":                  Months,
		"number per money × hour": {Money: -1, Hours: -1},
	} {
		if got := u.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestArithmetic(t *testing.T) {
	perDay := Unit{Money: 1, Days: -1}
	for _, c := range []struct {
		name      string
		got, want Unit
	}{
		{"a count times money is money", Count.Mul(Money), Money},
		{"a percentage times money is money", Percent.Mul(Money), Money},
		{"a percentage times a count is a plain number", Percent.Mul(Count), Number},
		{"a percentage squared is a plain number", Percent.Mul(Percent), Number},
		{"a count over a count is a plain number", Count.Div(Count), Number},
		{"money over money is a plain number", Money.Div(Money), Number},
		{"money over a count is money", Money.Div(Count), Money},
		{"a count over money is per money", Count.Div(Money), Unit{Money: -1}},
		{"money over days is money per day", Money.Div(Days), perDay},
		{"money per day times days is money", perDay.Mul(Days), Money},
		{"money over money per day is days", Money.Div(perDay), Days},
		{"euros over euros is a plain number", euro.Div(euro), Number},
		{"euros over a count is euros", euro.Div(Count), euro},
		{"a count times euros is euros", Count.Mul(euro), euro},
		{"days over hours keep both", Days.Div(Hours), Unit{Days: 1, Hours: -1}},
		{"money to the power of two", Money.Pow(2), Unit{Money: 2}},
		{"to the power of zero is a plain number", Money.Pow(0), Number},
		{"a negative power is none", Money.Pow(-3), Number},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %#v, want %#v", c.name, c.got, c.want)
		}
	}
}

func TestMulNeverComesRoundToAPlainNumber(t *testing.T) {
	u := Number
	for range 256 {
		u = u.Mul(Money)
	}
	if u.Dimensionless() {
		t.Errorf("256 amounts multiplied are %#v", u)
	}
	for range 1000 {
		u = u.Div(Money)
	}
	if u.Dimensionless() {
		t.Errorf("divided by 1000 amounts they are %#v", u)
	}
}

func TestAdd(t *testing.T) {
	for _, c := range []struct {
		name       string
		u, v, want Unit
		ok         bool
	}{
		{"money and money", Money, Money, Money, true},
		{"percent and percent", Percent, Percent, Percent, true},
		{"a plain number takes the flavor of the other", Number, Percent, Percent, true},
		{"from either side", Count, Number, Count, true},
		{"money and a plain number", Money, Number, Number, false},
		{"money and a count", Money, Count, Number, false},
		{"a count and a percentage", Count, Percent, Number, false},
		{"points and percent", Points, Percent, Number, false},
		{"days and hours", Days, Hours, Number, false},
		{"two currencies", euro, Unit{Currency: "USD", Money: 1}, Number, false},
		{"a currency and the scorecard's", euro, Money, Number, false},
		{"money and money per day", Money, Unit{Money: 1, Days: -1}, Number, false},
	} {
		if got, ok := c.u.Add(c.v); got != c.want || ok != c.ok {
			t.Errorf("%s: got %#v, %v, want %#v, %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

func TestFits(t *testing.T) {
	for _, c := range []struct {
		name string
		u, v Unit
		want bool
	}{
		{"money is money", Money, Money, true},
		{"a quotient is a percentage", Number, Percent, true},
		{"a quotient is a ratio", Number, Ratio, true},
		{"a quotient is x", Number, X, true},
		{"a quotient is months of payback", Number, Months, true},
		{"a quotient is days", Number, Days, true},
		{"a quotient is no money", Number, Money, false},
		{"a count is a plain number", Count, Number, true},
		{"a count is no percentage", Count, Percent, false},
		{"a percentage is no count", Percent, Count, false},
		{"money is no plain number", Money, Number, false},
		{"euros are not the scorecard's money", euro, Money, false},
		{"days are no hours", Days, Hours, false},
		{"money per day is no money", Unit{Money: 1, Days: -1}, Money, false},
	} {
		if got := c.u.Fits(c.v); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
