package kpitest

import (
	"fmt"
	"regexp"
	"strings"

	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// like says how a number was expected, so that what is there can be written the
// same way.
type like struct {
	text   string
	unit   unit.Unit
	within *float64 // how far off a number may be; nil is by how it is written
	// explained says that the aggregates behind the value are told, so that its
	// numerator and denominator are known.
	explained bool
}

func (l like) percent() bool { return isPercent(l.text, l.unit) }

func compareValue(want value, m scorecard.Measured, l like) finding {
	got := measured{m.Value, m.Reason}
	if want.meets(got, l.within) {
		return finding{}
	}
	f := differs(got.spell(l.percent()), nil)
	if m.Value != nil && l.unit == unit.Percent && !l.percent() {
		f.got += " (" + l.unit.Format(*m.Value, unit.Style{}) + ")"
		if (value{number: want.number / 100, slack: want.slack / 100}).meets(got, nil) {
			f.why = append(f.why, fmt.Sprintf("%s is %s: did you mean %s%%?", l.text, l.unit.Format(want.number, unit.Style{}), l.text))
		}
	}
	if m.Numerator != nil && m.Denominator != nil && !l.explained {
		f.why = append(f.why, fmt.Sprintf("%s / %s", spellNumber(*m.Numerator, false), spellNumber(*m.Denominator, false)))
	}
	return f
}

// mostPoints of a series that differ are shown.
const mostPoints = 3

func compareSeries(want []value, points []scorecard.Point, l like) finding {
	var wants, gots []string
	all := make([]measured, len(want))
	differing := 0
	points = points[len(points)-len(want):]
	for i, p := range points {
		all[i] = measured{p.Value, p.Reason}
		if want[i].meets(all[i], l.within) {
			continue
		}
		if differing++; differing <= mostPoints {
			expected := measured{}
			if !want[i].none {
				expected.number = &want[i].number
			}
			wants = append(wants, spellPoint(expected, l.percent())+" in "+p.Period.Label)
			gots = append(gots, spellPoint(all[i], l.percent()))
		}
	}
	if differing == 0 {
		return finding{}
	}
	f := finding{want: strings.Join(wants, ", "), got: strings.Join(gots, ", "), now: spellSeries(all, l.percent())}
	if more := differing - mostPoints; more > 0 {
		f.want, f.got = f.want+", …", f.got+", …"
		f.why = append(f.why, fmt.Sprintf("%d more differ", more))
	}
	return f
}

// A wantedTarget is a number, none, or a range.
type wantedTarget struct {
	value
	high *value // of a range that starts with the value
}

var rangeWords = regexp.MustCompile(`^(.+) to (.+)$`)

func (m maker) target(text spec.Text) (wantedTarget, bool) {
	ends := rangeWords.FindStringSubmatch(text.Value)
	if ends == nil {
		v, ok := m.value(text)
		return wantedTarget{value: v}, ok
	}
	low, lowOK := parseNumber(ends[1])
	high, highOK := parseNumber(ends[2])
	if !lowOK || !highOK {
		m.list.Errorf(text.Range, "bad-expectation", "%q is no range of a target", text.Value).Notef("a range is written 4%% to 9%%")
	}
	return wantedTarget{value: low, high: &high}, lowOK && highOK
}

func (w wantedTarget) compare(t scorecard.Target, l like) finding {
	isRange := t.Low != nil && t.High != nil
	got := measured{t.Value, t.Reason}.spell(l.percent())
	if isRange {
		got = spellNumber(*t.Low, l.percent()) + " to " + spellNumber(*t.High, l.percent())
	}
	switch {
	case w.high != nil && isRange:
		if w.meets(measured{number: t.Low}, l.within) && w.high.meets(measured{number: t.High}, l.within) {
			return finding{}
		}
	case w.high == nil && !isRange && w.meets(measured{t.Value, t.Reason}, l.within):
		return finding{}
	}
	if t.Text == "" {
		return differs(got, []string{"no target is written"})
	}
	return differs(got, []string{"the target is written " + t.Text})
}

// A wantedStatus is a status, or none, for a reason; NoReason is any.
type wantedStatus struct {
	status status.Status
	reason status.Reason
}

const noStatus = "none"

func (m maker) status(text spec.Text) (wantedStatus, bool) {
	if text.Value == "" {
		return wantedStatus{}, false
	}
	words, reason, known := cutReason(text.Value)
	s, ok := status.ParseStatus(words)
	switch {
	case words == noStatus && known:
		return wantedStatus{reason: reason}, true
	case ok && words == text.Value, ok && known && (reason == status.Achieved || reason == status.NoBase):
		return wantedStatus{status: s, reason: reason}, true
	case words == noStatus:
		m.list.Errorf(text.Range, "bad-expectation", "%q is no status", text.Value).Notef("reasons: %s", strings.Join(status.ReasonWords(), ", "))
		return wantedStatus{}, false
	}
	m.known(text, "bad-expectation", "there is no status", []string{"on track", "at risk", "off track", noStatus})
	return wantedStatus{}, false
}

func (w wantedStatus) compare(f figures, r *scorecard.Result, k *plan.KPI) finding {
	if f.status == w.status && (w.reason == status.NoReason || w.reason == f.reason) {
		return finding{}
	}
	got := inBrackets(f.status.Word(), f.reason)
	if f.status == status.None {
		got = inBrackets(noStatus, f.reason)
	}
	return differs(got, verdict(f, r.Unit, k))
}

// verdict says what a status was decided by.
func verdict(f figures, u unit.Unit, k *plan.KPI) []string {
	format := func(v float64) string { return u.Format(v, unit.Style{}) }
	var why []string
	if f.actual.Value != nil {
		why = append(why, "the value is "+format(*f.actual.Value))
	}
	if f.reason == status.TooFew {
		why = append(why, f.actual.Few(k.MinN).String())
	}
	switch t := f.target; {
	case t.Low != nil && t.High != nil:
		why = append(why, fmt.Sprintf("the target %s to %s", format(*t.Low), format(*t.High)))
	case t.Value != nil:
		why = append(why, "the target "+format(*t.Value))
	}
	if p := f.pace; p != nil && p.Actual != nil && p.Expected != nil {
		why = append(why, fmt.Sprintf("since %s it is %s, and %s is due", p.From, format(*p.Actual), format(*p.Expected)))
	}
	if f.attainment != nil {
		why = append(why, "attained "+unit.Percent.Format(*f.attainment, unit.Style{}))
	}
	switch tolerance := k.Spec.Tolerance.Value; {
	case f.band != "":
		why = append(why, "the line "+f.band+" holds")
	case f.status != status.None && len(k.Bands) == 0 && tolerance != "":
		why = append(why, "the tolerance is "+tolerance)
	}
	if len(why) == 0 {
		return nil
	}
	return []string{strings.Join(why, ", ")}
}
