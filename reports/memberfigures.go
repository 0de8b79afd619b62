package reports

import (
	"cmp"
	"math"
	"slices"

	"kpi/engine/scorecard"
	"kpi/reports/chart"
	"kpi/reports/document"
)

const (
	leastMembers = 3  // fewer are read faster in the table
	mostMembers  = 12 // of a chart whose rest does not add up to a number
)

// memberFigures are the pictures of a KPI by the members of a dimension, side by
// side: how each stands, how far it is from what it is compared with, and who makes
// up the whole. Below them is how they came there.
func (in language) memberFigures(s *scorecard.Scorecard, r scorecard.Result, b scorecard.Breakdown) []document.Block {
	members := withValue(b.Members)
	if len(members) < leastMembers {
		return nil
	}
	var columns [][]document.Block
	for _, f := range []*document.Figure{in.standingFigure(s, r, b, members), in.distanceFigure(s, r, b, members), in.shareFigure(s, r, b, members)} {
		if f != nil {
			columns = append(columns, []document.Block{f})
		}
	}
	var out []document.Block
	if len(columns) > 0 {
		out = append(out, &document.Beside{Columns: columns})
	}
	if f := in.courseFigure(s, r, b, members); f != nil {
		out = append(out, &document.Beside{Columns: [][]document.Block{{f}}})
	}
	return out
}

func withValue(all []scorecard.Member) []scorecard.Member {
	return slices.DeleteFunc(slices.Clone(all), func(m scorecard.Member) bool { return finite(m.Actual.Value) == nil })
}

func (in language) memberName(m scorecard.Member) string {
	if m.Others > 0 {
		return in.Say("(others, %d)", m.Others)
	}
	return in.Member(m.Name)
}

func dimensionName(b scorecard.Breakdown) string { return firstText(b.Name, b.Dimension) }

// largest are the members of which a chart has room, those first that are farthest
// from nothing.
func largest(members []scorecard.Member, of func(scorecard.Member) float64) []scorecard.Member {
	out := slices.Clone(members)
	slices.SortStableFunc(out, func(a, b scorecard.Member) int { return cmp.Compare(math.Abs(of(b)), math.Abs(of(a))) })
	return out[:min(len(out), mostMembers)]
}

// under is the small print below the title: the unit, the period, and how many
// members there are where not all are shown.
func (in language) under(r scorecard.Result, unit string, shown, all int) string {
	return in.Join(", ", unit, in.Period(r.Period.Label), in.cut(shown, all))
}

// cut says how many members are shown where not all of them are.
func (in language) cut(shown, all int) string {
	if shown == all {
		return ""
	}
	return in.Say("the %d largest of %d", shown, all)
}

// standingFigure shows members beside last year and their targets. Without either
// there is nothing to compare.
func (in language) standingFigure(s *scorecard.Scorecard, r scorecard.Result, b scorecard.Breakdown, members []scorecard.Member) *document.Figure {
	shown := largest(members, func(m scorecard.Member) float64 { return *m.Actual.Value })
	picture := chart.Scenarios{Name: r.Name, Of: dimensionName(b), Unit: in.unitWords(r.Unit, s.Currency), Format: in.formatOf(r, members...)}
	above, compared := 0, 0
	for _, m := range shown {
		row := chart.Scenario{Name: in.memberName(m), Actual: m.Actual.Value, Plan: finite(m.Target.Value), Previous: finite(m.LastYear.Value)}
		if row.Previous != nil {
			compared++
			if *row.Actual > *row.Previous {
				above++
			}
		}
		picture.Rows = append(picture.Rows, row)
	}
	if !slices.ContainsFunc(picture.Rows, func(x chart.Scenario) bool { return x.Plan != nil || x.Previous != nil }) {
		return nil
	}
	title := in.Say("%s beside its target", r.Name)
	if compared > 0 {
		title = in.Say("%s: %d of %d above last year", r.Name, above, compared)
	}
	return &document.Figure{Title: title, Sub: in.under(r, picture.Unit, len(shown), len(members)), Picture: picture}
}

// formatOf prints values of a KPI, those of members like the table that they stand
// beside: what misses its target does not read like it.
func (in language) formatOf(r scorecard.Result, members ...scorecard.Member) chart.Format {
	known := map[float64]string{}
	add := func(v *float64, t scorecard.Target) {
		if v = finite(v); v != nil && known[*v] == "" {
			known[*v], _ = in.measuredNumbers(r.Unit, v, t, r.Better)
		}
	}
	for _, m := range members {
		add(m.Actual.Value, m.Target)
	}
	add(r.Actual.Value, r.Target)
	return func(v float64) string { return firstText(known[v], in.numbers(r.Unit, &v)[0]) }
}

// distanceFigure shows how far members are from their targets, or from last year
// where they have none.
func (in language) distanceFigure(s *scorecard.Scorecard, r scorecard.Result, b scorecard.Breakdown, members []scorecard.Member) *document.Figure {
	say, of := in.distance(members)
	far := slices.DeleteFunc(slices.Clone(members), func(m scorecard.Member) bool { return of(m) == nil })
	if len(far) < leastMembers {
		return nil
	}
	by := func(m scorecard.Member) float64 { return *m.Actual.Value - *of(m) }
	shown := largest(far, by)
	picture := chart.Contributions{Name: r.Name, Of: dimensionName(b), Unit: in.changeUnit(r, s.Currency), Format: func(v float64) string { return in.change(r.Unit, v) }}
	worst := shown[0]
	for _, m := range shown {
		picture.Parts = append(picture.Parts, chart.Part{Name: in.memberName(m), Value: new(by(m)), Verdict: news(r.Better, by(m))})
	}
	return &document.Figure{
		Title: in.Say("%s: %s is farthest from %s, %s", r.Name, in.memberName(worst), say, in.change(r.Unit, by(worst))),
		Sub:   in.under(r, picture.Unit, len(shown), len(far)), Picture: picture,
	}
}

// distance is what members are compared with: a target where enough of them have
// one.
func (in language) distance(members []scorecard.Member) (say string, of func(scorecard.Member) *float64) {
	n := 0
	for _, m := range members {
		if finite(m.Target.Value) != nil {
			n++
		}
	}
	if n >= leastMembers {
		return in.Say("its target"), func(m scorecard.Member) *float64 { return finite(m.Target.Value) }
	}
	return in.Say("its last year"), func(m scorecard.Member) *float64 { return finite(m.LastYear.Value) }
}

// vitalShare is what the few make up that matter (Pareto, after Juran).
const vitalShare = 0.8

// shareFigure shows who makes up the whole, where the members add up to it.
func (in language) shareFigure(s *scorecard.Scorecard, r scorecard.Result, b scorecard.Breakdown, members []scorecard.Member) *document.Figure {
	if !addsUp(r, members) {
		return nil
	}
	picture := chart.Ranking{Name: r.Name, Of: dimensionName(b), Unit: in.unitWords(r.Unit, s.Currency), Most: mostMembers, Format: in.formatOf(r, members...)}
	for _, m := range members {
		picture.Parts = append(picture.Parts, chart.Part{Name: in.memberName(m), Value: m.Actual.Value})
	}
	few, of, share := vitalFew(members)
	return &document.Figure{
		Title: in.Say("%d of %d make up %s of %s", few, of, in.share(share), r.Name),
		Sub:   in.under(r, picture.Unit, 1, 1), Picture: picture,
	}
}

// addsUp reports whether the whole is the sum of its members, none of which is
// below zero: only then has a member a share of it.
func addsUp(r scorecard.Result, members []scorecard.Member) bool {
	whole := finite(r.Actual.Value)
	if whole == nil || *whole <= 0 || r.Kind != scorecard.Flow && r.Kind != scorecard.Level {
		return false
	}
	sum := 0.0
	for _, m := range members {
		if *m.Actual.Value < 0 {
			return false
		}
		sum += *m.Actual.Value
	}
	return math.Abs(sum-*whole) <= 1e-9*max(sum, *whole)
}

// vitalFew counts the largest members that make up four fifths, of how many, and
// which share of the whole they have. A row of others is as many as it stands for.
func vitalFew(members []scorecard.Member) (few, of int, share float64) {
	sorted := slices.Clone(members)
	slices.SortStableFunc(sorted, func(a, b scorecard.Member) int { return cmp.Compare(*b.Actual.Value, *a.Actual.Value) })
	whole := 0.0
	for _, m := range sorted {
		of += max(m.Others, 1)
		whole += *m.Actual.Value
	}
	sum := 0.0
	for _, m := range sorted {
		few += max(m.Others, 1)
		sum += *m.Actual.Value
		if sum/whole >= vitalShare-1e-9 {
			break
		}
	}
	return few, of, sum / whole
}

// courseFigure shows each member over the periods, where they are known.
func (in language) courseFigure(s *scorecard.Scorecard, r scorecard.Result, b scorecard.Breakdown, members []scorecard.Member) *document.Figure {
	shown := largest(members, func(m scorecard.Member) float64 { return *m.Actual.Value })
	n := len(shown[0].Series)
	if n < leastMembers {
		return nil
	}
	picture := chart.Grid{Name: r.Name, Format: in.formatOf(r), Texts: true}
	for _, p := range shown[0].Series {
		picture.Times = append(picture.Times, in.timeOf(p.Period.Label))
	}
	for _, m := range shown {
		row := chart.Member{Name: in.memberName(m)}
		for _, p := range m.Series {
			row.Values = append(row.Values, finite(p.Value))
		}
		picture.Rows = append(picture.Rows, row)
	}
	first, last := shown[0].Series[0].Period.Label, shown[0].Series[n-1].Period.Label
	return &document.Figure{
		Title: in.Say("%s by %s, %s to %s", r.Name, in.lowerFirst(dimensionName(b)), in.timeOf(first).Name, in.timeOf(last).Name),
		Sub:   in.Join(", ", in.unitWords(r.Unit, s.Currency), in.cut(len(shown), len(members))), Picture: picture,
	}
}
