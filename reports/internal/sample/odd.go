package sample

import (
	"fmt"
	"math"
	"strings"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/engine/unit"
)

// Big is a card with the given number of KPIs, ten to an objective, each by two
// dimensions of the given number of members.
func Big(kpis, members int) *scorecard.Scorecard {
	s := card()
	for i := range kpis {
		if i%10 == 0 {
			s.Sections = append(s.Sections, scorecard.Section{ID: fmt.Sprint("o", i), Name: fmt.Sprintf("Objective %d", i/10+1)})
		}
		st := []status.Status{status.OnTrack, status.OnTrack, status.AtRisk, status.OffTrack}[i%4]
		actual := float64(1000 + 37*i)
		r := result(kpi{fmt.Sprint("kpi_", i), fmt.Sprintf("Indicator number %d", i+1), "VP Sales", "flow",
			unit.Count, scorecard.Higher, actual, 1000 + 35*float64(i), actual * 0.93, st})
		for _, d := range []string{"region", "segment"} {
			r.Breakdowns = append(r.Breakdowns, wide(d, members))
		}
		last := &s.Sections[len(s.Sections)-1]
		last.Results = append(last.Results, r)
	}
	return s
}

func wide(dimension string, members int) scorecard.Breakdown {
	b := scorecard.Breakdown{Dimension: dimension, Name: strings.ToUpper(dimension[:1]) + dimension[1:]}
	for i := range members {
		b.Members = append(b.Members, member(unit.Count, fmt.Sprintf("%s %d", dimension, i+1), float64(300+11*i), 350))
	}
	return b
}

// Odd is a card of what goes wrong in reports: long names, names without a
// space, letters that no font has, huge and tiny and negative numbers, targets
// of zero, attainments off the scale, series with gaps and without points.
func Odd() *scorecard.Scorecard {
	s := card()
	s.Entity = "Überseehandel Łódź Æther – Groupe Énergie et Développement, Ωmega division for everything that is sold abroad"
	s.Title = "Scorecard of the international sales organisation and all of its subsidiaries world-wide"
	s.Notes = append(s.Notes, phrase.Plain(strings.Repeat("A long note that goes on for a while, because data are never simple. ", 8)))
	s.Findings = oddFindings()
	s.Sections = []scorecard.Section{
		{ID: "text", Name: strings.Repeat("An objective with a long name ", 6), Perspective: "customer", Results: oddTexts()},
		{ID: "none", Name: "An objective without KPIs"},
		{ID: "numbers", Name: "Numbers", Results: oddNumbers()},
	}
	return s
}

// oddFindings are more than a page has room for, of long and of strange words.
func oddFindings() []scorecard.Finding {
	var out []scorecard.Finding
	for i := range 40 {
		f := scorecard.Finding{Code: "check-failed", Severity: scorecard.Wrong, About: "订单 and other sources", Count: 1_234_567, Of: 9_876_543,
			Message: phrase.Of("check %s (%s) fails in %s", strings.Repeat("not_", 3*i)+"late", "closed_on >= created_on", rowsOf("1,234,567", "9,876,543"))}
		if i >= 20 {
			f.Code, f.Severity, f.Advice = "no-partner", scorecard.Doubtful, phrase.Of("if that is normal, say optional: true")
		}
		f.Examples = append(f.Examples, scorecard.Example{Value: phrase.Plain(strings.Repeat("é\u200b😀<b>", i)), Rows: 2, Place: "data/" + strings.Repeat("folder/", i) + "deals.csv:14"})
		out = append(out, f)
	}
	return out
}

func oddTexts() []scorecard.Result {
	names := []string{
		"Share of opportunities in the enterprise segment that were won within ninety days of the first meeting, by region of the account",
		"Pneumonoultramicroscopicsilicovolcanoconiosis_treatment_rate_per_customer_and_month",
		"赢单率 Win rate 区域",
		"Smile \U0001F600 and \x00control\x1b[31m \u202Eletters\n in two lines",
	}
	var out []scorecard.Result
	for i, name := range names {
		r := result(kpi{fmt.Sprint("text_", i), name, "Senior Director of International Field Sales Operations", "ratio",
			unit.Percent, scorecard.Higher, 0.384, 0.42, 0.402, status.AtRisk})
		r.Formula = strings.Repeat("(amount + discount) * ", 60) + "1"
		out = append(out, r)
	}
	out[2].Owner = "王芳"
	return out
}

func oddNumbers() []scorecard.Result {
	rows := []kpi{
		{"huge", "Huge", "CFO", "flow", unit.Money, scorecard.Higher, 123_456_789_012_345, 99_456_789_012_345, 1, status.OnTrack},
		{"vast", "Vast", "CFO", "flow", unit.Money, scorecard.Higher, 1.5e300, -1.5e300, 1e299, status.OnTrack},
		{"long", "Long", "CFO", "flow", unit.Money, scorecard.Higher, 999_999_999.75, 888_888_888.25, 777_777_777, status.OnTrack},
		{"tiny", "Tiny", "CFO", "ratio", unit.Ratio, scorecard.Lower, 0.000123, 0.0002, 0.0001, status.OnTrack},
		{"loss", "Loss", "CFO", "flow", unit.Money, scorecard.Higher, -2_400_000, 150_000, -80_000, status.OffTrack},
		{"double", "Twice the target", "CFO", "flow", unit.Count, scorecard.Higher, 320, 100, 20, status.OnTrack},
		{"almost", "Almost", "CFO", "flow", unit.Count, scorecard.Unsaid, 9996, 10_000, 9996, status.AtRisk},
		{"zero", "Target of zero", "CFO", "flow", unit.Count, scorecard.Lower, 3, 0, 0, status.OffTrack},
	}
	var out []scorecard.Result
	for _, k := range rows {
		r := result(k)
		if k.target == 0 || math.IsInf(*r.Attainment, 0) || math.IsNaN(*r.Attainment) {
			r.Attainment = nil
		}
		if k.lastYear == 0 || k.actual*k.lastYear < 0 {
			r.LastYear.Change = nil
		}
		out = append(out, r)
	}
	out[3].Series = out[3].Series[:1]
	out[4].Series = nil
	return out
}

// Untargeted is a card without any target, owner or history.
func Untargeted() *scorecard.Scorecard {
	s := card()
	s.Entity, s.Where, s.Notes, s.Version = "", "", nil, ""
	section := scorecard.Section{Name: "Sales"}
	for _, r := range Sales().Sections[0].Results {
		r.Target, r.Attainment, r.Owner, r.Series = scorecard.Target{}, nil, "", nil
		r.LastYear = scorecard.Comparison{}
		r.Status, r.Reason, r.Breakdowns = status.None, status.NoTarget, nil
		section.Results = append(section.Results, r)
	}
	s.Sections = []scorecard.Section{section}
	return s
}

// Empty is a card without KPIs.
func Empty() *scorecard.Scorecard {
	s := card()
	s.Notes = nil
	return s
}
