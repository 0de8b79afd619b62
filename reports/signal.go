package reports

import (
	"fmt"
	"math"
	"strings"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/engine/unit"
)

// signal says whether the last value is more than the noise of its process, and
// what that was measured by. It is "" where nobody has looked.
func signal(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Signals == nil {
		return ""
	}
	s := r.Evidence.Signals
	l, ok := s.Limits()
	if !ok {
		return "no natural limits: " + refused(s.Refusal)
	}
	n := numbers(r.Unit, &l.Low, &l.Center, &l.High, &s.Values[len(s.Values)-1])
	basis := fmt.Sprintf("natural limits of %s to %s", s.From, s.Until)
	if l.Trial {
		basis += " (trial: few values)"
	}
	if s.Latest() == nil {
		return fmt.Sprintf("as usual: %s in %s lies between %s and %s, the %s", n[3], s.Last(), n[0], n[2], basis)
	}
	return signalCell(r) + ", by the " + basis
}

// signalCell is signal without what it was measured by, and "" where there are no
// limits.
func signalCell(r scorecard.Result) string {
	if r.Evidence == nil {
		return ""
	}
	s := r.Evidence.Signals
	l, ok := s.Limits()
	switch {
	case !ok:
		return ""
	case s.Latest() == nil:
		return "as usual"
	}
	n := numbers(r.Unit, &l.Low, &l.Center, &l.High, &s.Values[len(s.Values)-1])
	return "investigate: " + pattern(s.Latest(), n, s.Last())
}

// pattern tells what makes a signal of the value in a period; n are the limits, low,
// center and high, and the value.
func pattern(s *stats.Signal, n []string, period string) string {
	side, limit := "below", n[0]
	if s.High {
		side, limit = "above", n[2]
	}
	switch s.Rule {
	case stats.Outside:
		return fmt.Sprintf("%s in %s is %s %s", n[3], period, side, limit)
	case stats.Run:
		return fmt.Sprintf("eight values in a row up to %s lie %s the usual %s", period, side, n[1])
	case stats.Near:
		return fmt.Sprintf("three of the last four values up to %s lie nearer to %s than to the usual %s", period, limit, n[1])
	}
	panic(fmt.Sprintf("reports: unknown rule %q", s.Rule))
}

// refused says why something was not looked at.
func refused(r evidence.Refusal) string {
	switch r {
	case evidence.TooShort:
		return "too few periods have a value"
	case evidence.Rolling:
		return "its windows share most of their days with the ones before"
	case evidence.Carried:
		return "a level carries over from one period to the next"
	case evidence.OtherGrain:
		return "the claim does not fit the length of the periods"
	case evidence.NoValue:
		return "one of both sides has no value"
	case evidence.Refusal(stats.NoBaseline):
		return "its baseline lies outside of the periods that are known"
	case evidence.Refusal(stats.FewValues):
		return "its baseline has fewer than six values"
	case evidence.Refusal(stats.NoChange):
		return "the values of its baseline never change"
	case evidence.Refusal(stats.Unbounded):
		return "its values are without bounds"
	case evidence.Refusal(stats.NewSeason):
		return "it has a season, and fewer than three years do not tell it"
	case evidence.NotAdditive:
		return "the members do not add up to it"
	case evidence.NoTargets:
		return "the members have no targets that add up"
	}
	panic(fmt.Sprintf("reports: unknown refusal %q", r))
}

// assured says whether a process that stays as it is reaches its target.
func assured(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Signals == nil {
		return ""
	}
	switch r.Evidence.Signals.Assurance {
	case stats.Passes:
		return "every value that it usually takes reaches the target"
	case stats.Fails:
		return "no value that it usually takes reaches the target: something has to change"
	case stats.Chance:
		return "by chance alone it reaches the target in some periods and misses it in others"
	}
	return ""
}

// screened says how many charts were looked at and how likely it is that one of
// them has a signal by chance; "" where none was.
func screened(s *scorecard.Scorecard) string {
	var chances []float64
	for _, r := range results(s) {
		if r.Evidence == nil {
			continue
		}
		if _, ok := r.Evidence.Signals.Limits(); ok {
			chances = append(chances, r.Evidence.Signals.Chart.FalseAlarm)
		}
	}
	if len(chances) == 0 {
		return ""
	}
	return fmt.Sprintf("%s screened for signals; where nothing has changed, chance alone shows one or more in %s of such cards",
		counted(len(chances), "chart"), unit.Percent.Format(stats.AtLeastOne(chances), unit.Style{Fixed: true}))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// investigate lists the KPIs whose last value is a signal.
func investigate(s *scorecard.Scorecard) []string {
	var out []string
	for _, r := range results(s) {
		if r.Evidence != nil && r.Evidence.Signals.Latest() != nil {
			out = append(out, r.Name+": "+strings.TrimPrefix(signalCell(r), "investigate: ")+".")
		}
	}
	return out
}

// lead says what the data say of the claim that another KPI follows.
func lead(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Lead == nil {
		return ""
	}
	l := r.Evidence.Lead
	if l.Refusal != "" {
		return fmt.Sprintf("that %s follows was not tested: %s", l.Name, refused(l.Refusal))
	}
	facts := fmt.Sprintf("r %s at a lag of %d, between %s and %s, n=%d", coefficient(l.R), l.Lag, coefficient(l.Lead.Low), coefficient(l.Lead.High), l.N)
	switch l.Verdict {
	case stats.Supported:
		return fmt.Sprintf("the data bear out that %s follows (%s)", l.Name, facts)
	case stats.Coincident:
		return fmt.Sprintf("%s moves at the same time, and does not follow (%s)", l.Name, facts)
	case stats.Reversed:
		return fmt.Sprintf("it is %s that comes first (%s)", l.Name, facts)
	case stats.NotSupported:
		return fmt.Sprintf("the data do not show that %s follows (%s)", l.Name, facts)
	case stats.Insufficient:
		return fmt.Sprintf("too few periods to tell whether %s follows (n=%d)", l.Name, l.N)
	}
	panic(fmt.Sprintf("reports: unknown verdict %q", l.Verdict))
}

func coefficient(r float64) string {
	return number(unit.Number, unit.Style{Fixed: true, Decimals: 2}, r)
}

// bias names what may bend a value.
func bias(r scorecard.Result, b evidence.Bias) string {
	count := func(v float64) string { return unit.Count.Format(v, unit.Style{}) }
	switch b.Kind {
	case evidence.SmallSample:
		return fmt.Sprintf("it is of %s rows only: a few other rows would make another value", count(b.N))
	case evidence.LateRows:
		return fmt.Sprintf("the rows of %s end %s days before the period does: some may still be missing", b.Source, count(b.N))
	case evidence.MissingValues:
		return fmt.Sprintf("%s of %s rows have no value to compute with and were left out", count(b.N), count(b.Of))
	case evidence.Concentration:
		return fmt.Sprintf("%s has %s of it (by %s)", b.Member, share(b.Share), lowerFirst(b.Name))
	case evidence.Survivorship:
		n := numbers(r.Unit, &b.Value, &b.Without)
		gone := counted(int(b.N), "member") + " of what it is compared with have no rows now (by %s): without them that was %s, and not %s"
		if b.N == 1 {
			gone = "a member of what it is compared with has no rows now (by %s): without it that was %s, and not %s"
		}
		return fmt.Sprintf(gone, lowerFirst(b.Name), n[1], n[0])
	}
	panic(fmt.Sprintf("reports: unknown bias %q", b.Kind))
}

// biases names all that may bend a value, a sentence each.
func biases(r scorecard.Result) []string {
	var out []string
	if r.Evidence != nil {
		for _, b := range r.Evidence.Biases {
			out = append(out, bias(r, b))
		}
	}
	return out
}

// likely is a chance in steps of 5 %, since none is known better.
func likely(p float64) string {
	switch {
	case p < 0.025:
		return "below 5%"
	case p > 0.975:
		return "above 95%"
	}
	return fmt.Sprintf("%.0f%%", 5*math.Round(20*p))
}
