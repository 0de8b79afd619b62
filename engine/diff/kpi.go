package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// kpi is a KPI with all of its aspects.
func (m *model) kpi(k *plan.KPI) definition {
	w := k.Spec
	return definition{
		key: key{KPI, k.ID}, name: w.Name.Value, place: w.ID.Range,
		aspects: slices.Concat(m.kpiValue(k), m.kpiTarget(k), m.kpiThresholds(k), m.kpiTexts(k)),
	}
}

func (m *model) kpiValue(k *plan.KPI) []aspect {
	w, u := k.Spec, k.Spec.Unit
	u.Value = k.Unit.String() // that of the formula where none is written
	return []aspect{
		m.valueOf(k.Number), meant(Value, "unit", k.Unit.String(), u), meant(Value, "grain", string(k.Grain), w.Grain),
		plain(Value, "settles_after", w.SettlesAfter),
	}
}

func (m *model) kpiTarget(k *plan.KPI) []aspect {
	w, r := k.Spec, m.reach()
	var meanings, said, written []string
	for i := range k.Target.Goals {
		g := &k.Target.Goals[i]
		for _, t := range []*spec.Text{&g.Spec.Formula, &g.Spec.Low, &g.Spec.High} {
			r.numbers(parsed(t), nil)
		}
		meanings = append(meanings, m.goal(g))
		said = append(said, m.goalSaid(g))
		written = append(written, goalWritten(g.Spec))
	}
	target := aspect{Target, "target", hash(meanings...), []part{{"target", hash(said...), strings.Join(written, "; "), w.Target.Range}}, r.found}
	better := w.Better
	if better.Value == "within" {
		better = spec.Text{} // the range says so
	}
	return []aspect{target, plain(Target, "better", better), plain(Target, "attainment", w.Attainment)}
}

// goal is the meaning of a goal.
func (m *model) goal(g *plan.Goal) string {
	parts := []string{day(g.From), day(g.Until), m.of(g.Value, nil), m.of(g.Low, nil), m.of(g.High, nil), string(g.Per), string(g.Shape),
		optional(g.Baseline), optional(g.Stretch), g.Split.Dimension}
	for _, s := range g.Milestones {
		parts = append(parts, s.Day.String(), spelled(s.Value))
	}
	var members []string
	for _, p := range g.Split.Members {
		members = append(members, hash(p.Member, spelled(p.Value)))
	}
	return hash(append(parts, sorted(members)...)...)
}

func day(d calendar.Date) string { return strconv.Itoa(int(d)) }

func optional(v *float64) string {
	if v == nil {
		return ""
	}
	return spelled(*v)
}

// goalSaid is what a goal says itself, whatever what it reads means.
func (m *model) goalSaid(g *plan.Goal) string {
	own := *g
	own.Value, own.Low, own.High = nil, nil, nil
	return hash(m.goal(&own), m.said(&g.Spec.Formula), m.said(&g.Spec.Low), m.said(&g.Spec.High))
}

// goalWritten is a goal for people.
func goalWritten(g *spec.Goal) string {
	text := oneLine(g.Formula.Value)
	if g.Between() {
		text = "between " + oneLine(g.Low.Value) + " and " + oneLine(g.High.Value)
	}
	for _, o := range []struct {
		word string
		text spec.Text
	}{{" from ", g.From}, {" until ", g.Until}, {", baseline ", g.Baseline}, {", pace ", g.Pace.Word}, {", stretch ", g.Stretch}} {
		if o.text.Written() {
			text += o.word + oneLine(o.text.Value)
		}
	}
	var steps []string
	for _, s := range g.Pace.Milestones {
		steps = append(steps, s.Value.Value+" by "+s.Date.Value)
	}
	for _, p := range g.Split.Members {
		steps = append(steps, p.Value.Value+" of "+p.Member.Value)
	}
	return strings.Join(append([]string{text}, steps...), ", ")
}

func (m *model) kpiThresholds(k *plan.KPI) []aspect {
	w := k.Spec
	gate := spec.Text{Range: w.Scoring.GateRange}
	if k.Gate {
		gate.Value = "true"
	}
	return []aspect{
		m.tolerance(k), m.statusList(k), plain(Threshold, "min_n", w.Scoring.MinN), plain(Threshold, "no_base", w.NoBase),
		weights(k.Weights, w.Scoring.Weights), meant(Threshold, "gate", strconv.FormatBool(k.Gate), gate),
		expect(w.Expect), evidence(w.Evidence),
	}
}

// tolerance is where red begins, however it is written. A red flag is what it
// says: how far it is from the target changes with the target.
func (m *model) tolerance(k *plan.KPI) aspect {
	if flag := k.Spec.Scoring.RedFlag; flag.Written() {
		a := plain(Threshold, "tolerance", flag)
		a.meaning = "red flag " + a.meaning
		a.parts[0] = part{"red_flag", a.meaning, "red flag " + oneLine(flag.Value), flag.Range}
		return a
	}
	return plain(Threshold, "tolerance", k.Spec.Tolerance)
}

func (m *model) statusList(k *plan.KPI) aspect {
	r := m.reach()
	a := aspect{category: Threshold, name: "status", reach: r.found}
	var meanings, said, written []string
	for i, b := range k.Bands {
		when := &k.Spec.Status[i].When
		r.numbers(parsed(when), nil)
		meanings = append(meanings, string(b.Status), m.of(b.When, nil))
		said = append(said, string(b.Status), m.said(when))
		written = append(written, b.Text)
	}
	a.meaning = hash(meanings...)
	p := part{what: "status", said: hash(said...), written: strings.Join(written, "; ")}
	if len(k.Spec.Status) > 0 {
		p.place = k.Spec.Status[0].Color.Range
	}
	a.parts = []part{p}
	return a
}

func (m *model) kpiTexts(k *plan.KPI) []aspect {
	w := k.Spec
	var because []string
	for _, g := range k.Target.Goals {
		because = append(because, oneLine(g.Spec.Because.Value))
	}
	reason := strings.TrimSpace(strings.Join(because, " "))
	leads := ""
	if l := k.Leads; l != nil {
		leads = fmt.Sprintf("%s after %d to %d %s", m.newName(l.KPI), l.From, l.To, l.Grain.Plural())
		if l.Negative {
			leads += ", negative"
		}
	}
	return []aspect{
		plain(Owner, "owner", w.Owner), worded("name", w.Name), worded("description", w.Description), plain(Text, "objective", w.Objective),
		plain(Text, "class", w.Class), meant(Text, "leads", leads, spec.Text{Value: leads, Range: w.Leads.Range}), plain(Text, "category", w.Category),
		listed(Text, "tags", w.Tags), meant(Text, "because", reason, spec.Text{Value: reason, Range: w.Target.Range}),
		plain(Text, "reviewed", w.Reviewed), plain(Text, "review_every", w.ReviewEvery),
	}
}

// weights is how much something counts in the score above it.
func weights(all plan.Weights, w spec.Weights) aspect {
	var meanings, written []string
	for _, x := range all {
		meanings = append(meanings, spelled(x.Value), day(x.From), day(x.Until))
	}
	for _, x := range w {
		text := x.Value.Value
		if x.From.Written() {
			text += " from " + x.From.Value
		}
		if x.Until.Written() {
			text += " until " + x.Until.Value
		}
		written = append(written, text)
	}
	return meant(Threshold, "weight", hash(meanings...), spec.Text{Value: strings.Join(written, "; "), Range: w.Range()})
}

// expect is what somebody else knows of the numbers.
func expect(e spec.Expect) aspect {
	names, values := []string{}, []string{}
	for _, t := range e.Totals {
		names, values = append(names, t.Period.Value), append(values, t.Value.Value)
	}
	written, said := pairs(names, values)
	if t := e.Rows; t.Written() {
		written, said = t.Value, normal(t.Value)
	}
	if t := e.File; t.Written() {
		written, said = t.Value, t.Value
	}
	a := meant(Threshold, "expect", said, spec.Text{Value: written, Range: e.Range})
	return a
}

// evidence is what is looked at beside a value.
func evidence(e spec.Evidence) aspect {
	var parts []string
	for _, s := range []struct {
		name string
		on   spec.Switch
	}{{"all", e.All}, {"signals", e.Signals}, {"forecast", e.Forecast}, {"lead", e.Lead}, {"why", e.Why}, {"bias", e.Bias}} {
		if s.on.Written() {
			parts = append(parts, s.name+": "+strconv.FormatBool(s.on.On))
		}
	}
	for _, t := range e.By {
		parts = append(parts, "by "+t.Value)
	}
	if e.Baseline.Written() {
		parts = append(parts, "baseline "+e.Baseline.From.Value+" to "+e.Baseline.Until.Value)
	}
	place := e.All.Range
	for _, s := range []spec.Switch{e.Signals, e.Forecast, e.Lead, e.Why, e.Bias, {Range: e.Baseline.Range}} {
		if place.Start.Line == 0 {
			place = s.Range
		}
	}
	text := strings.Join(parts, ", ")
	return meant(Threshold, "evidence", strings.Join(sorted(parts), ", "), spec.Text{Value: text, Range: place})
}

// constants reports whether all nodes are plain numbers, or none.
func constants(nodes ...formula.Node) bool {
	for _, n := range nodes {
		if _, ok := plan.Constant(n); !ok && n != nil {
			return false
		}
	}
	return true
}
