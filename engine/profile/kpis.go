package profile

import (
	"fmt"
	"slices"
	"strings"

	"kpi/engine/library"
)

// mostOfKind bounds how many first KPIs of one kind a source gets.
const mostOfKind = 3

// known is what the library may know of a source.
func (s *source) known() library.Source {
	k := library.Source{ID: s.id}
	if s.clock != nil {
		k.Date = s.clock.id
	}
	for _, c := range s.usable() {
		k.Columns = append(k.Columns, library.Column{ID: c.id, Type: c.typ, Values: c.values})
	}
	for _, f := range s.fields {
		k.Fields = append(k.Fields, f.id)
	}
	return k
}

// A kpi is an entry of the section "kpis:".
type kpi struct{ id, text string }

// kpis are the first KPIs of all sources, with no name twice.
func (p *profiler) kpis() []kpi {
	var list []kpi
	add := func(wanted string, write func(id string) string) {
		id := free(wanted, func(tried string) bool {
			return slices.ContainsFunc(list, func(k kpi) bool { return k.id == tried })
		})
		list = append(list, kpi{id, write(id)})
	}
	facts := p.facts()
	for _, s := range facts {
		if before := len(list); s.plan || p.isJoined(s) && len(s.joins) == 0 && !s.hasAmounts() && len(facts) > 1 {
			continue
		} else if p.fromLibrary(s, add); len(list) == before {
			s.generic(len(facts) == 1, add)
		}
	}
	if len(list) == 0 {
		facts[0].generic(true, add)
	}
	return p.lead(list)
}

// isJoined reports whether other sources look things up in this one.
func (p *profiler) isJoined(s *source) bool {
	return slices.ContainsFunc(p.sources, func(other *source) bool {
		return slices.ContainsFunc(other.joins, func(j join) bool { return j.to == s })
	})
}

func (s *source) hasAmounts() bool {
	return slices.ContainsFunc(s.usable(), func(c *column) bool { return c.typ == "money" || c.typ == "count" })
}

// facts are the sources that KPIs are made of: those with a date, and all where
// none has one.
func (p *profiler) facts() []*source {
	dated := slices.DeleteFunc(slices.Clone(p.sources), func(s *source) bool { return s.clock == nil })
	if len(dated) > 0 {
		return dated
	}
	return p.sources
}

// lead leaves the KPIs as they are but for claims to lead to KPIs that are there.
func (p *profiler) lead(list []kpi) []kpi {
	for i, k := range list {
		for _, other := range list {
			waiting := fmt.Sprintf("   # once there is a KPI %s\n", other.id)
			if other.id != k.id && strings.Contains(k.text, waiting) {
				k.text = strings.Replace(k.text, waiting, "\n", 1)
				k.text = strings.Replace(k.text, "    # leads: ", "    leads: ", 1)
				k.text = strings.Replace(k.text, "    # class: leading", "    class: leading", 1)
			}
		}
		list[i].text = k.text
	}
	return list
}

// fromLibrary adds the KPIs of the library that a layout names, or that rows which
// are won and lost, tickets, and subscriptions have.
func (p *profiler) fromLibrary(s *source, add func(string, func(string) string)) {
	known := s.known()
	var ids []string
	told := map[string]string{}
	switch {
	case s.layout != nil:
		ids, told = s.layout.kpis, s.layout.roles
	case s.hasOutcome():
		ids = dealKPIs
	case has(s.id, "*ticket *case"):
		ids = ticketKPIs
	case slices.ContainsFunc(known.Columns, func(c library.Column) bool { return strings.HasPrefix(c.ID, "mrr") && c.Type == "money" }):
		ids = []string{"mrr", "customers", "arpa", "logo_churn", "gross_revenue_retention", "net_revenue_retention"}
	}
	for _, id := range ids {
		t, _ := library.Find(id)
		roles := t.Guess(known, nil, nil)
		for name, text := range told {
			if r := t.Role(name); r != nil && s.plays(text, r.Kind) {
				roles[name] = text
			}
		}
		if len(t.Missing(roles)) > 0 || t.ReadsSource() && !s.dated(t, roles) {
			continue
		}
		add(id, func(name string) string {
			text, err := t.Fill(library.Filling{ID: name, Source: known, Roles: roles, Where: s.where})
			if err != nil {
				panic("profile: " + err.Error()) // no role is missing
			}
			return text
		})
	}
}

// plays reports whether a column of the source can fill a role of the kind.
func (s *source) plays(id string, k library.Kind) bool {
	if slices.ContainsFunc(s.fields, func(f field) bool { return f.id == id }) {
		return true
	}
	c := s.column(id)
	if c == nil || c.distinct == 0 {
		return false
	}
	switch k {
	case library.Condition:
		return c.typ == "boolean"
	case library.Date:
		return c.isDate()
	case library.Timestamp:
		return c.typ == "timestamp"
	case library.Money:
		return c.typ == "money"
	}
	return true
}

// dated reports whether all dates that a template reads have values.
func (s *source) dated(t *library.Template, roles map[string]string) bool {
	for _, r := range t.Roles {
		if c := s.column(roles[r.Name]); c != nil && c.distinct == 0 {
			return false
		}
	}
	return true
}

// generic adds counts, sums, means and shares of what the columns are. Where the
// source is not alone its name stands before theirs.
func (s *source) generic(alone bool, add func(string, func(string) string)) {
	by := ""
	if s.clock != nil {
		by = fmt.Sprintf(", by %s", s.clock.id)
	}
	name := title(s.id)
	add(s.id+"_count", func(id string) string {
		return s.entry(id, plainKPI{name: name + " (number)", formula: "count()", unit: "count", better: "higher", target: "150 per month",
			description: fmt.Sprintf("Rows of %s in the period%s. Zero in a period without any.", s.id, by)})
	})
	n := map[string]int{}
	for _, c := range s.usable() {
		k, ok := s.firstOf(c, by)
		kind := k.prefix + c.typ
		if !ok || c.distinct == 0 || slices.Contains(s.key, c) || n[kind] == mostOfKind {
			continue
		}
		n[kind]++
		wanted := k.prefix + c.id + k.suffix
		if !alone {
			k.name = title(s.id) + ": " + strings.ToLower(k.name[:1]) + k.name[1:]
			wanted = s.id + "_" + strings.TrimPrefix(wanted, "total_")
		}
		add(wanted, func(id string) string { return s.entry(id, k) })
	}
}

// A plainKPI is a KPI of one column.
type plainKPI struct {
	prefix, suffix                                   string
	name, description, formula, unit, better, target string
}

// firstOf is the KPI that a column suggests.
func (s *source) firstOf(c *column, by string) (plainKPI, bool) {
	better := "higher"
	if has(c.id, costWords) {
		better = "lower"
	}
	words := title(c.id)
	unit := c.typ
	if c.unit != "" {
		unit = c.unit
	}
	switch c.typ {
	case "money", "count":
		return plainKPI{prefix: "total_", name: words + " (sum)", formula: fmt.Sprintf("sum(%s)", c.id), unit: unit, better: better, target: "500k per month",
			description: fmt.Sprintf("Sum of %s over the rows of %s in the period%s. Rows without a value are left out.", c.id, s.id, by)}, true
	case "number":
		if c.distinct <= 2 || has(c.id, idWords+" "+yearWords+" "+percentWords) {
			return plainKPI{}, false
		}
		unit = "number"
	case "integer":
		if !has(c.id, "score rating points stars nps csat *评分") {
			return plainKPI{}, false
		}
		unit = "number"
	case "percent", "days", "hours":
	case "boolean":
		if has(c.id, "deleted") || strings.HasPrefix(c.header, "_") || s.fieldReads(c.id) {
			return plainKPI{}, false
		}
		return plainKPI{suffix: "_share", name: words + " (share)", formula: fmt.Sprintf("count(%s) / count()", c.id), unit: "percent", better: better, target: "30%",
			description: fmt.Sprintf("Rows of %s where %s is true as a share of all rows of the period%s.", s.id, c.id, by)}, true
	default:
		return plainKPI{}, false
	}
	return plainKPI{prefix: "average_", name: words + " (mean)", formula: fmt.Sprintf("avg(%s)", c.id), unit: unit, better: better, target: "30",
		description: fmt.Sprintf("Mean of %s over the rows of %s in the period%s. No value without rows.", c.id, s.id, by)}, true
}

func (s *source) fieldReads(id string) bool {
	return slices.ContainsFunc(s.fields, func(f field) bool { return strings.Contains(f.formula, id) })
}

// entry writes a KPI.
func (s *source) entry(id string, k plainKPI) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s:\n    name: %s\n    description: %s\n    # owner: who answers for it\n    source: %s\n", id, library.Scalar(k.name), library.Scalar(k.description), s.id)
	if s.where != "" {
		fmt.Fprintf(&b, "    where: %s\n", library.Scalar(s.where))
	}
	fmt.Fprintf(&b, "    formula: %s\n    unit: %s\n    better: %s   # a guess\n    # target: what it is to be, such as %s\n", k.formula, k.unit, k.better, k.target)
	return b.String()
}
