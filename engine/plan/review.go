package plan

import (
	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A Review says when a definition was last looked at. The zero Review is never.
type Review struct {
	Reviewed calendar.Date
	Due      calendar.Date // the next one; zero where none is planned
}

func (b *builder) review(k *KPI) {
	reviewed, every := k.Spec.Reviewed, k.Spec.ReviewEvery
	if every.Written() && !reviewed.Written() {
		b.list.Errorf(every.Range, "review-every", "%q is reviewed every %s, and it is not said since when", k.ID, every.Value).
			Notef("add the day of the last review, such as reviewed: 2026-09-30")
		return
	}
	// spec has checked the date and the length of time.
	k.Review.Reviewed, _ = calendar.ParseDate(reviewed.Value)
	if n, grain, ok := calendar.ParseSpan(every.Value); ok {
		k.Review.Due = k.Review.Reviewed.After(n, grain)
	}
}

// noBase reads what it means that nothing is left to divide by.
func (b *builder) noBase(k *KPI) {
	text := k.Spec.NoBase
	if !text.Written() {
		return
	}
	if division, ok := k.Formula.(*formula.Binary); !ok || division.Op != "/" {
		b.list.Errorf(text.Range, "no-base", "the formula of %q is no division, and no_base: says what a division by nothing means", k.ID).
			Notef("write the formula as a / b, where b is what may be gone")
		return
	}
	if !k.Spec.Target.Written() && len(k.Spec.Status) == 0 {
		b.noEffect(text, "%q has neither a target nor a status list that it could meet or miss", k.ID)
	}
	k.NoBase = map[string]status.Status{"achieved": status.OnTrack, "missed": status.OffTrack}[text.Value]
}

// defaultEarly is a fifth: what is known of a target before says little.
const defaultEarly = 0.2

func early(s spec.Scorecard) float64 {
	if lit, ok := unit.ParseLiteral(s.Early.Value); ok {
		return lit.Value
	}
	return defaultEarly
}
