package evidence

import "kpi/engine/stats"

// A Lead is the claim that another KPI follows, as tested. What could not be tested
// has a Refusal and no verdict.
type Lead struct {
	KPI      string // that follows; ID
	Name     string
	From, To int // periods later, as claimed
	Negative bool
	Refusal  Refusal
	stats.Lead
}

// Leads tests whether what happens to h happens to other later. Both have the same
// periods.
func (h History) Leads(other History, claim Lead) *Lead {
	claim.Lead = stats.TestLead(h.Values, other.Values, stats.Claim{From: claim.From, To: claim.To, Negative: claim.Negative, Season: h.Season})
	return &claim
}
