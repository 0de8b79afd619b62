package scorecard

import (
	"kpi/engine/calendar"
	"kpi/engine/evidence"
	"kpi/engine/plan"
	"kpi/engine/series"
)

// biases finds what may bend the value of k, or what it is compared with.
func (j *judging) biases(k *plan.KPI, actual series.Value, f frames, parted []evidence.Parted) []evidence.Bias {
	var out []evidence.Bias
	add := func(b evidence.Bias, found bool) {
		if found {
			out = append(out, b)
		}
	}
	now := side(actual)
	if averages(k) {
		add(evidence.Small(now))
	}
	add(j.late(k, actual, f.reported))
	add(evidence.Incomplete(now, actual.Blank))
	base, _ := j.base(k, f)
	for _, p := range parted {
		if k.Kind == plan.Flow || k.Kind == plan.Level {
			add(p.Concentrated(now))
		}
		if base.ok {
			add(p.Survivors(evidence.Part{From: side(j.value(k, base.frame, series.Group{})), To: now}))
		}
	}
	return out
}

// averages reports whether a value of k is about what its rows are like, and not
// how many they are.
func averages(k *plan.KPI) bool {
	return k.Kind == plan.Average || k.Kind == plan.Percentile || k.Proportion
}

// late finds the source of k that ends before the reported period does, although
// as-of says that the period is over.
func (j *judging) late(k *plan.KPI, actual series.Value, f calendar.Frame) (evidence.Bias, bool) {
	var found evidence.Bias
	ok := false
	if !j.View.Told || actual.Rows == nil || f.Partial() {
		return found, false
	}
	series.Needs(j.Plan, k.Formula, f, "", func(n series.Need) {
		a := j.Plan.Aggregates[n.Slot]
		r := j.Range(a)
		if ok || a.Source.Spec.Plan || a.Life != nil || r.Empty || n.Frame.End != f.End {
			return
		}
		found, ok = evidence.Late(a.Source.ID, int(f.End-1-r.Last), n.Frame.Days(), *actual.Rows)
	})
	return found, ok
}
