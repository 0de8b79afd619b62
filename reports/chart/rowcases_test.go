package chart_test

import (
	"math"
	"strings"

	"kpi/reports/chart"
	"kpi/reports/document"
)

func signed(v float64) string {
	text := oneDecimal(math.Abs(v))
	switch {
	case v > 0:
		return "+" + text
	case v < 0:
		return "−" + text
	}
	return text
}

func regions() chart.Contributions {
	return chart.Contributions{Name: "What moved the win rate", Of: "Region", Unit: "pp", Format: signed,
		Parts: []chart.Part{
			{Name: "East 华东", Value: new(0.7), Verdict: document.Gain}, {Name: "North 华北", Value: new(0.1), Verdict: document.Gain},
			{Name: "West 西部", Value: new(-0.3), Verdict: document.Loss}, {Name: "South 华南", Value: new(-1.7), Verdict: document.Loss},
			{Name: "Channel 渠道", Value: new(-0.6), Verdict: document.Loss}, {Name: "Online"}},
		Total: chart.Part{Name: "All regions 合计", Value: new(-1.8)}}
}

func costs() chart.Bridge {
	return chart.Bridge{Name: "Cost of sales", Of: "Effect", Unit: "EUR k", Format: whole, Signed: func(v float64) string { return strings.TrimSuffix(signed(v), ".0") },
		Start: chart.Part{Name: "FY2025", Value: new(480.0)}, End: chart.Part{Name: "FY2026", Value: new(455.0)},
		Effects: []chart.Part{
			{Name: "Volume", Value: new(64.0), Verdict: document.Neutral}, {Name: "Material prices", Value: new(38.0), Verdict: document.Loss},
			{Name: "Yield of the second line", Value: new(-72.0), Verdict: document.Gain}, {Name: "Freight", Value: new(-61.0), Verdict: document.Gain},
			{Name: "Currency", Value: new(0.0)}}}
}

func reasons() chart.Ranking {
	k := chart.Ranking{Name: "Why deals were lost", Of: "Reason", Unit: "deals", Format: whole, Most: 7}
	for i, name := range []string{"Price", "No decision", "Missing feature", "Competitor", "Timing", "Budget cut", "Champion left", "Legal", "Support", "Other region", "Duplicate"} {
		k.Parts = append(k.Parts, chart.Part{Name: name, Value: new([]float64{142, 97, 81, 40, 22, 14, 11, 9, 6, 3, 2}[i])})
	}
	k.Parts = append(k.Parts, chart.Part{Name: "Unknown"})
	return k
}

func answers() chart.Grid {
	g := chart.Grid{Name: "Hours to the first answer", Format: oneDecimal, Texts: true}
	for _, p := range monthly(2025, 10, 12) {
		g.Times = append(g.Times, p.Time)
	}
	for i, name := range []string{"East 华东", "North 华北", "West 西部", "South 华南"} {
		m := chart.Member{Name: name}
		for k := range 12 {
			m.Values = append(m.Values, new(4+2*float64(i)+3*math.Sin(float64(k*(i+1)))))
		}
		g.Rows = append(g.Rows, m)
	}
	g.Rows[2].Values[4], g.Rows[2].Values[5] = nil, nil
	return g
}
