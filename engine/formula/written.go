package formula

import (
	"strings"

	"kpi/engine/diag"
)

// Written returns the aggregate as it is written in its formula, on one line:
// count(won), where Format puts the fields in their places. Where the writing
// cannot be followed it is Format.
func Written(a *Aggregate) string {
	p := a.Place
	if p.Text == nil {
		return Format(a)
	}
	s := newScan(p.Text, &diag.List{})
	depth, opened := 0, false
	for i := p.To; i < len(s.runes) && s.habits == 0; {
		next := i + 1
		switch c := s.fold(i); {
		case closers[c] != "":
			next = s.skipText(i, c)
		case twins[c] != 0:
			depth, opened = depth+1, true
		case c == ')' || c == ']':
			depth--
		}
		if i = next; depth == 0 && opened {
			return a.qualifier() + strings.Join(strings.Fields(s.part(p.From, i)), " ")
		}
	}
	return Format(a)
}

func (a *Aggregate) qualifier() string {
	if a.Qualified {
		return a.Source + "."
	}
	return ""
}
