// Package chart draws numbers as a few shapes, which any writer can put on
// paper or into SVG. Lengths are points of 1/72 inch; y grows downwards.
package chart

// A Drawing is a picture with its size. Its shapes stay inside the size.
type Drawing struct {
	Width  float64
	Height float64
	Role   Role
	Name   string // a few words, as for a caption; "" has none
	Alt    string // the picture in words
	Shapes []Shape
}

// A Role is what a picture is to a reader who does not see it. The zero value
// is Figure.
type Role string

// The roles.
const (
	Figure   Role = ""         // is read as its Alt
	Artifact Role = "artifact" // helps the eye only, and is passed over
)

// A Shape is one of Path, Circle, Text and Group.
type Shape interface {
	moved(dx, dy float64) Shape
}

// A Point is a place in a drawing.
type Point struct{ X, Y float64 }

// A Path is straight lines from point to point.
type Path struct {
	Points []Point
	Closed bool
	Tip    string // what a pointer over it shows, where a writer can; "" is nothing
	Pen
}

// A Circle is a round dot or ring.
type Circle struct {
	X, Y, R float64
	Tip     string // as of a Path
	Pen
}

// A Pen says how a shape is filled and outlined. An empty Ink leaves it out.
type Pen struct {
	Fill   Ink
	Stroke Ink
	Width  float64   // of the stroke
	Dash   []float64 // lengths on and off; nil is solid
	Round  bool      // joins and ends, so that no spike leaves a sharp bend
}

// Text is one line of text that starts at X on the baseline Y.
type Text struct {
	X, Y  float64
	Width float64 // as measured
	Text  string
	Font  Font
	Ink   Ink
}

// A Font is a size and a weight of the report's typeface.
type Font struct {
	Size   float64
	Strong bool
}

// A Measure returns the width of a text that is set in a font.
type Measure func(text string, f Font) float64

// A Group is a picture inside a drawing, with its words.
type Group struct {
	Role   Role
	Name   string
	Alt    string
	Shapes []Shape
}

// Place puts the child with its upper left corner at x, y, as a group.
func (d *Drawing) Place(child Drawing, x, y float64) {
	g := Group{Role: child.Role, Name: child.Name, Alt: child.Alt, Shapes: child.Shapes}
	d.Shapes = append(d.Shapes, g.moved(x, y))
}

// Add appends shapes.
func (d *Drawing) Add(shapes ...Shape) {
	d.Shapes = append(d.Shapes, shapes...)
}

// Rect returns a rectangle that is filled with the ink.
func (i Ink) Rect(x, y, width, height float64) Path {
	corners := []Point{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}
	return Path{Points: corners, Closed: true, Pen: Pen{Fill: i}}
}

// Line returns a straight line.
func Line(from, to Point, pen Pen) Path {
	return Path{Points: []Point{from, to}, Pen: pen}
}

func (p Path) moved(dx, dy float64) Shape {
	points := make([]Point, len(p.Points))
	for i, q := range p.Points {
		points[i] = Point{q.X + dx, q.Y + dy}
	}
	p.Points = points
	return p
}

func (c Circle) moved(dx, dy float64) Shape {
	c.X, c.Y = c.X+dx, c.Y+dy
	return c
}

func (t Text) moved(dx, dy float64) Shape {
	t.X, t.Y = t.X+dx, t.Y+dy
	return t
}

func (g Group) moved(dx, dy float64) Shape {
	shapes := make([]Shape, len(g.Shapes))
	for i, s := range g.Shapes {
		shapes[i] = s.moved(dx, dy)
	}
	g.Shapes = shapes
	return g
}
