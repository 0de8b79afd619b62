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
	held, over := 0, 0 // steps in a row, up to this one
	now := Standing{}
	for i, s := range steps {
		held = following(held, s.When)
		over = following(over, s.Clear)
		switch {
		case now.Firing && over >= clears:
			now = Standing{State: RuleClear}
		case now.Firing && s.Clear == NotKnown:
			now.State = RuleError
		case now.Firing:
			now.State = RuleFiring
		case held >= fires:
			now, over = Standing{State: RuleFiring, Firing: true, Since: i}, 0
		case s.When == NotKnown:
			now = Standing{State: RuleError}
		case held > 0:
			now = Standing{State: RulePending, Since: i + 1 - held}
		default:
			now = Standing{State: RuleClear}
		}
		out[i] = now
	}
	return out
}

// following is the length of a run with one step more.
func following(run int, t Truth) int {
	if t == Holds {
		return run + 1
	}
	return 0
}
