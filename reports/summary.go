package reports

import (
	"math"

	"kpi/engine/scorecard"
	"kpi/reports/document"
)

// A line is a KPI of the summary, ready to be printed.
type line struct {
	scorecard.Result
	reading
	currency string
	allHave  columns
}

// columns says which columns of a table have something to show.
type columns struct {
	targets, series, owners bool
	comparisons             []comparison
}

// summary is what is wrong with the data, the table of all KPIs by objective, and
// the notes. What makes a number wrong stands before the number.
func (in language) summary(s *scorecard.Scorecard) document.Section {
	out := document.Section{Name: in.Say("Summary"), Plain: true}
	if len(s.Findings) > 0 {
		out.Blocks = append(out.Blocks, in.findings(s.Findings))
	}
	if asked := in.ask(s); len(asked.Sentences) > 0 {
		out.Blocks = append(out.Blocks, asked)
	}
	for _, n := range []*document.Notes{in.signals(s), in.outlookNotes(s)} {
		if len(n.Sentences) > 0 {
			out.Blocks = append(out.Blocks, n)
		}
	}
	if all := results(s); len(all) > 0 {
		out.Blocks = append(out.Blocks, in.summaryTable(s, all))
	}
	for _, t := range []*document.Table{in.ways(s), in.scores(s)} {
		if t != nil {
			out.Blocks = append(out.Blocks, t)
		}
	}
	if len(s.Notes) > 0 {
		n := &document.Notes{Name: in.Say("Note")}
		for _, said := range s.Notes {
			n.Sentences = append(n.Sentences, in.Phrase(said))
		}
		out.Blocks = append(out.Blocks, n)
	}
	return out
}

func (in language) summaryTable(s *scorecard.Scorecard, all []scorecard.Result) *document.Table {
	have := columns{comparisons: among(all, in.comparisons())}
	for _, r := range all {
		have.targets = have.targets || hasTarget(r.Target)
		have.series = have.series || len(r.Series) > 1
		have.owners = have.owners || r.Owner != ""
	}
	t := &document.Table{Columns: in.summaryColumns(s, all, have), Legend: true}
	for _, section := range s.Sections {
		if len(section.Results) == 0 {
			continue
		}
		g := document.Group{Name: section.Name, Note: in.Join(" · ", in.Word(section.Perspective), in.rollupWords(s, section.Rollup), in.balanceWords(section))}
		if section.ID == "" && g.Name == "" && len(t.Groups) > 0 {
			g.Name = in.Say("Other KPIs")
		}
		for _, r := range section.Results {
			g.Rows = append(g.Rows, in.summaryRow(line{r, in.kpiReading(s, r), s.Currency, have}))
		}
		t.Groups = append(t.Groups, g)
	}
	return t
}

func (in language) kpiReading(s *scorecard.Scorecard, r scorecard.Result) reading {
	attained, paced := r.Attainment, r.Pace != nil && r.Pace.Paced
	if paced {
		// The status is that of the way, and so is what stands beside it.
		attained = r.Pace.Ratio
	}
	return reading{
		in:   in,
		unit: r.Unit, better: r.Better, actual: r.Actual, target: r.Target, attainment: attained, paced: paced,
		status: r.Status, reason: reason(r), doubt: in.doubt(r),
		period: in.ownPeriod(s, r.Period), running: r.Period != (scorecard.Period{}) && !r.Period.Complete,
	}
}

// ownPeriod names a period that is not the scorecard's, and says how far a
// running one goes.
func (in language) ownPeriod(s *scorecard.Scorecard, p scorecard.Period) string {
	if p == (scorecard.Period{}) {
		return ""
	}
	own := ""
	if p.Label != s.Period.Label {
		own = in.Period(p.Label)
	}
	if !p.Complete && s.AsOf != "" && s.AsOf < p.Last {
		return in.Join(" ", own, in.Say("to %s", in.DayOfYear(s.AsOf)))
	}
	return own
}

func (in language) summaryColumns(s *scorecard.Scorecard, all []scorecard.Result, have columns) []document.Column {
	out := []document.Column{
		{Kind: document.Marks},
		{Name: in.Say("KPI"), Kind: document.Names},
		{Name: in.Say("Actual"), Kind: document.Numbers},
	}
	if have.targets {
		out = append(out,
			document.Column{Name: in.Say("Target"), Kind: document.Numbers},
			document.Column{Name: in.Say("Attained"), Kind: document.Numbers},
			document.Column{Name: in.Say("Attained, % of target"), Kind: document.Bullets, Max: attainmentScale(all)})
	} else {
		out = append(out, document.Column{Name: in.Say("Status"), Kind: document.Words})
	}
	if have.series {
		out = append(out, document.Column{Name: in.seriesTitle(s, all), Kind: document.Sparks})
	}
	for _, c := range have.comparisons {
		out = append(out, c.column(all))
	}
	if have.owners {
		out = append(out, document.Column{Name: in.Say("Owner"), Kind: document.Labels})
	}
	return out
}

func (in language) summaryRow(l line) document.Row {
	cells := []document.Cell{
		l.mark(),
		document.Text{Main: l.Name, Sub: in.unitLine(l.Result, l.currency), Tone: document.Strong},
		l.actualText(),
	}
	if l.allHave.targets {
		attained := l.attainedText()
		// Beside words that stand in for the bullet the verdict would be said twice.
		if _, drawn := l.bullet().(document.Bullet); drawn || l.status != "" {
			attained.Sub = l.verdict()
		}
		cells = append(cells, l.targetText(), attained, l.bullet())
	} else {
		cells = append(cells, document.Text{Main: l.verdict(), Tone: document.Quiet})
	}
	if l.allHave.series {
		cells = append(cells, l.in.spark(l))
	}
	for _, c := range l.allHave.comparisons {
		cells = append(cells, l.cell(c, c.of(l.Result)))
	}
	if l.allHave.owners {
		cells = append(cells, document.Text{Main: l.Owner})
	}
	return document.Row{Cells: cells, Note: l.note(), To: l.ID}
}

func (in language) spark(l line) document.Spark {
	out := document.Spark{Status: l.Status, Hollow: l.hollow()}
	for _, p := range l.Series {
		out.Points = append(out.Points, document.SparkPoint{Value: finite(p.Value), Target: finite(p.Target)})
	}
	limitSpark(&out, l.Result)
	if n := len(l.Series); n > 0 {
		first, last := l.Series[0], l.Series[n-1]
		ends := in.numbers(l.unit, finite(first.Value), finite(last.Value))
		out.Alt = in.Say("%s: %s in %s, %s in %s", l.Name,
			firstText(ends[0], in.Say("no value")), in.Period(first.Period.Label), firstText(ends[1], in.Say("no value")), in.Period(last.Period.Label))
	}
	return out
}

// limitSpark adds the natural limits that the page of the KPI shows, too.
func limitSpark(s *document.Spark, r scorecard.Result) {
	if r.Evidence == nil || r.Evidence.Signals == nil {
		return
	}
	at, signals := places(r), r.Evidence.Signals
	least, most := possibleValues(r)
	for i, name := range signals.Periods {
		j, ok := at[name]
		low, high := signals.Chart.Periods[i].Low, signals.Chart.Periods[i].High
		if !ok || finite(&low) == nil || finite(&high) == nil {
			continue
		}
		if least != nil {
			low = max(low, *least)
		}
		if most != nil {
			high = min(high, *most)
		}
		s.Points[j].Limits = &document.SparkLimits{Low: low, High: high}
	}
}

// finite drops what no chart can place.
func finite(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	return v
}

func (in language) seriesTitle(s *scorecard.Scorecard, all []scorecard.Result) string {
	longest, targets := 0, ""
	for _, r := range all {
		longest = max(longest, len(r.Series))
		for _, p := range r.Series {
			if p.Target != nil {
				targets = in.Say(" and target")
			}
		}
	}
	grain := s.Grain
	if grain == "" {
		grain = "period"
	}
	return in.Count(longest, grain) + targets
}

// attainmentScale ends a little behind the target, and farther, up to twice
// the target, where a KPI needs it.
func attainmentScale(all []scorecard.Result) float64 {
	scale := 1.3
	for _, r := range all {
		if a := finite(r.Attainment); a != nil {
			scale = max(scale, min(math.Ceil(*a*10)/10, 2))
		}
	}
	return scale
}

// changeScale ends at the greatest change, but not below 5 % and not above
// 50 %: small changes stay small, and one outlier does not flatten the rest.
func changeScale(all []scorecard.Result, of func(scorecard.Result) scorecard.Comparison) float64 {
	scale := 0.05
	for _, r := range all {
		if c := finite(of(r).Change); c != nil {
			scale = max(scale, min(math.Abs(*c), 0.5))
		}
	}
	return scale
}
