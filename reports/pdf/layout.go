package pdf

import (
	"fmt"
	"slices"
	"strings"

	"kpi/reports/chart"
	"kpi/reports/document"
	"kpi/reports/locale"
)

// A layout is a document on its way to pages. Lengths are points.
type layout struct {
	doc           *document.Document
	in            *locale.Locale // of the words that are not the document's
	face          typeface
	width, height float64
	pages         []*page
	y             float64 // where the next thing begins on the last page
	left          float64 // height that the page has for the block that is being set
	tree          *element
	here          *element // what the next thing is a part of
	below         role     // of a heading in a section: no level is left out
	at            place    // what is being set
	lost          lostLetters
	heading       *part          // of a section, which waits for what stands below it
	group         string         // of the section before, in the outline
	goesOn        string         // the section with pages of its own that is being set
	keys          map[string]int // the numbers of sections, by their keys
	reached       []destination  // where the sections begin, in order
	later         []func()       // what is drawn when all pages are known
	again         bool           // what is being set was set before
}

// A page is a drawing with what its shapes mean, and places that the outline
// leads to.
type page struct {
	chart.Drawing
	spans     []span
	bookmarks []bookmark
	links     []link
}

type bookmark struct {
	text  string
	level int // 0 is the outermost
	y     float64
}

const (
	margin     = 34.0 // left and right
	footerRoom = 38.0 // below the text

	headingDistance = 20.0 // above the heading of a section
)

// compose lays the whole document out.
func compose(d *document.Document, face typeface) *layout {
	l := &layout{doc: d, in: locale.Of(d.Language), face: face, at: wholeReport, tree: &element{role: roleDocument}, keys: keysOf(d.Sections)}
	l.here = l.tree
	l.width, l.height = paperSize(d.Paper, d.Orientation)
	l.newPage()
	l.headline()
	for i, s := range d.Sections {
		if i > 0 && d.Sections[i-1].Own && !s.Own && !s.AfterContents {
			l.newPage()
		}
		if s.AfterContents {
			l.contents(d.Sections, i)
		}
		l.section(s, i > 0 || !s.Plain)
	}
	for _, do := range l.later {
		do()
	}
	l.footers()
	return l
}

// paperSize returns the size of paper as it lies.
func paperSize(p document.Paper, o document.Orientation) (width, height float64) {
	width, height = 841.89, 595.28
	if p == document.Letter {
		width, height = 792, 612
	}
	if o == document.Portrait {
		return height, width
	}
	return width, height
}

func (l *layout) section(s document.Section, headed bool) {
	l.at = place{words: fmt.Sprintf("section %q", s.Name), again: s.Own}
	if s.Own {
		l.ownPage(s)
		return
	}
	l.here, l.below = l.tree.add(roleSection), roleHeading
	if headed {
		l.below = roleSubheading
		l.sectionHeading(s)
	} else {
		l.reach(s)
	}
	l.blocks(s.Blocks)
	if l.heading != nil { // a section without blocks has one, too
		l.need(0)
	}
}

// sectionHeading sets the name of a section, which is drawn with the first thing
// below it, so that it never stands alone at the foot of a page.
func (l *layout) sectionHeading(s document.Section) {
	name, of := l.set(s.Name, l.inner(), 1, sectionStyle), l.here.add(roleHeading)
	l.heading = &part{height: name.height() + 4, draw: func(x, y, _ float64) {
		l.reach(s)
		name.draw(l.page(), of, x, y)
	}}
}

// drawHeading draws the heading that waits.
func (l *layout) drawHeading() {
	if h := l.heading; h != nil {
		l.heading = nil
		h.draw(margin, l.y, h.height)
		l.y += h.height
	}
}

func (l *layout) notes(n *document.Notes) {
	const widest = 620
	l.at = place{words: "a " + strings.ToLower(n.Name)}
	var all *element
	for i, sentence := range printed(n) {
		p := l.set(sentence, min(widest, l.inner()), 8, noteStyle)
		heading := 0.0
		if i == 0 {
			heading = 6 + noteHeadStyle.leading
		}
		l.need(heading + p.height())
		if i == 0 {
			l.y += 6
			l.y += l.set(l.in.Several(n.Name), l.inner(), 1, noteHeadStyle).draw(l.page(), l.here.add(l.below), margin, l.y)
			all = l.here.add(roleList)
		}
		l.y += p.draw(l.page(), all.add(roleItem).add(roleItemBody), margin, l.y) + 2
	}
	l.y += 6
}

// printed are the sentences that a page has room for.
func printed(n *document.Notes) []string {
	if n.Printed == 0 || len(n.Sentences) <= n.Printed {
		return n.Sentences
	}
	return append(slices.Clone(n.Sentences[:n.Printed]), n.Rest)
}

// need begins a new page where the rest of this one is too low for what comes next
// with the heading that waits for it, which is drawn then.
func (l *layout) need(height float64) {
	if l.heading != nil {
		l.y += headingDistance
		height += l.heading.height
	}
	if l.y+height > l.bottom() {
		l.newPage()
	}
	l.drawHeading()
}

func (l *layout) page() *page     { return l.pages[len(l.pages)-1] }
func (l *layout) inner() float64  { return l.width - 2*margin }
func (l *layout) bottom() float64 { return l.height - footerRoom }

// emptyPage is the height that a page which goes on has room for.
func (l *layout) emptyPage() float64 { return l.bottom() - slimBandHeight - bandLine - goesOnHeight }

func (l *layout) bookmark(text string, level int) {
	p := l.page()
	p.bookmarks = append(p.bookmarks, bookmark{l.clean(text), level, l.y})
}

// clean makes a text printable, and notes where letters are lost.
func (l *layout) clean(text string) string {
	clean, missing := l.face.clean(text)
	if missing != "" && !l.again {
		l.lost.add(text, missing, l.at)
	}
	return clean
}

// figure puts a drawing on the page as a part of an element, and notes which
// letters of its texts are lost. The pen prints them as "?" by itself.
func (l *layout) figure(of *element, d chart.Drawing, x, y float64) {
	if len(d.Shapes) > 0 {
		l.drawing(of.add(roleFigure), d, x, y)
	}
}

// drawing puts a drawing on the page as an element.
func (l *layout) drawing(f *element, d chart.Drawing, x, y float64) {
	l.readTexts(d.Shapes)
	if f != nil {
		f.alt = d.Alt
		f.box = []int{int(x + slack), int(l.height - y - d.Height + slack), int(x+d.Width-slack) + 1, int(l.height-y-slack) + 1}
	}
	var group chart.Drawing
	group.Place(d, x, y)
	l.page().put(f, group.Shapes...)
}

func (l *layout) readTexts(shapes []chart.Shape) {
	for _, s := range shapes {
		switch s := s.(type) {
		case chart.Text:
			l.clean(s.Text)
		case chart.Group:
			l.readTexts(s.Shapes)
		}
	}
}
