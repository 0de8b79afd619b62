package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/evidence"
	"kpi/engine/plan"
	"kpi/engine/series"
)

// explain takes the change of a value apart by each of its dimensions, and says
// what may have bent it.
func (j *judging) explain(out *evidence.Evidence, k *plan.KPI, actual series.Value, f frames) {
	if !k.Evidence.Why && !k.Evidence.Bias {
		return
	}
	base, against := j.base(k, f)
	target := j.target(k, f.reported, series.Group{})
	var parted []evidence.Parted
	for _, d := range k.Evidence.By {
		parts := j.parts(k, d, f.reported, base.frame)
		parted = append(parted, evidence.Parted{Dimension: d.ID, Name: d.NameIn(j.View.Locale), Parts: parts})
		if !k.Evidence.Why {
			continue
		}
		if base.ok {
			whole := evidence.Part{From: side(j.value(k, base.frame, series.Group{})), To: side(actual)}
			m := evidence.Explain(whole, parts)
			m.Against, m.Period, m.Dimension, m.Name = against, j.Plan.Calendar.FrameLabel(base.frame), d.ID, d.NameIn(j.View.Locale)
			if k.Unit.Money > 0 {
				m.Price(parts)
			}
			out.Moves = append(out.Moves, m)
		}
		if target.Value != nil {
			m := evidence.FromTarget(*target.Value, side(actual), j.targeted(k, d, f.reported, parts))
			m.Dimension, m.Name = d.ID, d.NameIn(j.View.Locale)
			out.Moves = append(out.Moves, m)
		}
	}
	if k.Evidence.Bias {
		out.Biases = j.biases(k, actual, f, parted)
	}
}

// base is what a value is compared with: the same period of last year, or the one
// before where last year has no value.
func (j *judging) base(k *plan.KPI, f frames) (comparison, evidence.Against) {
	if f.lastYear.ok && j.value(k, f.lastYear.frame, series.Group{}).OK() {
		return f.lastYear, evidence.LastYear
	}
	return f.previous, evidence.Previous
}

// parts are the members of a dimension in two frames, those of the rest and
// those without a value included.
func (j *judging) parts(k *plan.KPI, d *plan.Dimension, now, before calendar.Frame) []evidence.Part {
	var out []evidence.Part
	for _, m := range j.Cells.Members(d.ID) {
		g := series.Group{Dimension: d.ID, Member: m}
		p := evidence.Part{Member: MemberName(m), Single: m.Named(), From: side(j.value(k, before, g)), To: side(j.value(k, now, g))}
		if p.From != (evidence.Side{}) || p.To != (evidence.Side{}) {
			out = append(out, p)
		}
	}
	return out
}

// targeted puts the targets of members in the place of what they were.
func (j *judging) targeted(k *plan.KPI, d *plan.Dimension, f calendar.Frame, parts []evidence.Part) []evidence.Part {
	targets := map[string]*float64{}
	for _, m := range j.Cells.Members(d.ID) {
		targets[MemberName(m)] = j.target(k, f, series.Group{Dimension: d.ID, Member: m}).Value
	}
	var out []evidence.Part
	for _, p := range parts {
		p.From = evidence.Side{Value: targets[p.Member]}
		out = append(out, p)
	}
	return out
}

// side is a value with what it was computed from; the zero Side is no value.
func side(v series.Value) evidence.Side {
	if !v.OK() {
		return evidence.Side{}
	}
	return evidence.Side{Value: &v.Number, Numerator: v.Numerator, Denominator: v.Denominator, Rows: v.Rows}
}

// needMoves adds what the members of the dimensions are read for.
func (v View) needMoves(p *plan.Plan, k *plan.KPI, need func(string, series.Need)) {
	if !k.Evidence.Why && !k.Evidence.Bias {
		return
	}
	f := v.frames(p.Calendar, k)
	frames := []calendar.Frame{f.reported}
	for _, c := range []comparison{f.lastYear, f.previous} {
		if c.ok {
			frames = append(frames, c.frame)
		}
	}
	for _, d := range k.Evidence.By {
		v.need(p, k, frames, d.ID, need)
	}
}
