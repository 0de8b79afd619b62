package spec

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// Evidence says what is looked at beside the value of a KPI. What is not written
// is as the scorecard says, and there it is looked at.
type Evidence struct {
	All      Switch // evidence: false
	Signals  Switch
	Forecast Switch
	Lead     Switch
	Why      Switch
	Bias     Switch
	By       []Text // why: [region, segment]; empty is every dimension
	Baseline Baseline
}

// A Switch is true or false. The zero Switch is not written.
type Switch struct {
	Range diag.Range
	On    bool
}

// Written reports whether the switch is in the file.
func (s Switch) Written() bool { return s.Range.Start.Line != 0 }

// A Baseline is the time that natural limits are computed from, and why it is
// that time. The zero Baseline is none.
type Baseline struct {
	Range   diag.Range
	From    Text // ISO date, the first day
	Until   Text // ISO date, the last one
	Because Text
}

// Written reports whether there is a baseline.
func (b Baseline) Written() bool { return b.Range.Start.Line != 0 }

// evidence reads false, or {signals: …, forecast: …, lead: …, why: …, bias: …}.
func (r *reader) evidence(s slot) Evidence {
	if s.value == nil {
		return Evidence{}
	}
	if isScalar(s.value) {
		return Evidence{All: r.toggle(s)}
	}
	m := r.mapping(s)
	defer m.done()
	e := Evidence{Signals: r.toggle(m.at("signals")), Forecast: r.toggle(m.at("forecast")), Lead: r.toggle(m.at("lead"))}
	if why := m.at("why"); why.value != nil && (r.isList(why) || r.isName(why)) {
		e.Why, e.By = Switch{Range: r.place(why.key), On: true}, r.texts(why, "dimensions")
	} else {
		e.Why = r.toggle(why)
	}
	e.Bias = r.toggle(m.at("bias"))
	e.Baseline = r.baseline(m.at("baseline"))
	return e
}

func (r *reader) isList(s slot) bool {
	n := r.resolve(s.value)
	return n != nil && n.Kind == yaml.SequenceNode
}

// isName reports whether a dimension may be written there, and no switch.
func (r *reader) isName(s slot) bool {
	n := r.resolve(s.value)
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag != "!!str" && n.Tag != "!!timestamp" {
		return false
	}
	return !slices.Contains([]string{"on", "off", "yes", "no", "true", "false"}, strings.ToLower(n.Value))
}

// toggle reads true or false.
func (r *reader) toggle(s slot) Switch {
	if s.value == nil {
		return Switch{}
	}
	return Switch{Range: r.place(s.value), On: r.flag(s)}
}

// baseline reads {from: …, until: …, because: …}.
func (r *reader) baseline(s slot) Baseline {
	if s.value == nil {
		return Baseline{}
	}
	m := r.mapping(s)
	defer m.done()
	return Baseline{
		Range:   r.place(s.key),
		From:    r.formed(m.need("from"), dateForm),
		Until:   r.formed(m.need("until"), dateForm),
		Because: r.text(m.need("because")),
	}
}
