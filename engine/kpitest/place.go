package kpitest

import (
	"fmt"
	"strings"

	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// A place is where the figures of an expectation stand in a result: the KPI
// itself, or a member of a breakdown.
type place struct {
	name    string // in messages
	own     bool   // it is the KPI itself
	figures func(*scorecard.Result) (figures, finding)
}

// figures are what a KPI and a member have in common.
type figures struct {
	actual     scorecard.Measured
	target     scorecard.Target
	attainment *float64
	status     status.Status
	reason     status.Reason
	band       string
	pace       *scorecard.Pace
}

func whole(kpi string) place {
	return place{name: kpi, own: true, figures: func(r *scorecard.Result) (figures, finding) {
		return figures{r.Actual, r.Target, r.Attainment, r.Status, r.Reason, r.Band, r.Pace}, finding{}
	}}
}

func member(kpi, dimension, name string) place {
	return place{name: fmt.Sprintf("%s by %s %s", kpi, dimension, name), figures: func(r *scorecard.Result) (figures, finding) {
		var names []string
		for _, b := range r.Breakdowns {
			if b.Dimension != dimension {
				continue
			}
			for _, m := range b.Members {
				if m.Name == name {
					return figures{m.Actual, m.Target, m.Attainment, m.Status, m.Reason, "", m.Pace}, finding{}
				}
				names = append(names, m.Name)
			}
		}
		why := "there is no row of any member"
		if len(names) > 0 {
			why = "there are: " + strings.Join(names[:min(len(names), mostMembers)], ", ")
		}
		return figures{}, finding{got: fmt.Sprintf("no member %q", name), why: []string{why}}
	}}
}

// mostMembers are named where one is not there.
const mostMembers = 20

// look returns a comparison of the figures at the place, or the finding that
// there are none.
func (p place) look(compare func(*scorecard.Result, figures) finding) func(*scorecard.Result) finding {
	return func(r *scorecard.Result) finding {
		f, absent := p.figures(r)
		if absent.got != "" {
			return absent
		}
		return compare(r, f)
	}
}
