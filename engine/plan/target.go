package plan

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// A Target is what a KPI is judged against. The zero Target is none.
type Target struct {
	Mode Mode
	// Goals ascend by their dates, which do not overlap. Where there are several,
	// or their dates are written, there may be days without a goal.
	Goals []Goal
}

// Set reports whether there is a target.
func (t Target) Set() bool { return len(t.Goals) > 0 }

// Between reports whether the goals are ranges.
func (t Target) Between() bool { return t.Set() && t.Goals[0].Low != nil }

// only is the goal that holds on every day, or nil: there is none, or there are
// several, or its time is limited.
func (t Target) only() *Goal {
	if len(t.Goals) == 1 && t.Goals[0].Shape == Direct && !t.Goals[0].Dated {
		return &t.Goals[0]
	}
	return nil
}

// A Mode says how attainment is measured.
type Mode string

// The modes.
const (
	Higher   Mode = "higher"   // 1 + (A − T)/|T|
	Lower    Mode = "lower"    // 1 + (T − A)/|T|
	Progress Mode = "progress" // (A − B)/(T − B), from a baseline B
	Range    Mode = "range"    // 1 inside, less the distance in tolerances outside
)

// A Goal is one target and the days on which it holds. Either Value or the pair
// Low, High is set.
type Goal struct {
	Spec        *spec.Goal
	From, Until calendar.Date // the first and the last day; far away where none is written
	Dated       bool          // both days are written
	Value       formula.Node
	Low, High   formula.Node
	Per         calendar.Grain // the period that the plain numbers of a flow are for; "" is none
	Shape       Shape
	Baseline    *float64 // where the KPI stood before From; nil is not said
	Stretch     *float64 // for the same time as Value
	Milestones  []Milestone
	Split       Split
}

// A Shape says how a goal is to be reached between its days.
type Shape string

// The shapes. What has none, or milestones and does not add up, is compared
// period by period.
const (
	Direct     Shape = ""           // the value holds in every period
	Linear     Shape = "linear"     // the same each day
	Workdays   Shape = "workdays"   // the same each working day
	Seasonal   Shape = "seasonal"   // as in earlier years
	Milestones Shape = "milestones" // in straight lines between dates
	Computed   Shape = "computed"   // what the value's formula gives up to a day
)

// Paced reports whether the goal is reached bit by bit, so that it can be judged
// on any day: the sum since From of a flow, and a level on its way.
func (g Goal) Paced(kind Kind) bool {
	return g.Shape != Direct && (kind == Flow || kind == Level)
}

// A Milestone is what is to be reached by the end of a day.
type Milestone struct {
	Day   calendar.Date
	Value float64
}

// A Split gives members of a dimension a number of their own. The zero Split is
// none.
type Split struct {
	Dimension string
	Members   []Part
}

// A Part is the number of one member, named as reports name it.
type Part struct {
	Member string
	Value  float64
}

// Of returns the number of a member, and false where it has none.
func (s Split) Of(dimension, member string) (float64, bool) {
	for _, p := range s.Members {
		if s.Dimension == dimension && p.Member == member {
			return p.Value, true
		}
	}
	return 0, false
}

// target resolves what k is judged against.
func (b *builder) target(k *KPI) {
	t := &k.Spec.Target
	if !t.Written() {
		b.noEffect(k.Spec.Attainment, "%q has no target that could be attained", k.ID)
		return
	}
	b.direction(k)
	for i := range t.Goals {
		k.Target.Goals = append(k.Target.Goals, b.goalOf(k, &t.Goals[i]))
	}
	slices.SortStableFunc(k.Target.Goals, func(x, y Goal) int { return int(x.From) - int(y.From) })
	b.goalOverlaps(k)
	b.mode(k)
}

func (b *builder) goalOf(k *KPI, s *spec.Goal) Goal {
	g := Goal{Spec: s, Dated: s.From.Written() && s.Until.Written()}
	g.From, g.Until = b.dates(dated{"target", "target-span", s.From, s.Until})
	if s.Between() {
		b.between(k, &g)
		return g
	}
	g.Value, g.Per = b.goal(k, &s.Formula, g.Dated)
	g.Baseline, g.Stretch = b.constant(k, &s.Baseline), b.constant(k, &s.Stretch)
	g.Shape = b.shape(k, &g)
	if g.Shape == Milestones {
		b.milestones(k, &g)
	}
	b.stretch(k, &g)
	b.split(k, &g)
	return g
}

// goalOverlaps reports days on which two goals hold.
func (b *builder) goalOverlaps(k *KPI) {
	for i, g := range k.Target.Goals {
		if i == 0 || g.From > k.Target.Goals[i-1].Until || g.From > g.Until {
			continue
		}
		before := k.Target.Goals[i-1]
		b.list.Errorf(g.Spec.Range, "target-overlap", "%q has two targets %s", k.ID, during(g.From, min(g.Until, before.Until))).
			At(before.Spec.Range, "the other one").
			Notef("give each of them from: and until:, so that a day has one target")
	}
}

func (b *builder) between(k *KPI, g *Goal) {
	var perHigh calendar.Grain
	g.Low, g.Per = b.goal(k, &g.Spec.Low, false)
	g.High, perHigh = b.goal(k, &g.Spec.High, false)
	low, okLow := Constant(g.Low)
	high, okHigh := Constant(g.High)
	switch {
	case okLow && okHigh && low > high:
		b.list.Errorf(g.Spec.Range, "target-range", "the range ends before it begins")
	case okLow && okHigh && g.Per != perHigh:
		b.list.Errorf(g.Spec.Range, "target-range", "both ends of the range are for the same period")
	}
}

var perPeriod = regexp.MustCompile(`^\s*(\S+)\s+per\s+(day|week|month|quarter|year)\s*$`)

// goal checks a formula that a value of k is compared with, or a number for a
// period, such as 500k per month. On a flow a bare number is refused: it would
// mean something else in every view, unless it is for the span that is written.
func (b *builder) goal(k *KPI, text *spec.Text, span bool) (formula.Node, calendar.Grain) {
	if m := perPeriod.FindStringSubmatch(text.Value); m != nil {
		return b.perPeriod(k, text, m[1], m[2])
	}
	n := b.bound(k, text)
	b.ofItself(k, n)
	if _, ok := Constant(n); ok && k.Kind == Flow && !span {
		d := b.list.Errorf(text.Range, "target-without-period", "%q adds up over time, so its target names a period", k.ID).
			Labelf("such as %s per %s", text.Value, b.plan.Grain)
		if !k.Spec.Target.Between() {
			d.Notef("or say from when until when it is to be reached: {value: %s, from: 2026-04-01, until: 2027-03-31}", text.Value)
		}
	}
	return n, ""
}

// ofItself reports a target that is computed from the value that it judges: that
// value reaches a part of itself always, or never. Values of other times are what
// most targets are computed from, and so are those of members and of all.
func (b *builder) ofItself(k *KPI, n formula.Node) {
	switch n := n.(type) {
	case nil, *formula.Window, *formula.Each, *formula.Total:
	case *formula.Ref:
		if n.ID == k.ID {
			b.list.Errorf(n.Place.Range(), "target-of-itself", "the target of %q is computed from the value that it is to judge", k.ID).
				Labelf("such as last_year(%s)", k.ID)
		}
	default:
		for _, child := range formula.Children(n) {
			b.ofItself(k, child)
		}
	}
}

// perPeriod reads "500k per month".
func (b *builder) perPeriod(k *KPI, text *spec.Text, number, grain string) (formula.Node, calendar.Grain) {
	if _, ok := unit.ParseLiteral(number); ok && k.Kind != Flow {
		b.list.Errorf(text.Range, "target-period", "%q does not add up over time: its target holds in every period", k.ID).Labelf("write %s", number)
		return nil, ""
	}
	from := strings.Index(text.Value, number) // behind blanks, which are bytes
	part := text.Part(from, from+utf8.RuneCountInString(number))
	n := literal(k.value(), &part, &b.list)
	if n == nil {
		return nil, ""
	}
	per, _ := calendar.ParseGrain(grain)
	return n, per
}

// bound checks a formula that a value of k is compared with.
func (b *builder) bound(k *KPI, text *spec.Text) formula.Node {
	if !text.Written() {
		return nil
	}
	n := b.numberFormula(text, b.numberTypes)
	if n == nil {
		return nil
	}
	formula.CheckComparison(k.value(), n, &b.list)
	return n
}

// constant reads a plain number in the unit of k; nil is not written, or wrong.
func (b *builder) constant(k *KPI, text *spec.Text) *float64 {
	if v, ok := Constant(b.bound(k, text)); ok {
		return &v
	}
	return nil
}

// Constant returns the number that n writes out, as 12M or -4, and false for
// everything that is computed.
func Constant(n formula.Node) (float64, bool) {
	switch n := n.(type) {
	case *formula.NumberLiteral:
		return n.Value, true
	case *formula.Unary:
		v, ok := Constant(n.X)
		return -v, ok && n.Op == "-"
	}
	return 0, false
}

// mode decides how attainment is measured, and checks that it can be.
func (b *builder) mode(k *KPI) {
	text := k.Spec.Attainment
	k.Target.Mode = Mode(k.Spec.Better.Value)
	if k.Target.Between() {
		k.Target.Mode = Range
	}
	if !text.Written() {
		return
	}
	mode := Mode(text.Value)
	switch {
	case mode == Progress && !k.Target.Between():
		for _, g := range k.Target.Goals {
			if g.Baseline == nil {
				b.list.Errorf(text.Range, "attainment-mode", "progress is measured from where %q stood, and its target does not say where", k.ID).
					At(g.Spec.Range, "the target").Notef("add baseline: to the target, as in {value: 12M, baseline: 9.5M, …}")
			}
		}
	case mode != k.Target.Mode && k.Target.Mode != "":
		b.list.Errorf(text.Range, "attainment-mode", "attainment of %q cannot be measured by %q", k.ID, mode).
			Labelf("write %s, or leave it out", k.Target.Mode)
	}
	k.Target.Mode = mode
}
