// Package status holds the verdict on a value: a status, and the reason why
// there is none or why it reads as it does.
package status

import "fmt"

// Status is the verdict on a value against its target. The zero value is None:
// not judged.
type Status string

// The statuses. A number is compared with its target only when it is complete,
// fresh and present; else the status is None and a Reason says why.
const (
	None     Status = ""
	OnTrack  Status = "on_track"
	AtRisk   Status = "at_risk"
	OffTrack Status = "off_track"
)

// Word returns the status in words, as a report prints it.
func (s Status) Word() string {
	switch s {
	case None:
		return "no status"
	case OnTrack:
		return "on track"
	case AtRisk:
		return "at risk"
	case OffTrack:
		return "off track"
	}
	panic(fmt.Sprintf("status: unknown status %q", string(s)))
}

// Reason says why a value is missing or not judged. The zero value is NoReason.
type Reason string

// The reasons, in the order of precedence of a verdict.
const (
	NoReason     Reason = ""
	OutOfRange   Reason = "out_of_range"  // the period lies outside the data
	NoData       Reason = "no_data"       // there is no row to compute it from
	AllMissing   Reason = "all_missing"   // rows are there, every amount is blank
	ZeroDivision Reason = "zero_division" // the denominator is zero
	NoPartner    Reason = "no_partner"    // week 53 or 29 February has no period to compare with
	NoDimension  Reason = "no_dimension"  // an input does not have the dimension
	AsOfOnly     Reason = "as_of_only"    // only the state on the last day of the data is known
	Partial      Reason = "partial"       // the period is not over
	Begins       Reason = "begins"        // the data begin inside the period
	Stale        Reason = "stale"         // the data are older than promised
	Empty        Reason = "empty"         // the source has no row in the period
	TooFew       Reason = "too_few"       // fewer rows than min_n
	NotStarted   Reason = "not_started"   // as-of is before the first day of the target
	TooEarly     Reason = "too_early"     // so little of the target's time is over that its pace says nothing
	NoHistory    Reason = "no_history"    // too few earlier years for a seasonal pace
	Achieved     Reason = "achieved"      // beside a status: the target is reached, whatever comes
	NoBase       Reason = "no_base"       // nothing is left to divide by, and the definition says what that means
	NoTarget     Reason = "no_target"     // nothing to compare with
	NoBand       Reason = "no_band"       // no line of the status list holds
	Domain       Reason = "domain"        // arithmetic without a finite result
	NoRedFlag    Reason = "no_red_flag"   // of a score: there is no mark at which a value is off track
	Insufficient Reason = "insufficient"  // of a roll-up: too little of it has a score
)

// OfRows reports whether the reason lies in the rows that were read: rows were
// looked for, and those that are there give no value. No reason is such a one.
func (r Reason) OfRows() bool {
	switch r {
	case NoReason, NoData, AllMissing, ZeroDivision, Domain, Empty, NoBase:
		return true
	}
	return false
}

// Words returns the reason in words that stand in for the value.
func (r Reason) Words() string {
	switch r {
	case NoReason:
		return ""
	case OutOfRange:
		return "outside the data"
	case NoData:
		return "no data"
	case AllMissing:
		return "every amount is missing"
	case ZeroDivision:
		return "division by zero"
	case NoPartner:
		return "no period to compare with"
	case NoDimension:
		return "not available by this dimension"
	case AsOfOnly:
		return "known for the last day of the data only"
	case Partial:
		return "period not over"
	case Begins:
		return "data begin inside the period"
	case Stale:
		return "data out of date"
	case Empty:
		return "no rows in the period"
	case TooFew:
		return "too few rows"
	case NotStarted:
		return "the target has not begun"
	case TooEarly:
		return "too early to judge"
	case NoHistory:
		return "too few earlier years for a seasonal pace"
	case Achieved:
		return "target reached"
	case NoBase:
		return "nothing left to divide by"
	case NoTarget:
		return "no target"
	case NoBand:
		return "no line of the status list holds"
	case Domain:
		return "no finite result"
	case NoRedFlag:
		return "no tolerance and no red flag"
	case Insufficient:
		return "too little of it has a score"
	}
	panic(fmt.Sprintf("status: unknown reason %q", string(r)))
}
