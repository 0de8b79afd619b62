package reports

import (
	"strings"
	"time"

	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// day prints an ISO day as 30 Sep 2026, and anything else as it is.
func day(iso string) string { return dated(iso, "2 Jan 2006") }

func dated(iso, layout string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format(layout)
}

// periodWords names a period with its days: 2026-Q3, 1 Jul to 30 Sep 2026.
func periodWords(p scorecard.Period) string {
	if p.Start == "" || p.Label == p.Start && p.Start == p.Last {
		return day(p.Label)
	}
	if strings.Contains(p.Label, "..") {
		return span(p)
	}
	return p.Label + ", " + span(p)
}

// span leaves out of the first day what it shares with the last.
func span(p scorecard.Period) string {
	layout := "2 Jan 2006"
	switch {
	case p.Start == p.Last:
		return day(p.Last)
	case len(p.Start) == 10 && strings.HasPrefix(p.Last, p.Start[:8]):
		layout = "2"
	case len(p.Start) == 10 && strings.HasPrefix(p.Last, p.Start[:5]):
		layout = "2 Jan"
	}
	return dated(p.Start, layout) + " to " + day(p.Last)
}

func state(p scorecard.Period) string {
	if p.Complete {
		return ""
	}
	return "preliminary: period not over"
}

// unitWords names the unit as a report prints it: the currency for money, the
// sign for percent; a plain number has no words.
func unitWords(u unit.Unit, currency string) string {
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
func unitLine(r scorecard.Result, currency string) string {
	direction := map[scorecard.Better]string{
		scorecard.Lower: "lower is better", scorecard.Within: "best inside the range",
	}[r.Better]
	return join(" · ", unitWords(r.Unit, currency), direction)
}

// join leaves empty parts out.
func join(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}
