package reports

import (
	"kpi/engine/scorecard"
	"kpi/reports/document"
)

// ways lists the targets that are to be reached by a day: how far they are, what
// is due, and what is left to do. It is nil where there is none.
func (in language) ways(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Kind: document.Marks},
		{Name: in.Say("To be reached"), Kind: document.Names},
		{Name: in.Say("Target"), Kind: document.Numbers},
		{Name: in.Say("So far"), Kind: document.Numbers},
		{Name: in.Say("Due by now"), Kind: document.Numbers},
		{Name: in.Say("Pace"), Kind: document.Numbers},
		{Name: in.Say("Projected"), Kind: document.Numbers},
		{Name: in.Say("Needed"), Kind: document.Numbers},
		{Name: in.Say("Until"), Kind: document.Labels},
	}}
	var g document.Group
	for _, r := range results(s) {
		if r.Pace != nil && r.Pace.Value != nil {
			g.Rows = append(g.Rows, in.wayRow(r))
		}
	}
	if len(g.Rows) == 0 {
		return nil
	}
	t.Groups = []document.Group{g}
	return t
}

func (in language) wayRow(r scorecard.Result) document.Row {
	p := r.Pace
	n := in.numbers(r.Unit, p.Value, p.Actual, p.Expected, p.Projection)
	needed := ""
	if p.PerPeriod != nil {
		needed = in.Say("%s a %s", in.numbers(r.Unit.Rate(), p.PerPeriod)[0], in.Word(string(p.Grain)))
	}
	ratio := ""
	if p.Ratio != nil {
		ratio = in.share(*p.Ratio)
	}
	return document.Row{
		Note: in.Word(p.Reason.Words()),
		Cells: []document.Cell{
			document.Mark{Status: r.Status},
			document.Text{Main: r.Name, Sub: in.wayUnit(r, p), Tone: document.Strong},
			document.Text{Main: n[0]},
			document.Text{Main: n[1], Tone: document.Strong},
			document.Text{Main: n[2]},
			document.Text{Main: ratio},
			document.Text{Main: n[3], Tone: document.Quiet},
			document.Text{Main: needed},
			document.Text{Main: in.Day(p.Until)},
		},
	}
}

// wayUnit is the small print under the name of a target.
func (in language) wayUnit(r scorecard.Result, p *scorecard.Pace) string {
	if p.Reason != "" {
		return in.Word(p.Reason.Words())
	}
	return in.Join(" · ", in.Word(string(p.Shape)), p.Because)
}
