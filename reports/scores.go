package reports

import (
	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// scores lists what the objectives come to, perspective by perspective. It is
// nil where nothing has a score.
func (in language) scores(s *scorecard.Scorecard) *document.Table {
	t := &document.Table{Columns: []document.Column{
		{Kind: document.Marks},
		{Name: in.Say("Scores, 0 to 10"), Kind: document.Names},
		{Name: in.Say("Score"), Kind: document.Numbers},
		{Name: in.Say("Covered"), Kind: document.Numbers},
		{Name: in.Say("KPIs"), Kind: document.Labels},
	}}
	sections := map[string]scorecard.Section{}
	inPerspective := map[string]bool{}
	for _, section := range s.Sections {
		sections[section.ID] = section
	}
	var rest document.Group
	for _, p := range s.Perspectives {
		g := document.Group{Rows: []document.Row{in.scoreRow(s, upperFirst(in.Word(p.Name)), "", p.Rollup)}}
		for _, id := range p.Objectives {
			inPerspective[id] = true
			if section, ok := sections[id]; ok && section.Rollup != nil {
				g.Rows = append(g.Rows, in.scoreRow(s, "– "+section.Name, in.balanceWords(section), section.Rollup))
			}
		}
		if p.Rollup != nil {
			t.Groups = append(t.Groups, g)
		}
	}
	for _, section := range s.Sections {
		if section.Rollup != nil && !inPerspective[section.ID] {
			rest.Rows = append(rest.Rows, in.scoreRow(s, section.Name, in.balanceWords(section), section.Rollup))
		}
	}
	if len(rest.Rows) > 0 {
		t.Groups = append(t.Groups, rest)
	}
	if len(t.Groups) == 0 {
		return nil
	}
	return t
}

func (in language) scoreRow(s *scorecard.Scorecard, name, balance string, r *scorecard.Rollup) document.Row {
	row := document.Row{Cells: []document.Cell{
		document.Mark{}, document.Text{Main: name}, document.Text{Main: "–", Tone: document.Quiet}, document.Text{}, document.Text{Main: balance},
	}}
	if r == nil {
		return row
	}
	row.Cells[0] = document.Mark{Status: r.Status}
	row.Cells[3] = document.Text{Main: number(unit.Percent, unit.Style{Fixed: true}, r.Coverage), Tone: document.Quiet}
	if r.Score != nil {
		row.Cells[2] = document.Text{Main: number(unit.Number, unit.Style{Decimals: 1, Fixed: true}, *r.Score), Tone: document.Strong}
	}
	row.Note = in.Join(", ", in.Word(r.Reason.Words()), in.held(s, r))
	return row
}
