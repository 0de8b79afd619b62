package reports

import (
	"slices"
	"strings"

	"kpi/engine/evidence"
	"kpi/engine/scorecard"
	"kpi/engine/unit"
	"kpi/reports/chart"
	"kpi/reports/document"
)

// details are a section of its own for each KPI: its numbers, its history, why it
// moved, what is known and done about it, and how it is defined.
func details(s *scorecard.Scorecard) []document.Section {
	var out []document.Section
	for _, section := range s.Sections {
		for _, r := range section.Results {
			out = append(out, detail(s, section.Name, r))
		}
	}
	return out
}

func detail(s *scorecard.Scorecard, objective string, r scorecard.Result) document.Section {
	mark := kpiReading(s, r).mark()
	out := document.Section{
		Name: r.Name, Key: r.ID, Group: firstText(objective, "KPIs"), Sub: join(" · ", objective, string(r.Kind), r.Class, unitLine(r, s.Currency), r.Owner), Mark: &mark, Own: true, Appendix: true,
	}
	out.Blocks = append(out.Blocks, &document.Tiles{Tiles: tiles(s, r)})
	if len(r.Series) > 1 {
		out.Blocks = append(out.Blocks, trendFigure(s, r))
	}
	facts := &document.Facts{Name: "Definition and checks", Facts: definitionFacts(s, r)}
	right := []document.Block{facts}
	if boxes := smartBoxes(r); boxes != nil {
		right = append(right, boxes)
	}
	out.Blocks = append(out.Blocks, &document.Beside{Columns: append(withBlocks(moves(s, r)), right)})
	return out
}

// moves are the bridges side by side, and what they mean below them.
func moves(s *scorecard.Scorecard, r scorecard.Result) []document.Block {
	var out []document.Block
	var columns [][]document.Block
	for _, f := range bridges(s, r) {
		columns = append(columns, []document.Block{f})
	}
	if len(columns) > 0 {
		out = append(out, &document.Beside{Columns: columns})
	}
	if n := told(s, r); len(n.Facts) > 0 {
		out = append(out, n)
	}
	return out
}

// withBlocks are the columns that have something in them.
func withBlocks(columns ...[]document.Block) [][]document.Block {
	return slices.DeleteFunc(columns, func(c []document.Block) bool { return len(c) == 0 })
}

// tiles are the numbers that the page of a KPI is read for.
func tiles(s *scorecard.Scorecard, r scorecard.Result) []document.Tile {
	l := kpiReading(s, r)
	value, target := measuredNumbers(r.Unit, r.Actual.Value, r.Target, r.Better)
	from := computedFrom(r.Actual)
	out := []document.Tile{{Label: join(", ", "Actual", r.Period.Label), Value: value, Note: firstText(r.Actual.Reason.Words(), join(", ", from.Main, from.Sub))}}
	if hasTarget(r.Target) {
		out = append(out,
			document.Tile{Label: "Target", Value: target, Note: firstText(r.Target.Because, r.Target.Text)},
			document.Tile{Label: "Attained", Value: l.attainedText().Main, Note: l.verdict()})
	}
	if c := r.LastYear; c.Value != nil {
		out = append(out, document.Tile{Label: "Δ last year", Value: firstText(l.change().Text, "n/m"), Note: numbers(r.Unit, c.Value)[0] + " in " + c.Period.Label})
	}
	if i := r.Actual.Interval; i != nil {
		n := numbers(r.Unit, &i.Low, &i.High)
		out = append(out, document.Tile{Label: "95% interval", Value: strings.TrimSuffix(n[0], "%") + " – " + n[1], Note: firstText(doubt(r), "by chance alone")})
	}
	return append(out, outlookTiles(r)...)
}

func outlookTiles(r scorecard.Result) []document.Tile {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Evidence.Outlook.Refusal != "" {
		return nil
	}
	o := r.Evidence.Outlook
	low, high := o.Interval()
	n := numbers(r.Unit, &o.Forecast.Points[0], &low[0], &high[0])
	out := []document.Tile{{Label: "Forecast, " + o.Periods[0], Value: n[0], Note: "80%: " + strings.TrimSuffix(n[1], "%") + " – " + n[2]}}
	if c := o.Chance; c != nil {
		out = append(out, document.Tile{Label: "Target reached", Value: likely(c.P), Note: by(c.By)})
	}
	return out
}

// definitionFacts say what the KPI counts and what it was judged and charted by.
func definitionFacts(s *scorecard.Scorecard, r scorecard.Result) []document.Fact {
	all := []document.Fact{
		{Label: "Counts", Text: r.Description}, {Label: "Formula", Text: r.Formula}, {Label: "Status", Text: statusWords(r)},
		{Label: "Limits", Text: limitWords(r)}, {Label: "Process", Text: assured(r)}, {Label: "Forecast", Text: recordWords(r)}, {Label: "Leads", Text: lead(r)},
	}
	for _, f := range s.Findings {
		if f.KPI == r.ID {
			all = append(all, document.Fact{Label: "Finding", Text: Sentence(f)})
		}
	}
	return withText(all)
}

func withText(all []document.Fact) []document.Fact {
	var out []document.Fact
	for _, f := range all {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

// statusWords say what decided the status.
func statusWords(r scorecard.Result) string {
	switch {
	case r.Band != "":
		return r.Band
	case r.Status == "" && r.Reason != "":
		return r.Reason.Words()
	case len(r.Target.Bounds) > 0:
		var at []*float64
		for i := range r.Target.Bounds {
			at = append(at, &r.Target.Bounds[i])
		}
		return "changes at " + strings.Join(numbers(r.Unit, at...), " and ")
	}
	return ""
}

func limitWords(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Signals == nil {
		return ""
	}
	return signal(r)
}

// told is what is said and done about a KPI.
func told(s *scorecard.Scorecard, r scorecard.Result) *document.Facts {
	out := &document.Facts{Name: "What it means"}
	base := baseMove(r)
	add := func(label string, texts ...string) {
		for _, text := range texts {
			if text != "" {
				out.Facts = append(out.Facts, document.Fact{Label: label, Text: text})
				label = ""
			}
		}
	}
	add("Why it moved", whyBase(r), whyParts(r, base), reversal(r, base))
	add("From target", why(r, evidence.Target))
	add("Read with care", biases(r)...)
	for _, c := range s.Concerns {
		if c.KPI == r.ID {
			add("Open point", c.Message+"."+advice(scorecard.Finding{Advice: c.Advice}))
		}
	}
	for _, a := range r.Actions {
		add("Action", a.Do+" ("+join(", ", a.Owner, "until "+day(a.Until), string(a.Status))+")")
	}
	for _, n := range r.Notes {
		add(day(n.Date), n.Text)
	}
	return out
}

// smartBoxes show which letters of SMART a definition and its value pass; nil where
// nobody has looked.
func smartBoxes(r scorecard.Result) *document.Boxes {
	if len(r.Smart) == 0 {
		return nil
	}
	out := &document.Boxes{Name: "SMART"}
	for _, l := range r.Smart {
		out.Boxes = append(out.Boxes, document.Box{Letter: l.Letter, Filled: l.Passed == l.Of, Note: strings.Join(l.Failed, ", ")})
	}
	return out
}

// bridges lead to the value from last year, and from the target.
func bridges(s *scorecard.Scorecard, r scorecard.Result) []*document.Figure {
	var out []*document.Figure
	if m := baseMove(r); m != nil && m.Change() != 0 {
		from := "last year"
		if m.Against == evidence.Previous {
			from = m.Period
		}
		out = append(out, bridgeFigure(s, r, m, from))
	}
	if m := mainMove(r, evidence.Target); m != nil && m.Change() != 0 {
		out = append(out, bridgeFigure(s, r, m, "the target"))
	}
	return out
}

func bridgeFigure(s *scorecard.Scorecard, r scorecard.Result, m *evidence.Movement, from string) *document.Figure {
	format := func(v float64) string { return numbers(r.Unit, &v)[0] }
	b := chart.Bridge{
		Name: r.Name, Of: m.Name, Unit: changeUnit(r, s.Currency), Start: chart.Part{Name: from, Value: &m.From}, End: chart.Part{Name: r.Period.Label, Value: &m.To},
		Format: format, Signed: func(v float64) string { return r.Unit.FormatChange(v, unit.Style{}) },
	}
	for _, step := range Bridge(*m) {
		b.Effects = append(b.Effects, chart.Part{Name: step.Name, Value: &step.By, Verdict: news(r.Better, step.By)})
	}
	return &document.Figure{Title: "From " + from + " to " + r.Period.Label, Sub: "by " + lowerFirst(m.Name), Picture: b}
}

// changeUnit names the unit of a difference.
func changeUnit(r scorecard.Result, currency string) string {
	if r.Unit == unit.Percent {
		return "pp"
	}
	return unitWords(r.Unit, currency)
}

// news says whether a change is good, whatever its sign.
func news(better scorecard.Better, change float64) document.Verdict {
	switch {
	case change == 0 || better != scorecard.Higher && better != scorecard.Lower:
		return document.Neutral
	case (change > 0) == (better == scorecard.Higher):
		return document.Gain
	}
	return document.Loss
}
