package diff

import (
	"fmt"
	"strconv"

	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// A definition is one thing of a plan with its aspects.
type definition struct {
	key
	name    string
	place   diag.Range
	aspects []aspect
}

// definitions lists all that a plan defines but its KPIs.
func (m *model) definitions() []definition {
	out := []definition{m.card()}
	for _, s := range m.plan.Sources {
		out = append(out, m.sourceDefinitions(s)...)
	}
	for i := range m.plan.Catalog.Dimensions {
		out = append(out, m.dimensionDefinition(&m.plan.Catalog.Dimensions[i]))
	}
	for i := range m.plan.Catalog.Measures {
		w := &m.plan.Catalog.Measures[i]
		if n := m.plan.Numbers[w.ID.Value]; n != nil {
			out = append(out, definition{key: key{Measure, n.ID}, place: w.ID.Range, aspects: []aspect{m.valueOf(n), plain(Value, "unit", w.Unit)}})
		}
	}
	for _, o := range m.plan.Objectives {
		out = append(out, definition{key: key{Objective, o.Spec.ID.Value}, name: o.Spec.Name.Value, place: o.Spec.ID.Range, aspects: []aspect{
			worded("name", o.Spec.Name), plain(Text, "perspective", o.Spec.Perspective), weights(o.Weights, o.Spec.Weights),
		}})
	}
	for _, r := range m.plan.Rules {
		out = append(out, m.rule(r))
	}
	return out
}

func (m *model) card() definition {
	c, p := m.plan.Catalog.Scorecard, m.plan
	zone := ""
	if p.Calendar.Zone != nil {
		zone = p.Calendar.Zone.String()
	}
	return definition{key: key{Card, "scorecard"}, name: c.Title.Value, place: c.Range, aspects: []aspect{
		plain(Value, "currency", c.Currency), meant(Value, "timezone", zone, c.Timezone),
		meant(Value, "fiscal_year_starts", fmt.Sprint(int(max(p.Calendar.FiscalStart, 1))), c.FiscalYearStarts),
		meant(Value, "week_starts", strconv.FormatBool(p.Calendar.SundayWeeks), c.WeekStarts),
		listed(Value, "holidays", c.Holidays), meant(Value, "grain", string(p.Grain), c.Grain), plain(Value, "as_of", c.AsOf),
		meant(Threshold, "early", spelled(p.Early), c.Early), evidence(c.Evidence),
		worded("title", c.Title), worded("entity", c.Entity), plain(Text, "locale", c.Locale),
	}}
}

// sourceDefinitions are those of a source, of its columns, fields and joins.
func (m *model) sourceDefinitions(s *plan.Source) []definition {
	w := s.Spec
	source := definition{key: key{Source, s.ID}, place: w.ID.Range, aspects: []aspect{
		m.rowsOf(s), m.rowFormula(Value, "date", &w.Date, s.Clock, s),
		listed(Threshold, "key", w.Key), plain(Threshold, "fresh_within", w.FreshWithin), expect(w.Expect),
	}}
	for i := range w.Checks {
		c := &w.Checks[i]
		for _, claim := range s.Claims {
			if claim.Kind == plan.CheckClaim && claim.Name == c.ID.Value {
				source.aspects = append(source.aspects, m.rowFormula(Threshold, "check "+c.ID.Value, &c.Formula, claim.Holds, s))
			}
		}
	}
	out := []definition{source}
	for i := range s.Columns {
		out = append(out, m.columnDefinition(s, &s.Columns[i]))
	}
	for i := range w.Fields {
		f := &w.Fields[i]
		out = append(out, definition{key: partOf(Field, f.ID.Value, s), place: f.ID.Range, aspects: []aspect{
			m.rowFormula(Value, "formula", &f.Formula, s.Field(f.ID.Value), s),
		}})
	}
	for i := range w.Joins {
		if j := s.Joins[w.Joins[i].ID.Value]; j != nil {
			out = append(out, m.joinDefinition(s, j))
		}
	}
	return out
}

// rowsOf is the aspect of which rows a source has.
func (m *model) rowsOf(s *plan.Source) aspect {
	w, r := s.Spec, m.reach()
	r.source(s)
	delete(r.found, key{Source, s.ID})
	a := aspect{category: Value, name: "rows", meaning: m.source(s), reach: r.found}
	for _, t := range []struct {
		what string
		text spec.Text
	}{
		{"file", w.File}, {"query", w.Query}, {"delimiter", w.Delimiter}, {"encoding", w.Encoding}, {"sheet", w.Sheet},
		{"records", w.Records}, {"on_bad_row", w.OnBadRow}, {"covers", w.Covers},
	} {
		a.parts = append(a.parts, part{t.what, oneSpelling(t.text.Value), oneLine(t.text.Value), t.text.Range})
	}
	if w.Plan {
		a.parts = append(a.parts, part{"plan", "true", "true", w.ID.Range})
	} else {
		a.parts = append(a.parts, part{what: "plan"})
	}
	return a
}

func (m *model) columnDefinition(s *plan.Source, c *plan.Column) definition {
	w := c.Spec
	limits := ""
	if w.Range.Written() {
		limits = orOpen(w.Range.Low) + " to " + orOpen(w.Range.High)
	}
	return definition{key: partOf(Column, c.ID, s), place: w.ID.Range, aspects: []aspect{
		{category: Value, name: "column", meaning: m.columnOf(s, c.ID), parts: []part{
			{"type", string(c.Stored) + " " + c.Type.Unit.String(), oneLine(w.Type.Value + " " + w.Unit.Value), w.Type.Range},
			{"from", w.From.Value, w.From.Value, w.From.Range}, {"format", w.Format.Value, w.Format.Value, w.Format.Range},
		}},
		{category: Threshold, name: "range", meaning: normal(limits), parts: []part{{"range", normal(limits), limits, w.Range.Range}}},
		listed(Threshold, "values", w.Values), plain(Threshold, "max_missing", w.MaxMissing),
	}}
}

func orOpen(t spec.Text) string {
	if !t.Written() {
		return "open"
	}
	return t.Value
}

func (m *model) joinDefinition(s *plan.Source, j *plan.Join) definition {
	w, r := j.Spec, m.reach()
	r.step(j.ID, s)
	delete(r.found, partOf(Join, j.ID, s))
	var locals, others []string
	for _, v := range w.Via {
		other := v.Other
		if !other.Written() {
			other = v.Local
		}
		locals, others = append(locals, oneLine(v.Local.Value)), append(others, oneLine(other.Value))
	}
	written, said := pairs(locals, others)
	return definition{key: partOf(Join, j.ID, s), place: w.ID.Range, aspects: []aspect{
		{category: Value, name: "join", meaning: m.join(s, j), parts: []part{
			{"source", w.Source.Value, w.Source.Value, w.Source.Range}, {"via", said, written, w.ID.Range},
			{"many", strconv.FormatBool(w.Many), strconv.FormatBool(w.Many), w.ID.Range}, {"within", strconv.Itoa(j.Within), w.Within.Value, w.Within.Range},
		}, reach: r.found},
		meant(Threshold, "optional", strconv.FormatBool(w.Optional), spec.Text{Value: strconv.FormatBool(w.Optional), Range: w.ID.Range}),
	}}
}

func (m *model) dimensionDefinition(w *spec.Dimension) definition {
	id, r := w.ID.Value, m.reach()
	r.dimension(id)
	delete(r.found, key{Dimension, id})
	a := aspect{category: Value, name: "members", meaning: m.dimension(id), reach: r.found}
	for i := range w.In {
		a.parts = append(a.parts, m.formulaPart("in "+w.In[i].ID.Value, &w.In[i].Formula))
	}
	bands := listed(Value, "bands", w.Bands)
	a.parts = append(a.parts, part{"bands", normal(bands.parts[0].written), bands.parts[0].written, bands.parts[0].place})
	return definition{key: key{Dimension, id}, name: w.Name.Value, place: w.ID.Range, aspects: []aspect{a, plain(Text, "limit", w.Limit), worded("name", w.Name)}}
}

func (m *model) rule(r *plan.Rule) definition {
	w := r.Spec
	return definition{key: key{Rule, r.ID}, place: w.ID.Range, aspects: []aspect{
		m.numberFormula(Threshold, "when", &w.When, r.When), m.numberFormula(Threshold, "clear_when", &w.ClearWhen, r.Clear),
		meant(Threshold, "for", strconv.Itoa(r.For), w.For), meant(Threshold, "clear_for", strconv.Itoa(r.ClearFor), w.ClearFor),
		meant(Threshold, "severity", string(r.Severity), w.Severity), listed(Threshold, "depends_on", w.DependsOn), plain(Threshold, "each", w.Each),
		plain(Owner, "owner", w.Owner), meant(Text, "message", oneLine(w.Message.Value), w.Message), meant(Text, "action", oneLine(w.Action.Value), w.Action),
	}}
}
