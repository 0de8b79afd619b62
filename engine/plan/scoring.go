package plan

import (
	"math"
	"strconv"

	"kpi/engine/diag"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// fewest is how many rows a share of counted rows is judged by where nothing
// else is said: of fewer, it says nothing.
const fewest = 5

// A Scoring says how much a KPI's status tells, and how much it counts in the
// scores of its objective and perspective.
type Scoring struct {
	Proportion bool    // it is a share of counted rows, all of which are among those that it is a share of
	MinN       int     // fewer rows give no status; 0 is any number
	Weight     float64 // 0 is not counted
	Gate       bool    // while it is off track, its objective is at risk at best
	// Edges are where the status list changes the status, ascending; nil where that
	// is not known.
	Edges []Edge
}

// An Objective is an objective as understood.
type Objective struct {
	Spec   *spec.Objective
	Weight float64 // in its perspective
	KPIs   []*KPI  // in the order of writing
}

// scoring resolves what a KPI says of its score, after its target.
func (b *builder) scoring(k *KPI) {
	s := &k.Spec.Scoring
	k.Proportion = b.facts(k.ID).proportion
	k.Weight, k.Gate = weight(s.Weight), s.Gate
	judged := k.Spec.Target.Written() || len(k.Spec.Status) > 0
	if k.Proportion && judged {
		k.MinN = fewest
	}
	if s.MinN.Written() {
		k.MinN, _ = strconv.Atoi(s.MinN.Value) // spec has checked it
		b.minN(k, judged)
	}
	if s.RedFlag.Written() {
		b.redFlag(k, &s.RedFlag)
	}
	gate := spec.Text{Range: s.GateRange}
	if !judged {
		b.noEffect(gate, "%q has neither target nor status: it is never red, and holds nothing back", k.ID)
	}
	if !k.Spec.Objective.Written() {
		const format = "%q has no objective in whose score it would count"
		b.noEffect(s.Weight, format, k.ID)
		b.noEffect(gate, format, k.ID)
	}
}

func weight(t spec.Text) float64 {
	if lit, ok := unit.ParseLiteral(t.Value); ok {
		return lit.Value
	}
	return 1
}

func (b *builder) minN(k *KPI, judged bool) {
	text := k.Spec.Scoring.MinN
	if !judged {
		b.noEffect(text, "%q has neither target nor status: no number of rows is too few for it", k.ID)
	}
	if !b.facts(k.ID).countsRows {
		b.list.Errorf(text.Range, "unclear-rows", "%q has no number of rows: its formula puts several aggregates together", k.ID).
			Notef("min_n counts the rows of one aggregate, or those of the denominator of a ratio")
	}
}

// redFlag makes a tolerance of the value at which red begins: the distance from
// a target that is one number.
func (b *builder) redFlag(k *KPI, text *spec.Text) {
	if k.Spec.Tolerance.Written() {
		b.list.Errorf(text.Range, "red-flag", "a tolerance and a red flag both say where red begins").At(k.Spec.Tolerance.Range, "the tolerance")
		return
	}
	if len(k.Target.Goals) != 1 {
		b.list.Errorf(text.Range, "red-flag", "a red flag needs a target that is a number").Notef(`tolerance: "10%% of target" says the same of other targets`)
		return
	}
	goal := k.Target.Goals[0]
	before := b.list.Len()
	n, per := b.goal(k, text, goal.Dated)
	if n == nil || b.list.Len() > before {
		return
	}
	target, okTarget := (&line{}).linear(goal.Value)
	red, ok := (&line{}).linear(n)
	switch {
	case !ok || !red.constant():
		b.list.Errorf(text.Range, "red-flag", "a red flag is a number").Notef(`tolerance: "10%% of target" says the same where the target is computed`)
	case !okTarget || !target.constant():
		b.list.Errorf(text.Range, "red-flag", "a red flag needs a target that is a number").Notef(`tolerance: "10%% of target" says the same of other targets`)
	case per != goal.Per:
		b.list.Errorf(text.Range, "red-flag", "target and red flag are for the same period").At(k.Spec.Target.Range, "the target")
	case k.Spec.Better.Value == "higher" && red.number >= target.number, k.Spec.Better.Value == "lower" && red.number <= target.number:
		b.list.Errorf(text.Range, "red-flag", "red begins on the bad side of the target, and for %q %s", k.ID, betterWords[k.Spec.Better.Value]).
			At(k.Spec.Target.Range, "the target")
	case target.number != 0 && (per != "" || goal.Shape != Direct):
		k.Tolerance.Share = math.Abs(target.number-red.number) / math.Abs(target.number)
	default:
		k.Tolerance.Units = math.Abs(target.number - red.number)
	}
}

// objectives lists the objectives with their KPIs and checks that their weights
// can be shared out.
func (b *builder) objectives() {
	place := map[string]*Objective{}
	for i := range b.catalog.Objectives {
		o := &Objective{Spec: &b.catalog.Objectives[i]}
		o.Weight = weight(o.Spec.Weight)
		place[o.Spec.ID.Value] = o
		b.plan.Objectives = append(b.plan.Objectives, o)
		if !o.Spec.Perspective.Written() {
			b.noEffect(o.Spec.Weight, "objective %q has no perspective in whose score it would count", o.Spec.ID.Value)
		}
	}
	for _, k := range b.plan.KPIs {
		if o := place[k.Spec.Objective.Value]; o != nil {
			o.KPIs = append(o.KPIs, k)
		}
	}
	perspectives := map[string][]*Objective{}
	for _, o := range b.plan.Objectives {
		b.kpiWeights(o)
		if name := o.Spec.Perspective.Value; name != "" {
			perspectives[name] = append(perspectives[name], o)
		}
	}
	for _, o := range b.plan.Objectives {
		if all := perspectives[o.Spec.Perspective.Value]; len(all) > 0 && all[0] == o {
			b.objectiveWeights(all)
		}
	}
}

func (b *builder) kpiWeights(o *Objective) {
	sum := 0.0
	for _, k := range o.KPIs {
		sum += k.Weight
	}
	if sum == 0 && len(o.KPIs) > 0 {
		d := b.list.Errorf(o.KPIs[0].Spec.Scoring.Weight.Range, "zero-weights", "every KPI of objective %q weighs nothing: it can have no score", o.Spec.ID.Value)
		otherWeights(d, o.KPIs[1:], func(k *KPI) spec.Text { return k.Spec.Scoring.Weight })
	}
}

func (b *builder) objectiveWeights(all []*Objective) {
	sum := 0.0
	for _, o := range all {
		sum += o.Weight
	}
	if sum == 0 {
		d := b.list.Errorf(all[0].Spec.Weight.Range, "zero-weights", "every objective of perspective %q weighs nothing: it can have no score", all[0].Spec.Perspective.Value)
		otherWeights(d, all[1:], func(o *Objective) spec.Text { return o.Spec.Weight })
	}
}

func otherWeights[T any](d *diag.Diagnostic, rest []T, of func(T) spec.Text) {
	for _, x := range rest {
		d.At(of(x).Range, "and here")
	}
	d.Notef("leave weight: away where all count the same")
}
