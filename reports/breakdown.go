package reports

import (
	"slices"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// breakdowns returns a section per dimension, in the order in which the KPIs
// name them, with a group of members per KPI, and pictures of them below.
func (in language) breakdowns(s *scorecard.Scorecard) []document.Section {
	var out []document.Section
	place := map[string]int{}
	for _, r := range results(s) {
		for _, b := range r.Breakdowns {
			if len(b.Members) == 0 && b.Reason == status.NoReason {
				continue
			}
			at, ok := place[b.Dimension]
			if !ok {
				at = len(out)
				place[b.Dimension] = at
				out = append(out, in.dimension(s, b))
			}
			table := out[at].Blocks[0].(*document.Table)
			table.Groups = append(table.Groups, in.members(s, r, b))
			out[at].Blocks = append(out[at].Blocks, in.memberFigures(s, r, b)...)
		}
	}
	return out
}

func (in language) dimension(s *scorecard.Scorecard, b scorecard.Breakdown) document.Section {
	var all []scorecard.Result
	for _, r := range results(s) {
		for _, other := range r.Breakdowns {
			if other.Dimension == b.Dimension {
				all = append(all, asResults(other)...)
			}
		}
	}
	columns := []document.Column{
		{Kind: document.Marks},
		{Name: firstText(b.Name, b.Dimension), Kind: document.Names},
		{Name: in.Say("Actual"), Kind: document.Numbers},
		{Name: in.Say("Target"), Kind: document.Numbers},
		{Name: in.Say("Attained"), Kind: document.Numbers},
		{Name: in.Say("Status"), Kind: document.Words},
		{Name: in.Say("Attained, % of target"), Kind: document.Bullets, Max: attainmentScale(all)},
		{Name: in.Say("Rows"), Kind: document.Numbers},
	}
	for _, c := range in.memberComparisons() {
		columns = append(columns, c.column(all))
	}
	return document.Section{
		Name:   in.Say("By %s", in.lowerFirst(firstText(b.Name, b.Dimension))),
		Blocks: []document.Block{&document.Table{Columns: columns}},
	}
}

// memberComparisons are those that members have, too: last year, where it was
// chosen.
func (in language) memberComparisons() []comparison {
	if !slices.Contains(in.chosen(), document.LastYear) {
		return nil
	}
	return []comparison{in.comparison(document.LastYear)}
}

// asResults lends the members' numbers to the scales.
func asResults(b scorecard.Breakdown) []scorecard.Result {
	var out []scorecard.Result
	for _, m := range b.Members {
		out = append(out, scorecard.Result{Attainment: m.Attainment, LastYear: m.LastYear})
	}
	return out
}

func (in language) members(s *scorecard.Scorecard, r scorecard.Result, b scorecard.Breakdown) document.Group {
	g := document.Group{Name: r.Name, Note: in.Join(" · ", in.unitLine(r, s.Currency), in.Word(b.Reason.Words()), in.oneSided(r, b.Dimension))}
	for _, m := range b.Members {
		one := in.kpiReading(s, scorecard.Result{
			Unit: r.Unit, Better: r.Better, Period: r.Period, MinN: r.MinN, Actual: m.Actual, Target: m.Target, Attainment: m.Attainment,
			Status: m.Status, Reason: m.Reason, Pace: m.Pace, Indistinct: m.Indistinct,
		})
		g.Rows = append(g.Rows, in.memberRow(m, one))
	}
	return g
}

// oneSided names the members of a dimension that have a value and no target, or a
// target and no value: with them the members do not add up to the whole.
func (in language) oneSided(r scorecard.Result, dimension string) string {
	var without, unmet []string
	for _, o := range r.OneSided {
		switch {
		case o.Dimension != dimension:
		case o.Target == nil:
			without = append(without, in.Member(o.Member)+" "+in.numbers(r.Unit, o.Actual)[0])
		default:
			unmet = append(unmet, in.Member(o.Member)+" "+in.numbers(r.Unit, o.Target)[0])
		}
	}
	var parts []string
	if len(without) > 0 {
		parts = append(parts, in.Say("no target: %s", in.List(without)))
	}
	if len(unmet) > 0 {
		parts = append(parts, in.Say("a target and no value: %s", in.List(unmet)))
	}
	return in.Join("; ", parts...)
}

func (in language) memberRow(m scorecard.Member, r reading) document.Row {
	name := r.in.Member(m.Name)
	if m.Others > 0 {
		name = in.Say("(others, %d)", m.Others)
	}
	rows := ""
	if m.Actual.N != nil {
		rows = unit.Count.Format(float64(*m.Actual.N), unit.Style{})
	}
	actual := r.actualText()
	actual.Sub, actual.Tone = "", document.Plain
	bullet := r.bullet()
	if _, isText := bullet.(document.Text); isText {
		bullet = document.Text{} // the column before says why
	}
	cells := []document.Cell{
		r.mark(), document.Text{Main: name}, actual, r.targetText(), r.attainedText(),
		document.Text{Main: r.verdict(), Tone: document.Quiet}, bullet,
		document.Text{Main: rows, Tone: document.Quiet},
	}
	for _, c := range r.in.memberComparisons() {
		cells = append(cells, r.cell(c, m.LastYear))
	}
	return document.Row{Note: r.note(), Cells: cells}
}
