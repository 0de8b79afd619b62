// Package svg writes a drawing as SVG, for HTML pages and for itself.
package svg

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"kpi/reports/chart"
)

// Options say how a drawing becomes SVG.
type Options struct {
	// ID makes the ids of this drawing unlike those of others on the page; "" is
	// for a drawing alone.
	ID string
	// Measure is the one that the drawing was made with. It places the runs of a
	// line that needs two fonts.
	Measure chart.Measure
}

// cjkSize is the size of Chinese, Japanese and Korean letters beside Latin ones,
// of which they look as high then. A Measure takes them for as much smaller.
const cjkSize = 0.94

// Families is the font-family of all texts.
const Families = `'Source Sans 3','Source Sans Pro','Noto Sans SC','Noto Sans CJK SC',Arial,sans-serif`

// Write writes the drawing as one svg element. Lengths are points. Every shape
// has classes for its inks, such as fill-blue and stroke-bar, which a style
// sheet may give other colours: see Style. The same drawing gives the same bytes.
func Write(w io.Writer, d chart.Drawing, o Options) error {
	p := printer{options: o}
	p.open(d)
	p.shapes(d.Shapes)
	p.WriteString("</svg>\n")
	if _, err := io.WriteString(w, p.String()); err != nil {
		return fmt.Errorf("write the SVG: %w", err)
	}
	return nil
}

type printer struct {
	strings.Builder
	options Options
}

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// open writes the element with its words: title and desc are what a reader who
// does not see the picture gets in place of it.
func (p *printer) open(d chart.Drawing) {
	width, height := length(d.Width), length(d.Height)
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="%spt" height="%spt" viewBox="0 0 %s %s" font-family="%s"`,
		width, height, width, height, Families)
	if d.Role == chart.Artifact {
		p.WriteString(` aria-hidden="true">` + "\n")
		return
	}
	title, desc := p.options.ID+"title", p.options.ID+"desc"
	name := d.Name
	if name == "" {
		name = "Chart"
	}
	p.printf(` role="img" aria-labelledby="%s %s">`+"\n", escape(title), escape(desc))
	p.printf("<title id=\"%s\">%s</title>\n<desc id=\"%s\">%s</desc>\n", escape(title), escape(name), escape(desc), escape(d.Alt))
}

func (p *printer) shapes(all []chart.Shape) {
	for _, s := range all {
		switch s := s.(type) {
		case chart.Path:
			p.path(s)
		case chart.Circle:
			p.printf(`<circle%s cx="%s" cy="%s" r="%s"`, paint(s.Pen), length(s.X), length(s.Y), length(s.R))
			p.end("circle", s.Tip)
		case chart.Text:
			p.text(s)
		case chart.Group:
			p.WriteString("<g>")
			if s.Role != chart.Artifact && s.Alt != "" {
				p.printf("<title>%s</title>", escape(s.Alt))
			}
			p.WriteString("\n")
			p.shapes(s.Shapes)
			p.WriteString("</g>\n")
		default:
			panic(fmt.Sprintf("svg: unknown shape %T", s))
		}
	}
}

// end closes an element, with a title that a pointer shows.
func (p *printer) end(element, tip string) {
	if tip == "" {
		p.WriteString("/>\n")
		return
	}
	p.printf("><title>%s</title></%s>\n", escape(tip), element)
}

func (p *printer) path(s chart.Path) {
	if len(s.Points) < 2 {
		return
	}
	p.printf(`<path%s d="`, paint(s.Pen))
	for i, q := range s.Points {
		command := "L"
		if i == 0 {
			command = "M"
		}
		p.printf("%s%s %s", command, length(q.X), length(q.Y))
	}
	if s.Closed {
		p.WriteString("Z")
	}
	p.WriteString(`"`)
	p.end("path", s.Tip)
}

// paint writes the attributes of a pen.
func paint(s chart.Pen) string {
	out := class(s.Fill, s.Stroke)
	if s.Fill == "" {
		out += ` fill="none"`
	} else {
		out += colour("fill", s.Fill)
	}
	if s.Stroke == "" || s.Width <= 0 {
		return out
	}
	out += colour("stroke", s.Stroke) + ` stroke-width="` + length(s.Width) + `"`
	if len(s.Dash) > 0 {
		out += ` stroke-dasharray="` + lengths(s.Dash) + `"`
	}
	if s.Round {
		out += ` stroke-linejoin="round" stroke-linecap="round"`
	}
	return out
}

func colour(attribute string, i chart.Ink) string {
	return ` ` + attribute + `="` + string(i) + `"`
}

// class names the inks, so that a style sheet can change them.
func class(fill, stroke chart.Ink) string {
	var names []string
	if fill.Name() != "" {
		names = append(names, "fill-"+fill.Name())
	}
	if stroke.Name() != "" {
		names = append(names, "stroke-"+stroke.Name())
	}
	if len(names) == 0 {
		return ""
	}
	return ` class="` + strings.Join(names, " ") + `"`
}

// text writes a line as one element for each font, each at its own place. The
// browser is told how long each is, so that what was measured to have room has it
// in a font that is not the same, too.
func (p *printer) text(t chart.Text) {
	at := 0.0
	for _, r := range chart.Runs(t.Text) {
		size := t.Font.Size
		if r.CJK {
			size *= cjkSize
		}
		width := p.options.Measure(r.Text, t.Font)
		if shown := strings.TrimSpace(r.Text); shown != "" {
			p.printf(`<text%s x="%s" y="%s" font-size="%s"`, class(t.Ink, "")+colour("fill", t.Ink), length(t.X+at), length(t.Y), length(size))
			if t.Font.Strong {
				p.WriteString(` font-weight="600"`)
			}
			p.printf(` textLength="%s" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n", length(p.options.Measure(shown, t.Font)), escape(shown))
		}
		at += width
	}
}

func lengths(all []float64) string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = length(v)
	}
	return strings.Join(out, " ")
}

// length writes a number with at most two decimals; a hundredth of a point is
// more than can be seen.
func length(v float64) string {
	v = math.Round(v*100) / 100
	if v == 0 {
		return "0" // not -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// escape writes text so that XML takes it: what XML has no way to write becomes
// the sign for that.
func escape(text string) string {
	text = strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' && c != '\n' || c == 0xFFFE || c == 0xFFFF {
			return '\uFFFD'
		}
		return c
	}, text)
	return escaper.Replace(text)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
