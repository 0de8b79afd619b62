package scorecard

// A Truth is what is known of a condition in one period. The zero Truth is
// NotKnown.
type Truth int

// The truths.
const (
	NotKnown Truth = iota
	Fails
	Holds
)

// opposite is what is known of the opposite condition.
func (t Truth) opposite() Truth {
	switch t {
	case Holds:
		return Fails
	case Fails:
		return Holds
	}
	return NotKnown
}

// A Step is what one period says of a rule: whether its condition holds, and
// whether that holds which ends it.
type Step struct{ When, Clear Truth }

// A Standing is where a rule stands after one period.
type Standing struct {
	State RuleState // clear, pending or firing; error where the period does not tell
	// Firing is that the rule has fired and nothing has ended it, also where State
	// is error.
	Firing bool
	// Since is the step with which the rule began to fire, or to be pending.
	Since int
}

// Standings follows a rule from period to period, the oldest first. It fires
// with the step that makes When hold in as many steps in a row as fires says, and
// is over with the step that makes Clear hold in as many as clears says, all of
// them after it fired. A step of which nothing is known breaks both runs. Before
// the first step the rule is clear.
func Standings(steps []Step, fires, clears int) []Standing {
	out := make([]Standing, len(steps))
	w := walk{fires: fires, clears: clears}
	for i, s := range steps {
		out[i] = w.next(s.When, func() Truth { return s.Clear })
	}
	return out
}

// A walk is a rule on its way from period to period. The zero walk has seen none.
type walk struct {
	fires, clears int
	held, over    int // steps in a row that When, and that Clear held
	steps         int
	now           Standing
}

// next takes one step. What ends a rule is asked only while it fires.
func (w *walk) next(when Truth, clear func() Truth) Standing {
	w.held = following(w.held, when)
	switch {
	case w.now.Firing:
		w.goOn(clear())
	case w.held >= w.fires:
		w.now, w.over = Standing{State: RuleFiring, Firing: true, Since: w.steps}, 0
	case when == NotKnown:
		w.now = Standing{State: RuleError}
	case w.held > 0:
		w.now = Standing{State: RulePending, Since: w.steps + 1 - w.held}
	default:
		w.now = Standing{State: RuleClear}
	}
	w.steps++
	return w.now
}

// goOn takes a step of a rule that fires.
func (w *walk) goOn(clear Truth) {
	w.over = following(w.over, clear)
	switch {
	case w.over >= w.clears:
		w.now = Standing{State: RuleClear}
	case clear == NotKnown:
		w.now.State = RuleError
	default:
		w.now.State = RuleFiring
	}
}

// following is the length of a run with one step more.
func following(run int, t Truth) int {
	if t == Holds {
		return run + 1
	}
	return 0
}
