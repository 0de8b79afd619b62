package scorecard

import (
	"fmt"

	"kpi/engine/plan"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// A RuleSeverity says how bad it is that a rule fires.
type RuleSeverity = plan.Severity

// The severities of rules.
const (
	RuleInfo    = plan.Info
	RuleWarning = plan.Warning
	RuleBad     = plan.Error
)

// RuleSeverities lists all severities, the mildest first.
func RuleSeverities() []RuleSeverity { return plan.Severities() }

// A RuleState is where a rule stands in a period.
type RuleState string

// The states.
const (
	RuleClear   RuleState = "clear"     // there is nothing to do
	RulePending RuleState = "pending"   // the condition holds, not yet long enough
	RuleFiring  RuleState = "firing"    // somebody is to act
	RuleHeld    RuleState = "held_back" // it would fire, or is not known; another rule explains it
	RuleError   RuleState = "error"     // it is not known
	RuleAbsent  RuleState = "absent"    // the member has no row in the period
)

// RuleStates lists all states, the worst first.
func RuleStates() []RuleState {
	return []RuleState{RuleError, RuleFiring, RuleHeld, RulePending, RuleAbsent, RuleClear}
}

// Words returns the state as a report prints it.
func (s RuleState) Words() string {
	switch s {
	case RuleClear, RulePending, RuleFiring:
		return string(s)
	case RuleHeld:
		return "held back"
	case RuleError:
		return "not evaluated"
	case RuleAbsent:
		return "no rows"
	}
	panic(fmt.Sprintf("scorecard: unknown state of a rule %q", string(s)))
}

// A RuleResult is a rule as evaluated, of all rows or of one member.
type RuleResult struct {
	ID        string
	When      string // the condition as written, on one line
	ClearWhen string // what ends it; "" is that When no longer holds
	Severity  RuleSeverity
	Action    string // what to do
	Owner     string // who does it
	Dimension string // of Member; "" is all rows
	Member    string

	Grain    string // of the periods: the card's, or a coarser one of the KPIs
	For      int    // periods that the condition holds before the rule fires
	ClearFor int    // periods that what ends it holds before the rule is over
	Period   Period // the last complete one
	State    RuleState
	// Since is the period with which it began to fire, or to be pending; the zero
	// Period is neither. Earlier says that it may have begun before: no earlier
	// period was looked at.
	Since   Period
	Earlier bool
	Periods int      // from Since to Period, both counted
	HeldBy  []string // rules that hold it back
	Why     string   // why it could not be evaluated, in words; "" where it could
	Message string   // with its numbers; "" where there is none, or nothing to tell
	Terms   []RuleTerm
	History []RulePeriod // oldest first, ends with Period
}

// Fails reports whether a check is to fail by the rule: it could not be
// evaluated, or fires and is at least as bad as on.
func (r RuleResult) Fails(on RuleSeverity) bool {
	return r.State == RuleError || r.State == RuleFiring && r.Severity.AtLeast(on)
}

// A RuleTerm is a part of a condition that has a number of its own.
type RuleTerm struct {
	Text      string // in words, such as the name of the KPI, or as a formula
	Value     *float64
	Reason    status.Reason // why there is no value, or why it cannot be judged
	Unit      unit.Unit
	Points    bool // a difference of percentages
	Condition bool // Value is 1 or 0
}

// A RulePeriod is where a rule stood in one period.
type RulePeriod struct {
	Period Period
	State  RuleState
	Why    string // why it could not be evaluated; "" where it could
}
