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

// attach adds the numbers and the definitions to what is written.
func (t *target) attach(d *engine.Definition, card *scorecard.Scorecard) (err error) {
	if t.options.JSON, err = numbersAs("json", card); err != nil {
		return err
	}
	if t.options.Attachments, err = numbersBehind(card, t.options.JSON); err != nil {
		return err
	}
	t.options.Attachments = append(t.options.Attachments, definitionsBehind(d)...)
	return nil
}

// numbersAs are the values of a card in a format.
func numbersAs(format string, card *scorecard.Scorecard) ([]byte, error) {
	var b bytes.Buffer
	if err := reports.Write(&b, card, reports.Options{}, format); err != nil {
		return nil, fmt.Errorf("attach the numbers: %w", err)
	}
	return b.Bytes(), nil
}

// numbersBehind are the values of a card as files, of which the JSON is known.
func numbersBehind(card *scorecard.Scorecard, json []byte) ([]document.Attachment, error) {
	csv, err := numbersAs("csv", card)
	if err != nil {
		return nil, err
	}
	return []document.Attachment{
		{Name: "scorecard.json", MIME: "application/json", Description: "Everything that was measured", Data: json},
		{Name: "scorecard.csv", MIME: "text/csv", Description: "A line for each KPI and member", Data: csv},
	}, nil
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
