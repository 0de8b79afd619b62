package reports

import (
	"fmt"
	"math"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/engine/unit"
)

// signal says whether the last value is more than the noise of its process, and
// what that was measured by. It is "" where nobody has looked.
func (in language) signal(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Signals == nil {
		return ""
	}
	s := r.Evidence.Signals
	l, ok := s.Limits()
	if !ok {
		return in.Say("no natural limits: %s", in.refused(s.Refusal))
	}
	n := in.numbers(r.Unit, &l.Low, &l.Center, &l.High, &s.Values[len(s.Values)-1])
	basis := in.basis(s)
	if s.Latest() == nil {
		return in.Say("as usual: %s in %s lies between %s and %s, the %s", n[3], in.Period(s.Last()), n[0], n[2], basis)
	}
	return in.Say("%s, by the %s", in.Say("investigate: %s", in.latest(r)), basis)
}

// basis names what a value was measured by.
func (in language) basis(s *evidence.Signals) string {
	out := in.Say("natural limits of %s to %s", in.Period(s.From), in.Period(s.Until))
	if l, _ := s.Limits(); l.Trial {
		out += in.Say(" (trial: few values)")
	}
	return out
}

// signalCell is signal without what it was measured by, and "" where there are no
// limits.
func (in language) signalCell(r scorecard.Result) string {
	if r.Evidence == nil {
		return ""
	}
	s := r.Evidence.Signals
	_, ok := s.Limits()
	switch {
	case !ok:
		return ""
	case s.Latest() == nil:
		return in.Say("as usual")
	}
	return in.Say("investigate: %s", in.latest(r))
}

// latest says what the last value is a signal of.
func (in language) latest(r scorecard.Result) string {
	s := r.Evidence.Signals
	l, _ := s.Limits()
	n := in.numbers(r.Unit, &l.Low, &l.Center, &l.High, &s.Values[len(s.Values)-1])
	return in.pattern(s.Latest(), n, in.Period(s.Last()))
}

// pattern tells what makes a signal of the value in a period; n are the limits, low,
// center and high, and the value.
func (in language) pattern(s *stats.Signal, n []string, period string) string {
	limit := n[0]
	if s.High {
		limit = n[2]
	}
	switch {
	case s.Rule == stats.Outside && s.High:
		return in.Say("%s in %s is above %s", n[3], period, limit)
	case s.Rule == stats.Outside:
		return in.Say("%s in %s is below %s", n[3], period, limit)
	case s.Rule == stats.Run && s.High:
		return in.Say("eight values in a row up to %s lie above the usual %s", period, n[1])
	case s.Rule == stats.Run:
		return in.Say("eight values in a row up to %s lie below the usual %s", period, n[1])
	case s.Rule == stats.Near:
		return in.Say("three of the last four values up to %s lie nearer to %s than to the usual %s", period, limit, n[1])
	}
	panic(fmt.Sprintf("reports: unknown rule %q", s.Rule))
}

// refused says why something was not looked at.
func (in language) refused(r evidence.Refusal) string {
	switch r {
	case evidence.TooShort:
		return in.Say("too few periods have a value")
	case evidence.Rolling:
		return in.Say("its windows share most of their days with the ones before")
	case evidence.Carried:
		return in.Say("a level carries over from one period to the next")
	case evidence.OtherGrain:
		return in.Say("the claim does not fit the length of the periods")
	case evidence.NoValue:
		return in.Say("one of both sides has no value")
	case evidence.Refusal(stats.NoBaseline):
		return in.Say("its baseline lies outside of the periods that are known")
	case evidence.Refusal(stats.FewValues):
		return in.Say("its baseline has fewer than six values")
	case evidence.Refusal(stats.NoChange):
		return in.Say("the values of its baseline never change")
	case evidence.Refusal(stats.Unbounded):
		return in.Say("its values are without bounds")
	case evidence.Refusal(stats.NewSeason):
		return in.Say("it has a season, and fewer than three years do not tell it")
	case evidence.NotAdditive:
		return in.Say("the members do not add up to it")
	case evidence.NoTargets:
		return in.Say("the members have no targets that add up")
	}
	panic(fmt.Sprintf("reports: unknown refusal %q", r))
}

// assured says whether a process that stays as it is reaches its target.
func (in language) assured(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Signals == nil {
		return ""
	}
	switch r.Evidence.Signals.Assurance {
	case stats.Passes:
		return in.Say("every value that it usually takes reaches the target")
	case stats.Fails:
		return in.Say("no value that it usually takes reaches the target: something has to change")
	case stats.Chance:
		return in.Say("by chance alone it reaches the target in some periods and misses it in others")
	}
	return ""
}

// screened says how many charts were looked at and how likely it is that one of
// them has a signal by chance; "" where none was.
func (in language) screened(s *scorecard.Scorecard) string {
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
	return in.Say("%s screened for signals; where nothing has changed, chance alone shows one or more in %s of such cards",
		in.Count(len(chances), "chart"), unit.Percent.Format(stats.AtLeastOne(chances), unit.Style{Fixed: true}))
}

// investigate lists the KPIs whose last value is a signal.
func (in language) investigate(s *scorecard.Scorecard) []string {
	var out []string
	for _, r := range results(s) {
		if r.Evidence != nil && r.Evidence.Signals.Latest() != nil {
			out = append(out, in.Join(": ", r.Name, in.latest(r))+in.Say("."))
		}
	}
	return out
}

// lead says what the data say of the claim that another KPI follows.
func (in language) lead(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Lead == nil {
		return ""
	}
	l := r.Evidence.Lead
	if l.Refusal != "" {
		return in.Say("that %s follows was not tested: %s", l.Name, in.refused(l.Refusal))
	}
	facts := in.Say("r %s at a lag of %d, between %s and %s, n=%d", coefficient(l.R), l.Lag, coefficient(l.Lead.Low), coefficient(l.Lead.High), l.N)
	switch l.Verdict {
	case stats.Supported:
		return in.Say("the data bear out that %s follows (%s)", l.Name, facts)
	case stats.Coincident:
		return in.Say("%s moves at the same time, and does not follow (%s)", l.Name, facts)
	case stats.Reversed:
		return in.Say("it is %s that comes first (%s)", l.Name, facts)
	case stats.NotSupported:
		return in.Say("the data do not show that %s follows (%s)", l.Name, facts)
	case stats.Insufficient:
		return in.Say("too few periods to tell whether %s follows (n=%d)", l.Name, l.N)
	}
	panic(fmt.Sprintf("reports: unknown verdict %q", l.Verdict))
}

func coefficient(r float64) string {
	return number(unit.Number, unit.Style{Fixed: true, Decimals: 2}, r)
}

// bias names what may bend a value.
func (in language) bias(r scorecard.Result, b evidence.Bias) string {
	count := func(v float64) string { return unit.Count.Format(v, unit.Style{}) }
	switch b.Kind {
	case evidence.SmallSample:
		return in.Say("it is of %s rows only: a few other rows would make another value", count(b.N))
	case evidence.LateRows:
		return in.Say("the rows of %s end %s days before the period does: some may still be missing", b.Source, count(b.N))
	case evidence.MissingValues:
		return in.Say("%s of %s rows have no value to compute with and were left out", count(b.N), count(b.Of))
	case evidence.Concentration:
		return in.Say("%s has %s of it (by %s)", in.Member(b.Member), in.share(b.Share), in.lowerFirst(b.Name))
	case evidence.Survivorship:
		n := in.numbers(r.Unit, &b.Value, &b.Without)
		if b.N == 1 {
			return in.Say("a member of what it is compared with has no rows now (by %s): without it that was %s, and not %s", in.lowerFirst(b.Name), n[1], n[0])
		}
		return in.Say("%s of what it is compared with have no rows now (by %s): without them that was %s, and not %s", in.Count(int(b.N), "member"), in.lowerFirst(b.Name), n[1], n[0])
	}
	panic(fmt.Sprintf("reports: unknown bias %q", b.Kind))
}

// biases names all that may bend a value, a sentence each.
func (in language) biases(r scorecard.Result) []string {
	var out []string
	if r.Evidence != nil {
		for _, b := range r.Evidence.Biases {
			out = append(out, in.bias(r, b))
		}
	}
	return out
}

// likely is a chance in steps of 5 %, since none is known better.
func (in language) likely(p float64) string {
	switch {
	case p < 0.025:
		return in.Say("below 5%")
	case p > 0.975:
		return in.Say("above 95%")
	}
	return fmt.Sprintf("%.0f%%", 5*math.Round(20*p))
}
