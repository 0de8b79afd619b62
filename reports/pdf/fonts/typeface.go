package fonts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Typeface is what a report is set in: several pairs of fonts, of which the
// first that has a letter draws it.
type Typeface struct {
	pairs []*Pair
	cjk   func() *Pair // the last one, which is read when no other has a letter
}

// BuiltIn returns the typeface of a report that brings no fonts along.
func BuiltIn() *Typeface {
	return &Typeface{pairs: []*Pair{builtInLatin()}, cjk: builtInCJK}
}

// A Run is a piece of text that one font draws.
type Run struct {
	Text   string
	Pair   *Pair
	Strong bool
	Size   float64 // of the font, which is the text's but for the scale of the pair
	Width  float64
}

// Face returns the font of the run.
func (r Run) Face() *Face { return r.Pair.face(r.Strong) }

func (p *Pair) face(strong bool) *Face {
	if strong {
		return p.Strong
	}
	return p.Regular
}

func (p *Pair) has(c rune) bool { return p.Regular.Has(c) && p.Strong.Has(c) }

// Printable makes each letter of a text fit to be drawn: white space becomes a
// space, control and format characters go, letters and their accents become one
// letter, and a letter that no font has becomes "?". Missing lists those
// letters, each once.
func (t *Typeface) Printable(text string) (printable, missing string) {
	if isPlain(text) {
		return text, ""
	}
	var b strings.Builder
	for _, c := range norm.NFC.String(text) {
		switch {
		case unicode.IsSpace(c):
			b.WriteByte(' ')
		case unicode.In(c, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		case t.find(c) != nil:
			b.WriteRune(c)
		default:
			b.WriteByte('?')
			if !strings.ContainsRune(missing, c) {
				missing += string(c)
			}
		}
	}
	return b.String(), missing
}

// isPlain is a shortcut for most texts of most reports.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// find returns the first pair that has a letter, or nil.
func (t *Typeface) find(c rune) *Pair {
	for _, p := range t.pairs {
		if p.has(c) {
			return p
		}
	}
	if c < 0x80 || c > 0xFFFF {
		return nil
	}
	if p := t.cjk(); p.has(c) {
		return p
	}
	return nil
}

// Width returns how wide a text is drawn, with whatever is not printable in it.
func (t *Typeface) Width(text string, size float64, strong bool) float64 {
	printable, _ := t.Printable(text)
	sum := 0.0
	t.each(printable, func(_ int, c rune, p *Pair) {
		sum += float64(p.face(strong).Advance(c)) * size * p.Scale / 1000
	})
	return sum
}

// Runs makes a text printable and splits it where the font changes.
func (t *Typeface) Runs(text string, size float64, strong bool) []Run {
	printable, _ := t.Printable(text)
	var runs []Run
	begin := 0 // of the last run
	t.each(printable, func(at int, c rune, p *Pair) {
		if n := len(runs); n == 0 || runs[n-1].Pair != p {
			runs = append(runs, Run{Pair: p, Strong: strong, Size: size * p.Scale})
			begin = at
		}
		r := &runs[len(runs)-1]
		r.Text = printable[begin : at+utf8.RuneLen(c)]
		r.Width += float64(r.Face().Advance(c)) * r.Size / 1000
	})
	return runs
}

// Advances returns the width of each letter of a printable text.
func (t *Typeface) Advances(printable string, size float64, strong bool) []float64 {
	out := make([]float64, 0, len(printable))
	t.each(printable, func(_ int, c rune, p *Pair) {
		out = append(out, float64(p.face(strong).Advance(c))*size*p.Scale/1000)
	})
	return out
}

// each calls do for every letter of a printable text with its place and the
// fonts that draw it.
func (t *Typeface) each(printable string, do func(at int, c rune, p *Pair)) {
	var east *Pair // of the letter before, where it is East Asian
	for at, c := range printable {
		p := t.find(c)
		switch {
		case c < 0x80: // most letters of most texts
			east = nil
		case EastAsian(c):
			east = p
		case strings.ContainsRune(openers, c):
			east = t.eastAfter(printable[at+utf8.RuneLen(c):])
		case !strings.ContainsRune(closers, c):
			east = nil
		}
		if east != nil && east.has(c) {
			p = east
		}
		do(at, c, p)
	}
}

// Punctuation that Latin and Chinese share, but for its form: it is set in the
// font of the Chinese letters that it belongs to.
const (
	openers = "“‘"
	closers = "”’…—·"
)

// eastAfter returns the fonts of the first letter of a text, where it is East
// Asian; more opening marks may stand before it.
func (t *Typeface) eastAfter(rest string) *Pair {
	for _, c := range rest {
		if EastAsian(c) {
			return t.find(c)
		}
		if !strings.ContainsRune(openers, c) {
			break
		}
	}
	return nil
}

// EastAsian reports whether a letter is Chinese, Japanese or Korean, or
// punctuation of these.
func EastAsian(c rune) bool {
	return c >= 0x1100 && (unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) ||
		c >= 0x3000 && c <= 0x303F || c >= 0xFF00 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6)
}
