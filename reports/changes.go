package reports

import (
	"slices"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// judgedAll are the statuses in the order of their counts, the best first.
var judgedAll = []status.Status{status.OnTrack, status.AtRisk, status.OffTrack, status.None}

// changes says how the counts of the statuses differ from those of the period
// before, and which KPIs have moved. It is "" unless that is known of each KPI, so
// that what it says of the counts is true of all of them.
func (in language) changes(s *scorecard.Scorecard) string {
	all := results(s)
	if len(all) == 0 || slices.ContainsFunc(all, unknownBefore) {
		return ""
	}
	if !slices.ContainsFunc(all, func(r scorecard.Result) bool { return r.Status != status.None || r.Before.Status != status.None }) {
		return ""
	}
	since := in.periodBefore(all)
	better, worse := moved(all)
	var parts []string
	for _, st := range judgedAll {
		if by := len(withStatus(all, st)) - countBefore(all, st); by != 0 {
			parts = append(parts, in.moreOrFewer(by, st))
		}
	}
	out := in.Say("As many of each status as in %s", since)
	switch {
	case len(parts) > 0:
		out = in.Say("Since %s: %s", since, in.List(parts))
	case len(better)+len(worse) == 0 && !slices.ContainsFunc(all, func(r scorecard.Result) bool { return r.Status != r.Before.Status }):
		return in.Say("No status has changed since %s", since)
	}
	if len(better) > 0 {
		out += in.Say("; better: %s", in.names(better))
	}
	if len(worse) > 0 {
		out += in.Say("; worse: %s", in.names(worse))
	}
	return out
}

// unknownBefore reports whether a KPI cannot be counted beside the period before:
// nobody knows how it stood then, or its own period is not over.
func unknownBefore(r scorecard.Result) bool {
	return r.Before == nil || r.Status == status.None && reason(r) == status.Partial
}

func (in language) moreOrFewer(by int, s status.Status) string {
	word := in.Word(s.Word())
	if s == status.None {
		word = in.Say("without a status")
	}
	if by < 0 {
		return in.Say("%d fewer %s", -by, word)
	}
	return in.Say("%d more %s", by, word)
}

func countBefore(all []scorecard.Result, s status.Status) int {
	n := 0
	for _, r := range all {
		if r.Before.Status == s {
			n++
		}
	}
	return n
}

// moved lists the KPIs with another verdict than before. One without a status now
// or then is neither better nor worse.
func moved(all []scorecard.Result) (better, worse []scorecard.Result) {
	for _, r := range all {
		now, then := slices.Index(judgedAll, r.Status), slices.Index(judgedAll, r.Before.Status)
		switch {
		case r.Status == status.None || r.Before.Status == status.None:
		case now < then:
			better = append(better, r)
		case now > then:
			worse = append(worse, r)
		}
	}
	return better, worse
}

// periodBefore names the period before. KPIs of longer periods have another one.
func (in language) periodBefore(all []scorecard.Result) string {
	label := all[0].Before.Period.Label
	if slices.ContainsFunc(all, func(r scorecard.Result) bool { return r.Before.Period.Label != label }) {
		return in.Say("the period before")
	}
	if strings.Contains(label, "..") {
		return in.Span(all[0].Before.Period.Start, all[0].Before.Period.Last)
	}
	return in.timeOf(label).Name
}
