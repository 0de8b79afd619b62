package plan

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// judgements resolves what the KPIs are judged by: targets, tolerances and
// bands, which may read any KPI.
func (b *builder) judgements() {
	objectives := ids(b.catalog.Objectives, func(o spec.Objective) string { return o.ID.Value })
	for _, k := range b.plan.KPIs {
		if o := k.Spec.Objective; o.Written() && !slices.Contains(objectives, o.Value) {
			b.unknown(o, "unknown-objective", "there is no objective %q", objectives)
		}
		if k.Grain != "" && k.Grain.FinerThan(b.plan.Grain) {
			b.list.Errorf(k.Spec.Grain.Range, "grain-finer", "%q is finer than the scorecard's %s", k.Grain, b.plan.Grain).
				Notef("a KPI's own grain is coarser than the card's; leave it out to follow the card")
		}
		k.Settles = b.settles(k)
		b.target(k)
		b.tolerance(k)
		b.scoring(k)
		b.statusBands(k)
	}
	b.objectives()
}

var perPeriod = regexp.MustCompile(`^\s*(\S+)\s+per\s+(day|week|month|quarter|year)\s*$`)

func (b *builder) target(k *KPI) {
	t := &k.Spec.Target
	if !t.Written() {
		return
	}
	b.direction(k)
	if t.Low.Written() || t.High.Written() {
		b.targetRange(k, t)
		return
	}
	k.Target.Formula, k.Target.Per = b.goal(k, &t.Formula)
}

func (b *builder) targetRange(k *KPI, t *spec.Target) {
	var perHigh calendar.Grain
	k.Target.Low, k.Target.Per = b.goal(k, &t.Low)
	k.Target.High, perHigh = b.goal(k, &t.High)
	low, okLow := k.Target.Low.(*formula.NumberLiteral)
	high, okHigh := k.Target.High.(*formula.NumberLiteral)
	switch {
	case okLow && okHigh && low.Value > high.Value:
		b.list.Errorf(t.Range, "target-range", "the range ends before it begins")
	case okLow && okHigh && k.Target.Per != perHigh:
		b.list.Errorf(t.Range, "target-range", "both ends of the range are for the same period")
	}
}

// goal checks a formula that a value of k is compared with, or a number for a
// period, such as 500k per month. On a flow a bare number is refused: it would
// mean something else in every view.
func (b *builder) goal(k *KPI, text *spec.Text) (formula.Node, calendar.Grain) {
	if m := perPeriod.FindStringSubmatch(text.Value); m != nil {
		return b.perPeriod(k, text, m[1], m[2])
	}
	n := b.bound(k, text)
	if lit, ok := n.(*formula.NumberLiteral); ok && k.Kind == Flow {
		b.list.Errorf(text.Range, "target-without-period", "%q adds up over time, so its target names a period", k.ID).
			Labelf("such as %s per %s", placeText(lit), b.plan.Grain)
	}
	return n, ""
}

func placeText(lit *formula.NumberLiteral) string {
	p := lit.Place
	return string([]rune(p.Text.Value)[p.From:p.To])
}

func (b *builder) direction(k *KPI) {
	between := k.Spec.Target.Low.Written()
	switch better := k.Spec.Better; {
	case between && better.Value != "" && better.Value != "within":
		b.list.Errorf(better.Range, "better-target", "a target range goes with \"better: within\"")
	case !between && better.Value == "":
		b.list.Errorf(k.Spec.Target.Range, "better-missing", "%q has a target, and it is not said which side of it is good", k.ID).
			Notef("add \"better: higher\" or \"better: lower\"")
	case !between && better.Value == "within":
		b.list.Errorf(k.Spec.Target.Range, "better-target", "\"better: within\" needs a range: target: {between: [low, high]}")
	}
}

// perPeriod reads "500k per month".
func (b *builder) perPeriod(k *KPI, text *spec.Text, number, grain string) (formula.Node, calendar.Grain) {
	lit, ok := unit.ParseLiteral(number)
	if !ok {
		b.list.Errorf(text.Range, "not-a-number", "%q is not a number", number)
		return nil, ""
	}
	if k.Kind != Flow {
		b.list.Errorf(text.Range, "target-period", "%q does not add up over time: its target holds in every period", k.ID).Labelf("write %s", number)
		return nil, ""
	}
	n := &formula.NumberLiteral{Value: lit.Value, Percent: lit.Percent}
	n.Type = formula.Type{Kind: formula.Number, Unit: k.Unit}
	per, _ := calendar.ParseGrain(grain)
	return n, per
}

// bound checks a formula that a value of k is compared with.
func (b *builder) bound(k *KPI, text *spec.Text) formula.Node {
	if !text.Written() {
		return nil
	}
	n := b.numberFormula(text, b.numberTypes)
	if n == nil {
		return nil
	}
	b.sameUnit(k, text, n)
	return n
}

// sameUnit checks that n can be compared with a value of k.
func (b *builder) sameUnit(k *KPI, text *spec.Text, n formula.Node) {
	value := &formula.Ref{ID: k.ID}
	value.Type = formula.Type{Kind: formula.Number, Unit: k.Unit}
	value.Place = formula.Place{Text: text, From: 0, To: len([]rune(text.Value))}
	formula.CheckComparison(value, n, &b.list)
}

// numberFormula parses, checks and binds a formula over numbers that reads no
// rows of its own source; nil is wrong.
func (b *builder) numberFormula(text *spec.Text, refs map[string]formula.Type) formula.Node {
	n := formula.Parse(text, &b.list)
	if n == nil {
		return nil
	}
	n = formula.CheckNumber(n, &formula.Numbers{Sources: b.rows, Refs: refs, Dimensions: b.dimensionNames()}, &b.list)
	if n.Info().Type.Kind == formula.Unknown {
		return nil
	}
	none := &spec.Text{}
	b.bind(&draft{formula: text, date: none, where: none, level: &spec.Level{}}, n, nil)
	return n
}

var (
	shareOfTarget = regexp.MustCompile(`^\s*(\S+)\s+of\s+target\s*$`)
	numberAndUnit = regexp.MustCompile(`^\s*(\S+)\s*(\S*)\s*$`)
)

func (b *builder) tolerance(k *KPI) {
	text := k.Spec.Tolerance
	if !text.Written() {
		return
	}
	if !k.Target.Set() && !k.Spec.Target.Written() {
		b.list.Errorf(text.Range, "tolerance", "a tolerance needs a target that it is around")
		return
	}
	if len(k.Spec.Status) > 0 && !k.Spec.Target.Low.Written() {
		b.noEffect(text, "the status list of %q decides, and not a tolerance", k.ID)
	}
	if m := shareOfTarget.FindStringSubmatch(text.Value); m != nil {
		if lit, ok := unit.ParseLiteral(m[1]); ok && lit.Percent && lit.Value >= 0 {
			k.Tolerance.Share = lit.Value
			return
		}
	} else if m := numberAndUnit.FindStringSubmatch(text.Value); m != nil {
		if b.toleranceUnits(k, m[1], m[2]) {
			return
		}
	}
	d := b.list.Errorf(text.Range, "tolerance", "%q is not a tolerance of %s", text.Value, k.Unit)
	if k.Unit == unit.Percent {
		d.Labelf("write \"2 points\" or \"5%% of target\"")
	} else {
		d.Labelf("write \"5%% of target\", or a number in %s", k.Unit)
	}
}

func (b *builder) toleranceUnits(k *KPI, number, name string) bool {
	lit, ok := unit.ParseLiteral(number)
	if !ok || lit.Value < 0 || lit.Percent {
		return false
	}
	if k.Unit == unit.Percent {
		k.Tolerance.Units = lit.Value / 100
		return name == "points"
	}
	u, ok := unit.Parse(name)
	k.Tolerance.Units = lit.Value
	return name == "" || ok && u == k.Unit
}

var colors = map[string]status.Status{"green": status.OnTrack, "amber": status.AtRisk, "red": status.OffTrack}

func (b *builder) statusBands(k *KPI) {
	if len(k.Spec.Status) == 0 {
		return
	}
	refs := maps.Clone(b.numberTypes)
	refs["value"] = formula.Type{Kind: formula.Number, Unit: k.Unit}
	refs["target"] = formula.Type{Kind: formula.Number, Unit: k.Unit, Nullable: true}
	for i := range k.Spec.Status {
		s := &k.Spec.Status[i]
		band := Band{Status: colors[s.Color.Value], Text: "otherwise: " + s.Color.Value}
		if s.When.Written() {
			band.Text = s.Color.Value + ": " + strings.Join(strings.Fields(s.When.Value), " ")
			if band.When = b.numberFormula(&s.When, refs); band.When == nil {
				continue
			}
			if kind := band.When.Info().Type.Kind; kind != formula.Boolean {
				b.list.Errorf(s.When.Range, "formula-type", "a status has a condition, and this is a %s", kind).Labelf("such as value >= target")
			}
		}
		b.targetGiven(k, s, band)
		k.Bands = append(k.Bands, band)
	}
	b.proveBands(k)
}

// targetGiven reports a band that reads the target of a KPI without one.
func (b *builder) targetGiven(k *KPI, s *spec.Band, band Band) {
	formula.Walk(band.When, func(n formula.Node) {
		if ref, ok := n.(*formula.Ref); ok && ref.ID == "target" && k.Spec.Target.Formula.Value == "" {
			b.list.Errorf(s.When.Range, "no-target", "%q has no target to compare with", k.ID).Labelf("add target: to the KPI, or write the number here")
		}
	})
}
