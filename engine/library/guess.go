package library

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Source is what is known of a source of a file when a KPI is put onto it.
type Source struct {
	ID      string
	Date    string // its clock; "" is none
	Columns []Column
	Fields  []string
}

// A Column is a column of a source's contract.
type Column struct {
	ID, Type string
	Values   []string // all that it has, where that is known
}

// Guess returns the roles that names and types of the columns leave no doubt
// about. Numbers are the KPIs and measures of the file, sources its sources.
func (t *Template) Guess(s Source, sources []Source, numbers []string) map[string]string {
	roles := map[string]string{}
	taken := map[string]bool{}
	for _, r := range t.Roles {
		on := s
		if r.Of != "" {
			i := slices.IndexFunc(sources, func(other Source) bool { return other.ID == roles[r.Of] })
			if i < 0 {
				continue
			}
			on = sources[i]
		}
		if found := t.guess(r, on, sources, numbers, taken); found != "" {
			roles[r.Name] = found
			taken[on.ID+"."+found] = true
		}
	}
	return roles
}

func (t *Template) guess(r Role, s Source, sources []Source, numbers []string, taken map[string]bool) string {
	switch r.Kind {
	case Value:
		return ""
	case KPI:
		return firstOf(r.Hints, numbers)
	case SourceID:
		var names []string
		for _, other := range sources {
			names = append(names, other.ID)
		}
		return firstOf(r.Hints, names)
	case Condition:
		return s.condition(r)
	}
	var names []string
	for _, c := range s.Columns {
		if fits(r.Kind, c.Type) && !taken[s.ID+"."+c.ID] {
			names = append(names, c.ID)
		}
	}
	if found := firstOf(r.Hints, names); found != "" {
		return found
	}
	if len(names) == 1 && t.alone(r) {
		return names[0]
	}
	return ""
}

// alone reports whether no other role wants the same kind of column, so that the
// only one there is must be meant.
func (t *Template) alone(r Role) bool {
	n := 0
	for _, other := range t.Roles {
		if other.Kind == r.Kind && other.Of == r.Of {
			n++
		}
	}
	return n == 1 && (r.Kind == Money || r.Kind == Date)
}

// fits reports whether a column of the type can fill a role of the kind.
func fits(k Kind, columnType string) bool {
	switch k {
	case Date:
		return columnType == "date" || columnType == "timestamp"
	case Timestamp:
		return columnType == "timestamp"
	case Money:
		return columnType == "money"
	case Number:
		return slices.Contains([]string{"integer", "number", "count", "points", "hours", "days", "money", "percent"}, columnType)
	case ID:
		return columnType == "text" || columnType == "integer"
	}
	return false
}

func firstOf(hints, names []string) string {
	for _, h := range hints {
		if slices.Contains(names, h) {
			return h
		}
	}
	return ""
}

// condition is a field or boolean column of the usual name, or a comparison with
// the values of a stage.
func (s Source) condition(r Role) string {
	names := slices.Clone(s.Fields)
	for _, c := range s.Columns {
		if c.Type == "boolean" {
			names = append(names, c.ID)
		}
	}
	if found := firstOf(r.Hints, names); found != "" {
		return found
	}
	won, closed := s.Outcome()
	switch r.Name {
	case "won":
		return won
	case "closed":
		return closed
	}
	return ""
}

var (
	// The words for what is won and lost, in small letters without blanks.
	wonWords  = []string{"won", "closedwon", "win", "gewonnen", "erfolgreich", "赢单", "成交", "已成交", "成功"}
	lostWords = []string{"lost", "closedlost", "loss", "verloren", "abgelehnt", "输单", "丢单", "失败", "已失败"}
)

// Outcome returns the conditions that a deal is won, and that it is won or lost,
// by the values of its stage; "" where no column has both.
func (s Source) Outcome() (won, closed string) {
	for _, c := range s.Columns {
		if c.Type != "text" {
			continue
		}
		w, l := valueOf(c.Values, wonWords), valueOf(c.Values, lostWords)
		if w != "" && l != "" {
			return fmt.Sprintf("%s == %s", c.ID, strconv.Quote(w)), fmt.Sprintf("%s in [%s, %s]", c.ID, strconv.Quote(w), strconv.Quote(l))
		}
	}
	return "", ""
}

func valueOf(values, words []string) string {
	for _, v := range values {
		word := strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(v))
		if slices.Contains(words, word) {
			return v
		}
	}
	return ""
}
