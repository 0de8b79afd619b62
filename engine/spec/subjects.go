package spec

import "kpi/engine/diag"

// Subjects lists what the files define by name, with their texts, so that a
// finding can be said to be about one of them.
func (c *Catalog) Subjects() diag.Subjects {
	out := diag.Subjects{Texts: diag.Sources{}}
	for _, f := range c.Files {
		out.Texts[f.Name] = f.Data
	}
	add := func(kind string, id Text) {
		out.All = append(out.All, diag.Subject{Kind: kind, ID: id.Value, Range: id.Range})
	}
	for _, x := range c.KPIs {
		add("KPI", x.ID)
	}
	for _, x := range c.Rules {
		add("rule", x.ID)
	}
	for _, x := range c.Measures {
		add("measure", x.ID)
	}
	for _, x := range c.Sources {
		add("source", x.ID)
	}
	for _, x := range c.Dimensions {
		add("dimension", x.ID)
	}
	for _, x := range c.Objectives {
		add("objective", x.ID)
	}
	for _, x := range c.Policies {
		add("policy", x.ID)
	}
	for _, x := range c.Reports {
		add("report", x.ID)
	}
	return out
}
