package status

import "slices"

var (
	// statuses and reasons list all but the zero values.
	statuses = []Status{OnTrack, AtRisk, OffTrack}
	reasons  = []Reason{OutOfRange, NoData, AllMissing, ZeroDivision, NoPartner, NoDimension, AsOfOnly, Partial, Begins, Stale,
		Empty, TooFew, NotStarted, TooEarly, NoHistory, Achieved, NoBase, NoTarget, NoBand, Domain}
	// ofScores are reasons of scores and roll-ups, and of no value.
	ofScores = []Reason{NoRedFlag, Insufficient}
)

// ParseStatus reads a status in its words, "on track".
func ParseStatus(words string) (Status, bool) {
	for _, s := range statuses {
		if words == s.Word() {
			return s, true
		}
	}
	return None, false
}

// ParseReason reads a reason in its words, "division by zero", or as its code,
// "zero_division".
func ParseReason(words string) (Reason, bool) {
	for _, r := range slices.Concat(reasons, ofScores) {
		if words == r.Words() || words == string(r) {
			return r, true
		}
	}
	return NoReason, false
}

// ReasonWords lists every reason of a value or a status in its words, in the
// order of precedence.
func ReasonWords() []string {
	var words []string
	for _, r := range reasons {
		words = append(words, r.Words())
	}
	return words
}
