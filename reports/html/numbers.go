package html

import (
	"fmt"
	"slices"

	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/locale"
)

// A grid is the numbers of a picture as a table: names of columns, and rows that
// begin with a name.
type grid struct {
	columns []string
	rows    [][]string
}

// numbers writes the numbers of a picture, folded away.
func (p *page) numbers(name string, picture document.Picture) {
	g := numbersOf(p.in, picture).used()
	if len(g.rows) == 0 {
		return
	}
	p.add("<details><summary>%s</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"numbers\">\n", p.in.Say("Numbers of this chart"), p.in.Join(": ", p.in.Say("Numbers"), name))
	p.add("<caption class=\"hidden\">%s</caption>\n<thead><tr>", name)
	for _, c := range g.columns {
		p.add("<th scope=\"col\">%s</th>", c)
	}
	p.add("</tr></thead>\n<tbody>\n")
	for _, r := range g.rows {
		p.add("<tr><th scope=\"row\">%s</th>", r[0])
		for _, cell := range r[1:] {
			p.add("<td>%s</td>", cell)
		}
		p.add("</tr>\n")
	}
	p.add("</tbody></table></div></details>\n")
}

func numbersOf(in *locale.Locale, picture document.Picture) grid {
	switch c := picture.(type) {
	case chart.History:
		return historyNumbers(c)
	case chart.Bridge:
		g := partNumbers(c.Of, c.Unit, c.Signed, c.Effects)
		start, end := partRow(c.Start, c.Format), partRow(c.End, c.Format)
		g.rows = append(append([][]string{start}, g.rows...), end)
		return g
	case chart.Contributions:
		g := partNumbers(c.Of, c.Unit, c.Format, c.Parts)
		if c.Total.Name != "" {
			g.rows = append(g.rows, partRow(c.Total, c.Format))
		}
		return g
	case chart.Ranking:
		return partNumbers(c.Of, c.Unit, c.Format, c.Parts)
	case chart.Grid:
		return memberNumbers(c)
	case chart.Scenarios:
		return scenarioNumbers(in, c)
	}
	panic(fmt.Sprintf("html: unknown picture %T", picture))
}

func partNumbers(of, unit string, format chart.Format, parts []chart.Part) grid {
	g := grid{columns: []string{firstText(of, "Part"), firstText(unit, "Value")}}
	for _, part := range parts {
		g.rows = append(g.rows, partRow(part, format))
	}
	return g
}

func partRow(part chart.Part, format chart.Format) []string {
	return []string{part.Name, printed(format, part.Value)}
}

// printed writes a number; one that is not known is "n/a".
func printed(format chart.Format, v *float64) string {
	if v == nil || *v-*v != 0 { // not known, NaN or infinite
		return "n/a"
	}
	return format(*v)
}

func scenarioNumbers(in *locale.Locale, c chart.Scenarios) grid {
	g := grid{columns: append([]string{firstText(c.Of, "Part")}, chart.Compared(in)...)}
	for _, one := range c.Rows {
		row := []string{one.Name}
		for _, v := range one.Values() {
			row = append(row, known(c.Format, v))
		}
		g.rows = append(g.rows, row)
	}
	return g.used()
}

func memberNumbers(c chart.Grid) grid {
	g := grid{columns: []string{"Member"}}
	for _, t := range c.Times {
		g.columns = append(g.columns, t.String())
	}
	for _, m := range c.Rows {
		row := []string{m.Name}
		for i := range c.Times {
			var v *float64
			if i < len(m.Values) {
				v = m.Values[i]
			}
			row = append(row, printed(c.Format, v))
		}
		g.rows = append(g.rows, row)
	}
	return g
}

// historyNumbers has a column for each thing that a history may know of a period.
func historyNumbers(h chart.History) grid {
	g := grid{columns: []string{"Period", "Value", "Target", "Lower limit", "Mean", "Upper limit", "Forecast"}}
	levels := levelsOf(h)
	for _, level := range levels {
		g.columns = append(g.columns, fmt.Sprintf("%.0f%% range", 100*level))
	}
	g.columns = append(g.columns, "Remarks")
	for i, one := range h.Periods {
		row := []string{one.String(), known(h.Format, one.Value), known(h.Format, one.Target)}
		row = append(row, limitNumbers(h.Format, one.Limits)...)
		row = append(row, forecastNumbers(h.Format, one.Forecast, levels)...)
		g.rows = append(g.rows, append(row, remarks(h, i)))
	}
	return g
}

func known(format chart.Format, v *float64) string {
	if v == nil {
		return ""
	}
	return printed(format, v)
}

func limitNumbers(format chart.Format, l *chart.Limits) []string {
	if l == nil {
		return []string{"", "", ""}
	}
	return []string{printed(format, &l.Lower), printed(format, &l.Mean), printed(format, &l.Upper)}
}

// levelsOf are the chances of the bands of all forecasts, from small to large.
func levelsOf(h chart.History) []float64 {
	var out []float64
	for _, one := range h.Periods {
		if one.Forecast == nil {
			continue
		}
		for _, b := range one.Forecast.Bands {
			out = append(out, b.Level)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func forecastNumbers(format chart.Format, f *chart.Forecast, levels []float64) []string {
	out := make([]string, 1+len(levels))
	if f == nil {
		return out
	}
	out[0] = printed(format, &f.Value)
	for _, b := range f.Bands {
		at := slices.Index(levels, b.Level)
		out[1+at] = printed(format, &b.Low) + " – " + printed(format, &b.High)
	}
	return out
}

// remarks are what the chart says of a period by its form.
func remarks(h chart.History, at int) string {
	var out []string
	if h.Periods[at].Partial && h.Periods[at].Value != nil {
		out = append(out, "so far")
	}
	if h.Periods[at].Signal {
		out = append(out, "more than chance")
	}
	for _, n := range h.Notes {
		if n.At == at {
			out = append(out, n.Title)
		}
	}
	return document.Joined("; ", out...)
}

// used leaves out the columns that no row has anything in.
func (g grid) used() grid {
	var out grid
	out.rows = make([][]string, len(g.rows))
	for i, name := range g.columns {
		keep := i == 0
		for _, r := range g.rows {
			keep = keep || r[i] != ""
		}
		if !keep {
			continue
		}
		out.columns = append(out.columns, name)
		for j, r := range g.rows {
			out.rows[j] = append(out.rows[j], r[i])
		}
	}
	return out
}
