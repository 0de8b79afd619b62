package lint

import (
	"math"

	"kpi/engine/evidence"
	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/stats"
	"kpi/engine/unit"
)

// recent is how many values say what a process does now: a year of months.
const recent = 12

// A process is what a KPI does by itself, with the target of each of its periods.
type process struct {
	*evidence.Signals
	limits stats.Limits
	values []float64 // the last ones, the oldest first
	unit   unit.Unit
}

// processOf is false where twelve values are not there to make limits, or where no
// period has a target with a good side. Of one that is to be reached by a day the
// chance says more than what is usual in a period.
func processOf(r *scorecard.Result) (process, bool) {
	if r.Evidence == nil || r.Pace != nil || r.Better == scorecard.Unsaid {
		return process{}, false
	}
	p := process{Signals: r.Evidence.Signals, unit: r.Unit}
	var ok bool
	if p.limits, ok = p.Limits(); !ok || p.limits.Trial || p.Aim == nil {
		return process{}, false
	}
	for _, v := range p.Values {
		if !math.IsNaN(v) {
			p.values = append(p.values, v)
		}
	}
	p.values = p.values[max(0, len(p.values)-recent):]
	return p, true
}

func hasProcess(r *scorecard.Result) bool {
	_, ok := processOf(r)
	return ok
}

// reached is how many of the last values are on the good side of the target.
func (p process) reached() int {
	n := 0
	for _, v := range p.values {
		if p.Aim.Holds(v) {
			n++
		}
	}
	return n
}

// ends are the end of the target and the natural limit that face each other.
func (p process) ends() (target, limit float64) {
	if math.IsInf(p.Aim.Low, -1) || p.limits.Low > p.Aim.High {
		return p.Aim.High, p.limits.Low
	}
	return p.Aim.Low, p.limits.High
}

// beside prints the target, and another number with as many digits as it takes to
// tell them apart.
func (p process) beside(v float64) (target phrase.Phrase, other string) {
	end, _ := p.ends()
	style := unit.Style{}
	for style.Decimals < 8 && p.unit.Format(end, style) == p.unit.Format(v, style) {
		style.Decimals, style.Fixed = style.Decimals+1, true
	}
	target, other = phrase.Plain(p.unit.Format(end, style)), p.unit.Format(v, style)
	if !math.IsInf(p.Aim.High-p.Aim.Low, 0) {
		target = phrase.Of("%s to %s", p.unit.Format(p.Aim.Low, style), p.unit.Format(p.Aim.High, style))
	}
	return target, other
}
