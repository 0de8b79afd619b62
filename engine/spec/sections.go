package spec

import "slices"

// The words that keys allow.
var (
	grains   = []string{"day", "week", "month", "quarter", "year"}
	locales  = []string{"en", "zh-CN"}
	weekdays = []string{"monday", "sunday"}
	months   = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september",
		"october", "november", "december"}
	classes     = []string{"leading", "lagging"}
	directions  = []string{"higher", "lower", "within"}
	badRowWords = []string{"stop", "skip"}
	encodings   = []string{"utf-8", "windows-1252", "utf-16", "gb18030"}
	columnTypes = []string{"text", "integer", "number", "money", "boolean", "date", "timestamp", "percent", "days",
		"hours", "points", "count"}
	colors = []string{"green", "amber", "red"}
	lines  = []string{"green", "amber", "red", "otherwise"}
)

// scorecard reads the section that only the main file has.
func (r *reader) scorecard(file *mapping) {
	s := file.at("scorecard")
	if s.key == nil {
		return
	}
	if !r.isMain {
		r.errorf(r.place(s.key), codeBadInclude, "an included file has no scorecard of its own").
			Notef("the scorecard stands in the main file")
		return
	}
	m := r.mapping(s)
	defer m.done()
	c := &r.catalog.Scorecard
	c.Range = r.place(s.key)
	c.Title = r.wording(m.at("title"))
	c.Entity = r.wording(m.at("entity"))
	c.Currency = r.formed(m.at("currency"), currencyForm)
	c.Locale = r.word(m.at("locale"), locales)
	c.Timezone = r.formed(m.at("timezone"), zoneForm)
	c.Grain = r.word(m.at("grain"), grains)
	c.AsOf = r.formed(m.at("as_of"), dateForm)
	c.Early = r.formed(m.at("early"), shareForm)
	c.Evidence = r.evidence(m.at("evidence"))
	calendar := r.mapping(m.at("calendar"))
	defer calendar.done()
	c.FiscalYearStarts = r.word(calendar.at("fiscal_year_starts"), months)
	c.WeekStarts = r.word(calendar.at("week_starts"), weekdays)
	for _, day := range r.list(calendar.at("holidays"), "dates") {
		c.Holidays = append(c.Holidays, r.formed(day, dateForm))
	}
}

func (r *reader) dimensions(file *mapping) {
	for id, s := range file.section("dimensions").unique("dimension") {
		m := r.mapping(s)
		d := Dimension{
			ID:    id,
			Name:  r.wording(m.at("name")),
			In:    r.fields(r.mapping(m.need("in")).things("the formula for source")),
			Limit: r.formed(m.at("limit"), membersForm),
		}
		for _, bound := range r.list(m.at("bands"), "numbers") {
			d.Bands = append(d.Bands, r.formed(bound, numberForm))
		}
		m.done()
		r.catalog.Dimensions = append(r.catalog.Dimensions, d)
	}
}

func (r *reader) objectives(file *mapping) {
	for id, s := range file.section("objectives").unique("objective") {
		m := r.mapping(s)
		r.catalog.Objectives = append(r.catalog.Objectives, Objective{
			ID:          id,
			Name:        r.wording(m.at("name")),
			Perspective: r.text(m.at("perspective")),
			Weights:     r.weights(m.at("weight")),
		})
		m.done()
	}
}

func (r *reader) measures(file *mapping) {
	for id, s := range file.section("measures").unique("measure") {
		m := r.mapping(s)
		r.catalog.Measures = append(r.catalog.Measures, Measure{
			ID:      id,
			Source:  r.text(m.at("source")),
			Date:    r.formula(m.at("date")),
			Where:   r.formula(m.at("where")),
			Level:   r.level(m.at("level")),
			Unit:    r.unit(m.at("unit")),
			Formula: r.formula(m.need("formula")),
		})
		m.done()
	}
}

func (r *reader) kpis(file *mapping) {
	kpis := file.section("kpis")
	r.catalog.KPIs = slices.Grow(r.catalog.KPIs, len(kpis.entries))
	for id, s := range kpis.unique("KPI") {
		m := r.mapping(s)
		r.catalog.KPIs = append(r.catalog.KPIs, KPI{
			ID:           id,
			Name:         r.wording(m.at("name")),
			Description:  r.wording(m.at("description")),
			Owner:        r.text(m.at("owner")),
			Objective:    r.text(m.at("objective")),
			Class:        r.word(m.at("class"), classes),
			Leads:        r.lead(m.at("leads")),
			Category:     r.text(m.at("category")),
			Tags:         r.texts(m.at("tags"), "tags"),
			Source:       r.text(m.at("source")),
			Date:         r.formula(m.at("date")),
			Where:        r.formula(m.at("where")),
			Level:        r.level(m.at("level")),
			Grain:        r.word(m.at("grain"), grains),
			SettlesAfter: r.formed(m.at("settles_after"), ageForm),
			Formula:      r.formula(m.need("formula")),
			Unit:         r.unit(m.at("unit")),
			Better:       r.word(m.at("better"), directions),
			Target:       r.target(m.at("target")),
			Attainment:   r.word(m.at("attainment"), attainments),
			NoBase:       r.word(m.at("no_base"), bases),
			Tolerance:    r.text(m.at("tolerance")),
			Status:       r.bands(m.at("status")),
			Scoring:      r.scoring(m),
			Evidence:     r.evidence(m.at("evidence")),
			Reviewed:     r.formed(m.at("reviewed"), dateForm),
			ReviewEvery:  r.formed(m.at("review_every"), intervalForm),
			Expect:       r.expect(m.at("expect")),
			Changed:      r.changed(m.at("changed")),
		})
		m.done()
	}
}

// level reads {from: …, until: …}, {taken_on: …, per: …} or the word current.
func (r *reader) level(s slot) Level {
	if s.value == nil {
		return Level{}
	}
	if isScalar(s.value) {
		t := r.word(s, []string{"current"})
		return Level{Range: t.Range, Current: t.Value == "current"}
	}
	m := r.mapping(s)
	defer m.done()
	s.shape.groups(true, [][]string{{"from"}, {"taken_on", "per"}})
	l := Level{Range: r.place(s.key), From: r.formula(m.at("from")), Until: r.formula(m.at("until")), TakenOn: r.formula(m.at("taken_on")), Per: r.texts(m.at("per"), "columns")}
	snapshot := l.TakenOn.Written() || len(l.Per) > 0
	switch {
	case m.broken:
	case snapshot && (l.From.Written() || l.Until.Written()):
		r.errorf(l.Range, codeConflictingKeys, "a level is a life, from and until, or snapshots, taken_on and per, and not both")
	case snapshot && (!l.TakenOn.Written() || len(l.Per) == 0), !snapshot && !l.From.Written():
		r.errorf(l.Range, codeMissingKey, "a level says when a row counts").
			Notef("write level: {from: created_on, until: closed_on}, level: {taken_on: snapshot_date, per: account_id} or level: current")
	}
	return l
}

// bands reads a status list: the first line that matches decides.
func (r *reader) bands(s slot) []Band {
	var bands []Band
	otherwise := slot{}
	for _, item := range r.list(s, "conditions such as {green: value >= target}") {
		m := r.mapping(item)
		if len(m.entries) != 1 && !m.broken {
			r.errorf(r.place(item.key), codeWrongType, "an item of %s has one color, found %d keys", s.what(), len(m.entries))
		}
		if otherwise.key != nil && len(m.entries) > 0 {
			r.errorf(r.place(m.entries[0].key), codeUnreachable, "this line never matches: otherwise stands before it").
				At(r.place(otherwise.key), "otherwise")
		}
		for color, line := range m.oneOf("a line of a status list", lines) {
			if color.Value == "otherwise" {
				otherwise = line
				bands = append(bands, Band{Color: r.word(line, colors)})
				continue
			}
			bands = append(bands, Band{Color: color, When: r.formula(line)})
		}
	}
	return bands
}
