package spec

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// A Wording is a text that may be written in more than one language: name: Win rate,
// or name: {en: Win rate, zh-CN: 赢单率}. Its Text is the one in the language of the
// scorecard; else the English one, and else the first.
type Wording struct {
	Text
	In []Translation // in the order of the languages; empty is a text in no certain one
}

// A Translation is a text in a language.
type Translation struct {
	Locale string
	Text   Text
}

// Locales returns the languages that texts may be in.
func Locales() []string { return slices.Clone(locales) }

// For returns the text in a language, and Text where there is none in it.
func (w Wording) For(locale string) string {
	if t := w.in(locale); t != nil {
		return t.Value
	}
	return w.Value
}

func (w Wording) in(locale string) *Text {
	for i := range w.In {
		if w.In[i].Locale == locale {
			return &w.In[i].Text
		}
	}
	return nil
}

// wording reads a text, or a mapping from languages to texts.
func (r *reader) wording(s slot) Wording {
	if n := r.resolve(s.value); n == nil || n.Kind != yaml.MappingNode {
		return Wording{Text: r.text(s)}
	}
	m := r.mapping(s)
	defer m.done()
	s.shape.anyOf(locales)
	w := Wording{}
	for _, locale := range locales {
		if t := r.text(m.at(locale)); t.Written() {
			w.In = append(w.In, Translation{Locale: locale, Text: t})
		}
	}
	if len(m.entries) == 0 && !m.broken {
		r.errorf(r.place(s.key), codeMissingKey, "%s is in no language", s.what()).
			Notef("write %s: {en: Win rate, zh-CN: 赢单率}, or one text", s.name)
	}
	return w
}

// speak chooses the text of every wording by the language of the scorecard, which
// may stand behind them.
func (c *Catalog) speak() {
	all := []*Wording{&c.Scorecard.Title, &c.Scorecard.Entity}
	for i := range c.Dimensions {
		all = append(all, &c.Dimensions[i].Name)
	}
	for i := range c.Objectives {
		all = append(all, &c.Objectives[i].Name)
	}
	for i := range c.KPIs {
		all = append(all, &c.KPIs[i].Name, &c.KPIs[i].Description)
	}
	for _, w := range all {
		if len(w.In) == 0 {
			continue
		}
		w.Text = w.In[0].Text
		if t := w.in(c.Scorecard.Locale.Value); t != nil {
			w.Text = *t
		}
	}
}
