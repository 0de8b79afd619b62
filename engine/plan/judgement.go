package plan

import (
	"maps"
	"regexp"
	"slices"
	"strings"

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
		b.noBase(k)
		b.review(k)
		b.evidence(k)
	}
	b.objectives()
}

func (b *builder) direction(k *KPI) {
	between := k.Spec.Target.Between()
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

// value is a value of k in a comparison.
func (k *KPI) value() formula.Node {
	n := &formula.Ref{ID: k.ID}
	n.Type = formula.Type{Kind: formula.Number, Unit: k.Unit}
	return n
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
	if len(k.Spec.Status) > 0 && !k.Spec.Target.Between() {
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
		if ref, ok := n.(*formula.Ref); ok && ref.ID == "target" && (!k.Spec.Target.Written() || k.Spec.Target.Between()) {
			b.list.Errorf(s.When.Range, "no-target", "%q has no target to compare with", k.ID).Labelf("add target: to the KPI, or write the number here")
		}
	})
}
