package plan

import (
	"slices"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/spec"
)

// A Report is a named report as understood: which KPIs it shows, how, and in
// which files.
type Report struct {
	ID      string
	Spec    *spec.Report
	Look    spec.Look // with what report: says for all of them
	KPIs    []string  // in the order of the file; never empty
	By      []string
	Grain   calendar.Grain // "" is the card's
	Formats []string       // names of formats, which are not checked; never empty
	File    FileName
	Per     *Dimension // that has a file for each member; nil is one file
}

func (b *builder) reports() {
	b.contrast(b.catalog.Look.Brand)
	for i := range b.catalog.Reports {
		s := &b.catalog.Reports[i]
		r := &Report{ID: s.ID.Value, Spec: s, Look: b.lookOf(s.Look), Formats: []string{"pdf"}, Grain: grainOf(s.Grain, "")}
		if len(s.Formats) > 0 {
			r.Formats = slices.Compact(values(s.Formats))
		}
		b.contrast(s.Brand)
		b.reportDimensions(r)
		b.selection(r)
		b.ofRowsAlone(r)
		b.fileName(r)
		b.plan.Reports = append(b.plan.Reports, r)
	}
	b.sharedFiles()
}

func values(texts []spec.Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, t.Value)
	}
	return out
}

// lookOf fills what a report does not say from what is said for all.
func (b *builder) lookOf(l spec.Look) spec.Look {
	all := b.catalog.Look
	for _, t := range []struct{ own, all *spec.Text }{
		{&l.Brand.Color, &all.Brand.Color}, {&l.Brand.Logo, &all.Brand.Logo}, {&l.Paper, &all.Paper}, {&l.Orientation, &all.Orientation}, {&l.Negatives, &all.Negatives}, {&l.Classification, &all.Classification},
	} {
		if !t.own.Written() {
			*t.own = *t.all
		}
	}
	// A strong font belongs to the regular one that it was written with.
	if !l.Fonts.Latin.Written() {
		l.Fonts.Latin, l.Fonts.LatinStrong = all.Fonts.Latin, all.Fonts.LatinStrong
	}
	if !l.Fonts.CJK.Written() {
		l.Fonts.CJK, l.Fonts.CJKStrong = all.Fonts.CJK, all.Fonts.CJKStrong
	}
	if l.Pages == nil {
		l.Pages = all.Pages
	}
	if l.Comparisons == nil {
		l.Comparisons = all.Comparisons
	}
	if l.SignOff == nil {
		l.SignOff = all.SignOff
	}
	if l.Attach == nil {
		l.Attach = all.Attach
	}
	return l
}

func (b *builder) reportDimensions(r *Report) {
	known := ids(b.plan.Dimensions, func(d *Dimension) string { return d.ID })
	for _, t := range r.Spec.By {
		if b.plan.Dimension(t.Value) == nil {
			b.unknown(t, "unknown-dimension", "there is no dimension %q", known)
		} else if !slices.Contains(r.By, t.Value) {
			r.By = append(r.By, t.Value)
		}
	}
	if t := r.Spec.Per; t.Written() {
		if r.Per = b.plan.Dimension(t.Value); r.Per == nil {
			b.unknown(t, "unknown-dimension", "there is no dimension %q", known)
		}
		b.divides(r)
	}
}

// divides reports a dimension whose members no condition over rows tells apart.
func (b *builder) divides(r *Report) {
	if r.Per == nil {
		return
	}
	for _, n := range r.Per.In {
		switch t := n.Info().Type; {
		case len(r.Per.Bands) > 0 || t.Kind != formula.Text:
			b.list.Errorf(r.Spec.Per.Range, "report-per", "a file for each member needs a dimension of texts, and %q is none", r.Per.ID)
			return
		case formula.HasEdge(n):
			b.list.Errorf(r.Spec.Per.Range, "report-per", "the members of %q differ from period to period, so that none of them has rows of its own", r.Per.ID)
			return
		}
	}
}

// ofRowsAlone reports KPIs of a report with a file for each member that read
// the total of all members, which is no number of that member.
func (b *builder) ofRowsAlone(r *Report) {
	if r.Per == nil {
		return
	}
	for _, id := range r.KPIs {
		k := b.plan.Numbers[id].KPI
		if !b.plan.readsTotal(k) {
			continue
		}
		b.list.Errorf(r.Spec.Per.Range, "report-per", "report %q has a file for each %s, and KPI %q reads a total() over all of them", r.ID, r.Per.ID, id).
			At(k.Spec.Formula.Range, "the KPI").Notef("choose KPIs without total(), with kpis:, tags: and the like")
	}
}

// readsTotal reports whether the KPI, its target or what they read has a total().
func (p *Plan) readsTotal(k *KPI) bool {
	found := false
	seen := map[string]bool{}
	var visit func(formula.Node)
	visit = func(n formula.Node) {
		if n == nil {
			return
		}
		formula.Walk(n, func(n formula.Node) {
			switch n := n.(type) {
			case *formula.Total:
				found = true
			case *formula.Ref:
				if number, ok := p.Numbers[n.ID]; ok && !seen[n.ID] {
					seen[n.ID] = true
					visit(number.Formula)
				}
			}
		})
	}
	visit(k.Formula)
	for _, g := range k.Target.Goals {
		visit(g.Value)
		visit(g.Low)
		visit(g.High)
	}
	return found
}

// A criterion chooses KPIs by what they say: one value that is listed is enough.
type criterion struct {
	listed    []spec.Text
	code, say string
	of        func(*spec.KPI) []string
}

func criteria(s *spec.Report) []criterion {
	return []criterion{
		{s.Objectives, "unknown-objective", "no KPI has the objective %q", func(k *spec.KPI) []string { return []string{k.Objective.Value} }},
		{s.Tags, "unknown-tag", "no KPI has the tag %q", func(k *spec.KPI) []string { return values(k.Tags) }},
		{s.Owners, "unknown-owner", "no KPI has the owner %q", func(k *spec.KPI) []string { return []string{k.Owner.Value} }},
		{s.KPIs, "unknown-kpi", "there is no KPI %q", func(k *spec.KPI) []string { return []string{k.ID.Value} }},
	}
}

// selection finds the KPIs that meet all criteria that are written.
func (b *builder) selection(r *Report) {
	all := criteria(r.Spec)
	wrong := b.list.Len()
	for _, c := range all {
		b.checkListed(c)
	}
	for _, k := range b.plan.KPIs {
		if !slices.ContainsFunc(all, func(c criterion) bool { return !c.meets(k.Spec) }) {
			r.KPIs = append(r.KPIs, k.ID)
		}
	}
	if len(r.KPIs) == 0 && b.list.Len() == wrong && len(b.plan.KPIs) > 0 {
		b.list.Errorf(r.Spec.ID.Range, "empty-report", "no KPI meets all that report %q asks for", r.ID).
			Notef("objectives, tags, owners and kpis each list what is enough, and a KPI has to meet each of them")
	}
}

func (c criterion) meets(k *spec.KPI) bool {
	has := c.of(k)
	return len(c.listed) == 0 || slices.ContainsFunc(c.listed, func(t spec.Text) bool { return slices.Contains(has, t.Value) })
}

// checkListed reports what is listed and that no KPI has.
func (b *builder) checkListed(c criterion) {
	var known []string
	for i := range b.catalog.KPIs {
		for _, v := range c.of(&b.catalog.KPIs[i]) {
			if v != "" && !slices.Contains(known, v) {
				known = append(known, v)
			}
		}
	}
	for _, t := range c.listed {
		if !slices.Contains(known, t.Value) {
			b.unknown(t, c.code, c.say, known)
		}
	}
}
