package evidence

import "math"

// A Bias is something about the rows behind a value that bends it, or may. What
// does not concern its kind is zero.
type Bias struct {
	Kind BiasKind
	// N is the number of rows behind the value, of rows without a value, of days
	// without a row, or of members that are gone.
	N  float64
	Of float64 // of so many rows; 0 where the word means nothing
	// Source is whose rows end early; ID.
	Source    string
	Dimension string // ID
	Name      string // of the dimension
	Member    string // that has most of the value
	Share     float64
	// Value is what the value is compared with, and Without what it would be
	// without the members that are gone.
	Value, Without float64
}

// A BiasKind says what may bend a value.
type BiasKind string

// The kinds of biases.
const (
	SmallSample   BiasKind = "small_sample"   // so few rows that one more or less moves the value
	LateRows      BiasKind = "late_rows"      // the source ends before the period does
	MissingValues BiasKind = "missing_values" // rows without a value were left out
	Concentration BiasKind = "concentration"  // one member has most of it
	Survivorship  BiasKind = "survivorship"   // members of the value that it is compared with are gone
)

const (
	// fewRows is the number of rows below which a mean or a share is a small sample.
	fewRows = 30
	// most is the part of a value from which one member has most of it, and
	// manyMembers how many there have to be for that to be unusual.
	most        = 0.5
	manyMembers = 5
	// felt is the part of a change from which members that are gone are named.
	felt = 0.1
	// long is how many usual distances between rows are a gap: of rows that come at
	// random, one distance in twenty is longer than three.
	long = 3
)

// A Parted is a value by the members of a dimension.
type Parted struct {
	Dimension string // ID
	Name      string
	Parts     []Part
}

// Small finds a mean or a share of few rows.
func Small(s Side) (Bias, bool) {
	n := s.Rows
	if s.Denominator != nil {
		n = s.Denominator
	}
	if s.Value == nil || n == nil || *n >= fewRows {
		return Bias{}, false
	}
	return Bias{Kind: SmallSample, N: *n}, true
}

// Incomplete finds rows without a value.
func Incomplete(s Side, blank float64) (Bias, bool) {
	if s.Value == nil || blank <= 0 {
		return Bias{}, false
	}
	return Bias{Kind: MissingValues, N: blank, Of: orZero(s.Rows)}, true
}

// Late finds a source whose rows end some days before a period of so many days and
// rows: longer than its rows are apart from each other.
func Late(source string, gap, days int, rows float64) (Bias, bool) {
	if gap < 1 || rows <= 0 || float64(gap) <= long*float64(days)/rows {
		return Bias{}, false
	}
	return Bias{Kind: LateRows, N: float64(gap), Source: source}, true
}

// Concentrated finds the member that has half of an amount or more, where there
// are at least five.
func (p Parted) Concentrated(whole Side) (Bias, bool) {
	if whole.Value == nil || !isAmount(Part{From: whole, To: whole}, onlyTo(p.Parts)) {
		return Bias{}, false
	}
	top, members := Part{}, 0
	for _, m := range p.Parts {
		v := orZero(m.To.Value)
		switch {
		case v < 0:
			return Bias{}, false
		case m.Single && v > 0:
			members++
			if v > orZero(top.To.Value) {
				top = m
			}
		}
	}
	share := orZero(top.To.Value) / *whole.Value
	if members < manyMembers || !(share >= most) {
		return Bias{}, false
	}
	return Bias{Kind: Concentration, Dimension: p.Dimension, Name: p.Name, Member: top.Member, Share: share}, true
}

// Survivors finds members that were part of a rate and are gone, where the rate
// would have been another one without them.
func (p Parted) Survivors(whole Part) (Bias, bool) {
	if whole.From.Value == nil || whole.To.Value == nil || !isRate(whole, p.Parts) {
		return Bias{}, false
	}
	b := Bias{Kind: Survivorship, Dimension: p.Dimension, Name: p.Name, Value: *whole.From.Value}
	num, den := *whole.From.Numerator, *whole.From.Denominator
	for _, m := range p.Parts {
		if m.Single && orZero(m.From.Denominator) > 0 && orZero(m.To.Denominator) == 0 {
			b.N++
			num, den = num-*m.From.Numerator, den-*m.From.Denominator
		}
	}
	if b.N == 0 || den <= 0 {
		return Bias{}, false
	}
	b.Without = num / den
	return b, math.Abs(b.Without-b.Value) > felt*math.Abs(*whole.To.Value-b.Value)
}
