package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"kpi/engine/diag"
	"kpi/engine/diff"
	"kpi/engine/unit"
	"kpi/reports/document"
)

// diffText tells people what changed: a line for all, then one KPI after the
// other, what else was changed, the rules, and what somebody is to look at.
func diffText(out *bytes.Buffer, c *compared) error {
	var b bytes.Buffer
	if err := c.tell(&b); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) { // tables leave blanks behind
		out.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return nil
}

func (c *compared) tell(b *bytes.Buffer) error {
	fmt.Fprintln(b, document.Line(c.summary()))
	for _, k := range c.diff.KPIs {
		fmt.Fprintf(b, "\n%s\n", title(k))
		if err := changeLines(b, k); err != nil {
			return err
		}
		if err := c.moveLines(b, k.ID); err != nil {
			return err
		}
		if c.still(k) {
			fmt.Fprintf(b, "  no value of it moves, %s to %s\n", c.periods[0], c.periods[len(c.periods)-1])
		}
	}
	if err := c.carried(b); err != nil {
		return err
	}
	for _, o := range c.diff.Others {
		fmt.Fprintf(b, "\n%s\n", title(o))
		if err := changeLines(b, o); err != nil {
			return err
		}
		if len(o.Reaches) > 0 {
			fmt.Fprintf(b, "  reaches  %s\n", strings.Join(o.Reaches, ", "))
		}
	}
	ruleLines(b, c)
	for _, n := range c.notes {
		fmt.Fprintf(b, "\nNote: %s\n", document.Line(n))
	}
	if shown := c.shown(); len(shown) > 0 {
		b.WriteString("\nFINDINGS\n\n")
		return diff.List(shown).Fprint(b, c.text)
	}
	return nil
}

// title heads a definition: CHANGED  KPI revenue · Won revenue.
func title(d diff.Definition) string {
	out := strings.ToUpper(string(d.State)) + "  " + string(d.Kind)
	if d.Kind != diff.Card {
		out += " " + d.ID
	}
	if d.Name != "" && d.Name != d.ID {
		out += " · " + d.Name
	}
	if d.Was != "" {
		out += ", probably renamed from " + d.Was
	}
	return document.Line(out)
}

func changeLines(b *bytes.Buffer, d diff.Definition) error {
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, c := range d.Changes {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", c.Category, document.Line(directed(c.Sentence(), c.Direction)), placesOf(c.Place, c.Old))
	}
	if len(d.Changes) == 0 {
		fmt.Fprintf(w, "  %s\n", placesOf(d.Place, d.Old))
	}
	return w.Flush()
}

// directed adds the direction of a change to a text, where it is known.
func directed(text string, d diff.Direction) string {
	switch d {
	case diff.Weaker, diff.Harder:
		return text + " (" + string(d) + ")"
	}
	return text
}

// placesOf says where something stands, and where it stood.
func placesOf(now, old diag.Range) string {
	if now.Start.Line == 0 || old.Start.Line == 0 {
		return now.String() + old.String()
	}
	return now.String() + ", was " + old.String()
}

// moveLines print how a KPI stands in each period by both definitions.
func (c *compared) moveLines(b *bytes.Buffer, kpi string) error {
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	some := false
	for _, m := range c.moves {
		if m.KPI != kpi {
			continue
		}
		if !some {
			fmt.Fprintf(w, "\t  period\told\tnew\tdifference\tchange\t\n")
			some = true
		}
		fmt.Fprintf(w, "\t  %s\t%s\t%s\t%s\t%s\t  %s\n", m.Period, numberOf(m, m.Old), numberOf(m, m.New), differenceText(m), m.ChangeText(), verdictText(m))
	}
	return w.Flush()
}

// numberOf is a value, or why there is none.
func numberOf(m diff.Move, r diff.Reading) string {
	if r.Value == nil {
		return "none: " + r.Reason.Words()
	}
	return m.Unit.Format(*r.Value, unit.Style{})
}

func differenceText(m diff.Move) string {
	d := m.Difference()
	if d == nil {
		return ""
	}
	return m.Unit.Format(*d, unit.Style{Sign: true, PlainUnit: m.Points()})
}

// verdictText says how target and status differ.
func verdictText(m diff.Move) string {
	var parts []string
	if m.TargetMoved() {
		parts = append(parts, "target "+goalOf(m, m.Old.Target)+" → "+goalOf(m, m.New.Target))
	}
	if m.StatusMoved() {
		parts = append(parts, standingOf(m.Old)+" → "+standingOf(m.New))
	}
	return strings.Join(parts, ", ")
}

func goalOf(m diff.Move, v *float64) string {
	if v == nil {
		return "none"
	}
	return m.Unit.Format(*v, unit.Style{})
}

func standingOf(r diff.Reading) string {
	if why := r.Why.Words(); r.Status == "" && why != "" {
		return r.Status.Word() + " (" + why + ")"
	}
	return r.Status.Word()
}

// still reports whether a KPI computes something else that comes to the same.
func (c *compared) still(k diff.Definition) bool {
	changed := slices.ContainsFunc(k.Changes, func(c diff.Change) bool { return c.Category == diff.Value })
	moves := slices.ContainsFunc(c.moves, func(m diff.Move) bool { return m.KPI == k.ID && m.ValueMoved() })
	return changed && !moves && len(c.periods) > 0
}

// carried prints the KPIs that move although their definitions did not change.
func (c *compared) carried(b *bytes.Buffer) error {
	for _, m := range c.carriedKPIs() {
		fmt.Fprintf(b, "\nMOVES  KPI %s, whose definition did not change\n", document.Line(strings.TrimSuffix(m.KPI+" · "+m.Name, " · "+m.KPI)))
		if err := c.moveLines(b, m.KPI); err != nil {
			return err
		}
	}
	return nil
}

// carriedKPIs are the first moves of the KPIs that did not change.
func (c *compared) carriedKPIs() []diff.Move {
	told := map[string]bool{}
	for _, k := range c.diff.KPIs {
		told[k.ID] = true
	}
	var out []diff.Move
	for _, m := range c.moves {
		if !told[m.KPI] {
			told[m.KPI] = true
			out = append(out, m)
		}
	}
	return out
}

func ruleLines(b *bytes.Buffer, c *compared) {
	if len(c.firings) == 0 {
		return
	}
	fmt.Fprintf(b, "\nRULES that would have fired, %s to %s\n", c.periods[0], c.periods[len(c.periods)-1])
	for _, f := range c.firings {
		fmt.Fprintf(b, "  %s\n", document.Line(firingText(f)))
	}
}

// firingText is one rule: thin_pipeline: 2026-07 → 2026-07, 2026-08.
func firingText(f diff.Firing) string {
	name := f.Rule
	if f.Member != "" {
		name += " (" + f.Member + ")"
	}
	if f.State != diff.Changed {
		name += ", " + string(f.State)
	}
	if !f.Differs() {
		return name + ": as before, " + strings.Join(f.New, ", ")
	}
	return name + ": " + orNever(f.Old) + " → " + orNever(f.New)
}

func orNever(periods []string) string {
	if len(periods) == 0 {
		return "never"
	}
	return strings.Join(periods, ", ")
}
