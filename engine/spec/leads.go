package spec

import "kpi/engine/diag"

// A Lead is the claim that what happens to a KPI happens to another one later.
// The zero Lead is no claim.
type Lead struct {
	Range diag.Range // of the key
	KPI   Text       // that follows
	Lag   Text       // how much later, "2 months" or "1..3 months"
	Sign  Text       // positive | negative
}

// Written reports whether there is a claim.
func (l Lead) Written() bool { return l.Range.Start.Line != 0 }

var signs = []string{"positive", "negative"}

var lagForm = matching(`^[1-9][0-9]{0,2}(\.\.[1-9][0-9]{0,2})? (days?|weeks?|months?|quarters?|years?)$`,
	"a span such as 2 months, or 1..3 months")

// lead reads {kpi: …, lag: …, sign: …}.
func (r *reader) lead(s slot) Lead {
	if s.value == nil {
		return Lead{}
	}
	m := r.mapping(s)
	defer m.done()
	return Lead{
		Range: r.place(s.key),
		KPI:   r.text(m.need("kpi")),
		Lag:   r.formed(m.need("lag"), lagForm),
		Sign:  r.word(m.need("sign"), signs),
	}
}
