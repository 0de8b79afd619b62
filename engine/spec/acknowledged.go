package spec

import "kpi/engine/diag"

// A Reason says why what a KPI or a rule is judged by was changed, and when:
// changed: [{on: 2026-10-01, because: The board has lowered the plan}].
type Reason struct {
	Range   diag.Range // where it begins
	On      Text       // ISO date
	Because Text
}

// An Acknowledgement lets a finding of a comparison with older definitions stand,
// for a reason. Exactly one of KPI and Rule is written.
type Acknowledgement struct {
	Range   diag.Range // where it begins
	KPI     Text       // may be one that is gone
	Rule    Text       // may be one that is gone
	Change  Text       // value | target | threshold
	Because Text
	Until   Text // ISO date, the last day on which it holds; "" is every day
}

// acknowledgeable are the kinds of changes that a comparison has findings on.
var acknowledgeable = []string{"value", "target", "threshold"}

// changed reads the reasons of a KPI or a rule.
func (r *reader) changed(s slot) []Reason {
	var out []Reason
	for _, item := range r.list(s, "reasons such as {on: 2026-10-01, because: The board has lowered the plan}") {
		m := r.mapping(item)
		out = append(out, Reason{
			Range:   r.place(item.key),
			On:      r.formed(m.need("on"), dateForm),
			Because: r.text(m.need("because")),
		})
		m.done()
	}
	return out
}

func (r *reader) acknowledged(file *mapping) {
	for _, item := range r.list(file.at("acknowledged"), "changes such as {kpi: revenue, change: target, because: The board has lowered the plan}") {
		m := r.mapping(item)
		a := Acknowledgement{
			Range:   r.place(item.key),
			KPI:     r.text(m.at("kpi")),
			Rule:    r.text(m.at("rule")),
			Change:  r.word(m.need("change"), acknowledgeable),
			Because: r.text(m.need("because")),
			Until:   r.formed(m.at("until"), dateForm),
		}
		m.wantSubject(a)
		m.done()
		r.catalog.Acknowledged = append(r.catalog.Acknowledged, a)
	}
}

// wantSubject reports an acknowledgement that is not about one thing.
func (m *mapping) wantSubject(a Acknowledgement) {
	_, kpi := m.index["kpi"]
	_, rule := m.index["rule"]
	switch {
	case kpi && rule:
		m.errorf(a.Range, codeConflictingKeys, "a change is acknowledged of a KPI or of a rule, and not of both")
	case !kpi && !rule && !m.broken:
		m.errorf(a.Range, codeMissingKey, "it is not said whose change is acknowledged").Notef("add kpi: or rule:")
	}
}
