package reports_test

import (
	"testing"

	"kpi/engine/phrase"
	"kpi/engine/scorecard"
	"kpi/reports"
	"kpi/reports/document"
)

func TestOthersAreFoundWhereTheyStand(t *testing.T) {
	names := []string{"West", "West Coast", "North-East", "101", "(none)", "A/S Møller", "南部"}
	known := []string{"Revenue", "What West sells", ""}
	for _, c := range []struct {
		name, own, text, want string
	}{
		{"another member", "West Coast", "North-East fell", "North-East"},
		{"a name of more words", "West", "sent to West Coast.", "West Coast"},
		{"the own name", "West", "region == \"West\"", ""},
		{"a part of the own name", "West Coast", "All of West Coast", ""},
		{"beside the own name", "West Coast", "West Coast and West", "West"},
		{"a part of a word", "West Coast", "Western and Westend_West", ""},
		{"a known text", "West Coast", "What West sells: it fell", ""},
		{"beside a known text", "West Coast", "West: What West sells", "West"},
		{"a number, which cannot be told from others", "West", "101 rows", ""},
		{"signs within the name", "West", "for A/S Møller", "A/S Møller"},
		{"another script", "West", "给 南部 的", "南部"},
		{"nothing", "West", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := reports.NewOthers(names, known)
			for place, d := range documents(c.text) {
				got, text, found := o.Find(&scorecard.Scorecard{}, d, c.own)
				if got != c.want || found != (c.want != "") || found && text != c.text {
					t.Errorf("in %s got %q in %q, want %q", place, got, text, c.want)
				}
			}
			if got, _, _ := o.Find(&scorecard.Scorecard{Notes: []phrase.Phrase{phrase.Plain(c.text)}}, &document.Document{}, c.own); got != c.want {
				t.Errorf("in the card got %q, want %q", got, c.want)
			}
		})
	}
}

// documents have the text at different places.
func documents(text string) map[string]*document.Document {
	in := func(b document.Block) *document.Document {
		return &document.Document{Sections: []document.Section{{Blocks: []document.Block{b}}}}
	}
	row := document.Row{Cells: []document.Cell{document.Text{Main: "a", Sub: text}}}
	return map[string]*document.Document{
		"the message":          {Message: text},
		"a note":               in(&document.Notes{Sentences: []string{"a", text}}),
		"a cell":               in(&document.Table{Groups: []document.Group{{Rows: []document.Row{row}}}}),
		"a fact":               in(&document.Beside{Columns: [][]document.Block{{&document.Facts{Facts: []document.Fact{{Text: text}}}}}}),
		"an attachment's name": {Attachments: []document.Attachment{{Name: text}}},
	}
}

func TestHeadingsOfColumnsNameNobody(t *testing.T) {
	o := reports.NewOthers([]string{"Target", "West"}, nil)
	d := &document.Document{Sections: []document.Section{{Blocks: []document.Block{&document.Table{Columns: []document.Column{{Name: "Target"}}}}}}}
	if name, _, found := o.Find(&scorecard.Scorecard{}, d, "West"); found {
		t.Errorf("the heading of a column is taken for %q", name)
	}
}
