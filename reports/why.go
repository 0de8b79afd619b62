package reports

import (
	"fmt"
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
func why(r scorecard.Result, against evidence.Against) string {
	m := mainMove(r, against)
	if m == nil {
		return ""
	}
	n := numbers(r.Unit, &m.From, &m.To)
	from := map[evidence.Against]string{
		evidence.LastYear: "last year's " + n[0], evidence.Previous: n[0] + " in " + m.Period, evidence.Target: "its target of " + n[0],
	}[against]
	if m.Change() == 0 {
		return fmt.Sprintf("%s, as %s", n[1], from)
	}
	moved := fmt.Sprintf("%s is %s %s %s", n[1], apartBy(r.Unit, m.Change()), direction(m.Change()), from)
	return join("; ", moved, contributors(r.Unit, m))
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
func whyBase(r scorecard.Result) string {
	return firstText(why(r, evidence.LastYear), why(r, evidence.Previous))
}

func direction(change float64) string {
	if change < 0 {
		return "below"
	}
	return "above"
}

// apartBy is a distance without its sign.
func apartBy(u unit.Unit, change float64) string {
	return strings.TrimPrefix(u.FormatChange(math.Abs(change), unit.Style{}), "+")
}

// contributors names the members that have moved a value most: those that went
// its way, then the one that went most against it.
func contributors(u unit.Unit, m *evidence.Movement) string {
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
			out = append(out, e.Member+" "+u.FormatChange(e.Total(), unit.Style{}))
		}
		return strings.Join(out, ", ")
	}
	by := "by " + lowerFirst(m.Name) + ":"
	return join(", against it ", by+" "+list(along, named), list(against, 1))
}

// whyParts says what of a change is mix, and what the members' own rates; of money
// what rows and their size have done. It is "" where there is nothing to tell apart.
func whyParts(r scorecard.Result, m *evidence.Movement) string {
	change := func(v float64) string { return r.Unit.FormatChange(v, unit.Style{}) }
	switch {
	case m == nil:
		return ""
	case m.Prices != nil:
		p := *m.Prices
		return listed([]amount{{"the number of rows", p.Volume}, {"the amount of each", p.Price}, {"their mix", p.Mix}, {"members on one side only", p.Entered}}, change)
	case m.Way == evidence.Rates:
		return listed([]amount{{"the members' own rates", m.Rate()}, {"their mix", m.Mix()}, {"members on one side only", m.Entered()}}, change)
	}
	return ""
}

// An amount is a part of a change with its name.
type amount struct {
	name string
	v    float64
}

// listed leaves out what is nothing.
func listed(all []amount, format func(float64) string) string {
	var out []string
	for _, a := range all {
		if a.v != 0 {
			out = append(out, a.name+" "+format(a.v))
		}
	}
	return strings.Join(out, ", ")
}

// reversal warns of a mean that moves one way, while its members, at an equal mix,
// move the other.
func reversal(r scorecard.Result, m *evidence.Movement) string {
	if m == nil || m.Reversal == nil {
		return ""
	}
	change := func(v float64) string { return r.Unit.FormatChange(v, unit.Style{}) }
	every := ""
	if m.Reversal.Every {
		every = "; every member moved against it"
	}
	return fmt.Sprintf("by %s it is the mix that moved it: at an equal mix it would have moved by %s, and not by %s%s",
		lowerFirst(m.Name), change(m.Reversal.Standardized), change(m.Reversal.Change), every)
}

// bridgeWords leads in words from what a value is compared with to the value; ""
// where nothing takes the change apart.
func bridgeWords(r scorecard.Result, m *evidence.Movement) string {
	if m == nil || m.Change() == 0 {
		return ""
	}
	n := numbers(r.Unit, &m.From, &m.To)
	steps := []string{n[0]}
	for _, s := range Bridge(*m) {
		steps = append(steps, s.Name+" "+r.Unit.FormatChange(s.By, unit.Style{}))
	}
	return strings.Join(steps, ", ") + ", makes " + n[1]
}

// byDimension tells of every other dimension who has moved a value, or why it
// cannot be told.
func byDimension(r scorecard.Result, main *evidence.Movement) []Fact {
	if r.Evidence == nil {
		return nil
	}
	var out []Fact
	label := "Also"
	for i := range r.Evidence.Moves {
		m := &r.Evidence.Moves[i]
		words := ""
		switch {
		case m.Against == evidence.Target, m.Refusal == evidence.NoValue, main != nil && m.Dimension == main.Dimension:
			continue
		case m.Refusal != "":
			words = refused(m.Refusal)
		case m.Change() != 0:
			words = contributions(r.Unit, m)
		}
		if words != "" {
			out = append(out, Fact{label, "by " + lowerFirst(m.Name) + ": " + words})
			label = ""
		}
	}
	return out
}

// contributions names the largest effects, whatever their sign.
func contributions(u unit.Unit, m *evidence.Movement) string {
	const most = 4
	var out []string
	for _, e := range m.Effects[:min(len(m.Effects), most)] {
		out = append(out, e.Member+" "+u.FormatChange(e.Total(), unit.Style{}))
	}
	if more := len(m.Effects) - most; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(out, ", ")
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
func Bridge(m evidence.Movement) []Step {
	var out []Step
	rest, left := 0.0, 0
	for i, e := range m.Effects {
		if i < mostSteps || len(m.Effects) == mostSteps+1 {
			out = append(out, Step{e.Member, e.Total()})
			continue
		}
		rest, left = rest+e.Total(), left+1
	}
	if left > 0 {
		out = append(out, Step{fmt.Sprintf("%d more", left), rest})
	}
	return out
}
