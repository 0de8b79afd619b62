package library

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Filling says what a template becomes a KPI with.
type Filling struct {
	ID     string            // of the KPI; "" is that of the template
	Source Source            // whose rows it reads; the zero Source where it reads none
	Roles  map[string]string // columns, conditions, names and numbers by role
	Owner  string            // "" leaves a comment where it belongs
	Target string            // "" leaves a comment where it belongs
	Where  string            // a condition on all rows; "" is none
	// Known are the KPIs of the file: a claim to lead to another one is a comment
	// until that is there.
	Known []string
}

// Missing lists the roles that nothing is said of, in their order.
func (t *Template) Missing(roles map[string]string) []Role {
	var missing []Role
	for _, r := range t.Roles {
		if roles[r.Name] == "" && r.Default == "" {
			missing = append(missing, r)
		}
	}
	return missing
}

// Fill writes the KPI as an entry of the section "kpis:", indented by two. A role
// without a word and without a default is an error.
func (t *Template) Fill(f Filling) (string, error) {
	if missing := t.Missing(f.Roles); len(missing) > 0 {
		return "", fmt.Errorf("%s is not told what its %s is: %s", t.ID, missing[0].Name, missing[0].Says)
	}
	id := f.ID
	if id == "" {
		id = t.ID
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  %s:\n", id)
	for _, l := range t.lines {
		l.value = t.put(l.value, f)
		t.write(&b, l, f)
	}
	return b.String(), nil
}

// put puts what fills the roles into a text.
func (t *Template) put(text string, f Filling) string {
	return role.ReplaceAllStringFunc(text, func(found string) string {
		name := found[1 : len(found)-1]
		r := t.Role(name)
		switch {
		case name == "source":
			return f.Source.ID
		case r == nil:
			return found
		case f.Roles[name] == "":
			return r.Default
		}
		return f.Roles[name]
	})
}

var role = regexp.MustCompile(`\{[a-z_]+\}`)

// write writes a line, and what belongs behind it.
func (t *Template) write(b *strings.Builder, l line, f Filling) {
	indent := strings.Repeat("  ", l.indent+2)
	leads := t.Leads()
	waits := leads != "" && !slices.Contains(f.Known, leads)
	switch {
	case l.key == "leads" && waits:
		fmt.Fprintf(b, "%s# leads: %s   # once there is a KPI %s\n", indent, l.value, leads)
		return
	case l.key == "leads":
		fmt.Fprintf(b, "%sleads: %s\n", indent, l.value)
		return
	case l.key == "no_base" && f.Target == "":
		fmt.Fprintf(b, "%s# no_base: %s   # with a target\n", indent, l.value)
		return
	case l.key == "class" && waits:
		fmt.Fprintf(b, "%s# class: %s\n", indent, l.value)
		return
	case l.key == "date" && l.value == f.Source.Date, l.value == "" && l.key != "level":
		return
	}
	fmt.Fprintln(b, strings.TrimRight(fmt.Sprintf("%s%s: %s", indent, l.key, Scalar(l.value)), " "))
	switch {
	case l.key == "description" && f.Owner != "":
		fmt.Fprintf(b, "%sowner: %s\n", indent, Scalar(f.Owner))
	case l.key == "description":
		fmt.Fprintf(b, "%s# owner: who answers for it\n", indent)
	case l.key == "source" && f.Where != "":
		fmt.Fprintf(b, "%swhere: %s\n", indent, Scalar(f.Where))
	case l.key == "better" && f.Target != "":
		fmt.Fprintf(b, "%starget: %s\n", indent, f.Target)
	case l.key == "better":
		fmt.Fprintf(b, "%s# target: what it is to be, such as %s\n", indent, t.exampleTarget())
	}
}

// exampleTarget is a target that the KPI could have.
func (t *Template) exampleTarget() string {
	adds := !strings.Contains(t.Formula(), "/") && !slices.ContainsFunc(t.lines, func(l line) bool { return l.key == "level" })
	switch {
	case t.Unit() == "percent":
		return "30%"
	case t.Unit() == "money" && adds && strings.HasPrefix(t.Formula(), "sum("):
		return "500k per month"
	case t.Unit() == "count" && adds && strings.HasPrefix(t.Formula(), "count("):
		return "150 per month"
	case strings.HasPrefix(t.Unit(), "money"):
		return "20k"
	case t.Unit() == "x":
		return "3"
	}
	return "30"
}

var (
	plain = regexp.MustCompile(`^[\p{L}_(0-9.][^\x00-\x1F\x7F]*$`)
	// typed are scalars that YAML takes for something else than a text; formulas
	// and names of columns may be so by chance.
	typed = regexp.MustCompile(`^(?i:true|false|yes|no|on|off|null|nil|~|y|n)$`)
)

// Scalar writes a text as a YAML scalar of a block: plain where it can be.
func Scalar(text string) string {
	switch {
	case text == "":
		return ""
	case !plainRunes(text):
		return doubleQuoted(text)
	case plain.MatchString(text) && !typed.MatchString(text) && !strings.Contains(text, ": ") && !strings.Contains(text, " #") &&
		!strings.HasSuffix(text, ":") && strings.TrimSpace(text) == text:
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// FlowScalar writes a text as a YAML scalar within [ ] or { }.
func FlowScalar(text string) string {
	if s := Scalar(text); s != text || strings.ContainsAny(text, ",[]{}'\"") || text == "" {
		if !plainRunes(text) {
			return doubleQuoted(text)
		}
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return text
}

// plainRunes reports whether a text has only what may stand in a YAML file as it
// is, on one line.
func plainRunes(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r >= 0xD800 && r < 0xE000 || r == 0xFFFE || r == 0xFFFF
	})
}

func doubleQuoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case plainRunes(string(r)):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
