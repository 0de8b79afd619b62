package kpitest

import (
	"slices"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/lineage"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A check compares one expected text with a result.
type check struct {
	kpi     *plan.KPI
	what    string // revenue, status of revenue, revenue by region West
	text    spec.Text
	own     bool // the aggregates behind the KPI's value explain it
	compare func(*scorecard.Result) finding
}

// A finding is what a check has found. The zero finding is that everything is as
// expected.
type finding struct {
	want string // what was expected, where that is not the text as a whole
	got  string
	why  []string
	// now is what would be expected from now on; "" is that no text says it.
	now string
}

// differs is the finding that something else is there.
func differs(got string, why []string) finding { return finding{got: got, now: got, why: why} }

// expect makes the checks of what a test says of a KPI.
func (r *suiteReader) expect(c *testCase, e *spec.Expectation) {
	if !r.knownKPI(e.ID) {
		return
	}
	before := r.list.Len()
	k := r.Definition.Plan.Numbers[e.ID.Value].KPI
	c.kpis = append(c.kpis, k.ID)
	m := maker{suiteReader: r, c: c, kpi: k, within: within(e)}
	first := len(c.checks)
	m.judged(e, whole(k.ID))
	for _, x := range comparisons {
		m.comparison(x.text(e), x.name, x.pick)
	}
	m.series(e.Series)
	for i := range e.By {
		m.split(&e.By[i])
	}
	if r.half {
		return
	}
	m.given(e)
	if len(c.checks) == first && r.list.Len() == before {
		r.list.Errorf(e.ID.Range, "bad-expectation", "nothing is expected of %q", k.ID).
			Notef("write %s: 100, %s: no value, or %s: {status: on track}", k.ID, k.ID, k.ID)
	}
}

// knownKPI reports whether the name is one of a KPI, and says so where it is not.
func (r *suiteReader) knownKPI(name spec.Text) bool {
	var names []string
	for _, k := range r.Definition.Plan.KPIs {
		names = append(names, k.ID)
	}
	if number := r.Definition.Plan.Numbers[name.Value]; number != nil && number.KPI == nil {
		r.list.Errorf(name.Range, "unknown-kpi", "%q is a measure, and tests are of KPIs", name.Value).
			Notef("expect something of a KPI that reads it")
		return false
	}
	return r.known(name, "unknown-kpi", "there is no KPI", names)
}

// comparisons are the other windows that a value is known in.
var comparisons = []struct {
	name string
	text func(*spec.Expectation) spec.Text
	pick func(*scorecard.Result) *scorecard.Comparison
}{
	{"previous", func(e *spec.Expectation) spec.Text { return e.Previous }, func(r *scorecard.Result) *scorecard.Comparison { return &r.Previous }},
	{"last year", func(e *spec.Expectation) spec.Text { return e.LastYear }, func(r *scorecard.Result) *scorecard.Comparison { return &r.LastYear }},
	{"year to date", func(e *spec.Expectation) spec.Text { return e.YearToDate }, func(r *scorecard.Result) *scorecard.Comparison { return &r.YearToDate }},
	{"trailing 12", func(e *spec.Expectation) spec.Text { return e.Trailing12 }, func(r *scorecard.Result) *scorecard.Comparison { return &r.Trailing12 }},
}

func within(e *spec.Expectation) *float64 {
	literal, ok := unit.ParseLiteral(e.Within.Value)
	if !ok {
		return nil
	}
	return &literal.Value
}

// A maker makes the checks of one expectation.
type maker struct {
	*suiteReader
	c      *testCase
	kpi    *plan.KPI
	within *float64
}

func (m maker) add(text spec.Text, what string, compare func(*scorecard.Result) finding) *check {
	m.c.checks = append(m.c.checks, check{kpi: m.kpi, what: what, text: text, compare: compare})
	return &m.c.checks[len(m.c.checks)-1]
}

// value reads an expected value, and says what is wrong with it. It is false
// where there is none.
func (m maker) value(text spec.Text) (value, bool) {
	if text.Value == "" {
		return value{}, false
	}
	v, ok := parseValue(text.Value)
	if !ok {
		explainValue(m.list.Errorf(text.Range, "bad-expectation", "%q is no value", text.Value), text.Value)
	}
	return v, ok
}

// explainValue says how a value is written.
func explainValue(d *diag.Diagnostic, text string) {
	words, _, ok := cutReason(text)
	plain := strings.ReplaceAll(text, ",", "")
	_, isNumber := unit.ParseLiteral(plain)
	switch {
	case words == noValue && !ok:
		d.Notef("reasons: %s", strings.Join(status.ReasonWords(), ", "))
	case isNumber:
		d.Labelf("did you mean %s?", plain).Notef("numbers are written without separators between thousands")
	default:
		d.Notef("a value is a number such as 1250, 12.5k or 33.3%%, no value, or no value (division by zero)")
	}
}

// judged makes the checks of value, target and status.
func (m maker) judged(e *spec.Expectation, at place) {
	if v, ok := m.value(e.Value); ok {
		m.add(e.Value, at.name, at.look(func(r *scorecard.Result, f figures) finding {
			return compareValue(v, f.actual, like{e.Value.Value, r.Unit, m.within, at.own})
		})).own = at.own
	}
	if t, ok := m.target(e.Target); ok {
		m.add(e.Target, "target of "+at.name, at.look(func(r *scorecard.Result, f figures) finding {
			return t.compare(f.target, like{e.Target.Value, r.Unit, m.within, false})
		}))
	}
	if s, ok := m.status(e.Status); ok {
		m.add(e.Status, "status of "+at.name, at.look(func(r *scorecard.Result, f figures) finding {
			return s.compare(f, r, m.kpi)
		})).own = at.own
	}
}

func (m maker) comparison(text spec.Text, name string, pick func(*scorecard.Result) *scorecard.Comparison) {
	v, ok := m.value(text)
	if !ok {
		return
	}
	m.add(text, m.kpi.ID+" "+name, func(r *scorecard.Result) finding {
		c := pick(r)
		f := compareValue(v, c.Measured, like{text.Value, r.Unit, m.within, false})
		if f.got != "" && c.Period.Label != "" {
			f.why = append(f.why, "over "+c.Period.Label)
		}
		return f
	})
}

func (m maker) series(text spec.Text) {
	if text.Value == "" {
		return
	}
	want, slips := parseSeries(text.Value)
	for _, s := range slips {
		m.list.Errorf(text.Span(s.from, s.to), "bad-series", "%s", s.message).
			Notef("100 120 _ 0x3 100+10x4 is 100, 120, no value, three times 0, and 100 110 120 130; the last value is that of the period")
	}
	m.c.options.History = max(m.c.options.History, len(want))
	if len(slips) == 0 {
		m.add(text, "series of "+m.kpi.ID, func(r *scorecard.Result) finding {
			return compareSeries(want, r.Series, like{text.Value, r.Unit, m.within, false})
		})
	}
}

func (m maker) split(s *spec.Split) {
	var names []string
	for _, d := range m.Definition.Plan.DimensionsOf(m.kpi.Number) {
		names = append(names, d.ID)
	}
	if !m.known(s.Dimension, "unknown-dimension", m.kpi.ID+" has no dimension", names) {
		return
	}
	id := s.Dimension.Value
	if !slices.Contains(m.c.options.By, id) {
		m.c.options.By = append(m.c.options.By, id)
	}
	for i := range s.Members {
		e := &s.Members[i]
		own := m
		own.within = within(e)
		own.judged(e, member(m.kpi.ID, id, e.ID.Value))
	}
}

// given checks that the test gives all sources that it reads.
func (m maker) given(e *spec.Expectation) {
	r := &lineage.Reading{Plan: m.Definition.Plan}
	for _, s := range e.By {
		if d := r.Plan.Dimension(s.Dimension.Value); d != nil {
			r.By = append(r.By, d)
		}
	}
	if m.c.test.Where.Written() {
		r.Where, _ = r.Plan.Filter(&m.c.test.Where)
	}
	r.Number(m.kpi.Formula)
	if judged(e) {
		for _, g := range m.kpi.Target.Goals {
			r.Number(g.Value)
			r.Number(g.Low)
			r.Number(g.High)
		}
	}
	if e.Status.Written() {
		for _, b := range m.kpi.Bands {
			r.Number(b.When)
		}
	}
	rows := m.c.options.Fixtures.Rows
	for _, s := range missing(r, func(id string) bool { return rows[id] != nil }) {
		m.list.Errorf(e.ID.Range, "missing-rows", "the test gives no rows of %q, which %s reads", s.ID, m.kpi.ID).
			Notef("write rows: {%s: []} where it is to be empty", s.ID)
	}
}

// judged reports whether the target is looked at, also that of a member.
func judged(e *spec.Expectation) bool {
	if e.Status.Written() || e.Target.Written() {
		return true
	}
	return slices.ContainsFunc(e.By, func(s spec.Split) bool {
		return slices.ContainsFunc(s.Members, func(m spec.Expectation) bool { return m.Status.Written() || m.Target.Written() })
	})
}
