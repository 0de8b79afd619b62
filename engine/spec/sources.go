package spec

import (
	"iter"

	"gopkg.in/yaml.v3"
)

func (r *reader) sources(file *mapping) {
	for id, s := range file.section("sources").unique("source") {
		m := r.mapping(s)
		r.catalog.Sources = append(r.catalog.Sources, Source{
			ID:          id,
			File:        r.text(m.at("file")),
			Query:       r.text(m.at("query")),
			Delimiter:   r.formed(m.at("delimiter"), letterForm),
			Encoding:    r.word(m.at("encoding"), encodings),
			Sheet:       r.text(m.at("sheet")),
			Records:     r.text(m.at("records")),
			OnBadRow:    r.word(m.at("on_bad_row"), badRowWords),
			Plan:        r.flag(m.at("plan")),
			Covers:      r.word(m.at("covers"), grains),
			Key:         r.texts(m.at("key"), "columns"),
			Date:        r.formula(m.at("date")),
			FreshWithin: r.formed(m.at("fresh_within"), ageForm),
			Columns:     r.columns(r.mapping(m.at("columns"))),
			Joins:       r.joins(r.mapping(m.at("joins"))),
			Fields:      r.fields(r.mapping(m.at("fields")).named("field")),
			Checks:      r.fields(r.mapping(m.at("checks")).named("check")),
			Expect:      r.expect(m.at("expect")),
		})
		m.wantInput()
		m.done()
	}
}

// wantInput reports a source that has not exactly one of file and query.
func (m *mapping) wantInput() {
	m.slot.shape.groups(true, [][]string{{"file"}, {"query"}})
	_, hasFile := m.index["file"]
	query, hasQuery := m.index["query"]
	switch {
	case hasFile && hasQuery:
		m.errorf(m.place(m.entries[query].key), codeConflictingKeys, `%s has both "file" and "query"`, m.slot.what()).
			At(m.place(m.entries[m.index["file"]].key), "the file")
	case !hasFile && !hasQuery && !m.broken:
		m.errorf(m.place(m.slot.key), codeMissingKey, `%s has no "file" and no "query"`, m.slot.what()).
			Notef("write where its rows come from, such as file: data/deals.csv")
	}
}

func (r *reader) columns(m *mapping) []Column {
	var columns []Column
	for id, s := range m.named("column") {
		if isScalar(s.value) {
			columns = append(columns, Column{ID: id, Type: r.word(s, columnTypes)})
			continue
		}
		c := r.mapping(s)
		columns = append(columns, Column{
			ID:         id,
			Type:       r.word(c.need("type"), columnTypes),
			Unit:       r.unit(c.at("unit")),
			From:       r.text(c.at("from")),
			Format:     r.text(c.at("format")),
			Range:      r.span(c.at("range")),
			Values:     r.values(c.at("values")),
			MaxMissing: r.formed(c.at("max_missing"), shareForm),
		})
		c.done()
	}
	return columns
}

func (r *reader) joins(m *mapping) []Join {
	var joins []Join
	for id, s := range m.named("join") {
		j := r.mapping(s)
		joins = append(joins, Join{
			ID:       id,
			Source:   r.text(j.need("source")),
			Via:      r.via(j.need("via")),
			Optional: r.flag(j.at("optional")),
			Many:     r.flag(j.at("many")),
			Within:   r.formed(j.at("within"), ageForm),
		})
		j.done()
	}
	return joins
}

// via reads a column, {local: other}, or a list of both.
func (r *reader) via(s slot) []Via {
	n := r.resolve(s.value)
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.MappingNode:
		var pairs []Via
		for local, other := range r.mapping(s).things("") {
			pairs = append(pairs, Via{Local: local, Other: r.text(other)})
		}
		return pairs
	case n.Kind == yaml.SequenceNode && s.kind == "":
		var pairs []Via
		for _, item := range r.list(s, "columns") {
			pairs = append(pairs, r.via(item)...)
		}
		return pairs
	}
	if t := r.text(s); t.Written() {
		return []Via{{Local: t}}
	}
	return nil
}

// fields reads a formula for each name.
func (r *reader) fields(things iter.Seq2[Text, slot]) []Field {
	var fields []Field
	for id, s := range things {
		fields = append(fields, Field{ID: id, Formula: r.formula(s)})
	}
	return fields
}
