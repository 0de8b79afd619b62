package lint

// Rules lists all rules, by the letters of SMART.
func Rules() []*Rule {
	return []*Rule{
		incompleteKPI, shortDescription, weaselWords, duplicateKPI, activityAsResult, mutableState,
		missingFreshness, growthByHand, gapsInHistory, impossiblePercent, uncertainShare,
		missingOwner, overloadedOwner, noAction, targetBeyondLimits, targetAlreadyMet, chanceOfTarget, recordRunRate,
		missingObjective, unbalancedObjective, crowdedObjective, heavyWeight, leadingWithoutClaim, unprovenLead, unusedMeasure, unusedPolicy,
		missingTarget, pastTarget, overdueAction,
	}
}

// An Enforced is what SMART asks for and other parts of the program refuse or
// report, by their codes.
type Enforced struct {
	Letter string
	What   string
	Codes  []string // of errors of the definitions, or of findings about the data
}

// Elsewhere lists what needs no rule here.
func Elsewhere() []Enforced {
	return []Enforced{
		{"S", "Every source, column, join and name that a formula reads exists", []string{"unknown-source", "unknown-column", "unknown-join", "unknown-name"}},
		{"S", "The date that decides the period of a row is known", []string{"no-clock", "no-timezone"}},
		{"M", "Formulas can be read, their types fit, and units are not mixed", []string{"formula-syntax", "formula-type", "unit-mismatch", "percent-scale"}},
		{"M", "Rows fit their types, keys and joins are unique", []string{"bad-value", "key-not-unique", "join-not-unique"}},
		{"M", "Missing values, values out of range and orphans are counted", []string{"missing-values", "outside-range", "outside-values", "no-partner"}},
		{"M", "Data are as fresh as they are promised to be", []string{"stale"}},
		{"M", "No line of a status list is out of reach", []string{"unreachable-status"}},
		{"M", "Status lists have no gap, no line without effect, and the order of better:", []string{"band-gap", "unreachable-band", "band-order", "band-overlap"}},
		{"A", "The numbers of members add up to the target, or the cushion is declared", []string{"target-split"}},
		{"R", "The weights of an objective are never all zero", []string{"zero-weights"}},
		{"R", "On every day one weight holds", []string{"weight-gap", "weight-overlap", "weight-span"}},
		{"R", "The objective exists", []string{"unknown-objective"}},
		{"R", "A leading KPI leads to a KPI that exists, and not to itself", []string{"unknown-kpi", "lead-cycle", "lead-lag"}},
		{"T", "Only what adds up over time has a target for a period", []string{"target-without-period", "target-period"}},
		{"T", "A target begins before it ends, and a day has one target", []string{"target-span", "target-overlap"}},
		{"T", "Milestones lead to the target, in the order of their dates", []string{"target-milestones"}},
		{"T", "Only what adds up has a pace", []string{"pace-kind"}},
		{"T", "Natural limits are asked of values that are independent, over a baseline that ends after it begins", []string{"dependent-signals", "baseline-dates"}},
		{"T", "Reviews take place when they are due", []string{"review-due"}},
	}
}
