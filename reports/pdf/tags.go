package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kpi/reports/chart"
)

// An element is a part of the structure of a document: what a screen reader
// reads out, in order, and what a program finds that takes the pages apart.
// Shapes that belong to no element are furniture. The methods take nil for "no
// element", so that what is drawn a second time on the next page is furniture,
// too.
type element struct {
	role  role
	alt   string // said in place of a figure
	scope scope
	span  int   // columns of a table that a cell covers; 0 is one
	box   []int // of a figure: left, bottom, right and top on its page
	kids  []*element
	spots []spot
	links []objectLink
}

// A role is a standard type of ISO 32000-1, 14.8.4.
type role string

const (
	roleDocument   role = "Document"
	roleSection    role = "Sect"
	roleTitle      role = "H1"
	roleHeading    role = "H2"
	roleSubheading role = "H3"
	roleParagraph  role = "P"
	roleSpan       role = "Span"
	roleList       role = "L"
	roleItem       role = "LI"
	roleLabel      role = "Lbl"
	roleItemBody   role = "LBody"
	roleContents   role = "TOC"
	roleEntry      role = "TOCI"
	roleLink       role = "Link"
	roleTable      role = "Table"
	roleTableHead  role = "THead"
	roleTableBody  role = "TBody"
	roleRow        role = "TR"
	roleHeadCell   role = "TH"
	roleCell       role = "TD"
	roleFigure     role = "Figure"
)

// A scope says for which cells a heading cell stands.
type scope string

const (
	ofColumn scope = "Column"
	ofRow    scope = "Row"
)

// A spot is shapes on a page that are marked with a number.
type spot struct{ page, id int }

// add appends an element; no element has none.
func (e *element) add(r role) *element {
	if e == nil {
		return nil
	}
	kid := &element{role: r}
	e.kids = append(e.kids, kid)
	return kid
}

// heads makes the element a heading cell.
func (e *element) heads(s scope) *element {
	if e != nil {
		e.role, e.scope = roleHeadCell, s
	}
	return e
}

// isEmpty reports whether there is nothing to read; empty cells keep the
// others in their columns.
func (e *element) isEmpty() bool {
	return len(e.spots) == 0 && e.role != roleHeadCell && e.role != roleCell &&
		!slices.ContainsFunc(e.kids, func(k *element) bool { return !k.isEmpty() })
}

// A span is shapes of a page, from one up to another, that belong to an element.
type span struct {
	of       *element
	from, to int
}

// put draws shapes that belong to an element.
func (p *page) put(of *element, shapes ...chart.Shape) {
	from := len(p.Shapes)
	p.Add(shapes...)
	if of == nil || len(shapes) == 0 {
		return
	}
	if n := len(p.spans); n > 0 && p.spans[n-1].of == of && p.spans[n-1].to == from {
		p.spans[n-1].to = len(p.Shapes)
		return
	}
	p.spans = append(p.spans, span{of, from, len(p.Shapes)})
}

// marked draws a page, with marks where its elements begin and end.
func (p *pen) marked(number int, pg *page) {
	at := 0
	for id, s := range pg.spans {
		p.furniture(pg.Shapes[at:s.from])
		p.file.RawWriteStr("/" + string(s.of.role) + " <</MCID " + strconv.Itoa(id) + ">> BDC")
		p.shapes(pg.Shapes[s.from:s.to])
		p.file.RawWriteStr("EMC")
		s.of.spots = append(s.of.spots, spot{number, id})
		at = s.to
	}
	p.furniture(pg.Shapes[at:])
}

func (p *pen) furniture(shapes []chart.Shape) {
	if len(shapes) == 0 {
		return
	}
	p.file.RawWriteStr("/Artifact BMC")
	p.shapes(shapes)
	p.file.RawWriteStr("EMC")
}

// A structure is the tree of elements on its way into a file.
type structure struct {
	*objects
	pages   []ref
	parents [][]ref // by page and number of the mark
	// Of links, by their keys.
	linkParents map[int]ref
}

// addStructure puts a tree of elements into the file, ties it to the marks on
// the pages, and returns its root. Links are those of each page.
func (o *objects) addStructure(tree *element, pages []ref, links [][]ref) ref {
	s := &structure{objects: o, pages: pages, parents: make([][]ref, len(pages)), linkParents: map[int]ref{}}
	root := o.add("")
	top := s.element(tree, root)
	var nums strings.Builder
	for i, page := range pages {
		fmt.Fprintf(&nums, "%d %v ", i, o.add(refs(s.parents[i])))
		entries := fmt.Sprintf("/StructParents %d/Tabs/S", i)
		if len(links[i]) > 0 {
			entries += "/Annots" + refs(links[i])
		}
		o.replace(page, pageHead+entries+strings.TrimPrefix(string(o.body(page)), pageHead))
	}
	parents := o.add("<</Nums[" + nums.String() + s.linkNums() + "]>>")
	o.replace(root, fmt.Sprintf("<</Type/StructTreeRoot/K %v/ParentTree %v/ParentTreeNextKey %d>>", top, parents, len(pages)+len(s.linkParents)))
	return root
}

func refs(all []ref) string {
	b := []byte{'['}
	for _, r := range all {
		b = append(appendRef(b, r), ' ')
	}
	return string(append(b, ']'))
}

// element adds an element with all below it.
func (s *structure) element(e *element, parent ref) ref {
	self := s.add("")
	b := append(make([]byte, 0, 128), "<</S/"...)
	b = append(b, e.role...)
	b = appendRef(append(b, "/P "...), parent)
	if e.alt != "" {
		b = append(append(b, "/Alt"...), textString(e.alt)...)
	}
	b = append(b, e.attributes()...)
	if len(e.spots) > 0 {
		b = appendRef(append(b, "/Pg "...), s.pages[e.spots[0].page])
	}
	b = append(b, "/K["...)
	for _, at := range e.spots {
		b = s.spot(b, at, e.spots[0].page, self)
	}
	for _, k := range s.linkKids(e, self) {
		b = append(b, k...)
	}
	for _, k := range e.kids {
		if !k.isEmpty() {
			b = append(appendRef(b, s.element(k, self)), ' ')
		}
	}
	s.bodies[self-1] = append(b, "]>>"...)
	return self
}

// spot names a mark, which lies on the page of its element or on another.
func (s *structure) spot(b []byte, at spot, page int, of ref) []byte {
	for len(s.parents[at.page]) <= at.id {
		s.parents[at.page] = append(s.parents[at.page], 0)
	}
	s.parents[at.page][at.id] = of
	if at.page == page {
		return append(strconv.AppendInt(b, int64(at.id), 10), ' ')
	}
	return fmt.Appendf(b, "<</Type/MCR/Pg %v/MCID %d>>", s.pages[at.page], at.id)
}

func (e *element) attributes() string {
	switch {
	case e.span > 0:
		return fmt.Sprintf("/A<</O/Table/Scope/%s/ColSpan %d>>", e.scope, e.span)
	case e.scope != "":
		return fmt.Sprintf("/A<</O/Table/Scope/%s>>", e.scope)
	case len(e.box) == 4:
		return fmt.Sprintf("/A<</O/Layout/BBox[%d %d %d %d]>>", e.box[0], e.box[1], e.box[2], e.box[3])
	}
	return ""
}
