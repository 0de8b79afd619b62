package reports

import (
	"math"
	"strings"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/unit"
)

// named is how many members a sentence names.
const named = 2

// why says in a sentence what moved a value: how far it is from what it is
// compared with, which members have done most of it, and which most against it. It
// is "" where no dimension takes the change apart.
func (in language) why(r scorecard.Result, against evidence.Against) string {
	m := mainMove(r, against)
	if m == nil {
		return ""
	}
	if m.Change() == 0 {
		return in.moved(r, m)
	}
	return in.Join("; ", in.moved(r, m), in.contributors(r.Unit, m))
}

// moved says how far a value is from what it is compared with.
func (in language) moved(r scorecard.Result, m *evidence.Movement) string {
	n := in.numbers(r.Unit, &m.From, &m.To)
	from := map[evidence.Against]string{
		evidence.LastYear: in.Say("last year's %s", n[0]), evidence.Previous: in.Say("%s in %s", n[0], in.Period(m.Period)), evidence.Target: in.Say("its target of %s", n[0]),
	}[m.Against]
	switch apart := in.apartBy(r.Unit, m.Change()); {
	case m.Change() == 0:
		return in.Say("%s, as %s", n[1], from)
	case m.Change() < 0:
		return in.Say("%s is %s below %s", n[1], apart, from)
	default:
		return in.Say("%s is %s above %s", n[1], apart, from)
	}
}

// mainMove is the movement that a sentence is about.
func mainMove(r scorecard.Result, against evidence.Against) *evidence.Movement {
	if r.Evidence == nil {
		return nil
	}
	return evidence.Main(r.Evidence.Moves, against)
}

// baseMove is the movement from last year, or from the period before where last
// year has no value.
func baseMove(r scorecard.Result) *evidence.Movement {
	if m := mainMove(r, evidence.LastYear); m != nil {
		return m
	}
	return mainMove(r, evidence.Previous)
}

// whyBase is why against last year, or the period before where last year has no
// value.
func (in language) whyBase(r scorecard.Result) string {
	return firstText(in.why(r, evidence.LastYear), in.why(r, evidence.Previous))
}

// change prints a difference in a unit.
func (in language) change(u unit.Unit, by float64) string {
	if size(u, by) >= scientificFrom && u.Flavor != unit.Part {
		return number(u, unit.Style{Sign: true, Notation: in.Notation}, by)
	}
	return u.FormatChange(by, visible(u, unit.Style{Notation: in.Notation}, by))
}

// apartBy is a distance without its sign.
func (in language) apartBy(u unit.Unit, change float64) string {
	return strings.TrimPrefix(in.change(u, math.Abs(change)), "+")
}

// contributors names the members that have moved a value most: those that went
// its way, then the one that went most against it.
func (in language) contributors(u unit.Unit, m *evidence.Movement) string {
	var along, against []evidence.Effect
	for _, e := range m.Effects {
		switch t := e.Total(); {
		case t == 0:
		case (t > 0) == (m.Change() > 0):
			along = append(along, e)
		default:
			against = append(against, e)
		}
	}
	list := func(all []evidence.Effect, most int) string {
		var out []string
		for _, e := range all[:min(len(all), most)] {
			out = append(out, in.Member(e.Member)+" "+in.change(u, e.Total()))
		}
		return in.List(out)
	}
	out := in.Say("by %s: %s", in.lowerFirst(m.Name), list(along, named))
	if text := list(against, 1); text != "" {
		return in.Say("%s, against it %s", out, text)
	}
	return out
}

// whyParts says what of a change is mix, and what the members' own rates; of money
// what rows and their size have done. It is "" where there is nothing to tell apart.
func (in language) whyParts(r scorecard.Result, m *evidence.Movement) string {
	change := func(v float64) string { return in.change(r.Unit, v) }
	switch {
	case m == nil:
		return ""
	case m.Prices != nil:
		p := *m.Prices
		return in.listed([]amount{{in.Say("the number of rows"), p.Volume}, {in.Say("the amount of each"), p.Price}, {in.Say("their mix"), p.Mix}, {in.Say("members on one side only"), p.Entered}}, change)
	case m.Way == evidence.Rates:
		return in.listed([]amount{{in.Say("the members' own rates"), m.Rate()}, {in.Say("their mix"), m.Mix()}, {in.Say("members on one side only"), m.Entered()}}, change)
	}
	return ""
}

// An amount is a part of a change with its name.
type amount struct {
	name string
	v    float64
}

// listed leaves out what is nothing.
func (in language) listed(all []amount, format func(float64) string) string {
	var out []string
	for _, a := range all {
		if a.v != 0 {
			out = append(out, a.name+" "+format(a.v))
		}
	}
	return in.List(out)
}

// reversal warns of a mean that moves one way, while its members, at an equal mix,
// move the other.
func (in language) reversal(r scorecard.Result, m *evidence.Movement) string {
	if m == nil || m.Reversal == nil {
		return ""
	}
	change := func(v float64) string { return in.change(r.Unit, v) }
	every := ""
	if m.Reversal.Every {
		every = in.Say("; every member moved against it")
	}
	return in.Say("by %s it is the mix that moved it: at an equal mix it would have moved by %s, and not by %s%s",
		in.lowerFirst(m.Name), change(m.Reversal.Standardized), change(m.Reversal.Change), every)
}

// bridgeWords leads in words from what a value is compared with to the value; ""
// where nothing takes the change apart.
func (in language) bridgeWords(r scorecard.Result, m *evidence.Movement) string {
	if m == nil || m.Change() == 0 {
		return ""
	}
	n := in.numbers(r.Unit, &m.From, &m.To)
	steps := []string{n[0]}
	for _, s := range in.bridge(*m) {
		steps = append(steps, s.Name+" "+in.change(r.Unit, s.By))
	}
	return in.Say("%s, makes %s", in.List(steps), n[1])
}

// byDimension tells of every other dimension who has moved a value, or why it
// cannot be told.
func (in language) byDimension(r scorecard.Result, main *evidence.Movement) []Fact {
	if r.Evidence == nil {
		return nil
	}
	var out []Fact
	label := in.Say("Also")
	for i := range r.Evidence.Moves {
		m := &r.Evidence.Moves[i]
		words := ""
		switch {
		case m.Against == evidence.Target, m.Refusal == evidence.NoValue, main != nil && m.Dimension == main.Dimension:
			continue
		case m.Refusal != "":
			words = in.refused(m.Refusal)
		case m.Change() != 0:
			words = in.contributions(r.Unit, m)
		}
		if words != "" {
			out = append(out, Fact{label, in.Say("by %s: %s", in.lowerFirst(m.Name), words)})
			label = ""
		}
	}
	return out
}

// contributions names the largest effects, whatever their sign.
func (in language) contributions(u unit.Unit, m *evidence.Movement) string {
	const most = 4
	var out []string
	for _, e := range m.Effects[:min(len(m.Effects), most)] {
		out = append(out, in.Member(e.Member)+" "+in.change(u, e.Total()))
	}
	if more := len(m.Effects) - most; more > 0 {
		out = append(out, in.Say("and %d more", more))
	}
	return in.List(out)
}

// A Step is a part of a bridge, in the KPI's unit.
type Step struct {
	Name string
	By   float64
}

// mostSteps is how many members a bridge shows before the rest.
const mostSteps = 6

// Bridge leads from what a value is compared with to the value, member by member,
// and then the rest together.
func Bridge(m evidence.Movement) []Step { return english.bridge(m) }

func (in language) bridge(m evidence.Movement) []Step {
	var out []Step
	rest, left := 0.0, 0
	for i, e := range m.Effects {
		if i < mostSteps || len(m.Effects) == mostSteps+1 {
			out = append(out, Step{in.Member(e.Member), e.Total()})
			continue
		}
		rest, left = rest+e.Total(), left+1
	}
	if left > 0 {
		out = append(out, Step{in.Say("%d more", left), rest})
	}
	return out
}
