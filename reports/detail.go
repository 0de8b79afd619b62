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
func (in language) details(s *scorecard.Scorecard) []document.Section {
	var out []document.Section
	for _, section := range s.Sections {
		for _, r := range section.Results {
			out = append(out, in.detail(s, section.Name, r))
		}
	}
	return out
}

func (in language) detail(s *scorecard.Scorecard, objective string, r scorecard.Result) document.Section {
	mark := in.kpiReading(s, r).mark()
	out := document.Section{
		Name: r.Name, Key: r.ID, Group: firstText(objective, in.Say("KPIs")), Mark: &mark, Own: true, Appendix: true,
		Sub: in.Join(" · ", objective, in.Word(string(r.Kind)), in.Word(r.Class), in.unitLine(r, s.Currency), r.Owner),
	}
	out.Blocks = append(out.Blocks, &document.Tiles{Tiles: in.tiles(s, r)})
	if len(r.Series) > 1 {
		out.Blocks = append(out.Blocks, in.trendFigure(s, r))
	}
	left, right := in.moves(s, r), []document.Block{&document.Facts{Name: in.Say("Definition and checks"), Facts: in.definitionFacts(s, r)}}
	if boxes := smartBoxes(r); boxes != nil {
		right = append(right, boxes)
	}
	if f := in.scenarioFigure(s, r); f != nil {
		if len(in.bridges(s, r)) > 0 {
			right = append([]document.Block{f}, right...)
		} else {
			left = append([]document.Block{f}, left...)
		}
	}
	out.Blocks = append(out.Blocks, &document.Beside{Columns: append(withBlocks(left), right)})
	return out
}

// moves are the bridges side by side, and what they mean below them.
func (in language) moves(s *scorecard.Scorecard, r scorecard.Result) []document.Block {
	var out []document.Block
	var columns [][]document.Block
	for _, f := range in.bridges(s, r) {
		columns = append(columns, []document.Block{f})
	}
	if len(columns) > 0 {
		out = append(out, &document.Beside{Columns: columns})
	}
	if n := in.told(s, r); len(n.Facts) > 0 {
		out = append(out, n)
	}
	return out
}

// withBlocks are the columns that have something in them.
func withBlocks(columns ...[]document.Block) [][]document.Block {
	return slices.DeleteFunc(columns, func(c []document.Block) bool { return len(c) == 0 })
}

// tiles are the numbers that the page of a KPI is read for.
func (in language) tiles(s *scorecard.Scorecard, r scorecard.Result) []document.Tile {
	l := in.kpiReading(s, r)
	value, target := in.measuredNumbers(r.Unit, r.Actual.Value, r.Target, r.Better)
	from := in.computedFrom(r.Actual)
	out := []document.Tile{{Label: in.Join(", ", in.Say("Actual"), in.Period(r.Period.Label)), Value: value, Note: firstText(in.Word(r.Actual.Reason.Words()), in.Join(", ", from.Main, from.Sub))}}
	if hasTarget(r.Target) {
		out = append(out,
			document.Tile{Label: in.Say("Target"), Value: target, Note: firstText(r.Target.Because, r.Target.Text)},
			document.Tile{Label: in.Say("Attained"), Value: l.attainedText().Main, Note: l.verdict()})
	}
	for _, c := range in.comparisons() {
		if tile, ok := l.tile(c, c.of(r)); ok {
			out = append(out, tile)
		}
	}
	if i := r.Actual.Interval; i != nil {
		n := in.numbers(r.Unit, &i.Low, &i.High)
		out = append(out, document.Tile{Label: in.Say("95% interval"), Value: strings.TrimSuffix(n[0], "%") + " – " + n[1], Note: firstText(in.doubt(r), in.Say("by chance alone"))})
	}
	return append(out, in.outlookTiles(r)...)
}

func (in language) outlookTiles(r scorecard.Result) []document.Tile {
	if r.Evidence == nil || r.Evidence.Outlook == nil || r.Evidence.Outlook.Refusal != "" {
		return nil
	}
	o := r.Evidence.Outlook
	low, high := o.Interval()
	n := in.numbers(r.Unit, &o.Forecast.Points[0], &low[0], &high[0])
	out := []document.Tile{{Label: in.Join(", ", in.Say("Forecast"), in.Period(o.Periods[0])), Value: n[0], Note: in.Say("80%%: %s – %s", strings.TrimSuffix(n[1], "%"), n[2])}}
	if c := o.Chance; c != nil {
		out = append(out, document.Tile{Label: in.Say("Target reached"), Value: in.likely(c.P), Note: in.by(c.By)})
	}
	return out
}

// definitionFacts say what the KPI counts and what it was judged and charted by.
func (in language) definitionFacts(s *scorecard.Scorecard, r scorecard.Result) []document.Fact {
	all := []document.Fact{
		{Label: in.Say("Counts"), Text: r.Description}, {Label: in.Say("Formula"), Text: r.Formula}, {Label: in.Say("Status"), Text: in.statusWords(r)},
		{Label: in.Say("Limits"), Text: in.limitWords(r)}, {Label: in.Say("Process"), Text: in.assured(r)}, {Label: in.Say("Forecast"), Text: in.recordWords(r)}, {Label: in.Say("Leads"), Text: in.lead(r)},
	}
	for _, f := range s.Findings {
		if f.KPI == r.ID {
			all = append(all, document.Fact{Label: in.Say("Finding"), Text: in.sentence(f)})
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
func (in language) statusWords(r scorecard.Result) string {
	switch {
	case r.Band != "":
		return r.Band
	case r.Status == "" && r.Reason != "":
		return in.Word(r.Reason.Words())
	case len(r.Target.Bounds) > 0:
		var at []*float64
		for i := range r.Target.Bounds {
			at = append(at, &r.Target.Bounds[i])
		}
		return in.Say("changes at %s", strings.Join(in.numbers(r.Unit, at...), in.Say(" and ")))
	}
	return ""
}

func (in language) limitWords(r scorecard.Result) string {
	if r.Evidence == nil || r.Evidence.Signals == nil {
		return ""
	}
	return in.signal(r)
}

// told is what is said and done about a KPI.
func (in language) told(s *scorecard.Scorecard, r scorecard.Result) *document.Facts {
	out := &document.Facts{Name: in.Say("What it means")}
	base := baseMove(r)
	add := func(label string, texts ...string) {
		for _, text := range texts {
			if text != "" {
				out.Facts = append(out.Facts, document.Fact{Label: label, Text: text})
				label = ""
			}
		}
	}
	add(in.Say("Why it moved"), in.whyBase(r), in.whyParts(r, base), in.reversal(r, base))
	add(in.Say("From target"), in.why(r, evidence.Target))
	add(in.Say("Read with care"), in.biases(r)...)
	for _, c := range s.Concerns {
		if c.KPI == r.ID {
			add(in.Say("Open point"), in.concern(c))
		}
	}
	for _, a := range r.Actions {
		add(in.Say("Action"), in.Say("%s (%s)", a.Do, in.Join(", ", a.Owner, in.Say("until %s", in.Day(a.Until)), in.Word(string(a.Status)))))
	}
	for _, n := range r.Notes {
		add(in.Day(n.Date), n.Text)
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
func (in language) bridges(s *scorecard.Scorecard, r scorecard.Result) []*document.Figure {
	var out []*document.Figure
	if m := baseMove(r); m != nil && m.Change() != 0 {
		from := in.Say("last year")
		if m.Against == evidence.Previous {
			from = in.Period(m.Period)
		}
		out = append(out, in.bridgeFigure(s, r, m, from))
	}
	if m := mainMove(r, evidence.Target); m != nil && m.Change() != 0 {
		out = append(out, in.bridgeFigure(s, r, m, in.Say("the target")))
	}
	return out
}

func (in language) bridgeFigure(s *scorecard.Scorecard, r scorecard.Result, m *evidence.Movement, from string) *document.Figure {
	format := func(v float64) string { return in.numbers(r.Unit, &v)[0] }
	b := chart.Bridge{
		Planned: m.Against == evidence.Target,
		Name:    r.Name, Of: m.Name, Unit: in.changeUnit(r, s.Currency), Start: chart.Part{Name: from, Value: &m.From}, End: chart.Part{Name: in.Period(r.Period.Label), Value: &m.To},
		Format: format, Signed: func(v float64) string { return in.change(r.Unit, v) },
	}
	for _, step := range in.bridge(*m) {
		b.Effects = append(b.Effects, chart.Part{Name: step.Name, Value: &step.By, Verdict: news(r.Better, step.By)})
	}
	return &document.Figure{Title: in.Say("From %s to %s", from, in.Period(r.Period.Label)), Sub: lowerFirst(in.Say("By %s", in.lowerFirst(m.Name))), Picture: b}
}

// changeUnit names the unit of a difference.
func (in language) changeUnit(r scorecard.Result, currency string) string {
	if r.Unit == unit.Percent {
		return in.Say("pp")
	}
	return in.unitWords(r.Unit, currency)
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
