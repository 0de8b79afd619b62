package stats

import "math"

// A Segment is a part of a rate in two periods: its numerator and denominator.
// A segment that is not there has a denominator of 0.
type Segment struct {
	Name       string
	Num0, Den0 float64
	Num1, Den1 float64
}

// An Effect is what a segment adds to the change of a rate. The effects of all
// segments add up to the change.
type Effect struct {
	Name string
	Mix  float64 // by having another share of the whole
	Rate float64 // by having another rate itself
	// Entered is what a segment adds that is on one side only: it has no rate to
	// compare with. Mix and Rate are then 0.
	Entered float64
}

// Total is all that the segment adds.
func (e Effect) Total() float64 { return e.Mix + e.Rate + e.Entered }

// A Decomposition says why a rate moved from From to To.
type Decomposition struct {
	From, To float64
	Effects  []Effect // in the order of the segments
	// Standardized is the change that the rates alone have made, at the mean mix.
	Standardized float64
	// Reversed reports Simpson's paradox: the rate moved one way, and the rates of
	// the segments, at an equal mix, the other.
	Reversed bool
}

// Decompose takes the change of a rate apart into what each segment's share and
// rate have done, without a residual (Kitagawa 1955). The mix is measured from
// the overall rate, so that to shift towards segments above it is positive. It is
// false where a side is empty, or the effects do not add up to one part in 10⁹.
func Decompose(segments []Segment) (Decomposition, bool) {
	var num0, den0, num1, den1 float64
	for _, s := range segments {
		num0, den0, num1, den1 = num0+s.Num0, den0+s.Den0, num1+s.Num1, den1+s.Den1
	}
	if den0 == 0 || den1 == 0 {
		return Decomposition{}, false
	}
	d := Decomposition{From: num0 / den0, To: num1 / den1}
	middle := (d.From + d.To) / 2
	sum := 0.0
	for _, s := range segments {
		e := effect(s, den0, den1, middle)
		d.Effects = append(d.Effects, e)
		d.Standardized += e.Rate
		sum += e.Total()
	}
	change := d.To - d.From
	d.Reversed = d.Standardized*change < 0
	scale := max(math.Abs(d.From), math.Abs(d.To), 1e-300)
	return d, math.Abs(sum-change) <= 1e-9*scale
}

func effect(s Segment, den0, den1, middle float64) Effect {
	w0, w1 := s.Den0/den0, s.Den1/den1
	e := Effect{Name: s.Name}
	switch {
	case s.Den0 == 0 && s.Den1 == 0:
	case s.Den0 == 0:
		e.Entered = w1 * (s.Num1/s.Den1 - middle)
	case s.Den1 == 0:
		e.Entered = -w0 * (s.Num0/s.Den0 - middle)
	default:
		r0, r1 := s.Num0/s.Den0, s.Num1/s.Den1
		e.Mix = (w1 - w0) * ((r0+r1)/2 - middle)
		e.Rate = (r1 - r0) * (w0 + w1) / 2
	}
	return e
}

// A ThreeWay is the decomposition at the first side's rates and shares, with
// what both do together.
type ThreeWay struct{ Mix, Rate, Interaction float64 }

// BaseWeighted takes the change of a rate apart at the shares and rates of the
// first side. Segments must be on both sides.
func BaseWeighted(segments []Segment) ThreeWay {
	var den0, den1 float64
	for _, s := range segments {
		den0, den1 = den0+s.Den0, den1+s.Den1
	}
	var t ThreeWay
	for _, s := range segments {
		w0, w1, r0, r1 := s.Den0/den0, s.Den1/den1, s.Num0/s.Den0, s.Num1/s.Den1
		t.Mix += (w1 - w0) * r0
		t.Rate += w0 * (r1 - r0)
		t.Interaction += (w1 - w0) * (r1 - r0)
	}
	return t
}

// AtPooledMix gives the rates that both sides would have if their segments had
// the shares of both sides together. Segments that are on one side only are left
// out; both are NaN where none is on both.
func AtPooledMix(segments []Segment) (first, second float64) {
	var weight float64
	for _, s := range segments {
		if s.Den0 != 0 && s.Den1 != 0 {
			w := s.Den0 + s.Den1
			weight += w
			first += w * s.Num0 / s.Den0
			second += w * s.Num1 / s.Den1
		}
	}
	return first / weight, second / weight
}

// A Bridge says why an amount moved: Volume is what more or fewer units at the
// old mean price did, and the effects are those of mix and price of each segment.
type Bridge struct {
	From, To float64
	Volume   float64
	Effects  []Effect // Rate is the price; in the order of the segments
}

// PriceVolumeMix takes the change of an amount apart. The numerators of the
// segments are amounts and the denominators quantities. It is false where a side
// has no quantity, or the pieces do not add up to one part in 10⁹.
func PriceVolumeMix(segments []Segment) (Bridge, bool) {
	d, ok := Decompose(segments)
	if !ok {
		return Bridge{}, false
	}
	var q0, q1 float64
	for _, s := range segments {
		q0, q1 = q0+s.Den0, q1+s.Den1
	}
	b := Bridge{From: d.From * q0, To: d.To * q1, Volume: (q1 - q0) * d.From}
	sum := b.Volume
	for _, e := range d.Effects {
		e.Mix, e.Rate, e.Entered = e.Mix*q1, e.Rate*q1, e.Entered*q1
		b.Effects = append(b.Effects, e)
		sum += e.Total()
	}
	scale := max(math.Abs(b.From), math.Abs(b.To), 1e-300)
	return b, math.Abs(sum-(b.To-b.From)) <= 1e-9*scale
}
