package diff

import "kpi/engine/scorecard"

// Periods returns the labels of the periods that a scorecard shows, the oldest
// first, the reported one last.
func Periods(card *scorecard.Scorecard) []string {
	for _, s := range card.Sections {
		for _, r := range s.Results {
			if n := len(r.Series); n > 0 && r.Series[n-1].Period.Label == card.Period.Label {
				var out []string
				for _, p := range r.Series {
					out = append(out, p.Period.Label)
				}
				return out
			}
		}
	}
	return []string{card.Period.Label}
}

// Judged returns the KPIs that are judged otherwise than before, by their newer
// names: of these the statuses of earlier periods may differ.
func (d *Diff) Judged() map[string]bool {
	out := map[string]bool{}
	for _, k := range d.KPIs {
		for _, c := range k.Changes {
			if c.Category == Target || c.Category == Threshold {
				out[k.ID] = true
			}
		}
	}
	return out
}
