package data

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// WriteJSON writes the scorecard as indented JSON that docs/json.md describes.
// Numbers have as many digits as it takes to read the same number again.
func WriteJSON(w io.Writer, s *scorecard.Scorecard) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(cardOf(s)); err != nil {
		return fmt.Errorf("write the JSON: %w", err)
	}
	return nil
}

func cardOf(s *scorecard.Scorecard) card {
	return card{
		Format: Format, Title: s.Title, Entity: s.Entity, Currency: s.Currency, Locale: s.Locale,
		Grain: s.Grain, Period: periodOf(s.Period), AsOf: orNull(s.AsOf), DataThrough: orNull(s.DataThrough),
		Where: s.Where, Version: s.Version,
		Sections: each(s.Sections, sectionOf), perspectives: perspectivesOf(s.Perspectives),
		Rules:    each(s.Rules, ruleOf),
		Notes:    each(s.Notes, phrase.Phrase.String),
		Findings: each(s.Findings, findingOf), Concerns: each(s.Concerns, concernOf), Events: each(s.Events, noteOf), Sources: each(s.Quality, sourceOf),
	}
}

func findingOf(f scorecard.Finding) finding {
	return finding{
		Code: f.Code, Severity: string(f.Severity), Source: f.Source, KPI: f.KPI, Message: f.Message.String(), Advice: f.Advice.String(),
		Count: f.Count, Of: f.Of, Examples: each(f.Examples, func(e scorecard.Example) example {
			return example{Value: e.Value.String(), Rows: e.Rows, Place: e.Place}
		}),
	}
}

func sourceOf(f scorecard.SourceFacts) source {
	return source{
		Source: f.Source, Rows: f.Rows, LeftOut: f.LeftOut, First: orNull(f.First), Last: orNull(f.Last), Undated: f.Undated, After: f.After,
		Missing: each(f.Missing, func(m scorecard.MissingValues) missingValues { return missingValues(m) }),
	}
}

// each maps a list; an empty one is [] and not null.
func each[A, B any](list []A, to func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = to(a)
	}
	return out
}

func orNull[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	return new(string(s))
}

// finite drops what JSON cannot hold.
func finite(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	return v
}

func statusName(s status.Status) string {
	if s == status.None {
		return "none"
	}
	return string(s)
}

func sectionOf(s scorecard.Section) section {
	return section{ID: s.ID, Name: s.Name, Perspective: s.Perspective, KPIs: each(s.Results, resultOf), rolled: rolledOf(s)}
}

func resultOf(r scorecard.Result) result {
	return result{
		ID: r.ID, Name: r.Name, Description: r.Description, Owner: r.Owner, Class: r.Class,
		Category: r.Category, Objective: r.Objective, Formula: r.Formula, Kind: string(r.Kind),
		Unit: r.Unit.String(), Better: string(r.Better), Period: periodOf(r.Period),
		Actual: measuredOf(r.Actual), Target: targetOf(r.Target), Attainment: finite(r.Attainment),
		Status: statusName(r.Status), Reason: orNull(r.Reason), scored: scoredOf(r),
		Before: beforeOf(r.Before), Previous: comparisonOf(r.Previous), LastYear: comparisonOf(r.LastYear),
		YearToDate: comparisonOf(r.YearToDate), Trailing12: comparisonOf(r.Trailing12),
		Series: each(r.Series, pointOf), Breakdowns: each(r.Breakdowns, breakdownOf),
		Actions: each(r.Actions, actionOf), Notes: each(r.Notes, noteOf), Smart: each(r.Smart, letterOf),
		Pace: paceOf(r.Pace), OneSided: each(r.OneSided, oneSidedOf), Evidence: proofOf(r.Evidence),
	}
}

func beforeOf(b *scorecard.Before) *before {
	if b == nil {
		return nil
	}
	return &before{Period: periodOf(b.Period), Status: statusName(b.Status)}
}

func periodOf(p scorecard.Period) period {
	return period{Label: p.Label, Start: p.Start, Last: p.Last, Complete: p.Complete}
}

func measuredOf(m scorecard.Measured) measured {
	return measured{
		Value: finite(m.Value), Reason: orNull(m.Reason),
		Numerator: finite(m.Numerator), Denominator: finite(m.Denominator), N: m.N, Interval: intervalOf(m),
	}
}

func targetOf(t scorecard.Target) target {
	return target{
		Value: finite(t.Value), Low: finite(t.Low), High: finite(t.High),
		Bounds: each(t.Bounds, func(b float64) float64 { return b }),
		Reason: orNull(t.Reason), Text: t.Text, From: orNull(t.From), Until: orNull(t.Until),
		Baseline: finite(t.Baseline), Stretch: finite(t.Stretch), Because: t.Because,
	}
}

func comparisonOf(c scorecard.Comparison) comparison {
	return comparison{
		Period: periodOf(c.Period), measured: measuredOf(c.Measured), Change: finite(c.Change), Points: c.Points,
	}
}

func pointOf(p scorecard.Point) point {
	return point{Period: periodOf(p.Period), measured: measuredOf(p.Measured), Target: finite(p.Target)}
}

func breakdownOf(b scorecard.Breakdown) breakdown {
	return breakdown{
		Dimension: b.Dimension, Name: b.Name, Reason: orNull(b.Reason), Members: each(b.Members, memberOf),
	}
}

func memberOf(m scorecard.Member) member {
	return member{
		Name: m.Name, Others: m.Others, Actual: measuredOf(m.Actual), Target: targetOf(m.Target),
		Attainment: finite(m.Attainment), Status: statusName(m.Status), Reason: orNull(m.Reason), Indistinct: m.Indistinct, Pace: paceOf(m.Pace),
		LastYear: comparisonOf(m.LastYear), Series: each(m.Series, pointOf),
	}
}
