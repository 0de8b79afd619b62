package spec

import (
	"gopkg.in/yaml.v3"

	"kpi/engine/diag"
)

// The words of targets and reviews.
var (
	paces       = []string{"linear", "workdays", "seasonal"}
	attainments = []string{"higher", "lower", "progress", "range"}
	bases       = []string{"achieved", "missed"}
)

// A Target is what a KPI is judged against: one goal, or several with their
// dates. The zero Target is none.
type Target struct {
	Range diag.Range
	Goals []Goal // in the order of writing
}

// Written reports whether the KPI has a target.
func (t Target) Written() bool { return len(t.Goals) > 0 }

// Between reports whether a goal of the target is a range.
func (t Target) Between() bool {
	for _, g := range t.Goals {
		if g.Between() {
			return true
		}
	}
	return false
}

// A Goal is one target with the dates between which it holds. Formula, or Low
// and High, are written; all else may be.
type Goal struct {
	Range    diag.Range
	Formula  Text // value: a number, "500k per month", or a formula over KPIs and measures
	Low      Text // between: [Low, High]
	High     Text
	From     Text // ISO date, the first day on which it holds
	Until    Text // ISO date, the last one
	Baseline Text // a number: where the KPI stood before
	Pace     Pace
	Stretch  Text // a number that is better than the target's
	Because  Text
	Split    Parts // of the number among the members of a dimension
	Cushion  Text  // "10%": how much more than the number the members have together
}

// Between reports whether the goal is a range.
func (g Goal) Between() bool { return g.Low.Written() || g.High.Written() }

// A Pace says how much of a goal is to be reached by when. The zero Pace is not
// written.
type Pace struct {
	Range      diag.Range
	Word       Text // linear | workdays | seasonal; not written where there are milestones
	Milestones []Milestone
}

// Written reports whether there is a pace.
func (p Pace) Written() bool { return p.Word.Written() || len(p.Milestones) > 0 }

// A Milestone is what is to be reached by the end of a day.
type Milestone struct {
	Date  Text // ISO date
	Value Text // a number
}

// Parts give members of a dimension a number of their own. The zero Parts are
// none.
type Parts struct {
	Dimension Text
	Members   []Part
}

// A Part is the number of one member.
type Part struct {
	Member Text // as reports name it
	Value  Text // a number
}

// target reads a formula, one goal with its keys, or a list of goals.
func (r *reader) target(s slot) Target {
	if s.value == nil || isScalar(s.value) {
		t := r.formula(s)
		if !t.Written() {
			return Target{}
		}
		return Target{Range: t.Range, Goals: []Goal{{Range: t.Range, Formula: t}}}
	}
	var t Target
	n := r.resolve(s.value)
	switch {
	case n == nil:
		return t
	case n.Kind == yaml.MappingNode:
		t.add(r.goal(s))
	case n.Kind == yaml.SequenceNode && len(n.Content) > 0 && isScalar(n.Content[0]):
		r.errorf(r.place(n), codeWrongType, "%s: expected a list of targets with their dates, found a list of texts", s.what()).
			Notef("a range is written target: {between: [10%%, 20%%]}")
	case n.Kind == yaml.SequenceNode:
		for _, item := range r.list(s, "targets such as {value: 12M, from: 2026-04-01, until: 2027-03-31}") {
			t.add(r.goal(item))
		}
	default:
		r.wrongType(s, n, "a formula or {between: [low, high]}")
	}
	return t
}

// add leaves out what could not be read.
func (t *Target) add(g Goal) {
	if g.Formula.Written() || g.Low.Written() && g.High.Written() {
		t.Goals = append(t.Goals, g)
	}
	if len(t.Goals) == 1 {
		t.Range = t.Goals[0].Range
	}
}

func (r *reader) goal(s slot) Goal {
	m := r.mapping(s)
	defer m.done()
	s.shape.groups(true, [][]string{{"value"}, {"between"}})
	value, between := m.at("value"), m.at("between")
	g := Goal{
		Formula:  r.formula(value),
		From:     r.formed(m.at("from"), dateForm),
		Until:    r.formed(m.at("until"), dateForm),
		Baseline: r.formed(m.at("baseline"), numberForm),
		Pace:     r.pace(m.at("pace")),
		Stretch:  r.formed(m.at("stretch"), numberForm),
		Because:  r.text(m.at("because")),
		Split:    r.split(m.at("split")),
		Cushion:  r.formed(m.at("cushion"), shareForm),
	}
	g.Range = g.Formula.Range
	switch {
	case m.broken:
	case value.key != nil && between.key != nil:
		r.errorf(r.place(between.key), codeConflictingKeys, "a target is a value or between two values, and not both")
		return Goal{}
	case between.key != nil:
		r.between(&g, between, s)
	case value.key == nil:
		r.errorf(r.place(s.key), codeMissingKey, "a target says what is to be reached").
			Notef("write value: 12M, or between: [10%%, 20%%]")
	}
	return g
}

// between reads the two ends of a range.
func (r *reader) between(g *Goal, s, whole slot) {
	s.shape.pair()
	ends := r.list(s, "two numbers, the lowest and the highest")
	if len(ends) == 0 {
		return
	}
	if len(ends) != 2 {
		r.errorf(r.place(s.key), codeWrongType, `"between" wants two numbers, found %d`, len(ends))
		return
	}
	g.Low, g.High = r.formula(ends[0]), r.formula(ends[1])
	g.Range = diag.Range{File: r.sheet.name, Start: r.place(whole.value).Start, End: g.High.Range.End}
	if g.Range.Start.Line != g.Range.End.Line {
		g.Range = r.place(s.key)
	}
	for _, other := range []struct {
		name string
		text Text
	}{{"baseline", g.Baseline}, {"pace", Text{Range: g.Pace.Range}}, {"stretch", g.Stretch}, {"split", g.Split.Dimension}} {
		if other.text.Written() {
			r.errorf(other.text.Range, codeConflictingKeys, "a range holds in every period and has no %s", other.name)
		}
	}
}

// pace reads a word, or a value by each of some dates.
func (r *reader) pace(s slot) Pace {
	if s.value == nil || isScalar(s.value) {
		t := r.word(s, paces)
		return Pace{Range: t.Range, Word: t}
	}
	n := r.resolve(s.value)
	if n == nil || n.Kind != yaml.MappingNode {
		if n != nil {
			r.wrongType(s, n, "linear, workdays, seasonal, or {2026-06-30: 3M, 2026-12-31: 7M}")
		}
		return Pace{}
	}
	p := Pace{Range: r.place(s.key)}
	for date, value := range r.mapping(s).things("the milestone of") {
		t := r.formed(value, numberForm)
		if !dateForm.fits(date.Value) {
			r.errorf(date.Range, codeInvalidValue, "a milestone: expected %s, found %s", dateForm.want, quoted(date.Value))
		} else if t.Written() {
			p.Milestones = append(p.Milestones, Milestone{Date: date, Value: t})
		}
	}
	return p
}

// split reads {region: {EMEA: 4M, APAC: 2M}}.
func (r *reader) split(s slot) Parts {
	s.shape.most(1)
	m := r.mapping(s)
	var out Parts
	if len(m.entries) > 1 {
		r.errorf(r.place(s.key), codeWrongType, "a target is split by one dimension, found %d", len(m.entries)).
			Notef("name the members of one: split: {region: {EMEA: 4M, APAC: 2M}}")
		return out
	}
	for dimension, members := range m.things("the split by") {
		out.Dimension = dimension
		for name, value := range r.mapping(members).things("the part of") {
			if t := r.formed(value, numberForm); t.Written() {
				out.Members = append(out.Members, Part{Member: name, Value: t})
			}
		}
	}
	return out
}
