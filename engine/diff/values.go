package diff

import (
	"math"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A Move is how a KPI stands in one period by the older definitions and by the
// newer ones, on the same data, where the two differ.
type Move struct {
	KPI, Name string
	Period    string
	Unit      unit.Unit
	Old, New  Reading
}

// A Reading is a value as it is judged.
type Reading struct {
	Value  *float64
	Reason status.Reason // why there is no value, or what it must be read with
	Target *float64
	Status status.Status
	Why    status.Reason // why there is no status
}

// ValueMoved reports whether the values differ, or one of them is missing.
func (m Move) ValueMoved() bool { return !same(m.Old.Value, m.New.Value) }

// StatusMoved reports whether the statuses differ.
func (m Move) StatusMoved() bool { return m.Old.Status != m.New.Status }

// TargetMoved reports whether the targets differ.
func (m Move) TargetMoved() bool { return !same(m.Old.Target, m.New.Target) }

// same compares values as far as they are known: sums of the same numbers in
// another order may differ in the last digit.
func same(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= 1e-12*math.Max(math.Abs(*a), math.Abs(*b))
}

// Difference is the newer value less the older one; nil where one is missing.
func (m Move) Difference() *float64 {
	if m.Old.Value == nil || m.New.Value == nil {
		return nil
	}
	return new(*m.New.Value - *m.Old.Value)
}

// Change is the difference as a part of the older value, and for percentages the
// difference itself; nil where one is missing, the older one is zero or the sign
// changes.
func (m Move) Change() *float64 {
	d := m.Difference()
	switch {
	case d == nil || m.Points():
		return d
	case *m.Old.Value == 0 || *m.Old.Value**m.New.Value < 0:
		return nil
	}
	return new(*d / math.Abs(*m.Old.Value))
}

// Points reports whether Change is a difference of percentages.
func (m Move) Points() bool { return m.Unit == unit.Percent }

// ChangeText prints the change with its sign, such as +8.1% or −2.0 pp; n/m is
// one that means nothing.
func (m Move) ChangeText() string {
	c := m.Change()
	switch {
	case c == nil && m.Difference() == nil:
		return ""
	case c == nil:
		return "n/m"
	case m.Points():
		return unit.Percent.Format(*c, unit.Style{Sign: true, PlainUnit: true}) + " pp"
	}
	return unit.Percent.Format(*c, unit.Style{Sign: true})
}

// Moves compares two scorecards of the same period, KPI by KPI in the order of the
// newer one, by the names that both have in the comparison. A target that moves
// where there is no value to compare with it is left out.
func (d *Diff) Moves(old, now *scorecard.Scorecard) []Move {
	before := map[string]*scorecard.Result{}
	for i := range old.Sections {
		for j := range old.Sections[i].Results {
			r := &old.Sections[i].Results[j]
			before[r.ID] = r
		}
	}
	var out []Move
	for i := range now.Sections {
		for j := range now.Sections[i].Results {
			r := &now.Sections[i].Results[j]
			was := before[d.was[r.ID]]
			if was == nil {
				continue
			}
			m := Move{KPI: r.ID, Name: r.Name, Period: r.Period.Label, Unit: r.Unit, Old: reading(was), New: reading(r)}
			if m.ValueMoved() || m.StatusMoved() || m.TargetMoved() && m.New.Value != nil {
				out = append(out, m)
			}
		}
	}
	return out
}

func reading(r *scorecard.Result) Reading {
	return Reading{Value: r.Actual.Value, Reason: r.Actual.Reason, Target: r.Target.Value, Status: r.Status, Why: r.Reason}
}

// Moved lists the KPIs of which a value or target differs in one of the periods of
// both scorecards, or the status in the reported one.
func (d *Diff) Moved(old, now *scorecard.Scorecard) map[string]bool {
	out := map[string]bool{}
	for _, m := range d.Moves(old, now) {
		out[m.KPI] = true
	}
	before := map[string][]scorecard.Point{}
	for _, s := range old.Sections {
		for _, r := range s.Results {
			before[r.ID] = r.Series
		}
	}
	for _, s := range now.Sections {
		for _, r := range s.Results {
			if was, ok := d.was[r.ID]; ok && !sameSeries(before[was], r.Series) {
				out[r.ID] = true
			}
		}
	}
	return out
}

func sameSeries(a, b []scorecard.Point) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !same(a[i].Value, b[i].Value) || !same(a[i].Target, b[i].Target) {
			return false
		}
	}
	return true
}
