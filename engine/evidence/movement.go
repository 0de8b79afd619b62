package evidence

import (
	"cmp"
	"math"
	"slices"

	"kpi/engine/stats"
)

// A Side is a value before or after a change, with what it was computed from; nil
// is not known.
type Side struct {
	Value                  *float64
	Numerator, Denominator *float64 // of a ratio or an average
	Rows                   *float64
}

// A Part is a member of a dimension, or all rows, on both sides of a change.
type Part struct {
	Member   string
	Single   bool // a member of its own, and not the rows without one, or the rest
	From, To Side
}

// Against is what a value is compared with.
type Against string

// What a value is compared with.
const (
	LastYear Against = "last_year"
	Previous Against = "previous"
	Target   Against = "target"
)

// A Way is how a change is taken apart.
type Way string

// The ways.
const (
	Amounts Way = "amounts" // what adds up: the change of each member
	Rates   Way = "rates"   // a ratio: what the members' shares and what their rates have done
	Gaps    Way = "gaps"    // a ratio against one target: each member's distance from it, by its share
)

// A Movement takes the change of a value apart by the members of a dimension. The
// effects add up to it, to one part in a billion.
type Movement struct {
	Against   Against
	Period    string // compared with, as it is named; "" is the target
	Dimension string // ID
	Name      string
	From, To  float64
	Way       Way
	Effects   []Effect        // the largest first
	Prices    *Prices         // of an amount of money over rows
	Reversal  *stats.Reversal // of a ratio whose members, at an equal mix, went the other way
	Spread    float64         // by how much the members' effects differ from what they would be if all had moved alike
	Refusal   Refusal         // why there are no effects
}

// An Effect is what a member adds to a change.
type Effect struct {
	Member   string
	Single   bool
	From, To *float64 // its own value; against a target, From is the member's target
	Mix      float64  // of its share of the whole
	Rate     float64  // of its own rate, or its amount
	Entered  float64  // of a member that is on one side only
}

// Total is all that the member adds.
func (e Effect) Total() float64 { return e.Mix + e.Rate + e.Entered }

// Prices say of an amount what the number of rows has done, what their size, and
// what the mix of members with small and large ones.
type Prices struct{ Volume, Mix, Price, Entered float64 }

// Change is what the value has moved by.
func (m Movement) Change() float64 { return m.To - m.From }

// Mix is what all members did by their shares of the whole.
func (m Movement) Mix() float64 { return m.sum(func(e Effect) float64 { return e.Mix }) }

// Rate is what all members did by their own rates or amounts.
func (m Movement) Rate() float64 { return m.sum(func(e Effect) float64 { return e.Rate }) }

// Entered is what the members did that are on one side only.
func (m Movement) Entered() float64 { return m.sum(func(e Effect) float64 { return e.Entered }) }

func (m Movement) sum(of func(Effect) float64) float64 {
	sum := 0.0
	for _, e := range m.Effects {
		sum += of(e)
	}
	return sum
}

// Explain takes the change of whole apart by its parts. Where the parts do not
// make the whole, on either side, the movement says so and has no effects.
func Explain(whole Part, parts []Part) Movement {
	m := Movement{}
	if whole.From.Value == nil || whole.To.Value == nil {
		m.Refusal = NoValue
		return m
	}
	m.From, m.To = *whole.From.Value, *whole.To.Value
	switch {
	case isRate(whole, parts):
		m.rates(parts)
	case isAmount(whole, parts):
		m.amounts(parts)
	default:
		m.Refusal = NotAdditive
	}
	m.order()
	return m
}

// order puts the largest effects first, and members of one size in the order of
// the breakdown. Chance alone spreads effects by the root of their number.
func (m *Movement) order() {
	m.Spread /= math.Sqrt(float64(max(1, len(m.Effects))))
	slices.SortStableFunc(m.Effects, func(a, b Effect) int { return cmp.Compare(math.Abs(b.Total()), math.Abs(a.Total())) })
}

// isRate reports whether numerators and denominators of the parts add up to those
// of the whole, and their quotients are the values.
func isRate(whole Part, parts []Part) bool {
	for _, side := range []func(Part) Side{func(p Part) Side { return p.From }, func(p Part) Side { return p.To }} {
		w := side(whole)
		if w.Numerator == nil || w.Denominator == nil || *w.Denominator <= 0 || !near(*w.Numerator / *w.Denominator, *w.Value, *w.Value) {
			return false
		}
		num, den, size := 0.0, 0.0, 0.0
		for _, p := range parts {
			if s := side(p); s.Numerator != nil && s.Denominator != nil {
				if *s.Denominator < 0 {
					return false
				}
				num, den, size = num+*s.Numerator, den+*s.Denominator, size+math.Abs(*s.Numerator)
			} else if s.Value != nil {
				return false
			}
		}
		if !near(num, *w.Numerator, size) || !near(den, *w.Denominator, den) {
			return false
		}
	}
	return true
}

// isAmount reports whether the values of the parts add up to that of the whole.
func isAmount(whole Part, parts []Part) bool {
	var from, to []float64
	for _, p := range parts {
		from, to = append(from, orZero(p.From.Value)), append(to, orZero(p.To.Value))
	}
	_, ok := stats.Contributions(from, to, *whole.From.Value, *whole.To.Value)
	return ok
}

// near reports whether a is b but for a billionth of both or of size.
func near(a, b, size float64) bool {
	return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b), math.Abs(size), 1e-300)
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

func (m *Movement) rates(parts []Part) {
	var segments []stats.Segment
	for _, p := range parts {
		segments = append(segments, stats.Segment{
			Num0: orZero(p.From.Numerator), Den0: orZero(p.From.Denominator), Num1: orZero(p.To.Numerator), Den1: orZero(p.To.Denominator),
		})
	}
	d, ok := stats.Decompose(segments)
	if !ok {
		m.Refusal = NotAdditive
		return
	}
	m.Way = Rates
	den := 0.0
	for _, s := range segments {
		den += s.Den0
	}
	for i, e := range d.Effects {
		p := parts[i]
		m.Effects = append(m.Effects, Effect{Member: p.Member, Single: p.Single, From: p.From.Value, To: p.To.Value, Mix: e.Mix, Rate: e.Rate, Entered: e.Entered})
		m.Spread += math.Abs(e.Total() - m.Change()*segments[i].Den0/den)
	}
	if r, ok := stats.Simpson(segments); ok {
		m.Reversal = &r
	}
}

func (m *Movement) amounts(parts []Part) {
	m.Way = Amounts
	for _, p := range parts {
		e := Effect{Member: p.Member, Single: p.Single, From: p.From.Value, To: p.To.Value}
		from, to := orZero(p.From.Value), orZero(p.To.Value)
		if present(p.From) != present(p.To) {
			e.Entered = to - from
		} else {
			e.Rate = to - from
		}
		m.Effects = append(m.Effects, e)
		m.Spread += math.Abs(e.Total() - alike(m.Change(), from, m.From, len(parts)))
	}
}

// alike is a member's part of a change to which all add in proportion to what
// they had, or equally where there was nothing.
func alike(change, from, whole float64, members int) float64 {
	if whole == 0 {
		return change / float64(members)
	}
	return change * from / whole
}

// present reports whether there is anything of a member on a side.
func present(s Side) bool { return s.Value != nil && (*s.Value != 0 || s.Rows == nil || *s.Rows != 0) }

// Price adds to a movement of amounts what volume, price and mix have done, where
// it is known how many rows are behind every part.
func (m *Movement) Price(parts []Part) {
	if m.Way != Amounts {
		return
	}
	var segments []stats.Segment
	for _, p := range parts {
		if unknown(p.From) || unknown(p.To) {
			return
		}
		segments = append(segments, stats.Segment{Num0: orZero(p.From.Value), Den0: orZero(p.From.Rows), Num1: orZero(p.To.Value), Den1: orZero(p.To.Rows)})
	}
	b, ok := stats.PriceVolumeMix(segments)
	if !ok {
		return
	}
	m.Prices = &Prices{Volume: b.Volume}
	for _, e := range b.Effects {
		m.Prices.Mix += e.Mix
		m.Prices.Price += e.Rate
		m.Prices.Entered += e.Entered
	}
}

// unknown reports whether there is a value of which the rows are not known.
func unknown(s Side) bool { return s.Value != nil && *s.Value != 0 && s.Rows == nil }

// FromTarget takes the distance of a value from its target apart. The members of
// an amount have their own targets, as the From of their parts; those of a ratio
// are compared with the target of all.
func FromTarget(target float64, whole Side, parts []Part) Movement {
	m := Movement{Against: Target, From: target}
	if whole.Value == nil {
		m.Refusal = NoValue
		return m
	}
	m.To = *whole.Value
	all := Part{From: Side{Value: &target}, To: whole}
	switch {
	case isRate(Part{From: whole, To: whole}, onlyTo(parts)):
		m.gaps(parts)
	case targeted(parts) && isAmount(all, parts):
		m.amounts(parts)
	default:
		m.Refusal = NoTargets
	}
	m.order()
	return m
}

// onlyTo puts what parts are in the place of what they were.
func onlyTo(parts []Part) []Part {
	var out []Part
	for _, p := range parts {
		out = append(out, Part{From: p.To, To: p.To})
	}
	return out
}

func targeted(parts []Part) bool {
	return slices.ContainsFunc(parts, func(p Part) bool { return p.From.Value != nil })
}

func (m *Movement) gaps(parts []Part) {
	var segments []stats.Segment
	for _, p := range parts {
		segments = append(segments, stats.Segment{Num1: orZero(p.To.Numerator), Den1: orZero(p.To.Denominator)})
	}
	gaps, ok := stats.TargetGaps(segments, m.From)
	if !ok {
		m.Refusal = NotAdditive
		return
	}
	m.Way = Gaps
	for i, gap := range gaps {
		if p := parts[i]; segments[i].Den1 != 0 {
			m.Effects = append(m.Effects, Effect{Member: p.Member, Single: p.Single, From: &m.From, To: p.To.Value, Rate: gap})
			m.Spread += math.Abs(gap - m.Change()*segments[i].Den1/total(segments))
		}
	}
}

// total is the denominator of all segments after the change.
func total(segments []stats.Segment) float64 {
	sum := 0.0
	for _, s := range segments {
		sum += s.Den1
	}
	return sum
}

// Main is the movement whose members differ most, for the sentence that is said
// of a change; nil where none has effects.
func Main(all []Movement, against Against) *Movement {
	var out *Movement
	for i := range all {
		m := &all[i]
		if m.Against == against && len(m.Effects) > 1 && (out == nil || m.Spread > out.Spread*(1+1e-9)) {
			out = m
		}
	}
	return out
}
