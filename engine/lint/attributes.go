package lint

import (
	"cmp"
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// A class is a class of things that policies look at, with the attributes that
// these have.
type class struct {
	name       string // as policies say it under for:
	word       string // one of them, "a KPI"
	title      string // before the name of one, "KPI"
	attributes []attribute
	things     func(*plan.Plan) []*thing
}

// An attribute is what a policy may ask of a thing.
type attribute struct {
	name string
	kind formula.Kind
	list bool // of texts
	doc  string
}

// A thing is one of a class. A value that is not there is nil; a list is then
// empty, so that nothing is in it.
type thing struct {
	id     string
	at     diag.Range
	kpi    *plan.KPI // at whose line a comment can ignore what is found; nil is none
	values map[string]any
}

func text(name, doc string) attribute {
	return attribute{name: name, kind: formula.Text, doc: doc}
}
func texts(name, doc string) attribute {
	return attribute{name: name, kind: formula.Text, list: true, doc: doc}
}
func day(name, doc string) attribute { return attribute{name: name, kind: formula.Date, doc: doc} }
func number(name, doc string) attribute {
	return attribute{name: name, kind: formula.Number, doc: doc}
}
func condition(name, doc string) attribute {
	return attribute{name: name, kind: formula.Boolean, doc: doc}
}

// classes lists what policies look at; a further attribute is a line in two
// places here.
var classes = []*class{
	{"kpis", "a KPI", "KPI", []attribute{
		text("id", "its name in formulas"), text("name", "its name in reports"), text("description", ""), text("owner", ""), text("objective", ""),
		text("class", "leading or lagging"), text("category", ""), texts("tags", ""), text("source", ""), text("unit", "as written"),
		text("kind", "flow, level, ratio, average, distinct, percentile or derived: what its formula makes it"), text("formula", "as written"),
		text("where", "as written"), text("grain", ""), text("better", "higher, lower or within"), number("targets", "how many it has, 0 without any"),
		text("tolerance", "as written"), number("bands", "lines of its status list"), text("leads", "the KPI that it claims to lead to"),
		day("reviewed", "the day of its last review"), text("review_every", ""), day("review_due", "the day of its next review"), text("file", "that defines it"),
	}, kpiThings},
	{"targets", "a target", "the target of", []attribute{
		text("kpi", "whose target it is"), text("owner", "of the KPI"), text("objective", "of the KPI"), text("unit", "of the KPI, as written"),
		text("better", "of the KPI"), text("value", "as written"), text("low", "of a range"), text("high", "of a range"), day("from", "its first day"),
		day("until", "its last day"), text("baseline", ""), text("pace", "linear, workdays or seasonal"), text("stretch", ""), text("because", ""),
		text("file", "that defines it"),
	}, targetThings},
	{"measures", "a measure", "measure", []attribute{
		text("id", "its name in formulas"), text("source", ""), text("unit", "as written"), text("kind", "as of a KPI"), text("formula", "as written"),
		text("where", "as written"), text("file", "that defines it"),
	}, measureThings},
	{"sources", "a source", "source", []attribute{
		text("id", "its name"), text("data", "the file or pattern that it reads"), text("query", ""), texts("key", "columns"), text("date", "its clock, as written"),
		text("fresh_within", ""), number("fresh_days", "the days of fresh_within"), text("on_bad_row", ""), condition("plan", "it holds plans"), text("encoding", ""),
		texts("columns", "their names"), texts("joins", "their names"), texts("fields", "their names"), texts("checks", "their names"), text("file", "that defines it"),
	}, sourceThings},
	{"dimensions", "a dimension", "dimension", []attribute{
		text("id", "its name"), text("name", "its name in reports"), texts("sources", "that have it"), number("bands", "how many bounds it has"),
		text("file", "that defines it"),
	}, dimensionThings},
	{"objectives", "an objective", "objective", []attribute{
		text("id", "its name"), text("name", "its name in reports"), text("perspective", ""), number("kpis", "how many it has"), text("file", "that defines it"),
	}, objectiveThings},
	{"rules", "a rule", "rule", []attribute{
		text("id", "its name"), text("when", "as written"), text("for", ""), text("clear_when", "as written"), text("severity", "warning where it is not written"),
		text("message", ""), text("action", ""), text("owner", ""), texts("depends_on", "rules"), text("each", "its dimension"), text("file", "that defines it"),
	}, ruleThings},
}

// classOf returns the class of that name, or nil.
func classOf(name string) *class {
	i := slices.IndexFunc(classes, func(c *class) bool { return c.name == name })
	if i < 0 {
		return nil
	}
	return classes[i]
}

// thingOf makes a thing of its values; "" is missing.
func thingOf(id spec.Text, k *plan.KPI, values map[string]any) *thing {
	values["file"] = id.Range.File
	for name, v := range values {
		switch v := v.(type) {
		case spec.Text:
			values[name] = v.Value
			if v.Value == "" {
				values[name] = nil
			}
		case string:
			if v == "" {
				values[name] = nil
			}
		case int:
			values[name] = float64(v)
		case calendar.Date:
			if v == 0 {
				values[name] = nil
			}
		}
	}
	return &thing{id: id.Value, at: id.Range, kpi: k, values: values}
}

// dateOf is a day as written; "" is none.
func dateOf(t spec.Text) any {
	if d, ok := calendar.ParseDate(t.Value); ok {
		return d
	}
	return nil
}

func valuesOf(all []spec.Text) []string {
	var out []string
	for _, t := range all {
		out = append(out, t.Value)
	}
	return out
}

func kpiThings(p *plan.Plan) []*thing {
	var out []*thing
	for _, k := range p.KPIs {
		s := k.Spec
		out = append(out, thingOf(s.ID, k, map[string]any{
			"id": s.ID, "name": s.Name.Text, "description": s.Description.Text, "owner": s.Owner, "objective": s.Objective, "class": s.Class,
			"category": s.Category, "tags": valuesOf(s.Tags), "source": s.Source, "unit": s.Unit, "kind": string(k.Kind), "formula": s.Formula,
			"where": s.Where, "grain": s.Grain, "better": s.Better, "targets": len(s.Target.Goals), "tolerance": s.Tolerance, "bands": len(s.Status),
			"leads": s.Leads.KPI, "reviewed": dateOf(s.Reviewed), "review_every": s.ReviewEvery, "review_due": k.Review.Due,
		}))
	}
	return out
}

func targetThings(p *plan.Plan) []*thing {
	var out []*thing
	for _, k := range p.KPIs {
		s := k.Spec
		for _, g := range s.Target.Goals {
			t := thingOf(s.ID, k, map[string]any{
				"kpi": s.ID, "owner": s.Owner, "objective": s.Objective, "unit": s.Unit, "better": s.Better, "value": g.Formula, "low": g.Low,
				"high": g.High, "from": dateOf(g.From), "until": dateOf(g.Until), "baseline": g.Baseline, "pace": g.Pace.Word, "stretch": g.Stretch,
				"because": g.Because,
			})
			t.at = g.Range
			out = append(out, t)
		}
	}
	return out
}

func measureThings(p *plan.Plan) []*thing {
	var out []*thing
	for _, m := range p.Catalog.Measures {
		kind := ""
		if n := p.Numbers[m.ID.Value]; n != nil {
			kind = string(n.Kind)
		}
		out = append(out, thingOf(m.ID, nil, map[string]any{
			"id": m.ID, "source": m.Source, "unit": m.Unit, "kind": kind, "formula": m.Formula, "where": m.Where,
		}))
	}
	return out
}

func sourceThings(p *plan.Plan) []*thing {
	var out []*thing
	for _, x := range p.Sources {
		s := x.Spec
		var columns, joins []string
		for _, c := range s.Columns {
			columns = append(columns, c.ID.Value)
		}
		for _, j := range s.Joins {
			joins = append(joins, j.ID.Value)
		}
		t := thingOf(s.ID, nil, map[string]any{
			"id": s.ID, "data": s.File, "query": s.Query, "key": valuesOf(s.Key), "date": s.Date, "fresh_within": s.FreshWithin,
			"on_bad_row": s.OnBadRow, "plan": s.Plan, "encoding": s.Encoding, "columns": columns, "joins": joins, "fields": fieldNames(s.Fields),
			"checks": fieldNames(s.Checks),
		})
		t.values["fresh_days"] = nil
		if x.FreshWithin > 0 {
			t.values["fresh_days"] = float64(x.FreshWithin)
		}
		out = append(out, t)
	}
	return out
}

func fieldNames(fields []spec.Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.ID.Value)
	}
	return out
}

func dimensionThings(p *plan.Plan) []*thing {
	var out []*thing
	for _, d := range p.Catalog.Dimensions {
		out = append(out, thingOf(d.ID, nil, map[string]any{
			"id": d.ID, "name": d.Name.Text, "sources": fieldNames(d.In), "bands": len(d.Bands),
		}))
	}
	return out
}

func objectiveThings(p *plan.Plan) []*thing {
	var out []*thing
	for _, o := range p.Objectives {
		out = append(out, thingOf(o.Spec.ID, nil, map[string]any{
			"id": o.Spec.ID, "name": o.Spec.Name.Text, "perspective": o.Spec.Perspective, "kpis": len(o.KPIs),
		}))
	}
	return out
}

func ruleThings(p *plan.Plan) []*thing {
	var out []*thing
	for _, r := range p.Catalog.Rules {
		out = append(out, thingOf(r.ID, nil, map[string]any{
			"id": r.ID, "when": r.When, "for": r.For, "clear_when": r.ClearWhen, "severity": cmp.Or(r.Severity.Value, "warning"), "message": r.Message,
			"action": r.Action, "owner": r.Owner, "depends_on": valuesOf(r.DependsOn), "each": r.Each,
		}))
	}
	return out
}
