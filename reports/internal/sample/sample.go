// Package sample holds scorecards for the tests of the reports. Their numbers
// come from formulas, so that every run sees the same ones.
package sample

import (
	"fmt"
	"math"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// Quarter is the period of the samples.
var Quarter = scorecard.Period{Label: "2026-Q3", Start: "2026-07-01", Last: "2026-09-30", Complete: true}

// A kpi is a result in one line.
type kpi struct {
	id, name, owner string
	kind            scorecard.Kind
	unit            unit.Unit
	better          scorecard.Better
	actual, target  float64
	lastYear        float64
	status          status.Status
}

// Sales is a card as a sales team has it: every status, a KPI without data, a
// stale one and one whose period is not over.
func Sales() *scorecard.Scorecard {
	s := card()
	s.Findings, s.Quality = findings(), facts()
	growth := []scorecard.Result{
		result(kpi{"revenue", "Won revenue", "VP Sales", "flow", unit.Money, scorecard.Higher, 48_210_400, 46_500_000, 42_891_800, status.OnTrack}),
		result(kpi{"new_arr", "New ARR", "VP Sales", "flow", unit.Money, scorecard.Higher, 9_640_000, 10_200_000, 9_350_000, status.AtRisk}),
		result(kpi{"deal_size", "Average deal size", "Head of Sales Operations", "average", unit.Money, scorecard.Higher, 31_218.4, 30_000, 29_230, status.OnTrack}),
	}
	growth[0].Breakdowns = []scorecard.Breakdown{regions(unit.Money), segments()}
	pipeline := []scorecard.Result{
		result(kpi{"win_rate", "Win rate", "Director Field Sales", "ratio", unit.Percent, scorecard.Higher, 0.384, 0.42, 0.402, status.AtRisk}),
		result(kpi{"coverage", "Pipeline coverage", "Director Field Sales", "derived", unit.X, scorecard.Higher, 2.6, 3, 3.1, status.OffTrack}),
		result(kpi{"leads", "Qualified leads", "VP Marketing", "flow", unit.Count, scorecard.Higher, 1842, 1750, 1690, status.OnTrack}),
		result(kpi{"cycle", "Sales cycle", "Director Field Sales", "average", unit.Days, scorecard.Lower, 63, 55, 55, status.OffTrack}),
	}
	pipeline[0].Breakdowns = []scorecard.Breakdown{regions(unit.Percent)}
	efficiency := []scorecard.Result{
		result(kpi{"payback", "CAC payback", "CFO", "derived", unit.Months, scorecard.Lower, 14.2, 15, 15.3, status.OnTrack}),
		result(kpi{"margin_change", "Net margin change", "CFO", "derived", unit.Money, scorecard.Higher, -12_400, -15_000, -18_000, status.OnTrack}),
		within(result(kpi{"discount", "Average discount", "VP Sales", "ratio", unit.Percent, scorecard.Within, 0.143, 0, 0.131, status.OnTrack})),
		partial(result(kpi{"response", "Lead response time", "VP Marketing", "average", unit.Hours, scorecard.Lower, 5.2, 6, 7.1, status.None})),
	}
	s.Sections = []scorecard.Section{
		{ID: "grow", Name: "Grow new business", Perspective: "financial", Results: growth},
		{ID: "pipeline", Name: "Healthy pipeline", Perspective: "process", Results: pipeline},
		{ID: "efficiency", Name: "Efficiency", Results: efficiency},
		{Results: []scorecard.Result{
			empty(result(kpi{"nps", "Net promoter score", "Head of Customer Success", "average", unit.Points, scorecard.Higher, 41, 45, 40, status.None})),
			stale(result(kpi{"churn", "Logo churn", "Head of Customer Success", "ratio", unit.Percent, scorecard.Lower, 0.019, 0.018, 0.018, status.AtRisk})),
		}},
	}
	followUp(s)
	withEvidence(s)
	return s
}

// Small is a card of two KPIs with three months each, to be read in full.
func Small() *scorecard.Scorecard {
	s := Sales()
	s.Sections = s.Sections[:2]
	for i := range s.Sections {
		r := s.Sections[i].Results[:1]
		r[0].Series = r[0].Series[21:]
		r[0].Breakdowns = r[0].Breakdowns[:1]
		r[0].Breakdowns[0].Members = r[0].Breakdowns[0].Members[4:]
		s.Sections[i].Results = r
		s.Sections[i].Weight = &scorecard.Weight{Value: 1, Share: 0.5}
	}
	s.Sections[0].Results[0].Weight = &scorecard.Weight{Value: 2, Share: 0.4, From: "2026-04-01", Because: "Revenue comes first"}
	return s
}

func card() *scorecard.Scorecard {
	return &scorecard.Scorecard{
		Title: "Sales scorecard", Entity: "Northwind Trading", Currency: "USD", Locale: "en", Grain: "month",
		Period: Quarter, AsOf: "2026-10-15", DataThrough: "2026-10-14", Version: "a81e33d",
		Where: `region != "Test"`,
		Notes: []phrase.Phrase{
			phrase.Plain("Lead response time is of the running quarter, to 15 October."),
		},
	}
}

// findings are one of each severity, with and without examples.
func findings() []scorecard.Finding {
	return []scorecard.Finding{
		{Code: "control-total", Severity: scorecard.Wrong, About: "Won revenue", KPI: "revenue", Message: phrase.Of("%s does not match", phrase.Of("%s of %s control totals", "1", "12")), Count: 1, Of: 12,
			Examples: []scorecard.Example{{Value: phrase.Of("%s, expected %s", phrase.Of("%s in %s", "16,204,800", phrase.Period("2026-08")), "16,205,300"), Place: "totals.csv:9"}}},
		{Code: "check-failed", Severity: scorecard.Wrong, About: "deals", Source: "deals", Message: phrase.Of("check %s (%s) fails in %s", "closes_after_opening", "closed_on >= created_on", rowsOf("12", "5,680")), Count: 12, Of: 5680,
			Examples: []scorecard.Example{
				{Value: phrase.Plain("closed_on 2026-08-02, created_on 2026-08-12, deal_id D04711"), Rows: 1, Place: "deals.csv:4712"},
				{Value: phrase.Plain("closed_on 2026-08-03, created_on 2026-08-12, deal_id D04713"), Rows: 1, Place: "deals.csv:4714"},
			}},
		{Code: "no-date", Severity: scorecard.Doubtful, About: "deals", Source: "deals", Message: phrase.Of("%s have no date in %s, and are in no period", rowsOf("3", "5,680"), "closed_on"), Count: 3, Of: 5680,
			Advice: phrase.Of("if that is normal, say in the column how many may have none, such as max_missing: 5%")},
	}
}

func facts() []scorecard.SourceFacts {
	return []scorecard.SourceFacts{
		{Source: "deals", Rows: 5680, First: "2022-10-03", Last: "2026-09-30", Undated: 3,
			Missing: []scorecard.MissingValues{{Column: "closed_on", Rows: 3}, {Column: "lead_id", Rows: 1029}}},
		{Source: "reps", Rows: 20},
	}
}

func result(k kpi) scorecard.Result {
	r := scorecard.Result{
		ID: k.id, Name: k.name, Owner: k.owner, Kind: k.kind, Unit: k.unit, Better: k.better, Status: k.status,
		Class: "lagging", Period: Quarter, Formula: "sum(amount, won) / count(won)",
		Description: k.name + ", by the date on which the deal closed; test accounts are left out.",
		Actual:      scorecard.Measured{Value: &k.actual, N: new(int64(1073))},
		Target:      scorecard.Target{Value: &k.target, Text: k.unit.Format(k.target, unit.Style{})},
		Series:      series(k),
		Before:      &scorecard.Before{Period: scorecard.Period{Label: "2026-Q2", Start: "2026-04-01", Last: "2026-06-30", Complete: true}, Status: before(k.status)},
	}
	if k.kind == "ratio" || k.kind == "average" {
		r.Actual.Numerator, r.Actual.Denominator = new(k.actual*1073), new(1073.0)
	}
	attained := 1 + (k.actual-k.target)/math.Abs(k.target)
	if k.better == scorecard.Lower {
		attained = 1 - (k.actual-k.target)/math.Abs(k.target)
	}
	r.Attainment = &attained
	r.LastYear = Compared(k.unit, k.actual, k.lastYear)
	return r
}

// before is the status of the period before: what is off track was at risk.
func before(now status.Status) status.Status {
	if now == status.OffTrack {
		return status.AtRisk
	}
	return now
}

// Compared returns the comparison with a value of last year.
func Compared(u unit.Unit, actual, before float64) scorecard.Comparison {
	c := scorecard.Comparison{Measured: scorecard.Measured{Value: &before}, Points: u == unit.Percent}
	c.Period = scorecard.Period{Label: "2025-Q3", Start: "2025-07-01", Last: "2025-09-30", Complete: true}
	change := (actual - before) / math.Abs(before)
	if c.Points {
		change = actual - before
	}
	c.Change = &change
	return c
}

// series has 24 months that end at the actual value.
func series(k kpi) []scorecard.Point {
	const n = 24
	out := make([]scorecard.Point, n)
	phase := float64(len(k.name))
	for i := range out {
		x := float64(i) / (n - 1)
		v := k.lastYear*0.92 + (k.actual-k.lastYear*0.92)*x
		v += math.Abs(k.actual) * 0.06 * math.Sin(phase+float64(i)*1.9) * (1 - x*x*x*x)
		out[i].Value = &v
		out[i].Target = new(k.target)
		out[i].Period = scorecard.Period{Label: fmt.Sprintf("%d-%02d", 2024+(9+i)/12, 1+(9+i)%12), Complete: true}
	}
	out[n-1].Value = new(k.actual)
	return out
}

func within(r scorecard.Result) scorecard.Result {
	r.Target = scorecard.Target{Low: new(0.10), High: new(0.15), Text: "between 10% and 15%"}
	r.Attainment = new(1.0)
	for i := range r.Series {
		r.Series[i].Target = nil
	}
	return r
}

func partial(r scorecard.Result) scorecard.Result {
	r.Period = scorecard.Period{Label: "2026-Q4", Start: "2026-10-01", Last: "2026-12-31"}
	r.Reason = status.Partial
	r.Actual.Reason = status.Partial
	return r
}

func stale(r scorecard.Result) scorecard.Result {
	r.Reason = status.Stale
	return r
}

func empty(r scorecard.Result) scorecard.Result {
	r.Actual = scorecard.Measured{Reason: status.NoData}
	r.Reason, r.Attainment = status.NoData, nil
	r.LastYear.Change = nil
	for i := range r.Series {
		if i%6 != 0 {
			r.Series[i].Measured = scorecard.Measured{}
		}
	}
	return r
}

func regions(u unit.Unit) scorecard.Breakdown {
	scale := 1.0
	if u == unit.Money {
		scale = 50_000_000
	}
	b := scorecard.Breakdown{Dimension: "region", Name: "Region"}
	for i, name := range []string{"East", "North", "South", "West", "(others)", "(none)"} {
		actual := scale * (0.41 - 0.03*float64(i))
		m := member(u, name, actual, scale*0.35)
		if name == "(others)" {
			m.Others = 12
		}
		b.Members = append(b.Members, m)
	}
	b.Members[5].Target, b.Members[5].Attainment = scorecard.Target{}, nil
	b.Members[5].Status, b.Members[5].Reason = status.None, status.NoTarget
	return b
}

func segments() scorecard.Breakdown {
	b := scorecard.Breakdown{Dimension: "segment", Name: "Customer segment"}
	for i, name := range []string{"Enterprise", "Mid-market", "Small business"} {
		b.Members = append(b.Members, member(unit.Money, name, 20_000_000-4_000_000*float64(i), 15_000_000))
	}
	return b
}

func member(u unit.Unit, name string, actual, target float64) scorecard.Member {
	m := scorecard.Member{
		Name: name, Actual: scorecard.Measured{Value: &actual, N: new(int64(210))},
		Target: scorecard.Target{Value: &target}, Attainment: new(actual / target),
		Status: status.OnTrack, LastYear: Compared(u, actual, actual*0.97),
	}
	switch a := actual / target; {
	case a < 0.9:
		m.Status = status.OffTrack
	case a < 1:
		m.Status = status.AtRisk
	}
	return m
}

// rowsOf is "12 rows of 5,680".
func rowsOf(n, of string) phrase.Phrase { return phrase.Of("%s of %s", phrase.Of("%s rows", n), of) }
