package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"kpi/engine"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
	"kpi/reports"
	"kpi/reports/document"
)

// attached reports whether what is behind the numbers goes along.
func attached(l spec.Look) bool { return l.Attach == nil || *l.Attach }

// numbersBehind are the values of a card as files.
func numbersBehind(card *scorecard.Scorecard) ([]document.Attachment, error) {
	out := []document.Attachment{
		{Name: "scorecard.json", MIME: "application/json", Description: "Everything that was measured"},
		{Name: "scorecard.csv", MIME: "text/csv", Description: "A line for each KPI and member"},
	}
	for i, format := range []string{"json", "csv"} {
		var b bytes.Buffer
		if err := reports.Write(&b, card, reports.Options{}, format); err != nil {
			return nil, fmt.Errorf("attach the numbers: %w", err)
		}
		out[i].Data = b.Bytes()
	}
	return out, nil
}

// definitionsBehind are the definition files. A path becomes a name, which no two
// files share.
func definitionsBehind(d *engine.Definition) []document.Attachment {
	var out []document.Attachment
	taken := map[string]bool{"scorecard.json": true, "scorecard.csv": true}
	for _, f := range d.Catalog.Files {
		path, err := filepath.Rel(d.Folder, f.Name)
		if err != nil {
			path = filepath.Base(f.Name)
		}
		name := strings.ReplaceAll(filepath.ToSlash(path), "/", "-")
		for taken[name] {
			name = "_" + name
		}
		taken[name] = true
		out = append(out, document.Attachment{Name: name, MIME: "application/yaml", Description: "Definitions of the KPIs", Data: f.Data})
	}
	return out
}
