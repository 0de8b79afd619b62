package reports

import (
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// message is the sentence at the top: how many KPIs are on track, and which
// are not. The worst come first.
func (in language) message(s *scorecard.Scorecard) string {
	all := results(s)
	if len(all) == 0 {
		return in.Say("The scorecard has no KPIs")
	}
	onTrack := len(withStatus(all, status.OnTrack))
	judged := len(all) - len(withStatus(all, status.None))
	var out string
	switch {
	case judged == 0:
		return in.noneJudged(all)
	case onTrack == len(all) && onTrack > 1:
		out = in.Say("All %d KPIs on track", onTrack)
	default:
		out = in.Say("%d of %s on track", onTrack, in.kpis(len(all)))
	}
	for _, st := range []status.Status{status.OffTrack, status.AtRisk} {
		if bad := withStatus(all, st); len(bad) > 0 {
			out += in.Say("; %d %s: %s", len(bad), in.Word(st.Word()), in.names(bad))
		}
	}
	return out
}

// noneJudged names the reasons in the order in which they first occur.
func (in language) noneJudged(all []scorecard.Result) string {
	count := map[string]int{}
	var reasons []string
	for _, r := range all {
		words := in.Word(reason(r).Words())
		if words == "" {
			continue
		}
		if count[words] == 0 {
			reasons = append(reasons, words)
		}
		count[words]++
	}
	out := in.Say("%s measured, none judged", in.kpis(len(all)))
	if len(all) == 1 {
		out = in.Say("1 KPI measured, not judged")
	}
	var list []string
	for _, words := range reasons {
		list = append(list, in.Say("%d %s", count[words], words))
	}
	return in.Join(": ", out, in.List(list))
}

func (in language) kpis(n int) string {
	if n == 1 {
		return in.Say("1 KPI")
	}
	return in.Say("%d KPIs", n)
}

// names lists at most three KPIs, so that the sentence stays a sentence.
func (in language) names(all []scorecard.Result) string {
	const most = 3
	var list []string
	for _, r := range all[:min(len(all), most)] {
		list = append(list, short(r.Name))
	}
	out := in.List(list)
	if more := len(all) - most; more > 0 {
		out += in.Say(" and %d more", more)
	}
	return out
}

// short cuts a name that would fill the sentence.
func short(name string) string {
	const most = 48
	letters := []rune(name)
	if len(letters) <= most {
		return name
	}
	return strings.TrimSpace(string(letters[:most-1])) + "…"
}

// reason returns why the KPI is not judged, or what it must be read with.
func reason(r scorecard.Result) status.Reason {
	return firstReason(r.Reason, r.Actual.Reason, r.Target.Reason)
}

func firstReason(all ...status.Reason) status.Reason {
	for _, r := range all {
		if r != status.NoReason {
			return r
		}
	}
	return status.NoReason
}
