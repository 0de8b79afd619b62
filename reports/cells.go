package reports

import (
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// A reading is one measured line of a table: a KPI, or a member of its
// breakdown.
type reading struct {
	in         language
	unit       unit.Unit
	better     scorecard.Better
	actual     scorecard.Measured
	target     scorecard.Target
	attainment *float64
	status     status.Status
	reason     status.Reason
	period     string // as far as it is not the scorecard's, else ""
	running    bool   // the period is not over
	doubt      string // what the status must be read with, in words
	paced      bool   // attainment and status are those of the way to the target
}

func (r reading) mark() document.Mark {
	return document.Mark{Status: r.status, Hollow: r.hollow()}
}

// hollow reports whether the value must be read with care.
func (r reading) hollow() bool {
	switch r.reason {
	case status.Partial, status.Begins, status.Stale:
		return true
	}
	return r.running
}

// verdict is the status in words, or why there is none.
func (r reading) verdict() string {
	switch {
	case r.status != status.None:
		return r.in.Word(r.status.Word())
	case r.reason != status.NoReason:
		return r.in.Word(r.reason.Words())
	case !hasTarget(r.target):
		return r.in.Word(status.NoTarget.Words())
	}
	return r.in.Word(r.status.Word())
}

// note says what the row's marks mean, for readers without marks.
func (r reading) note() string {
	care := ""
	if r.status == status.None || r.reason != status.NoReason {
		care = firstText(r.in.Word(r.reason.Words()), r.verdict())
	}
	if r.reason == status.TooFew && r.doubt != "" {
		care = "" // the doubt says it with its numbers
	}
	if r.paced && r.status != status.None {
		care = r.in.Join(", ", care, r.in.Say("by what is due to date"))
	}
	return r.in.Join(", ", care, r.doubt, r.period)
}

func firstText(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

func (r reading) actualText() document.Text {
	value, _ := r.in.measuredNumbers(r.unit, r.actual.Value, r.target, r.better)
	if r.actual.Value == nil {
		return document.Text{Main: value, Tone: document.Quiet}
	}
	stale := ""
	if r.reason == status.Stale {
		stale = r.in.Say("stale")
	}
	return document.Text{Main: value, Sub: r.in.Join(", ", r.period, stale, r.chance()), Tone: document.Strong}
}

// chance is where the value may lie but for chance, if its target lies there, too.
func (r reading) chance() string {
	if i := r.actual.Interval; i != nil && r.doubt != "" {
		ends := r.in.numbers(r.unit, &i.Low, &i.High)
		return r.in.Say("%s – %s by chance", ends[0], ends[1])
	}
	return ""
}

func (r reading) targetText() document.Text {
	_, target := r.in.measuredNumbers(r.unit, r.actual.Value, r.target, r.better)
	return document.Text{Main: target, Tone: document.Quiet}
}

// attained is the part of the target that was reached; nil where there is none, or
// where nothing was counted: no rows at all are not twice as good as the target.
func (r reading) attained() *float64 {
	if r.status == status.None && r.reason == status.Empty {
		return nil
	}
	return r.attainment
}

func (r reading) attainedText() document.Text {
	if r.attained() == nil {
		return document.Text{Main: map[bool]string{true: r.in.Say("n/a"), false: "–"}[hasTarget(r.target)], Tone: document.Quiet}
	}
	return document.Text{Main: r.in.share(*r.attainment)}
}

// bullet is the figure, or the words that say why there is none.
func (r reading) bullet() document.Cell {
	if r.attained() == nil {
		if r.status != status.None {
			return document.Text{Main: r.in.Say("no percentage of this target"), Tone: document.Quiet}
		}
		return document.Text{Main: r.verdict(), Tone: document.Quiet}
	}
	return document.Bullet{
		Value: *r.attainment, Hollow: r.hollow(),
		Alt: r.in.Say("%s of target, %s", r.in.share(*r.attainment), r.verdict()),
	}
}

func (r reading) gain(change float64) document.Verdict {
	switch r.better {
	case scorecard.Lower:
		change = -change
	case scorecard.Higher:
	default:
		return document.Neutral
	}
	switch {
	case change > 0:
		return document.Gain
	case change < 0:
		return document.Loss
	}
	return document.Neutral
}
