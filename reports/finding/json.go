package finding

import (
	"encoding/json"
	"io"

	"kpi/engine/diag"
)

// The report as programs read it. docs/validate.md describes it.
type (
	reportJSON struct {
		Format   string        `json:"format"`
		Command  string        `json:"command"`
		File     string        `json:"file"`
		FailOn   string        `json:"fail_on"`
		Failing  int           `json:"failing"`
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Infos    int           `json:"infos"`
		Summary  string        `json:"summary"`
		Findings []findingJSON `json:"findings"`
	}
	findingJSON struct {
		Severity    string        `json:"severity"`
		Code        string        `json:"code"`
		Message     string        `json:"message"`
		Label       string        `json:"label"`
		Notes       []string      `json:"notes"`
		Place       placeJSON     `json:"place"`
		Subject     subjectJSON   `json:"subject"`
		Related     []relatedJSON `json:"related"`
		Fingerprint string        `json:"fingerprint"`
	}
	placeJSON struct {
		File      string `json:"file"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"end_line"`
		EndColumn int    `json:"end_column"`
		Name      string `json:"name"`
	}
	subjectJSON struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
	}
	relatedJSON struct {
		Message string    `json:"message"`
		Place   placeJSON `json:"place"`
	}
)

func writeJSON(w io.Writer, r *Report) error {
	out := reportJSON{
		Format: "kpi.findings/1", Command: r.Command, File: r.File, FailOn: r.FailOn.String(), Failing: r.Failing(),
		Errors: r.List.Count(diag.Error), Warnings: r.List.Count(diag.Warning), Infos: r.List.Count(diag.Info),
		Summary: r.summary(), Findings: []findingJSON{},
	}
	ids := r.List.Identify(r.folder(), r.Subjects)
	for i, d := range r.List.Items {
		f := findingJSON{
			Severity: d.Severity.String(), Code: d.Code, Message: d.Message, Label: d.Label, Notes: append([]string{}, d.Notes...),
			Place: placeOf(d.Range), Subject: subjectJSON{ids[i].Subject.Kind, ids[i].Subject.ID}, Related: []relatedJSON{},
			Fingerprint: ids[i].Fingerprint,
		}
		for _, other := range d.Related {
			f.Related = append(f.Related, relatedJSON{other.Message, placeOf(other.Range)})
		}
		out.Findings = append(out.Findings, f)
	}
	return encode(w, out)
}

func placeOf(at diag.Range) placeJSON {
	return placeJSON{at.File, at.Start.Line, at.Start.Col, at.End.Line, at.End.Col, at.Name}
}

func encode(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
