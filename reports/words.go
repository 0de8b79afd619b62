package reports

import (
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// periodWords names a period with its days: 2026-Q3, 1 Jul to 30 Sep 2026.
func (in language) periodWords(p scorecard.Period) string {
	if p.Start == "" || p.Label == p.Start && p.Start == p.Last {
		return in.Day(p.Label)
	}
	days := in.Span(p.Start, p.Last)
	if strings.Contains(p.Label, "..") {
		return days
	}
	return in.Join(", ", in.Period(p.Label), days)
}

func (in language) state(p scorecard.Period) string {
	if p.Complete {
		return ""
	}
	return in.Say("preliminary: period not over")
}

// unitWords names the unit as a report prints it: the currency for money, the
// sign for percent; a plain number has no words.
func (in language) unitWords(u unit.Unit, currency string) string {
	return in.Unit(unitText(u, currency))
}

func unitText(u unit.Unit, currency string) string {
	switch u {
	case unit.Number:
		return ""
	case unit.Percent:
		return "%"
	}
	words := u.String()
	if u.Money == 0 {
		return words
	}
	if u.Currency != "" {
		return strings.Replace(words, "money ", "", 1)
	}
	if currency != "" {
		return strings.Replace(words, "money", currency, 1)
	}
	return words
}

// unitLine is the small print under the name of a KPI.
func (in language) unitLine(r scorecard.Result, currency string) string {
	direction := map[scorecard.Better]string{
		scorecard.Lower: in.Say("lower is better"), scorecard.Within: in.Say("best inside the range"),
	}[r.Better]
	return in.Join(" · ", in.unitWords(r.Unit, currency), direction)
}
