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
}

// Decompose takes the change of a rate apart into what each segment's share and
// rate have done, without a residual (Kitagawa 1955). The mix is measured from
// the overall rate, so that to shift towards segments above it is positive. It is
// false where a side is empty, and where the effects do not add up to one part in
// 10⁹: a segment with a numerator and no denominator is no part of a rate.
func Decompose(segments []Segment) (Decomposition, bool) {
	all := sumOf(segments)
	if all.Den0 == 0 || all.Den1 == 0 {
		return Decomposition{}, false
	}
	d := Decomposition{From: all.Num0 / all.Den0, To: all.Num1 / all.Den1}
	sum := 0.0
	for _, s := range segments {
		e := effect(s, all.Den0, all.Den1, (d.From+d.To)/2)
		d.Effects = append(d.Effects, e)
		d.Standardized += e.Rate
		sum += e.Total()
	}
	if !addsUp(sum, d.To-d.From, size(segments, all)) {
		return Decomposition{}, false
	}
	return d, true
}

// size is how large the parts are that both rates are made of.
func size(segments []Segment, all Segment) float64 {
	sum := 0.0
	for _, s := range segments {
		sum += math.Abs(s.Num0/all.Den0) + math.Abs(s.Num1/all.Den1)
	}
	return sum
}

// sumOf is the whole that segments are parts of.
func sumOf(segments []Segment) Segment {
	var all Segment
	for _, s := range segments {
		all.Num0, all.Den0 = all.Num0+s.Num0, all.Den0+s.Den0
		all.Num1, all.Den1 = all.Num1+s.Num1, all.Den1+s.Den1
	}
	return all
}

// addsUp reports whether a sum is what it must be, to one part in 10⁹ of the size
// of what it was made from.
func addsUp(sum, want, size float64) bool {
	return finite(sum, want, size) && math.Abs(sum-want) <= 1e-9*size
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
// first side. It is false where a segment is on one side only, and where the parts
// do not add up to one part in 10⁹.
func BaseWeighted(segments []Segment) (ThreeWay, bool) {
	all := sumOf(segments)
	change := all.Num1/all.Den1 - all.Num0/all.Den0
	var t ThreeWay
	for _, s := range segments {
		if s.Den0 == 0 && s.Den1 == 0 {
			continue
		}
		w0, w1, r0, r1 := s.Den0/all.Den0, s.Den1/all.Den1, s.Num0/s.Den0, s.Num1/s.Den1
		t.Mix += (w1 - w0) * r0
		t.Rate += w0 * (r1 - r0)
		t.Interaction += (w1 - w0) * (r1 - r0)
	}
	if !addsUp(t.Mix+t.Rate+t.Interaction, change, size(segments, all)) {
		return ThreeWay{}, false
	}
	return t, true
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
// has no quantity, a segment has an amount without one, or the pieces do not add
// up to one part in 10⁹.
func PriceVolumeMix(segments []Segment) (Bridge, bool) {
	d, ok := Decompose(segments)
	if !ok {
		return Bridge{}, false
	}
	all := sumOf(segments)
	b := Bridge{From: all.Num0, To: all.Num1, Volume: (all.Den1 - all.Den0) * d.From}
	sum := b.Volume
	for _, e := range d.Effects {
		e.Mix, e.Rate, e.Entered = e.Mix*all.Den1, e.Rate*all.Den1, e.Entered*all.Den1
		b.Effects = append(b.Effects, e)
		sum += e.Total()
	}
	if !addsUp(sum, b.To-b.From, size(segments, all)*max(math.Abs(all.Den0), math.Abs(all.Den1))) {
		return Bridge{}, false
	}
	return b, true
}
