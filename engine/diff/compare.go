package diff

import (
	"cmp"
	"slices"

	"kpi/engine/diag"
	"kpi/engine/plan"
)

// A comparison is a Compare on its way.
type comparison struct {
	before, after *model
	was, is       map[string]string // KPIs of both: older name by newer one, and back
	old, new      map[key]*definition
}

// match finds the KPIs that both plans have: by name, and then those that are
// gone under a name that is new.
func (c *comparison) match() {
	var gone, born []*plan.KPI
	for _, k := range c.after.plan.KPIs {
		if old := kpiOf(c.before.plan, k.ID); old != nil {
			c.pair(old, k)
		} else {
			born = append(born, k)
		}
	}
	for _, k := range c.before.plan.KPIs {
		if kpiOf(c.after.plan, k.ID) == nil {
			gone = append(gone, k)
		}
	}
	for _, k := range born {
		if i := c.likely(gone, k); i >= 0 {
			c.pair(gone[i], k)
			gone = slices.Delete(gone, i, i+1)
		}
	}
	c.before.rename = c.is
}

func (c *comparison) pair(old, k *plan.KPI) { c.was[k.ID], c.is[old.ID] = old.ID, k.ID }

func kpiOf(p *plan.Plan, id string) *plan.KPI {
	if n := p.Numbers[id]; n != nil {
		return n.KPI
	}
	return nil
}

// likely is the index of the KPI that k was before: one of the same value, of the
// same printed name where there are several; -1 is none.
func (c *comparison) likely(gone []*plan.KPI, k *plan.KPI) int {
	found := -1
	for i, old := range gone {
		if c.before.number(old.ID) != c.after.number(k.ID) || old.Unit != k.Unit || old.Grain != k.Grain {
			continue
		}
		if old.Spec.Name.Value == k.Spec.Name.Value {
			return i
		}
		if found < 0 {
			found = i
		}
	}
	return found
}

// others compares all that is no KPI.
func (c *comparison) others(d *Diff) {
	before, after := c.before.definitions(), c.after.definitions()
	c.old, c.new = byKey(before), byKey(after)
	for _, k := range c.before.plan.KPIs {
		def := c.before.kpi(k)
		c.old[key{KPI, c.before.newName(k.ID)}] = &def
	}
	for _, k := range c.after.plan.KPIs {
		def := c.after.kpi(k)
		c.new[def.key] = &def
	}
	for i := range after {
		c.other(d, c.old[after[i].key], &after[i])
	}
	for i := range before {
		if c.new[before[i].key] == nil {
			c.other(d, &before[i], nil)
		}
	}
}

func byKey(all []definition) map[key]*definition {
	out := map[key]*definition{}
	for i := range all {
		out[all[i].key] = &all[i]
	}
	return out
}

// other tells what happened to one definition; nil is not there.
func (c *comparison) other(d *Diff, old, now *definition) {
	out := c.changed(old, now, false)
	if out.State != Changed || len(out.Changes) > 0 {
		c.ruleDirections(&out)
		out.Reaches = c.reaches(cmp.Or(now, old).key)
		d.Others = append(d.Others, out)
	}
}

// kpis compares the KPIs.
func (c *comparison) kpis(d *Diff) {
	for _, k := range c.after.plan.KPIs {
		now := c.new[key{KPI, k.ID}]
		old := c.old[now.key]
		out := c.changed(old, now, true)
		if old != nil && old.id != k.ID {
			out.State, out.Was = Renamed, old.id
		}
		if out.State != Changed || len(out.Changes) > 0 {
			c.kpiDirections(&out)
			d.KPIs = append(d.KPIs, out)
		}
	}
	for _, k := range c.before.plan.KPIs {
		if _, both := c.is[k.ID]; !both {
			d.KPIs = append(d.KPIs, c.changed(c.old[key{KPI, k.ID}], nil, true))
		}
	}
}

// changed is what changed from one definition to the other. Deep says whether
// what it reads is told as well.
func (c *comparison) changed(old, now *definition, deep bool) Definition {
	switch {
	case old == nil:
		return Definition{Kind: now.kind, ID: now.id, Name: now.name, State: Added, Place: now.place}
	case now == nil:
		return Definition{Kind: old.kind, ID: old.id, Name: old.name, State: Removed, Old: old.place}
	}
	out := Definition{Kind: now.kind, ID: now.id, Name: now.name, State: Changed, Place: now.place, Old: old.place}
	for _, name := range names(old, now) {
		a, b := old.aspect(name), now.aspect(name)
		if a.meaning != b.meaning {
			out.Changes = append(out.Changes, c.differences(&out, a, b, deep)...)
		}
	}
	slices.SortStableFunc(out.Changes, func(x, y Change) int {
		return slices.Index(Categories(), x.Category) - slices.Index(Categories(), y.Category)
	})
	return out
}

// names lists the aspects of both, each once.
func names(old, now *definition) []string {
	var out []string
	for _, a := range slices.Concat(now.aspects, old.aspects) {
		if !slices.Contains(out, a.name) {
			out = append(out, a.name)
		}
	}
	return out
}

// aspect is the aspect of that name; where there is none, one that says nothing.
func (d *definition) aspect(name string) aspect {
	for _, a := range d.aspects {
		if a.name == name {
			return a
		}
	}
	return aspect{name: name}
}

// differences tells why an aspect means something else: by what it says itself, and
// by what it reads.
func (c *comparison) differences(of *Definition, old, now aspect, deep bool) []Change {
	category := cmp.Or(now.category, old.category)
	var out []Change
	for _, what := range keys(old, now) {
		a, b := old.part(what), now.part(what)
		if a.said != b.said {
			out = append(out, Change{Category: category, What: what, Before: a.written, After: b.written,
				Place: placed(b.place, of.Place), Old: placed(a.place, of.Old)})
		}
	}
	own := len(out)
	if deep {
		out = append(out, c.through(category, old, now, own == 0)...)
	}
	if len(out) == 0 && deep && category == Value {
		a, b := old.parts[0], now.parts[0]
		out = append(out, Change{Category: category, What: a.what, Through: Unknown, Before: a.written, After: b.written, Place: of.Place, Old: of.Old})
	}
	return out
}

func keys(old, now aspect) []string {
	var out []string
	for _, p := range slices.Concat(now.parts, old.parts) {
		if !slices.Contains(out, p.what) {
			out = append(out, p.what)
		}
	}
	return out
}

func (a aspect) part(what string) part {
	for _, p := range a.parts {
		if p.what == what {
			return p
		}
	}
	return part{what: what}
}

func placed(r, otherwise diag.Range) diag.Range {
	if r.Start.Line == 0 {
		return otherwise
	}
	return r
}

// through tells what changed of the definitions that an aspect reads. What is
// only in one of both explains nothing where the aspect itself says so.
func (c *comparison) through(category Category, old, now aspect, onesided bool) []Change {
	var out []Change
	for _, k := range c.read(old, now) {
		a, b := c.old[k], c.new[k]
		if a == nil || b == nil {
			if onesided {
				out = append(out, c.oneSided(category, k, a, b))
			}
			continue
		}
		of := Definition{Place: b.place, Old: a.place}
		for _, x := range a.aspects {
			y := b.aspect(x.name)
			if x.category != Value || x.meaning == y.meaning {
				continue
			}
			for _, change := range c.differences(&of, x, y, false) {
				change.Category, change.Through = category, titled(k)
				out = append(out, change)
			}
		}
	}
	return out
}

// read lists what an aspect reads before or after, in the newer order.
func (c *comparison) read(old, now aspect) []key {
	var out []key
	for k := range now.reach {
		out = append(out, k)
	}
	for k := range old.reach {
		if k.kind == KPI {
			k.id = c.before.newName(k.id)
		}
		if !now.reach[k] {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b key) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	return out
}

func titled(k key) string { return string(k.kind) + " " + k.id }

func (c *comparison) oneSided(category Category, k key, old, now *definition) Change {
	out := Change{Category: category, What: "definition", Through: titled(k)}
	if old != nil {
		out.Old, out.Before = old.place, old.written()
	}
	if now != nil {
		out.Place, out.After = now.place, now.written()
	}
	return out
}

// written is the first thing that a definition says.
func (d *definition) written() string {
	if len(d.aspects) == 0 || len(d.aspects[0].parts) == 0 {
		return ""
	}
	return d.aspects[0].parts[0].written
}

// reaches lists the KPIs that read a definition and change in what it is part of.
func (c *comparison) reaches(k key) []string {
	var out []string
	for _, kpi := range c.after.plan.KPIs {
		now, old := c.new[key{KPI, kpi.ID}], c.old[key{KPI, kpi.ID}]
		if old == nil {
			continue
		}
		for _, b := range now.aspects {
			if a := old.aspect(b.name); a.meaning != b.meaning && (a.reach[k] || b.reach[k]) {
				out = append(out, kpi.ID)
				break
			}
		}
	}
	return out
}
