package main

import (
	"bytes"
	"encoding/json"

	"kpi/engine/diag"
	"kpi/engine/diff"
)

// The comparison as other programs read it. Lists are never null; docs/diff.md
// says what the keys mean.
type (
	comparisonJSON struct {
		File     string           `json:"file"`
		Against  string           `json:"against"`
		AsOf     string           `json:"as_of,omitempty"`
		Periods  []string         `json:"periods"`
		KPIs     []definitionJSON `json:"kpis"`
		Others   []definitionJSON `json:"others"`
		Moves    []moveJSON       `json:"moves"`
		Rules    []firingJSON     `json:"rules"`
		Findings []findingJSON    `json:"findings"`
		Notes    []string         `json:"notes"`
	}
	definitionJSON struct {
		Kind    string       `json:"kind"`
		ID      string       `json:"id"`
		Was     string       `json:"was,omitempty"`
		Name    string       `json:"name,omitempty"`
		State   string       `json:"state"`
		Place   string       `json:"place,omitempty"`
		Old     string       `json:"old_place,omitempty"`
		Reaches []string     `json:"reaches,omitempty"`
		Changes []changeJSON `json:"changes"`
	}
	changeJSON struct {
		Category  string `json:"category"`
		What      string `json:"what"`
		Through   string `json:"through,omitempty"`
		Before    string `json:"before,omitempty"`
		After     string `json:"after,omitempty"`
		Direction string `json:"direction,omitempty"`
		Place     string `json:"place,omitempty"`
		Old       string `json:"old_place,omitempty"`
	}
	moveJSON struct {
		KPI        string      `json:"kpi"`
		Period     string      `json:"period"`
		Old        readingJSON `json:"old"`
		New        readingJSON `json:"new"`
		Difference *float64    `json:"difference"`
		Change     *float64    `json:"change"`
		Points     bool        `json:"points,omitempty"`
	}
	readingJSON struct {
		Value        *float64 `json:"value"`
		Reason       string   `json:"reason,omitempty"`
		Target       *float64 `json:"target"`
		Status       string   `json:"status,omitempty"`
		StatusReason string   `json:"status_reason,omitempty"`
	}
	firingJSON struct {
		Rule   string   `json:"rule"`
		Member string   `json:"member,omitempty"`
		State  string   `json:"state"`
		Old    []string `json:"old"`
		New    []string `json:"new"`
	}
	findingJSON struct {
		Severity     string `json:"severity"`
		Code         string `json:"code"`
		KPI          string `json:"kpi,omitempty"`
		Rule         string `json:"rule,omitempty"`
		Change       string `json:"change"`
		Direction    string `json:"direction,omitempty"`
		Message      string `json:"message"`
		Place        string `json:"place"`
		Acknowledged string `json:"acknowledged,omitempty"`
	}
)

func diffJSON(b *bytes.Buffer, c *compared) error {
	out := comparisonJSON{
		File: c.file, Against: c.against, AsOf: c.asOf, Periods: listOf(c.periods), KPIs: []definitionJSON{}, Others: []definitionJSON{},
		Moves: []moveJSON{}, Rules: []firingJSON{}, Findings: []findingJSON{}, Notes: listOf(c.notes),
	}
	for _, d := range c.diff.KPIs {
		out.KPIs = append(out.KPIs, definitionOf(d))
	}
	for _, d := range c.diff.Others {
		out.Others = append(out.Others, definitionOf(d))
	}
	for _, m := range c.moves {
		out.Moves = append(out.Moves, moveJSON{KPI: m.KPI, Period: m.Period, Old: readingOf(m.Old), New: readingOf(m.New),
			Difference: m.Difference(), Change: m.Change(), Points: m.Points()})
	}
	for _, f := range c.firings {
		out.Rules = append(out.Rules, firingJSON{Rule: f.Rule, Member: f.Member, State: string(f.State), Old: listOf(f.Old), New: listOf(f.New)})
	}
	for _, f := range c.findings {
		out.Findings = append(out.Findings, findingOf(f))
	}
	e := json.NewEncoder(b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func listOf(texts []string) []string { return append([]string{}, texts...) }

// placeOf is a place, and "" where there is none.
func placeOf(r diag.Range) string {
	if r.File == "" {
		return ""
	}
	return r.String()
}

func definitionOf(d diff.Definition) definitionJSON {
	out := definitionJSON{Kind: string(d.Kind), ID: d.ID, Was: d.Was, Name: d.Name, State: string(d.State), Place: placeOf(d.Place), Old: placeOf(d.Old),
		Reaches: d.Reaches, Changes: []changeJSON{}}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, changeJSON{Category: string(c.Category), What: c.What, Through: c.Through, Before: c.Before, After: c.After,
			Direction: string(c.Direction), Place: placeOf(c.Place), Old: placeOf(c.Old)})
	}
	return out
}

func readingOf(r diff.Reading) readingJSON {
	return readingJSON{Value: r.Value, Reason: string(r.Reason), Target: r.Target, Status: string(r.Status), StatusReason: string(r.Why)}
}

func findingOf(f diff.Finding) findingJSON {
	out := findingJSON{Severity: f.Severity.String(), Code: f.Code, KPI: f.KPI, Rule: f.Rule, Change: string(f.Change), Direction: string(f.Direction),
		Message: f.Message, Place: placeOf(f.Range)}
	if f.Acknowledged != nil {
		out.Acknowledged = f.Acknowledged.Because.Value
	}
	return out
}
