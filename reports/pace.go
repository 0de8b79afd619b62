package reports

import (
	"kpi/engine/scorecard"
	"kpi/reports/document"
)

// ways lists the targets that are to be reached by a day: how far they are, what
// is due, and what is left to do. It is nil where there is none.
func ways(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Kind: document.Marks},
		{Name: "To be reached", Kind: document.Names},
		{Name: "Target", Kind: document.Numbers},
		{Name: "So far", Kind: document.Numbers},
		{Name: "Due by now", Kind: document.Numbers},
		{Name: "Pace", Kind: document.Numbers},
		{Name: "Projected", Kind: document.Numbers},
		{Name: "Needed", Kind: document.Numbers},
		{Name: "Until", Kind: document.Labels},
	}}
	var g document.Group
	for _, r := range results(s) {
		if r.Pace != nil && r.Pace.Value != nil {
			g.Rows = append(g.Rows, wayRow(r))
		}
	}
	if len(g.Rows) == 0 {
		return nil
	}
	t.Groups = []document.Group{g}
	return t
}

func wayRow(r scorecard.Result) document.Row {
	p := r.Pace
	n := numbers(r.Unit, p.Value, p.Actual, p.Expected, p.Projection)
	needed := ""
	if p.PerPeriod != nil {
		needed = numbers(r.Unit.Rate(), p.PerPeriod)[0] + " a " + string(p.Grain)
	}
	ratio := ""
	if p.Ratio != nil {
		ratio = share(*p.Ratio)
	}
	return document.Row{
		Note: p.Reason.Words(),
		Cells: []document.Cell{
			document.Mark{Status: r.Status},
			document.Text{Main: r.Name, Sub: wayUnit(r, p), Tone: document.Strong},
			document.Text{Main: n[0]},
			document.Text{Main: n[1], Tone: document.Strong},
			document.Text{Main: n[2]},
			document.Text{Main: ratio},
			document.Text{Main: n[3], Tone: document.Quiet},
			document.Text{Main: needed},
			document.Text{Main: day(p.Until)},
		},
	}
}

// wayUnit is the small print under the name of a target.
func wayUnit(r scorecard.Result, p *scorecard.Pace) string {
	if p.Reason != "" {
		return p.Reason.Words()
	}
	return join(" · ", string(p.Shape), p.Because)
}
