package scorecard

import (
	"cmp"
	"fmt"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// judging is one run over all KPIs of a view.
type judging struct {
	*series.Evaluator
	View  View
	notes []phrase.Phrase
	// seasonsOf are the shares of the months of a year, by goal, once computed.
	seasonsOf map[*plan.Goal][]float64
	// cautions and periods are the same for all members.
	cautions map[cautionKey]status.Reason
	periods  map[calendar.Frame]Period
	pasts    map[string]past // by KPI
}

type cautionKey struct {
	kpi   *plan.KPI
	frame calendar.Frame
}

func newJudging(e *series.Evaluator, v View) *judging {
	return &judging{
		Evaluator: e, View: v, seasonsOf: map[*plan.Goal][]float64{}, cautions: map[cautionKey]status.Reason{}, periods: map[calendar.Frame]Period{},
		pasts: map[string]past{},
	}
}

// Judge computes and judges every KPI of the view.
func Judge(e *series.Evaluator, v View) *Scorecard {
	j := newJudging(e, v)
	c := e.Plan.Catalog.Scorecard
	card := &Scorecard{
		Title: c.Title.For(v.Locale), Entity: c.Entity.For(v.Locale), Currency: c.Currency.Value, Locale: cmp.Or(v.Locale, c.Locale.Value),
		Grain: string(v.Grain), AsOf: v.AsOf.String(), Period: j.period(v.Reported(e.Plan.Calendar)),
	}
	if v.Period.Label != "" {
		card.Period.Label = v.Period.Label
	}
	card.Sections = j.sections()
	card.Perspectives = j.rollUp(card.Sections)
	card.Notes = j.notes
	card.Events = j.notesOn("")
	return card
}

// sections groups the results by objective, in the order of writing; KPIs
// without an objective come last.
func (j *judging) sections() []Section {
	var out []Section
	place := map[string]int{}
	for _, o := range j.Plan.Catalog.Objectives {
		place[o.ID.Value] = len(out)
		name := o.Name.For(j.View.Locale)
		if name == "" {
			name = o.ID.Value
		}
		out = append(out, Section{ID: o.ID.Value, Name: name, Perspective: o.Perspective.Value})
	}
	place[""] = len(out)
	out = append(out, Section{})
	for _, k := range j.Plan.KPIs {
		if j.View.Shows(k.ID) {
			i := place[k.Spec.Objective.Value]
			out[i].Results = append(out[i].Results, j.result(k))
		}
	}
	kept := out[:0]
	for _, s := range out {
		if len(s.Results) > 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

func (j *judging) result(k *plan.KPI) Result {
	s := k.Spec
	f := j.View.frames(j.Plan.Calendar, k)
	all := series.Group{}
	actual := j.value(k, f.reported, all)
	v := j.judge(k, actual, f.reported, all)
	r := Result{
		ID: k.ID, Name: j.nameOf(k), Description: s.Description.For(j.View.Locale), Owner: s.Owner.Value, Class: s.Class.Value,
		Category: s.Category.Value, Objective: s.Objective.Value, Formula: oneLine(s.Formula.Value), Kind: k.Kind, Unit: k.Unit,
		Better: better(k), Period: j.period(f.reported), Actual: j.measured(k, actual, f.reported),
		Indistinct: indistinct(k, actual, v), MinN: k.MinN, Score: score(k, v),
		Target: v.target, Attainment: v.attainment, Status: v.status, Reason: v.reason, Band: v.band, Pace: v.pace,
		Before:     j.before(k, f.before),
		Previous:   j.compare(k, actual, f.previous, all),
		LastYear:   j.compare(k, actual, f.lastYear, all),
		YearToDate: j.window(k, f.yearToDate),
		Trailing12: j.window(k, f.trailing),
		Series:     j.series(k, f, all),
		Breakdowns: j.breakdowns(k, f),
		Actions:    j.actions(k),
		Notes:      j.notesOn(k.ID),
		Evidence:   j.evidence(k, actual, f),
	}
	r.OneSided = j.oneSided(k, f.reported, r.Breakdowns)
	if actual.Blank > 0 {
		j.notes = append(j.notes, phrase.Of("%s: some rows have no value to compute with and were left out.", r.Name))
	}
	return r
}

// value computes k in f. A period that has not begun has no value, whatever its
// formula looks back at.
func (j *judging) value(k *plan.KPI, f calendar.Frame, g series.Group) series.Value {
	if f.Days() <= 0 {
		return series.Value{Reason: status.OutOfRange}
	}
	return j.withoutBase(k, j.Evaluate(k.Formula, f, g), f, g)
}

func (j *judging) nameOf(k *plan.KPI) string {
	return cmp.Or(k.Spec.Name.For(j.View.Locale), k.ID)
}

func better(k *plan.KPI) Better {
	if k.Target.Between() {
		return Within
	}
	return Better(k.Spec.Better.Value)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// measured turns a value into what a report shows. A value that is there keeps
// the reason why it must be read with care.
func (j *judging) measured(k *plan.KPI, v series.Value, f calendar.Frame) Measured {
	m := Measured{Value: pointer(v), Reason: v.Reason, Numerator: v.Numerator, Denominator: v.Denominator, Interval: interval(k, v)}
	if v.Rows != nil && v.OK() {
		n := int64(*v.Rows)
		m.N = &n
	}
	if v.OK() {
		m.Reason = j.caution(k, f)
	}
	if v.OK() && m.Reason == status.NoReason && v.Empty {
		m.Reason = status.Empty
	}
	return m
}

func (j *judging) compare(k *plan.KPI, now series.Value, c comparison, g series.Group) Comparison {
	if !c.ok {
		return Comparison{Measured: Measured{Reason: status.NoPartner}}
	}
	before := j.value(k, c.frame, g)
	return Comparison{
		Period: j.period(c.frame), Measured: j.measured(k, before, c.frame),
		Change: change(now, before, k.Unit), Points: k.Unit == unit.Percent,
	}
}

func (j *judging) window(k *plan.KPI, c comparison) Comparison {
	if !c.ok {
		return Comparison{}
	}
	v := j.value(k, c.frame, series.Group{})
	return Comparison{Period: j.period(c.frame), Measured: j.measured(k, v, c.frame)}
}

func (j *judging) series(k *plan.KPI, f frames, g series.Group) []Point {
	out := make([]Point, len(f.series))
	for i, frame := range f.series {
		v := j.value(k, frame, g)
		out[i] = Point{Period: j.period(frame), Measured: j.measured(k, v, frame), Target: j.target(k, frame, g).Value}
	}
	return out
}

func (j *judging) breakdowns(k *plan.KPI, f frames) []Breakdown {
	var out []Breakdown
	has := j.View.dimensions(j.Plan, k)
	for _, id := range j.View.By {
		d := j.Plan.Dimension(id)
		b := Breakdown{Dimension: d.ID, Name: d.NameIn(j.View.Locale), Reason: status.NoDimension}
		for _, h := range has {
			if h == d {
				b.Reason, b.Members = status.NoReason, j.members(k, d, f)
			}
		}
		out = append(out, b)
	}
	return out
}

func (j *judging) members(k *plan.KPI, d *plan.Dimension, f frames) []Member {
	var out []Member
	for _, m := range j.Cells.Members(d.ID) {
		g := series.Group{Dimension: d.ID, Member: m}
		actual := j.value(k, f.reported, g)
		v := j.judge(k, actual, f.reported, g)
		member := Member{
			Name: MemberName(m), Others: m.Others, Actual: j.measured(k, actual, f.reported), Target: v.target,
			Attainment: v.attainment, Status: v.status, Reason: v.reason, Indistinct: indistinct(k, actual, v), Pace: v.pace,
			LastYear: j.compare(k, actual, f.lastYear, g),
		}
		if !m.Named() && vacant(member.Actual) && vacant(member.LastYear.Measured) {
			// Other KPIs have such rows, this one has none.
			continue
		}
		if j.View.ByHistory {
			member.Series = j.series(k, f, g)
		}
		out = append(out, member)
	}
	return out
}

// vacant reports whether nothing stands behind a value. A formula may make a
// number of no rows, and then there is something to show.
func vacant(m Measured) bool {
	if m.Value == nil {
		return m.Reason != status.AllMissing
	}
	return *m.Value == 0 && m.N != nil && *m.N == 0
}

// NoMember names the rows that have no value of a dimension.
const NoMember = "(none)"

// MemberName is how reports name a member: "(none)" is the rows without a value,
// "(others, 3)" the three members that are not shown.
func MemberName(m series.Member) string {
	switch {
	case m.Others > 0:
		return fmt.Sprintf("(others, %d)", m.Others)
	case m.None:
		return NoMember
	}
	return m.Name
}

func (j *judging) period(f calendar.Frame) Period {
	p, ok := j.periods[f]
	if !ok {
		p = Period{
			Label: j.Plan.Calendar.FrameLabel(f), Start: f.Start.String(), Last: (f.End - 1).String(), Complete: f.End-1 <= j.View.AsOf,
		}
		j.periods[f] = p
	}
	return p
}
