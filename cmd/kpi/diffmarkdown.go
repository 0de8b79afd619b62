package main

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"kpi/engine/diag"
	"kpi/engine/diff"
	"kpi/reports/document"
	"kpi/reports/markdown"
)

// diffMarkdown writes what a comment of a pull request says. Names and texts of the
// definitions stay texts, as in every report.
func diffMarkdown(b *bytes.Buffer, c *compared) error {
	d := &document.Document{Title: "Changes of KPIs", Message: c.summary(), AsOf: c.asOf}
	add := func(name string, blocks ...document.Block) {
		d.Sections = append(d.Sections, document.Section{Name: name, Blocks: blocks})
	}
	if shown := c.shown(); len(shown) > 0 {
		add("Findings", findingTable(shown))
	}
	if !c.diff.Empty() {
		add("Definitions", c.changeTable())
	}
	if len(c.moves) > 0 {
		add("Values", c.moveTable())
	}
	if len(c.firings) > 0 {
		add(fmt.Sprintf("Rules that would have fired, %s to %s", c.periods[0], c.periods[len(c.periods)-1]), c.firingTable())
	}
	if len(c.notes) > 0 {
		add("Notes", &document.Notes{Sentences: c.notes})
	}
	if _, err := markdown.Write(b, d); err != nil {
		return err
	}
	if n := utf8.RuneCount(b.Bytes()); n > markdown.CommentLimit {
		c.warn(fmt.Sprintf("the Markdown has %d characters, and a comment on GitHub holds %d; ask for fewer --periods, or attach the file", n, markdown.CommentLimit))
	}
	return nil
}

// textTable is a table of texts. Kinds are those of the columns.
func textTable(names []string, kinds []document.Kind, rows [][]string) *document.Table {
	t := &document.Table{Groups: []document.Group{{}}}
	for i, name := range names {
		t.Columns = append(t.Columns, document.Column{Name: name, Kind: kinds[i]})
	}
	for _, row := range rows {
		var cells []document.Cell
		for _, s := range row {
			cells = append(cells, document.Text{Main: document.Line(s)})
		}
		t.Groups[0].Rows = append(t.Groups[0].Rows, document.Row{Cells: cells})
	}
	return t
}

// findingTable begins with what is worst.
func findingTable(findings []diff.Finding) *document.Table {
	slices.SortStableFunc(findings, func(a, b diff.Finding) int { return int(a.Severity) - int(b.Severity) })
	var rows [][]string
	for _, f := range findings {
		severity, note := f.Severity.String(), ""
		if f.Acknowledged != nil {
			severity, note = "acknowledged", f.Acknowledged.Because.Value
		} else if len(f.Notes) > 0 && f.Severity != diag.Info {
			note = f.Notes[0]
		}
		rows = append(rows, []string{severity, f.Message, note, f.Range.String()})
	}
	return textTable([]string{"Finding", "What", "Reason, or way out", "Place"}, []document.Kind{document.Words, document.Prose, document.Prose, document.Words}, rows)
}

func (c *compared) changeTable() *document.Table {
	var rows [][]string
	for _, list := range [][]diff.Definition{c.diff.KPIs, c.diff.Others} {
		for _, d := range list {
			rows = append(rows, changeRows(d)...)
		}
	}
	return textTable([]string{"What", "Change", "Key", "Before", "After", "Place"},
		[]document.Kind{document.Names, document.Words, document.Words, document.Prose, document.Prose, document.Words}, rows)
}

func changeRows(d diff.Definition) [][]string {
	name := string(d.Kind) + " " + d.ID
	if d.Kind == diff.Card {
		name = string(d.Kind)
	}
	if d.State != diff.Changed {
		place := d.Place
		if d.State == diff.Removed {
			place = d.Old
		}
		return append([][]string{{name, string(d.State), "", d.Was, "", place.String()}}, changesOf(name, d)...)
	}
	return changesOf(name, d)
}

func changesOf(name string, d diff.Definition) [][]string {
	var rows [][]string
	for _, c := range d.Changes {
		rows = append(rows, []string{name, directed(string(c.Category), c.Direction), c.Subject(), c.Before, c.After, c.Place.String()})
	}
	return rows
}

func (c *compared) moveTable() *document.Table {
	var rows [][]string
	for _, m := range c.moves {
		rows = append(rows, []string{m.Name, m.Period, numberOf(m, m.Old), numberOf(m, m.New), differenceText(m), m.ChangeText(), verdictText(m)})
	}
	number := document.Numbers
	return textTable([]string{"KPI", "Period", "Old", "New", "Difference", "Change", "Target and status"},
		[]document.Kind{document.Names, document.Words, number, number, number, number, document.Words}, rows)
}

func (c *compared) firingTable() *document.Table {
	var rows [][]string
	for _, f := range c.firings {
		rows = append(rows, []string{f.Rule, f.Member, orNever(f.Old), orNever(f.New)})
	}
	return textTable([]string{"Rule", "Of", "Fired by the old", "Fires by the new"}, []document.Kind{document.Names, document.Words, document.Prose, document.Prose}, rows)
}
