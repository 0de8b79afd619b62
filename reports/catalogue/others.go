package catalogue

import (
	"strconv"
	"strings"

	"kpi/engine/formula"
	"kpi/engine/lineage"
	"kpi/engine/plan"
)

func (w *writer) measures() []entry {
	var out []entry
	for _, m := range w.Plan.Catalog.Measures {
		node, n := lineage.Node{Kind: lineage.Measure, ID: m.ID.Value}, w.Plan.Numbers[m.ID.Value]
		out = append(out, w.entry(node, "", "", []fact{
			{Label: w.in.Say("Formula"), Text: plain(m.Formula), Code: true},
			{Label: w.in.Say("In words"), Text: formula.Words(n.Formula)},
			{Label: w.in.Say("Only rows where"), Text: plain(m.Where), Code: true},
			{Label: w.in.Say("Made of"), Links: w.links(w.graph.Reads(node))},
			{Label: w.in.Say("Counted by"), Text: strings.Join(w.clocks(n), ", "), Code: true},
			{Label: w.in.Say("Kind, unit"), Text: w.in.List([]string{w.in.Word(string(n.Kind)), w.in.Word(n.Type.Unit.String())})},
			{Label: w.in.Say("Defined in"), Text: place(m.ID)},
		}))
	}
	return out
}

func (w *writer) rules() []entry {
	var out []entry
	for _, r := range w.Plan.Rules {
		node := lineage.Node{Kind: lineage.Rule, ID: r.ID}
		out = append(out, w.entry(node, w.in.Word(string(r.Severity)), r.Spec.Message.Value, []fact{
			{Label: w.in.Say("When"), Text: plain(r.Spec.When), Code: true},
			{Label: w.in.Say("For"), Text: r.Spec.For.Value},
			{Label: w.in.Say("Over when"), Text: plain(r.Spec.ClearWhen), Code: true},
			{Label: w.in.Say("Action"), Text: r.Spec.Action.Value},
			{Label: w.in.Say("Owner"), Text: r.Spec.Owner.Value},
			{Label: w.in.Say("Made of"), Links: w.links(w.graph.Reads(node))},
			{Label: w.in.Say("Defined in"), Text: place(r.Spec.ID)},
		}))
	}
	return out
}

func (w *writer) sources() []entry {
	var out []entry
	for _, s := range w.Plan.Sources {
		node := lineage.Node{Kind: lineage.Source, ID: s.ID}
		e := w.entry(node, "", "", w.sourceFacts(s, node))
		e.Columns = w.columns(s)
		for _, row := range e.Columns.Rows {
			e.Search += " " + strings.ToLower(row[0])
		}
		out = append(out, e)
	}
	return out
}

func (w *writer) sourceFacts(s *plan.Source, node lineage.Node) []fact {
	out := []fact{
		{Label: w.in.Say("File"), Text: s.Spec.File.Value, Code: true},
		{Label: w.in.Say("Query"), Text: plain(s.Spec.Query), Code: true},
		{Label: w.in.Say("Made of"), Links: w.links(w.graph.Reads(node))},
		{Label: w.in.Say("Key"), Text: strings.Join(values(s.Spec.Key), ", "), Code: true},
		{Label: w.in.Say("Counted by"), Text: formula.Format(s.Clock), Code: true},
		{Label: w.in.Say("Fresh within"), Text: s.Spec.FreshWithin.Value},
	}
	for _, j := range s.Spec.Joins {
		target := s.Joins[j.ID.Value].Source
		out = append(out, fact{Label: w.in.Say("Join %s", j.ID.Value), Links: w.links([]lineage.Node{{Kind: lineage.Source, ID: target.ID}})})
	}
	for _, c := range s.Spec.Checks {
		out = append(out, fact{Label: w.in.Say("Check %s", c.ID.Value), Text: plain(c.Formula), Code: true})
	}
	return append(out, fact{Label: w.in.Say("Defined in"), Text: place(s.Spec.ID)})
}

// columns lists the columns of the contract, then the fields made of them.
func (w *writer) columns(s *plan.Source) *table {
	t := &table{Heads: []string{w.in.Say("Column"), w.in.Say("Type"), w.in.Say("Made of")}}
	for _, c := range s.Columns {
		from := c.Spec.From.Value
		if from != "" {
			from = strconv.Quote(from)
		}
		t.Rows = append(t.Rows, []string{c.ID, c.Spec.Type.Value, from})
	}
	for _, f := range s.Spec.Fields {
		t.Rows = append(t.Rows, []string{f.ID.Value, w.in.Say("field"), plain(f.Formula)})
	}
	return t
}
