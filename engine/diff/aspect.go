package diff

import (
	"strings"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
	"kpi/engine/unit"
)

// An aspect is a side of a definition that changes, or does not, as a whole.
type aspect struct {
	category Category
	name     string
	meaning  string
	parts    []part       // the keys that say it
	reach    map[key]bool // what else is part of the meaning; nil is nothing
}

// A part is one key of a definition.
type part struct {
	what    string
	said    string // what it says itself, with what it reads by name
	written string // for people, on one line; "" is not written
	place   diag.Range
}

// oneLine joins the lines of a text.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// normal is a text without a spelling: numbers by their value.
func normal(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if lit, ok := unit.ParseLiteral(w); ok {
			words[i] = spelled(lit.Value)
		}
	}
	return strings.Join(words, " ")
}

// plain is an aspect of one key that says all of it.
func plain(c Category, what string, t spec.Text) aspect { return meant(c, what, normal(t.Value), t) }

// meant is an aspect of one key with a meaning of its own, such as a default.
func meant(c Category, what, meaning string, t spec.Text) aspect {
	return aspect{category: c, name: what, meaning: meaning, parts: []part{{what, meaning, oneLine(t.Value), t.Range}}}
}

// worded is an aspect of a text that may be in several languages.
func worded(what string, w spec.Wording) aspect {
	a := meant(Text, what, oneLine(w.Value), w.Text)
	var all []string
	for _, t := range w.In {
		all = append(all, t.Locale+": "+oneLine(t.Text.Value))
	}
	if len(all) > 0 {
		a.meaning = strings.Join(all, ", ")
		a.parts[0].said, a.parts[0].written = a.meaning, a.meaning
	}
	return a
}

// listed is an aspect of a list whose order says nothing.
func listed(c Category, what string, texts []spec.Text) aspect {
	var values []string
	var place diag.Range
	for i, t := range texts {
		values = append(values, oneLine(t.Value))
		if i == 0 {
			place = t.Range
		}
	}
	a := meant(c, what, hash(sorted(values)...), spec.Text{Range: place})
	a.parts[0].written = strings.Join(values, ", ")
	return a
}

// said is what the text of a formula says, with names as they are.
func (m *model) said(t *spec.Text) string {
	if n := parsed(t); n != nil {
		return m.of(n, nil)
	}
	return normal(t.Value)
}

func (m *model) formulaPart(what string, t *spec.Text) part {
	return part{what, m.said(t), oneLine(t.Value), t.Range}
}

// rowFormula is an aspect of one formula over the rows of s.
func (m *model) rowFormula(c Category, what string, t *spec.Text, n formula.Node, s *plan.Source) aspect {
	r := m.reach()
	r.rows(parsed(t), s)
	return aspect{c, what, m.of(n, s), []part{m.formulaPart(what, t)}, r.found}
}

// numberFormula is an aspect of one formula over numbers.
func (m *model) numberFormula(c Category, what string, t *spec.Text, n formula.Node) aspect {
	r := m.reach()
	r.numbers(parsed(t), nil)
	return aspect{c, what, m.of(n, nil), []part{m.formulaPart(what, t)}, r.found}
}

// valueOf is the aspect of what a KPI or a measure computes.
func (m *model) valueOf(n *plan.Number) aspect {
	w := m.numberTexts(n)
	k := key{Measure, n.ID}
	if n.KPI != nil {
		k.kind = KPI
	}
	level := part{what: "level", said: m.levelSaid(w.level), written: levelWritten(w.level), place: w.level.Range}
	return aspect{Value, "value", m.number(n.ID), []part{
		m.formulaPart("formula", w.formula), {"source", w.source.Value, w.source.Value, w.source.Range},
		m.formulaPart("where", w.where), m.formulaPart("date", w.date), level,
	}, m.reachOf(k, n).found}
}

func (m *model) levelSaid(l *spec.Level) string {
	if !l.Written() {
		return ""
	}
	parts := []string{m.said(&l.From), m.said(&l.Until), m.said(&l.TakenOn)}
	if l.Current {
		parts = append(parts, "current")
	}
	var per []string
	for i := range l.Per {
		per = append(per, m.said(&l.Per[i]))
	}
	return hash(append(parts, sorted(per)...)...)
}

func levelWritten(l *spec.Level) string {
	switch {
	case l.Current:
		return "current"
	case l.TakenOn.Written():
		return "taken on " + oneLine(l.TakenOn.Value) + " per " + strings.Join(texts(l.Per), ", ")
	case l.From.Written():
		return strings.TrimSuffix("from "+oneLine(l.From.Value)+" until "+oneLine(l.Until.Value), " until ")
	}
	return ""
}

func texts(all []spec.Text) []string {
	var out []string
	for _, t := range all {
		out = append(out, oneLine(t.Value))
	}
	return out
}

// pairs joins names and values for people and for comparing, in no order.
func pairs(names, values []string) (written, said string) {
	all := make([]string, len(names))
	same := make([]string, len(names))
	for i := range names {
		all[i], same[i] = names[i]+": "+values[i], names[i]+": "+normal(values[i])
	}
	return strings.Join(all, ", "), hash(sorted(same)...)
}
