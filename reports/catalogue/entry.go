package catalogue

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine/formula"
	"kpi/engine/lineage"
	"kpi/engine/plan"
	"kpi/engine/spec"
	"kpi/reports/locale"
)

// A group is entries under a heading.
type group struct {
	Name, Sub string
	Entries   []entry
}

// An entry is what the page says of one node.
type entry struct {
	Node        lineage.Node
	Anchor      string
	Name, Badge string
	Description string
	Facts       []fact
	Columns     *table
	Picture     *picture
	SQL         []Statement
	Example     string // what the statements are an example of
	Tests       []Test
	Tested      string // how many tests there are, in words
	Search      string // what a search looks at, in lower case
}

// A fact is a label with a text, which may be code, or with links.
type fact struct {
	Label, Text string
	Code        bool
	Links       []link
}

type link struct{ Anchor, Name string }

// A table is rows under heads.
type table struct {
	Heads []string
	Rows  [][]string
}

func (w *writer) groups() []group {
	var out []group
	for _, o := range w.Plan.Objectives {
		name := o.Spec.ID.Value
		if own := o.Spec.Name.For(w.Locale); own != "" {
			name = own
		}
		out = append(out, group{name, o.Spec.Perspective.Value, w.kpis(o.KPIs)})
	}
	rest := slices.DeleteFunc(slices.Clone(w.Plan.KPIs), func(k *plan.KPI) bool { return k.Spec.Objective.Written() })
	name := w.in.Say("Other KPIs")
	if len(out) == 0 {
		name = w.in.Say("KPIs")
	}
	out = append(out, group{name, "", w.kpis(rest)},
		group{w.in.Say("Measures"), w.in.Say("named numbers that KPIs are made of"), w.measures()},
		group{w.in.Say("Rules"), w.in.Say("conditions on which somebody is to act"), w.rules()},
		group{w.in.Say("Sources"), w.in.Say("where the rows come from"), w.sources()})
	return slices.DeleteFunc(out, func(g group) bool { return len(g.Entries) == 0 })
}

// entry is what all kinds of entries have.
func (w *writer) entry(n lineage.Node, badge, description string, facts []fact) entry {
	e := entry{Node: n, Anchor: anchor(n), Name: w.name(n), Badge: badge, Description: description}
	words := []string{e.Name, n.ID, badge, description}
	for _, f := range facts {
		if f.Text == "" && len(f.Links) == 0 {
			continue
		}
		e.Facts = append(e.Facts, f)
		words = append(words, f.Text)
		for _, l := range f.Links {
			words = append(words, l.Name)
		}
	}
	e.Search = strings.ToLower(strings.Join(strings.Fields(strings.Join(words, " ")), " "))
	// Who looks for a KPI does not look for all that is made of it.
	if after := w.graph.ReadBy(n); len(after) > 0 {
		e.Facts = append(e.Facts, fact{Label: w.in.Say("Read by"), Links: w.links(after)})
	}
	return e
}

func (w *writer) links(nodes []lineage.Node) []link {
	var out []link
	for _, n := range nodes {
		out = append(out, link{anchor(n), w.name(n)})
	}
	return out
}

func (w *writer) kpis(kpis []*plan.KPI) []entry {
	var out []entry
	for _, k := range kpis {
		n := lineage.Node{Kind: lineage.KPI, ID: k.ID}
		e := w.entry(n, w.in.Word(k.Spec.Class.Value), k.Spec.Description.For(w.Locale), w.kpiFacts(k))
		e.Picture = w.picture(n)
		e.SQL, e.Tests = w.SQL[k.ID], w.Tests[k.ID]
		e.Example = w.in.Say("SQL, for %s", w.Example)
		e.Tested = w.tested(len(e.Tests))
		out = append(out, e)
	}
	return out
}

func (w *writer) tested(n int) string {
	if n == 0 {
		return w.in.Say("No test expects anything of this KPI")
	}
	return several(n, w.in.Say("1 test"), w.in.Say("%d tests", n))
}

// several is the text for one, or that for any other number.
func several(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

func (w *writer) kpiFacts(k *plan.KPI) []fact {
	s := k.Spec
	out := []fact{
		{Label: w.in.Say("Owner"), Text: s.Owner.Value},
		{Label: w.in.Say("Formula"), Text: plain(s.Formula), Code: true},
		{Label: w.in.Say("In words"), Text: formula.Words(k.Formula)},
		{Label: w.in.Say("Only rows where"), Text: plain(s.Where), Code: true},
		{Label: w.in.Say("Made of"), Links: w.links(w.graph.Reads(lineage.Node{Kind: lineage.KPI, ID: k.ID}))},
		{Label: w.in.Say("Counted by"), Text: strings.Join(w.clocks(k.Number), ", "), Code: true},
		{Label: w.in.Say("Kind, unit"), Text: w.in.List([]string{w.in.Word(string(k.Kind)), w.in.Word(k.Unit.String())})},
		{Label: w.in.Say("Direction"), Text: w.better(s.Better.Value)},
	}
	for _, g := range s.Target.Goals {
		out = append(out, fact{Label: w.in.Say("Target"), Text: w.goal(g)})
	}
	out = append(out, fact{Label: w.in.Say("Tolerance"), Text: s.Tolerance.Value})
	for _, b := range k.Bands {
		out = append(out, fact{Label: w.in.Say("Status"), Text: b.Text, Code: true})
	}
	return append(out,
		fact{Label: w.in.Say("Leads to"), Text: lead(k.Leads), Links: w.leads(k.Leads)},
		fact{Label: w.in.Say("Category"), Text: s.Category.Value},
		fact{Label: w.in.Say("Tags"), Text: strings.Join(values(s.Tags), ", ")},
		fact{Label: w.in.Say("Reviewed"), Text: s.Reviewed.Value},
		fact{Label: w.in.Say("Defined in"), Text: place(s.ID)})
}

func (w *writer) leads(l *plan.Lead) []link {
	if l == nil {
		return nil
	}
	return w.links([]lineage.Node{{Kind: lineage.KPI, ID: l.KPI}})
}

func lead(l *plan.Lead) string {
	if l == nil {
		return ""
	}
	return l.Words()
}

func (w *writer) better(direction string) string {
	switch direction {
	case "higher":
		return w.in.Say("higher is better")
	case "lower":
		return w.in.Say("lower is better")
	case "within":
		return w.in.Say("best inside the range")
	}
	return ""
}

// goal is a target as it is written, with its days.
func (w *writer) goal(g spec.Goal) string {
	text := plain(g.Formula)
	if g.Between() {
		text = w.in.Say("%s to %s", plain(g.Low), plain(g.High))
	}
	more := slices.DeleteFunc([]string{
		w.in.Given("from %s", g.From.Value), w.in.Given("until %s", g.Until.Value), w.in.Given("baseline %s", g.Baseline.Value),
		w.in.Given("stretch %s", g.Stretch.Value), w.in.Given("pace: %s", g.Pace.Word.Value), w.in.Given("because: %s", g.Because.Value),
	}, func(text string) bool { return text == "" })
	if len(more) == 0 {
		return text
	}
	return w.in.Say("%s (%s)", text, w.in.List(more))
}

// clocks are the columns that decide to which period a row belongs.
func (w *writer) clocks(n *plan.Number) []string {
	var out []string
	formula.Walk(n.Formula, func(f formula.Node) {
		a, ok := f.(*formula.Aggregate)
		if !ok {
			return
		}
		var clock string
		switch of := w.Plan.Aggregates[a.Slot]; {
		case of.Life != nil:
			clock = of.Source.ID + "." + formula.Format(of.Life.From)
			if of.Life.Until != nil {
				clock += "…" + formula.Format(of.Life.Until)
			}
		default:
			clock = of.Source.ID + "." + formula.Format(of.Clock)
		}
		if !slices.Contains(out, clock) {
			out = append(out, clock)
		}
	})
	return out
}

// plain is a text on one line.
func plain(t spec.Text) string { return strings.Join(strings.Fields(t.Value), " ") }

func place(t spec.Text) string { return fmt.Sprintf("%s:%d", t.Range.File, t.Range.Start.Line) }

func values(texts []spec.Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, t.Value)
	}
	return out
}

// wordsOf are the words of the page that stand in its template.
func wordsOf(in *locale.Locale) map[string]string {
	return map[string]string{
		"search": in.Say("Search"), "placeholder": in.Say("name, owner, column, tag"), "none": in.Say("Nothing on this page has all of these words."),
		"lineage": in.Say("What it is made of, and what is made of it"), "contents": in.Say("Contents"), "skip": in.Say("Skip to the content"),
		"arguments": in.Say("arguments"),
	}
}
