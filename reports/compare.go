package reports

import (
	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// usualComparisons are shown where nobody chose.
var usualComparisons = []document.Comparison{document.LastYear}

// A comparison is another window of a KPI in the words of its readers. It shows the
// change on that window, or the window itself: of the year so far there is nothing
// to be compared with.
type comparison struct {
	name    string // of its column
	of      func(scorecard.Result) scorecard.Comparison
	isValue bool
	bare    bool // a change without its bar
	// The words of a change: where there is no value, where it means nothing, and
	// with its text.
	missing, pointless string
	on                 func(text string) string
}

// comparisons are those that were chosen, in their order.
func (in language) comparisons() []comparison {
	var out []comparison
	for _, c := range in.chosen() {
		out = append(out, in.comparison(c))
	}
	return out
}

func (in language) chosen() []document.Comparison {
	if in.against == nil {
		return usualComparisons
	}
	return in.against
}

func (in language) comparison(c document.Comparison) comparison {
	switch c {
	case document.Previous:
		return comparison{
			name: in.Say("Δ previous"), of: func(r scorecard.Result) scorecard.Comparison { return r.Previous },
			missing: in.Say("no value in the period before"), pointless: in.Say("no meaningful change on the period before"),
			on: func(text string) string { return in.Say("%s on the period before", text) },
		}
	case document.YearToDate:
		return comparison{name: in.Say("Year to date"), of: func(r scorecard.Result) scorecard.Comparison { return r.YearToDate }, isValue: true}
	case document.Trailing12:
		return comparison{name: in.Say("Last 12 months"), of: func(r scorecard.Result) scorecard.Comparison { return r.Trailing12 }, isValue: true}
	case document.LastYear:
	}
	return comparison{
		name: in.Say("Δ last year"), of: func(r scorecard.Result) scorecard.Comparison { return r.LastYear },
		missing: in.Say("no value last year"), pointless: in.Say("no meaningful change on last year"),
		on: func(text string) string { return in.Say("%s on last year", text) },
	}
}

// mostBars is how many changes have room for bars in one table.
const mostBars = 2

// among are the comparisons that some of the KPIs have a value for. Where there are
// many, changes are bare, so that there is room for the numbers.
func among(all []scorecard.Result, chosen []comparison) []comparison {
	var out []comparison
	for _, c := range chosen {
		for _, r := range all {
			if c.of(r).Value != nil {
				out = append(out, c)
				break
			}
		}
	}
	for i := range out {
		out[i].bare = len(out) > mostBars
	}
	return out
}

// column is where the comparison stands in a table of these KPIs.
func (c comparison) column(all []scorecard.Result) document.Column {
	if c.isValue || c.bare {
		return document.Column{Name: c.name, Kind: document.Numbers}
	}
	return document.Column{Name: c.name, Kind: document.Changes, Max: changeScale(all, c.of)}
}

// cell shows the comparison of a KPI that is read so.
func (r reading) cell(c comparison, with scorecard.Comparison) document.Cell {
	switch {
	case c.bare && !c.isValue:
		return document.Text{Main: r.change(c, with).Text}
	case !c.isValue:
		return r.change(c, with)
	}
	return document.Text{Main: firstText(r.in.numbers(r.unit, with.Value)[0], "–"), Tone: document.Quiet}
}

// change compares with another window. "n/a" is a missing side, "n/m" a base of
// zero or a change of sign.
func (r reading) change(c comparison, with scorecard.Comparison) document.Change {
	switch {
	case with.Value == nil || r.actual.Value == nil:
		return document.Change{Text: r.in.Say("n/a"), Alt: c.missing}
	case with.Change == nil:
		return document.Change{Text: r.in.Say("n/m"), Alt: c.pointless}
	}
	text := number(unit.Percent, visible(unit.Percent, unit.Style{Sign: true, Notation: r.in.Notation}, *with.Change), *with.Change)
	if with.Points {
		text = r.in.change(unit.Percent, *with.Change)
	}
	v := r.gain(*with.Change)
	return document.Change{Text: text, Value: with.Change, Verdict: v, Alt: r.in.Join(", ", c.on(text), r.in.Word(string(v)))}
}

// tile shows the comparison on the page of a KPI; false has no value.
func (r reading) tile(c comparison, with scorecard.Comparison) (document.Tile, bool) {
	if with.Value == nil {
		return document.Tile{}, false
	}
	value := r.in.numbers(r.unit, with.Value)[0]
	if c.isValue {
		return document.Tile{Label: c.name, Value: value, Note: r.in.Span(with.Period.Start, with.Period.Last)}, true
	}
	note := r.in.Say("%s in %s", value, r.in.Period(with.Period.Label))
	return document.Tile{Label: c.name, Value: firstText(r.change(c, with).Text, r.in.Say("n/m")), Note: note}, true
}
