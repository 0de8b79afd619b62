package plan

import (
	"fmt"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// An Objective is an objective as understood.
type Objective struct {
	Spec    *spec.Objective
	Weights Weights // in its perspective
	KPIs    []*KPI  // in the order of writing
}

// Weights say how much something counts in the score above it. They ascend by
// their days, and every day has one.
type Weights []Weight

// A Weight is how much something counts from one day through another.
type Weight struct {
	Spec        *spec.Weight // nil where none is written
	Value       float64      // relative to those beside it; 0 is not counted
	From, Until calendar.Date
}

// On returns the weight that holds on a day.
func (w Weights) On(day calendar.Date) Weight {
	i := slices.IndexFunc(w, func(x Weight) bool { return day <= x.Until })
	return w[max(i, 0)]
}

// Latest returns the weight that holds in the end.
func (w Weights) Latest() Weight { return w[len(w)-1] }

// objectives lists the objectives with their KPIs and checks that their weights
// can be shared out.
func (b *builder) objectives() {
	place := map[string]*Objective{}
	for i := range b.catalog.Objectives {
		o := &Objective{Spec: &b.catalog.Objectives[i]}
		o.Weights = b.weights(fmt.Sprintf("objective %q", o.Spec.ID.Value), o.Spec.Weights)
		place[o.Spec.ID.Value] = o
		b.plan.Objectives = append(b.plan.Objectives, o)
		if !o.Spec.Perspective.Written() {
			b.noEffect(spec.Text{Range: o.Spec.Weights.Range()}, "objective %q has no perspective in whose score it would count", o.Spec.ID.Value)
		}
	}
	for _, k := range b.plan.KPIs {
		if o := place[k.Spec.Objective.Value]; o != nil {
			o.KPIs = append(o.KPIs, k)
		}
	}
	b.zeroWeights()
}

// weights resolves the weights of something, which is named as in a message.
// Where they are wrong, which is reported, it weighs 1.
func (b *builder) weights(name string, written spec.Weights) Weights {
	before := b.list.Len()
	var out Weights
	for i := range written {
		s := &written[i]
		lit, _ := unit.ParseLiteral(s.Value.Value) // spec has checked it
		w := Weight{Spec: s, Value: lit.Value}
		w.From, w.Until = b.dates(dated{"weight", "weight-span", s.From, s.Until})
		out = append(out, w)
	}
	if len(out) > 0 && b.list.Len() == before {
		slices.SortStableFunc(out, func(x, y Weight) int { return int(x.From) - int(y.From) })
		b.everyDay(name, out)
	}
	if len(out) == 0 || b.list.Len() > before {
		return Weights{{Value: 1, From: always, Until: forever}}
	}
	return out
}

// everyDay reports days with two weights, and days without one: what counts on
// them would be a guess.
func (b *builder) everyDay(name string, all Weights) {
	if first := all[0]; first.From > always {
		b.list.Errorf(first.Spec.From.Range, "weight-gap", "%s has no weight %s", name, during(always, first.From-1)).
			Labelf("leave it out: the first weight has always held")
	}
	w := all[0] // that holds the longest
	for _, next := range all[1:] {
		switch {
		case next.From <= w.Until:
			b.list.Errorf(next.Spec.Value.Range, "weight-overlap", "%s has two weights %s", name, during(next.From, min(w.Until, next.Until))).
				At(w.Spec.Value.Range, "the other one").
				Notef("give each of them from: and until:, so that a day has one weight")
		case next.From > w.Until+1:
			b.list.Errorf(next.Spec.From.Range, "weight-gap", "%s has no weight %s", name, during(w.Until+1, next.From-1)).
				At(w.Spec.Until.Range, "the weight before it ends here").
				Notef("begin on the day after, or write a weight for the days between")
		}
		if next.Until > w.Until {
			w = next
		}
	}
	if w.Until < forever {
		b.list.Errorf(w.Spec.Until.Range, "weight-gap", "%s has no weight %s", name, during(w.Until+1, forever)).
			Labelf("leave it out: the last weight goes on")
	}
}

// zeroWeights reports objectives and perspectives of which nothing counts.
func (b *builder) zeroWeights() {
	perspectives := map[string][]Weights{}
	for _, o := range b.plan.Objectives {
		var kpis []Weights
		for _, k := range o.KPIs {
			kpis = append(kpis, k.Weights)
		}
		b.weightless(fmt.Sprintf("KPI of objective %q", o.Spec.ID.Value), kpis)
		if name := o.Spec.Perspective.Value; name != "" {
			perspectives[name] = append(perspectives[name], o.Weights)
		}
	}
	for _, o := range b.plan.Objectives {
		name := o.Spec.Perspective.Value
		b.weightless(fmt.Sprintf("objective of perspective %q", name), perspectives[name])
		delete(perspectives, name)
	}
}

// weightless reports the days on which none of all counts.
func (b *builder) weightless(every string, all []Weights) {
	for _, s := range zeros(all) {
		when := ""
		if s.from > always || s.until < forever {
			when = " " + during(s.from, s.until)
		}
		d := b.list.Errorf(all[0].On(s.from).Spec.Value.Range, "zero-weights", "every %s weighs nothing%s: it can have no score", every, when)
		for _, w := range all[1:] {
			d.At(w.On(s.from).Spec.Value.Range, "and here")
		}
		d.Notef("leave weight: away where all count the same")
	}
}

// A spell is a time from one day through another.
type spell struct{ from, until calendar.Date }

// zeros lists the spells, as long as they can be, on which all weigh nothing.
func zeros(all []Weights) []spell {
	var starts []calendar.Date
	for _, w := range all {
		for _, x := range w {
			starts = append(starts, x.From)
		}
	}
	slices.Sort(starts)
	starts = append(slices.Compact(starts), forever+1)
	var out []spell
	for i, from := range starts[:len(starts)-1] {
		until := starts[i+1] - 1
		switch last := len(out) - 1; {
		case slices.ContainsFunc(all, func(w Weights) bool { return w.On(from).Value > 0 }):
		case last >= 0 && out[last].until == from-1:
			out[last].until = until
		default:
			out = append(out, spell{from, until})
		}
	}
	return out
}
