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
// looked at. The hashes say which.
func signOff(s *scorecard.Scorecard) document.Section {
	var said []string
	if s.Version != "" {
		said = append(said, "Definitions: "+s.Version+", the first digits of their SHA-256.")
	}
	if hash := numbersHash(s); hash != "" {
		said = append(said, "Numbers: SHA-256 "+hash+", of this scorecard as JSON (kpi report --format json).")
	}
	return document.Section{Name: "Sign-off", Appendix: true, Blocks: []document.Block{&document.Lines{
		Columns: []string{"Name", "Date", "Signature"}, Rows: []string{"Prepared", "Reviewed", "Approved"}, Note: strings.Join(said, " "),
	}}}
}

// numbersHash is the hash of what WriteJSON writes; "" is a scorecard that JSON
// cannot hold.
func numbersHash(s *scorecard.Scorecard) string {
	h := sha256.New()
	if err := data.WriteJSON(h, s); err != nil {
		return ""
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
