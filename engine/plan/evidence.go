package plan

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/spec"
)

// Evidence says what is looked at beside the value of a KPI.
type Evidence struct {
	Signals, Forecast, Lead, Why, Bias bool
	Overlap                            Overlap
	By                                 []*Dimension // that a change is explained by, in the order of writing
	Baseline                           Baseline
}

// An Overlap says why the values of periods hang together by themselves, so that
// natural limits, which take them for independent, mean nothing. The zero
// Overlap is none.
type Overlap string

// The overlaps.
const (
	Rolling Overlap = "rolling" // windows that share most of their days with the one before
	Carried Overlap = "carried" // a level: most of what is alive now was so in the period before
)

// A Baseline is the time whose values make natural limits. The zero Baseline is
// the first part of what a chart shows.
type Baseline struct {
	From, Until calendar.Date // both inside
	Because     string
}

// Set reports whether there is a baseline.
func (b Baseline) Set() bool { return b.Until != 0 }

// evidence resolves what the KPI says, else what the card says.
func (b *builder) evidence(k *KPI) {
	own, card := k.Spec.Evidence, b.catalog.Scorecard.Evidence
	on := func(of func(spec.Evidence) spec.Switch) bool {
		for _, s := range []spec.Switch{of(own), own.All, of(card), card.All} {
			if s.Written() {
				return s.On
			}
		}
		return true
	}
	e := &k.Evidence
	e.Signals = on(func(e spec.Evidence) spec.Switch { return e.Signals })
	e.Forecast = on(func(e spec.Evidence) spec.Switch { return e.Forecast })
	e.Lead = on(func(e spec.Evidence) spec.Switch { return e.Lead })
	e.Why = on(func(e spec.Evidence) spec.Switch { return e.Why })
	e.Bias = on(func(e spec.Evidence) spec.Switch { return e.Bias })
	switch {
	case b.facts(k.ID).rolling:
		e.Overlap = Rolling
	case k.State:
		e.Overlap = Carried
	}
	if s := own.Signals; s.Written() && s.On && e.Overlap != "" {
		b.dependentSignals(k, s)
	}
	e.By = b.explainedBy(k)
	e.Baseline = baseline(card.Baseline)
	if own.Baseline.Written() {
		e.Baseline = baseline(own.Baseline)
		b.checkBaseline(k, own.Baseline)
	}
}

func (b *builder) dependentSignals(k *KPI, s spec.Switch) {
	why := map[Overlap]string{
		Rolling: "its windows share most of their days with the ones before",
		Carried: "a level carries over from one period to the next",
	}[k.Evidence.Overlap]
	b.list.Errorf(s.Range, "dependent-signals", "the values of %q are not independent: %s", k.ID, why).
		Notef("natural limits would call it a signal all the time; ask for signals of the KPI that it is made of")
}

// explainedBy are the dimensions that the KPI names, or those of the card that it
// has, or all that it has.
func (b *builder) explainedBy(k *KPI) []*Dimension {
	has := b.plan.DimensionsOf(k.Number)
	for _, name := range k.Spec.Evidence.By {
		if d := b.plan.Dimension(name.Value); d != nil && !slices.Contains(has, d) {
			b.list.Errorf(name.Range, "unknown-dimension", "%q has no dimension %q", k.ID, name.Value).
				Notef("a KPI has the dimensions that all its sources have")
		}
	}
	names := k.Spec.Evidence.By
	if len(names) == 0 && !k.Spec.Evidence.Why.Written() {
		names = b.catalog.Scorecard.Evidence.By
	}
	if len(names) == 0 {
		return has
	}
	return slices.DeleteFunc(has, func(d *Dimension) bool {
		return !slices.ContainsFunc(names, func(t spec.Text) bool { return t.Value == d.ID })
	})
}

// baseline reads dates that spec has checked.
func baseline(s spec.Baseline) Baseline {
	out := Baseline{Because: s.Because.Value}
	out.From, _ = calendar.ParseDate(s.From.Value)
	out.Until, _ = calendar.ParseDate(s.Until.Value)
	return out
}

func (b *builder) checkBaseline(k *KPI, s spec.Baseline) {
	if !k.Evidence.Signals {
		b.noEffect(spec.Text{Range: s.Range}, "no signals are looked for in %q, and a baseline is theirs", k.ID)
	}
	b.orderedBaseline(s)
}

func (b *builder) orderedBaseline(s spec.Baseline) {
	if l := baseline(s); s.From.Written() && s.Until.Written() && l.Until < l.From {
		b.list.Errorf(s.Until.Range, "baseline-dates", "the baseline ends before it begins").At(s.From.Range, "where it begins")
	}
}

// cardEvidence checks what the card says for all KPIs.
func (b *builder) cardEvidence() {
	e := b.catalog.Scorecard.Evidence
	b.orderedBaseline(e.Baseline)
	var known []string
	for _, d := range b.plan.Dimensions {
		known = append(known, d.ID)
	}
	for _, names := range append([][]spec.Text{e.By}, ownDimensions(b.plan.KPIs)...) {
		for _, name := range names {
			if !slices.Contains(known, name.Value) {
				b.unknown(name, "unknown-dimension", "there is no dimension %q", known)
			}
		}
	}
}

func ownDimensions(all []*KPI) [][]spec.Text {
	var out [][]spec.Text
	for _, k := range all {
		out = append(out, k.Spec.Evidence.By)
	}
	return out
}

// rolling reports whether a value of n is computed over a window that it shares
// for the most part with the value of the period before.
func (b *builder) rolling(n formula.Node) bool {
	found := false
	formula.Walk(n, func(n formula.Node) {
		switch n := n.(type) {
		case *formula.Ref:
			found = found || b.facts(n.ID).rolling
		case *formula.Window:
			found = found || n.Func == "trailing" || n.Func == "to_date" || n.Func == "whole"
		}
	})
	return found
}
