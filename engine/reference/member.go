package reference

import (
	"time"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
)

// A restriction keeps the rows whose value by a formula is accepted.
type restriction struct {
	dimension string                             // "" is a column
	of        func(*plan.Source) formula.Node    // nil: the source has no such thing
	accepts   func(text string, given bool) bool // given: the row has a value
	grouping  *plan.Dimension                    // nil is a column
	key       string                             // tells restrictions apart
}

func (e *Evaluator) memberOf(g Group) restriction {
	d := e.Plan.Dimension(g.Dimension)
	m := g.Member
	return restriction{
		dimension: d.ID, grouping: d, key: d.ID + "\x00" + m.key(),
		of: func(s *plan.Source) formula.Node { return d.In[s.ID] },
		accepts: func(text string, given bool) bool {
			switch {
			case m.None:
				return !given
			case m.Others:
				return given && !contains(m.Shown, text)
			}
			return given && text == m.Name
		},
	}
}

func (m Member) key() string {
	switch {
	case m.None:
		return "none"
	case m.Others:
		out := "others"
		for _, name := range m.Shown {
			out += "\x00" + name
		}
		return out
	}
	return "is\x00" + m.Name
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// memberText is the text of the member that a row belongs to; given is false
// where it belongs to none.
func (e *Evaluator) memberText(n formula.Node, d *plan.Dimension, p place) (text string, given bool) {
	v := e.fixed(n, p)
	if v == nil {
		return "", false
	}
	if d != nil && len(d.Bands) > 0 {
		return bandText(d, v), true
	}
	if t, ok := v.(time.Time); ok {
		return e.timeText(t), true
	}
	if r, ok := exact(v); ok && n.Info().Type.Storage == formula.Decimal {
		return r.FloatString(4), true
	}
	if d, ok := v.(calendar.Date); ok {
		return d.String(), true
	}
	return identity(v), true
}

// bandText names the band of a number. Upper bounds are inside.
func bandText(d *plan.Dimension, v any) string {
	for i, upper := range d.Bands {
		if order(v, upper) <= 0 {
			return d.BandName(i)
		}
	}
	return d.BandName(len(d.Bands))
}

// bandPlace is the place of a band in their order; without bands it is 0.
func bandPlace(d *plan.Dimension, name string) int {
	for i := range d.Bands {
		if d.BandName(i) == name {
			return i
		}
	}
	return len(d.Bands)
}

// timeText writes a point in time in the card's zone.
func (e *Evaluator) timeText(t time.Time) string {
	if zone := e.Plan.Calendar.Zone; zone != nil {
		t = t.In(zone)
	}
	text := t.Format("2006-01-02 15:04:05.999999-07")
	if _, offset := t.Zone(); offset%3600 != 0 {
		text = t.Format("2006-01-02 15:04:05.999999-07:00")
	}
	return text
}
