package xlsx

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
	"kpi/reports/document"
)

const trend = "Trend"

var cardColumns = []column{
	column{name: "Status", cell: func(_ *book, k kpi) cell { return mark(k.Status, plainLook) }}.grouped(groupStatus),
	said("KPI", 48, aboutLook, func(k kpi) string { return k.Name }).grouped(groupName),
	unitColumn(),
	amount("Actual", nameLook, func(k kpi) *float64 { return k.Actual.Value }),
	amount("Target", plainLook, func(k kpi) *float64 { return lowTarget(k.Target) }),
	amount("to", plainLook, func(k kpi) *float64 { return k.Target.High }),
	rate("Attained", attained),
	column{name: "Score", cell: func(_ *book, k kpi) cell { return number(k.Score.Value, plainLook.formatted(scoreFormat)) }}.grouped(groupScore),
	{name: trend, has: hasCurve, cell: func(*book, kpi) cell { return cell{look: plainLook} }},
	amount("Previous", quietLook, func(k kpi) *float64 { return k.Previous.Value }).beside(document.Previous),
	column{name: "Δ previous", cell: func(_ *book, k kpi) cell { return change(k.Previous) }}.beside(document.Previous),
	amount("Last year", quietLook, func(k kpi) *float64 { return k.LastYear.Value }).beside(document.LastYear),
	column{name: "Δ last year", cell: func(_ *book, k kpi) cell { return change(k.LastYear) }}.beside(document.LastYear),
	amount("Year to date", quietLook, func(k kpi) *float64 { return k.YearToDate.Value }).beside(document.YearToDate),
	amount("Last 12 months", quietLook, func(k kpi) *float64 { return k.Trailing12.Value }).beside(document.Trailing12),
	worded("Better", quietLook, func(k kpi) string { return string(k.Better) }),
	said("Owner", 30, proseLook, func(k kpi) string { return k.Owner }),
	column{name: "Note", width: 44, cell: func(b *book, k kpi) cell { return text(b.note(k), noteLook) }}.grouped(groupNote),
}

var noteLook = look{rule: true, ink: grey, wrap: true}

func lowTarget(t scorecard.Target) *float64 {
	if t.Value != nil {
		return t.Value
	}
	return t.Low
}

// attained is what the status is that of: of a target on the way, the part of
// what is due by now.
func attained(k kpi) *float64 {
	if k.Pace != nil && k.Pace.Paced {
		return k.Pace.Ratio
	}
	return k.Attainment
}

// change is a part of last year's value, or points of a percentage.
func change(c scorecard.Comparison) cell {
	if c.Points && c.Change != nil {
		return number(new(*c.Change*100), plainLook.formatted(pointsFormat))
	}
	return number(c.Change, plainLook.formatted(changeFormat))
}

// note says what the numbers must be read with.
func (b *book) note(k kpi) string {
	period, doubt, paced := "", "", ""
	if k.Period.Label != b.card.Period.Label {
		period = b.in.Period(k.Period.Label)
	}
	reason := b.in.Word(reasonWords(k.Reason, k.Actual.Reason, k.Target.Reason))
	switch {
	case k.Reason == status.TooFew:
		reason = b.in.Phrase(k.Actual.Few(k.MinN))
	case k.Indistinct:
		doubt = b.in.Phrase(k.Actual.Doubt())
	}
	if k.Pace != nil && k.Pace.Paced && k.Status != status.None {
		paced = b.in.Say("by what is due to date")
	}
	return b.in.Join(", ", reason, paced, doubt, period)
}

func reasonWords(all ...status.Reason) string {
	for _, r := range all {
		if r != status.NoReason {
			return r.Words()
		}
	}
	return ""
}

func groupStatus(_ *book, s scorecard.Section) cell {
	if s.Rollup == nil {
		return cell{look: groupLook}
	}
	return mark(s.Rollup.Status, groupLook)
}

func groupName(b *book, s scorecard.Section) cell {
	name := document.Dotted(s.Name, b.in.Word(s.Perspective))
	if s.ID == "" && s.Name == "" {
		name = b.in.Say("Other KPIs")
	}
	c := text(name, groupLook)
	c.free = true
	return c
}

func groupScore(_ *book, s scorecard.Section) cell {
	if s.Rollup == nil {
		return cell{look: groupLook}
	}
	return number(s.Rollup.Score, groupLook.formatted(scoreFormat))
}

func groupNote(b *book, s scorecard.Section) cell {
	return text(b.rollupNote(s.Rollup), look{fill: tint, ink: grey, wrap: true})
}

// rollupNote says why an objective has no status, how much of it has a score, and
// which KPIs hold a status that the score alone would not give.
func (b *book) rollupNote(r *scorecard.Rollup) string {
	if r == nil {
		return ""
	}
	covered := ""
	if r.Coverage < 1 {
		covered = b.in.Say("%s of the weights have a score", unit.Percent.Format(r.Coverage, unit.Style{Fixed: true}))
	}
	var gates []string
	if r.Status == status.AtRisk && r.Score != nil && *r.Score >= scorecard.TargetScore {
		for _, k := range b.kpis {
			if slices.Contains(r.Gates, k.ID) {
				gates = append(gates, k.Name)
			}
		}
	}
	return b.in.Join(", ", b.in.Word(r.Reason.Words()), covered, b.in.Given("held by %s", b.in.List(gates)))
}

// writeCard writes the KPIs by objective, with their trends.
func writeCard(b *book, d *data) {
	s := &sheet{book: b, name: b.in.Label(cardName)}
	columns := b.used(cardColumns, b.kpis)
	s.headOfCard()
	s.headed(columns)
	trends := excelize.SparklineOptions{Last: true, SeriesColor: "#" + bar, Style: trendStyle}
	n := 0
	for _, section := range b.card.Sections {
		if len(section.Results) > 0 && (section.Name != "" || n > 0) {
			s.add(s.groupRow(columns, section)...)
		}
		for range section.Results {
			row := s.kpi(columns, b.kpis[n])
			if hasCurve(b.kpis[n]) {
				trends.Location = append(trends.Location, cellName(placeOf(trend, columns), row))
				trends.Range = append(trends.Range, d.series(n, "actual"))
			}
			n++
		}
	}
	s.perspectives(columns)
	s.notes()
	s.open()
	s.place()
	if place := placeOf(trend, columns); place > 0 {
		letter, err := excelize.ColumnNumberToName(place)
		s.keep(err)
		s.keep(s.file.SetColWidth(s.name, letter, letter, trendWidth))
		s.keep(s.file.AddSparkline(s.name, &trends))
	}
}

const trendWidth = 20 // digits

// trendStyle is the first of the library's styles of sparklines: only the colour
// of the line can be chosen apart.
const trendStyle = 0

// headOfCard says whose numbers these are, of when, and how they stand. What
// makes a number wrong stands before the number.
func (s *sheet) headOfCard() {
	d := s.doc
	s.add(free(document.Dotted(d.Title, d.Entity), look{bold: true, size: 16, ink: navy}))
	s.add(free(document.Dotted(d.Period, s.in.Given("as of %s", d.AsOf), s.in.Given("data through %s", d.DataThrough), d.State, s.in.Given("only %s", d.Scope)), look{ink: grey}))
	s.add(free(d.Message, look{bold: true}))
	s.add(free(document.Dotted(s.countWords(d.Counts), s.checkWords()), look{}))
	if d.Changes != "" {
		s.add(free(d.Changes, look{ink: grey}))
	}
	s.add()
}

func (s *sheet) countWords(all []document.Count) string {
	var parts []string
	for _, c := range all {
		if c.N > 0 {
			m := document.Mark{Status: c.Status}
			parts = append(parts, m.Glyph()+" "+s.in.Say("%d %s", c.N, s.in.Word(c.Status.Word())))
		}
	}
	return document.Dotted(parts...)
}

// checkWords says how much there is to read on the sheet of checks.
func (s *sheet) checkWords() string {
	firing := 0
	for _, r := range s.card.Rules {
		if r.State == scorecard.RuleFiring || r.State == scorecard.RuleError {
			firing++
		}
	}
	findings, concerns := len(s.card.Findings), len(s.card.Concerns)
	words := s.in.Join(", ", some(firing, s.in.Count(firing, "alert")), some(findings, s.in.Count(findings, "finding")), some(concerns, s.in.Count(concerns, "open point")))
	if words == "" {
		return ""
	}
	return s.in.Say("%s: see %s", words, s.in.Label(checksName))
}

// some is a text about n things; "" where there are none.
func some(n int, text string) string {
	if n == 0 {
		return ""
	}
	return text
}

// groupRow is the line of an objective.
func (b *book) groupRow(columns []column, section scorecard.Section) []cell {
	row := make([]cell, len(columns))
	for i, c := range columns {
		row[i] = cell{look: groupLook}
		if c.group != nil {
			row[i] = c.group(b, section)
		}
	}
	return row
}

// perspectives says what the objectives of each come to.
func (s *sheet) perspectives(columns []column) {
	titled := false
	for _, p := range s.card.Perspectives {
		if p.Rollup == nil {
			continue
		}
		if !titled {
			s.add()
			s.add(free(s.in.Label("Perspectives"), look{bold: true, ink: navy}))
			titled = true
		}
		s.add(s.groupRow(columns, scorecard.Section{ID: p.Name, Name: s.in.Word(p.Name), Rollup: p.Rollup})...)
	}
}

func (s *sheet) notes() {
	if len(s.card.Notes) > 0 {
		s.add()
	}
	for _, n := range s.card.Notes {
		s.add(free(s.in.Join(": ", s.in.Say("Note"), s.in.Phrase(n)), look{}))
	}
}
