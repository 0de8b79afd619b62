package plan

import (
	"fmt"
	"math"
	"strconv"

	"kpi/engine/spec"
)

// fewest is how many rows a share of counted rows is judged by where nothing
// else is said: of fewer, it says nothing.
const fewest = 5

// A Scoring says how much a KPI's status tells, and how much it counts in the
// scores of its objective and perspective.
type Scoring struct {
	Proportion bool // it is a share of counted rows, all of which are among those that it is a share of
	MinN       int  // fewer rows give no status; 0 is any number
	Weights    Weights
	Gate       bool // while it is off track, its objective is at risk at best
	// Edges are where the status list changes the status, ascending; nil where that
	// is not known.
	Edges []Edge
}

// scoring resolves what a KPI says of its score, after its target.
func (b *builder) scoring(k *KPI) {
	s := &k.Spec.Scoring
	k.Proportion = b.facts(k.ID).proportion
	k.Weights, k.Gate = b.weights(fmt.Sprintf("%q", k.ID), s.Weights), s.Gate
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
		b.noEffect(spec.Text{Range: s.Weights.Range()}, format, k.ID)
		b.noEffect(gate, format, k.ID)
	}
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
