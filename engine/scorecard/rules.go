package scorecard

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A ruling is a rule in all of its periods.
type ruling struct {
	*judging
	rule    *plan.Rule
	frames  []calendar.Frame
	periods []Period
	begun   bool // the data begin with the first period, or inside of it
	// doubts say for each period why a term must not be relied on although it may
	// have a value; nil is that all of them can be.
	doubts  []doubts
	own     [][]series.Need // by period, where it was asked; see ownNeeds
	courses []*course
}

// A course is what happens to a rule for all rows, or for one member.
type course struct {
	group     series.Group
	name      string // of the member
	why       string // why it cannot be followed at all
	standings []Standing
	states    []RuleState
	heldBy    []string // in the last period
}

// Check evaluates the rules of the view, in the order of writing and of the
// members. The cells hold what RuleNeeds has asked for.
func Check(e *series.Evaluator, v View) []RuleResult {
	own := *e
	j := newJudging(&own, v)
	own.Judged = j.judged
	done := map[*plan.Rule]*ruling{}
	for _, r := range j.View.rules(j.Plan) {
		done[r] = j.ruling(r)
		done[r].holdBack(done)
	}
	var out []RuleResult
	for _, r := range j.Plan.Rules {
		if !slices.Contains(v.Rules, r.ID) {
			continue
		}
		for _, c := range done[r].courses {
			out = append(out, done[r].result(c))
		}
	}
	return out
}

func (j *judging) ruling(r *plan.Rule) *ruling {
	x := &ruling{judging: j, rule: r, frames: j.View.ruleFrames(j.Plan.Calendar, r)}
	x.skipToData()
	x.own = make([][]series.Need, len(x.frames))
	for _, f := range x.frames {
		x.doubts = append(x.doubts, x.doubtsIn(f))
		x.periods = append(x.periods, j.period(f))
	}
	x.courses = x.start()
	for _, c := range x.courses {
		x.follow(c)
	}
	return x
}

// skipToData leaves out the periods before any of the data that the rule reads.
func (x *ruling) skipToData() {
	last := len(x.frames) - 1
	for i, f := range x.frames {
		if i == last || x.reachesData(f) {
			x.frames, x.begun = x.frames[i:], i > 0
			return
		}
	}
}

func (x *ruling) reachesData(f calendar.Frame) bool {
	found := false
	for _, t := range x.rule.Terms {
		series.Needs(x.Plan, t.Node, f, "", func(n series.Need) {
			r := x.Range(x.Plan.Aggregates[n.Slot])
			found = found || !r.Empty && n.Frame.Cut > r.First
		})
	}
	return found
}

// mostMembers is how many members a rule is evaluated for: nobody acts on more.
const mostMembers = 1000

// start lists whom the rule is evaluated for. A rule that nobody can be found for
// is not known.
func (x *ruling) start() []*course {
	d := x.rule.Each
	if d == nil {
		return []*course{{}}
	}
	members := x.Cells.Members(d.ID)
	if n := len(members); n > mostMembers {
		return []*course{{why: fmt.Sprintf("%s has %d members, and a rule looks at %d at most: give the dimension a smaller limit:, or another dimension to the rule", d.Name, n, mostMembers)}}
	}
	var out []*course
	for _, m := range members {
		switch {
		case m.Named():
			out = append(out, &course{group: series.Group{Dimension: d.ID, Member: m}, name: m.Name})
		case m.Others > 0:
			out = append(out, &course{name: MemberName(m), why: fmt.Sprintf("%d members of %s are not looked at one by one: give the dimension a larger limit:", m.Others, d.Name)})
		}
	}
	if len(out) == 0 {
		out = append(out, &course{why: fmt.Sprintf("no row belongs to a member of %s", d.Name)})
	}
	return out
}

// follow finds where the rule stood in every period.
func (x *ruling) follow(c *course) {
	w := walk{fires: x.rule.For, clears: x.rule.ClearFor}
	for i := range x.frames {
		s := Standing{State: RuleError}
		if c.why == "" {
			when := x.when(i, c.group)
			s = w.next(when, func() Truth { return x.clear(when, i, c.group) })
		}
		state := s.State
		asked := state == RuleError || i >= len(x.frames)-x.View.ruleHistory()
		if asked && c.why == "" && x.doubts[i] == nil && x.absent(i, c.group) {
			state = RuleAbsent
		}
		c.standings, c.states = append(c.standings, s), append(c.states, state)
	}
}

func (x *ruling) when(i int, g series.Group) Truth {
	when := x.truth(x.rule.When, i, g)
	// A sum over nobody's rows is zero: before a rep has come, or after.
	if when == Holds && x.absent(i, g) {
		return NotKnown
	}
	return when
}

func (x *ruling) clear(when Truth, i int, g series.Group) Truth {
	if x.rule.Clear == nil {
		return when.opposite()
	}
	return x.truth(x.rule.Clear, i, g)
}

// truth evaluates a condition. What must not be relied on counts as missing.
func (x *ruling) truth(n formula.Node, i int, g series.Group) Truth {
	switch v := x.Evaluate(x.doubts[i].leaveOut(n), x.frames[i], g); {
	case !v.OK():
		return NotKnown
	case v.Number != 0:
		return Holds
	}
	return Fails
}

// absent reports whether no row of the period is of the member, in any source
// that the rule reads in the period itself. All rows are always there.
func (x *ruling) absent(i int, g series.Group) bool {
	if g == (series.Group{}) {
		return false
	}
	if x.own[i] == nil {
		x.own[i] = x.ownNeeds(x.frames[i], g.Dimension)
	}
	for _, n := range x.own[i] {
		a := x.Plan.Aggregates[n.Slot]
		if x.Cells.At(n.Slot, a.Window(n.Frame, x.AsOf), g).All > 0 {
			return false
		}
	}
	return len(x.own[i]) > 0
}

// ownNeeds lists the aggregates that the conditions read in f itself, or, where
// there is none, in any window.
func (x *ruling) ownNeeds(f calendar.Frame, dimension string) []series.Need {
	all, own := []series.Need{}, []series.Need{}
	for _, t := range x.rule.Terms {
		series.Needs(x.Plan, t.Node, f, dimension, func(n series.Need) {
			switch {
			// Nobody lost is no lack of rows: what counts entities does not tell.
			case n.Total || n.Each > 0 || x.Plan.Aggregates[n.Slot].Entity != nil:
			case n.Frame == f:
				own = append(own, n)
			default:
				all = append(all, n)
			}
		})
	}
	if len(own) == 0 {
		return all
	}
	return own
}

// holdBack keeps back what a rule explains that this one depends on.
func (x *ruling) holdBack(done map[*plan.Rule]*ruling) {
	for _, c := range x.courses {
		for i, s := range c.states {
			if s != RuleFiring && s != RuleError || c.why != "" {
				continue
			}
			if by := x.heldBy(done, i, c.group); len(by) > 0 {
				c.states[i], c.heldBy = RuleHeld, by
			}
		}
		if c.states[len(c.states)-1] != RuleHeld {
			c.heldBy = nil
		}
	}
}

func (x *ruling) heldBy(done map[*plan.Rule]*ruling, i int, g series.Group) []string {
	var by []string
	for _, other := range x.rule.DependsOn {
		if done[other].blocks(x.frames[i].End, g) && !slices.Contains(by, other.ID) {
			by = append(by, other.ID)
		}
	}
	return by
}

// blocks reports whether the rule fires, or would, in its last period that ends
// by then. What is known of the same member counts for it alone.
func (x *ruling) blocks(end calendar.Date, g series.Group) bool {
	i := sort.Search(len(x.frames), func(i int) bool { return x.frames[i].End > end }) - 1
	if i < 0 {
		return false
	}
	return slices.ContainsFunc(x.courses, func(c *course) bool {
		same := c.group == g || c.group.Dimension != g.Dimension || c.group.Dimension == ""
		return same && (c.states[i] == RuleFiring || c.states[i] == RuleHeld)
	})
}

// result tells where the rule stands in its last period, and stood before.
func (x *ruling) result(c *course) RuleResult {
	s, last := x.rule.Spec, len(x.frames)-1
	now := c.standings[last]
	r := RuleResult{
		ID: x.rule.ID, When: oneLine(s.When.Value), ClearWhen: oneLine(s.ClearWhen.Value), Severity: x.rule.Severity, Action: oneLine(s.Action.Value), Owner: s.Owner.Value,
		Member: c.name, Grain: string(x.View.ruleGrain(x.rule)), For: x.rule.For, ClearFor: x.rule.ClearFor, Period: x.periods[last], State: c.states[last], HeldBy: c.heldBy,
	}
	if x.rule.Each != nil {
		r.Dimension = x.rule.Each.ID
	}
	if r.State == RuleAbsent {
		now = Standing{}
	}
	if now.Firing || now.State == RulePending {
		r.Since, r.Periods = x.periods[now.Since], last-now.Since+1
		r.Earlier = now.Firing && now.Since == x.rule.For-1 && !x.begun
	}
	if r.Periods > 0 && now.State != RuleError {
		r.Message = x.message(c, last)
	}
	if c.why == "" {
		r.Terms = x.terms(c, last)
	}
	r.Why = x.why(c, last)
	for i := max(0, len(x.frames)-x.View.ruleHistory()); i <= last; i++ {
		r.History = append(r.History, RulePeriod{Period: x.periods[i], State: c.states[i], Why: x.why(c, i)})
	}
	return r
}

// terms are the numbers of the conditions in one period.
func (x *ruling) terms(c *course, i int) []RuleTerm {
	var out []RuleTerm
	for _, t := range x.rule.Terms {
		v := x.Evaluate(t.Node, x.frames[i], c.group)
		term := RuleTerm{Text: t.Text, Value: pointer(v), Reason: v.Reason, Unit: t.Unit, Points: t.Points, Condition: t.Node.Info().Type.Kind == formula.Boolean}
		if x.doubts[i] != nil && v.OK() {
			term.Reason = x.doubts[i][formula.Format(t.Node)]
		}
		out = append(out, term)
	}
	return out
}

// why says in words why the rule is not known in a period; "" is that it is.
func (x *ruling) why(c *course, i int) string {
	switch {
	case c.why != "":
		return c.why
	case c.standings[i].State != RuleError || c.states[i] == RuleAbsent:
		return ""
	}
	var parts []string
	for _, t := range x.terms(c, i) {
		if t.Reason != status.NoReason {
			parts = append(parts, t.Text+": "+t.Reason.Words())
		}
	}
	if len(parts) == 0 {
		parts = append(parts, oneLine(x.rule.Spec.When.Value)+": "+x.Evaluate(x.rule.When, x.frames[i], c.group).Reason.Words())
	}
	return strings.Join(parts, "; ")
}

// message fills in the numbers of a message.
func (x *ruling) message(c *course, i int) string {
	var b strings.Builder
	for _, p := range x.rule.Message {
		switch {
		case p.Member:
			b.WriteString(c.name)
		case p.Formula != nil:
			b.WriteString(told(p, x.Evaluate(p.Formula, x.frames[i], c.group)))
		default:
			b.WriteString(p.Text)
		}
	}
	return oneLine(b.String())
}

func told(p plan.Piece, v series.Value) string {
	switch {
	case !v.OK():
		return "no value (" + v.Reason.Words() + ")"
	case p.Points:
		return p.Unit.Format(v.Number, unit.Style{PlainUnit: true, Sign: p.Change}) + " pp"
	}
	return p.Unit.Format(v.Number, unit.Style{Sign: p.Change})
}

// judged answers what a rule asks of a KPI.
func (j *judging) judged(n *formula.Judged, f calendar.Frame, g series.Group) series.Value {
	k := j.Plan.Numbers[n.KPI.ID].KPI
	if n.Func == "target" {
		t := j.target(k, f, g)
		if t.Value == nil {
			return series.Value{Reason: reasonOr(t.Reason, status.NoTarget)}
		}
		return series.Value{Number: *t.Value}
	}
	v := j.judge(k, j.value(k, f, g), f, g)
	switch {
	case v.status == status.None:
		return series.Value{Reason: reasonOr(v.reason, status.NoTarget)}
	case slices.Contains(n.Is, v.status):
		return series.Value{Number: 1}
	}
	return series.Value{}
}

func reasonOr(r, otherwise status.Reason) status.Reason {
	if r == status.NoReason {
		return otherwise
	}
	return r
}
