package pdf

import (
	"fmt"
	"strings"

	"kpi/reports/document"
)

// A destination is where a section begins.
type destination struct {
	page int
	y    float64
}

// A link leads from a rectangle of a page to a section.
type link struct {
	of      *element // whose words lead there; it is not nil
	x, y    float64
	width   float64
	height  float64
	section int // its number among the sections
}

// reach notes that the next section begins here, for links and the outline: its
// group is a level of its own.
func (l *layout) reach(s document.Section) {
	l.reached = append(l.reached, destination{len(l.pages) - 1, l.y})
	if s.Group != "" && s.Group != l.group {
		l.bookmark(s.Group, 0)
	}
	l.group = s.Group
	level, name := 0, s.Name
	if s.Group != "" {
		level = 1
	}
	if s.Mark != nil {
		name = s.Mark.Glyph() + " " + name
	}
	l.bookmark(name, level)
}

// sectionOf returns the number of the section with a key, and false where none
// has it.
func (l *layout) sectionOf(key string) (int, bool) {
	n, ok := l.keys[key]
	return n, ok && key != ""
}

func keysOf(all []document.Section) map[string]int {
	out := map[string]int{}
	for i, s := range all {
		if _, ok := out[s.Key]; !ok {
			out[s.Key] = i
		}
	}
	return out
}

// addLinks puts the links of all pages into the file. In the structure each belongs
// to its words.
func (o *objects) addLinks(l *layout, pages []ref) [][]ref {
	out := make([][]ref, len(pages))
	key := len(pages) // those before are of the pages
	for i, p := range l.pages {
		for _, k := range p.links {
			to := l.reached[k.section]
			r := o.add(fmt.Sprintf("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]/Dest[%v/XYZ null %.2f null]/Contents%s/StructParent %d>>",
				k.x, l.height-k.y-k.height, k.x+k.width, l.height-k.y, pages[to.page], l.height-max(to.y-14, 0), textString(l.in.Say("To %s", l.doc.Sections[k.section].Name)), key))
			k.of.links = append(k.of.links, objectLink{page: i, at: r, key: key})
			out[i] = append(out[i], r)
			key++
		}
	}
	return out
}

// An objectLink is a link as an object of a file, with its key in the table that
// leads back to the structure.
type objectLink struct {
	page int
	at   ref
	key  int
}

// linkKids are the links of an element, as kids of it.
func (s *structure) linkKids(e *element, self ref) []string {
	var kids []string
	for _, k := range e.links {
		kids = append(kids, fmt.Sprintf("<</Type/OBJR/Obj %v/Pg %v>>", k.at, s.pages[k.page]))
		s.linkParents[k.key] = self
	}
	return kids
}

// linkNums are the lines of the table that leads from the links, which have the
// keys after those of the pages, to the structure.
func (s *structure) linkNums() string {
	var b strings.Builder
	for key := len(s.pages); key < len(s.pages)+len(s.linkParents); key++ {
		fmt.Fprintf(&b, "%d %v ", key, s.linkParents[key])
	}
	return b.String()
}
