package reports

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"kpi/engine/scorecard"
	"kpi/reports/data"
	"kpi/reports/document"
)

// signOff is what somebody signs: that these numbers, by these definitions, were
// looked at. The hashes say which. No rows are the usual ones.
func (in language) signOff(s *scorecard.Scorecard, o Options) document.Section {
	rows := o.SignOff
	if len(rows) == 0 {
		rows = []string{in.Say("Prepared"), in.Say("Reviewed"), in.Say("Approved")}
	}
	var said []string
	if s.Version != "" {
		said = append(said, in.Say("Definitions: %s.", "SHA-256 "+s.Version+"…"))
	}
	if hash := numbersHash(s, o.JSON); hash != "" {
		said = append(said, in.Say("Numbers: %s.", "SHA-256 "+hash+" (kpi report --format json)"))
	}
	return document.Section{Name: in.Say("Sign-off"), Appendix: true, Blocks: []document.Block{&document.Lines{
		Columns: []string{in.Say("Name"), in.Say("Date"), in.Say("Signature")}, Rows: rows, Note: strings.Join(said, " "),
	}}}
}

// numbersHash is the hash of what WriteJSON writes, which may be known; "" is a
// scorecard that JSON cannot hold.
func numbersHash(s *scorecard.Scorecard, known []byte) string {
	if known != nil {
		return fmt.Sprintf("%x", sha256.Sum256(known))
	}
	h := sha256.New()
	if err := data.WriteJSON(h, s); err != nil {
		return ""
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
