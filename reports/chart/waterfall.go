package chart

import (
	"math"

	"kpi/reports/locale"
)

// A Bridge leads from one number to another through effects.
type Bridge struct {
	Name    string // of the whole, for a caption
	Alt     string // the picture in words; "" has it made from the numbers
	Of      string // what the effects are, as "Effect"
	Unit    string // of the numbers
	Start   Part
	Planned bool // the start is a target, and not an earlier value
	Effects []Part
	End     Part
	Format  Format // of the start and the end
	Signed  Format // of the effects
}

// Waterfall draws the bridge from top to bottom: the start and the end as bars
// from zero, each effect from where the one before it ends, blue where it is good
// news and vermilion where it is bad. What the effects do not explain is a row of
// its own, so that the picture always closes. Where effects are small beside the
// start and the end, those two are cut, and show it.
func Waterfall(b Bridge, f Frame) Drawing {
	f = f.atLeast()
	b = b.clean(f)
	parts := b.parts()
	all := make([]row, len(parts))
	for i, p := range parts {
		if i == 0 || i == len(parts)-1 {
			all[i] = row{name: f.strong(p.Name), numbers: []words{f.strong(b.Format.of(p.Value))}, total: i == len(parts)-1}
			continue
		}
		all[i] = row{name: f.plain(p.Name), numbers: []words{f.numberWords(p, b.Signed)}}
	}
	r := newRows(f, b.head(), all, 0)
	r.rules()
	r.bridge(b, levels(parts))
	r.Name, r.Alt = b.Name, b.Alt
	if r.Alt == "" {
		r.Alt = b.words(f.in())
	}
	return r.Drawing
}

func (b Bridge) head() rowHead { return rowHead{name: b.Of, numbers: []string{b.Unit}} }

// clean adds what the effects leave unexplained, and merges the smallest effects
// where there is no room for all.
func (b Bridge) clean(f Frame) Bridge {
	ends := cleaned([]Part{b.Start, b.End})
	b.Start, b.End, b.Effects = ends[0], ends[1], cleaned(b.Effects)
	if left := b.unexplained(); left != 0 {
		b.Effects = append(b.Effects, Part{Name: f.in().Say("Not explained"), Value: &left})
	}
	b.Effects = merged(b.Effects, f.rowsThatFit(b.head().height(f))-2, f.in().Say("Other effects"))
	return b
}

// unexplained is the difference that the effects leave; it is 0 where they add up
// to one part in 10⁹, or where an end is not known.
func (b Bridge) unexplained() float64 {
	if b.Start.Value == nil || b.End.Value == nil {
		return 0
	}
	sum, scale := *b.Start.Value, math.Abs(*b.Start.Value)+math.Abs(*b.End.Value)
	for _, e := range b.Effects {
		if e.Value != nil {
			sum += *e.Value
			scale += math.Abs(*e.Value)
		}
	}
	left := *b.End.Value - sum
	if left-left != 0 || math.Abs(left) <= 1e-9*scale {
		return 0
	}
	return left
}

func (b Bridge) parts() []Part {
	return append(append([]Part{b.Start}, b.Effects...), b.End)
}

// levels run up the effects. An effect that is not known moves nothing.
func levels(parts []Part) []level {
	out := make([]level, len(parts))
	at := 0.0
	for i, p := range parts {
		if i == len(parts)-1 {
			at = 0
		}
		out[i] = level{at, at}
		if p.Value != nil {
			out[i].to = limited(at + *p.Value)
		}
		at = out[i].to
	}
	return out
}

// bridge draws the bars and joins each with the next.
func (r *rows) bridge(b Bridge, all []level) {
	parts := b.parts()
	last := len(parts) - 1
	axis, cut := r.bridgeAxis(all)
	for i, p := range parts {
		if i < last && (i > 0 || p.Value != nil) && (i < last-1 || parts[last].Value != nil) {
			x := axis.within(all[i].to)
			r.Add(Line(Point{x, r.y(i) + 0.26*r.height}, Point{x, r.y(i+1) + 0.74*r.height}, Pen{Stroke: Silver, Width: hairline}))
		}
	}
	for i, p := range parts {
		if p.Value == nil {
			continue
		}
		at := level{axis.within(all[i].from), axis.within(all[i].to)}
		if i > 0 && i < last {
			r.bar(i, at, p.ink(), p.Name+": "+b.Signed(*p.Value))
			continue
		}
		r.Add(b.end(i == last)(r.barBox(i, at), p.Name+": "+b.Format(*p.Value))...)
		if cut {
			r.cutBar(i, axis.within(0), axis.within(all[i].to), b.cutInk(i == last))
		}
	}
	if !cut {
		r.upright(axis.within(0), 0, last, Pen{Stroke: Dark, Width: thinLine})
	}
}

// end is the look of an end of the bridge, by the notation of the scenarios.
func (b Bridge) end(last bool) func(box, string) []Shape {
	switch {
	case last:
		return fills[actualFill]
	case b.Planned:
		return fills[planFill]
	}
	return fills[previousFill]
}

// cutInk is that of strokes which are seen on an end.
func (b Bridge) cutInk(last bool) Ink {
	if b.Planned && !last {
		return Grey
	}
	return White
}

// bridgeAxis begins at zero, but for bridges whose levels all lie in the last
// fifth of the way from there: of those it shows the upper part.
func (r *rows) bridgeAxis(all []level) (axis valueAxis, cut bool) {
	axis = valueAxis{from: r.left, to: r.right}
	low, high := all[0].to, all[0].to
	for _, l := range all {
		low, high = min(low, l.to), max(high, l.to)
	}
	const part = 0.2
	switch span := high/2 - low/2; {
	case low > 0 && span > 0 && span < part*high/2:
		axis.low, axis.high, cut = low-span, high, true
	case high < 0 && span > 0 && span < part*-low/2:
		axis.low, axis.high, cut = low, high+span, true
	default:
		axis.low, axis.high = min(low, 0), max(high, 0)
	}
	if axis.low == axis.high {
		axis.low, axis.high = -1, 1
	}
	return axis, cut
}

// cutBar draws two strokes through a bar near its foot.
func (r *rows) cutBar(i int, foot, head float64, ink Ink) {
	top, bottom, x := r.y(i)+0.2*r.height, r.y(i)+0.8*r.height, foot+(head-foot)*0.3
	for _, by := range []float64{-1.6, 1.6} {
		r.Add(Line(Point{x + by - 1.4, bottom}, Point{x + by + 1.4, top}, Pen{Stroke: ink, Width: 1.2}))
	}
}

func (b Bridge) words(in *locale.Locale) string {
	said := []string{in.Say("from %s %s to %s %s", b.Start.Name, b.Format.of(b.Start.Value), b.End.Name, b.Format.of(b.End.Value))}
	return named(b.Name, append(said, partWords(in, b.Effects, b.Signed)...))
}
