package document

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"kpi/engine/status"
)

// Line keeps a text on its line and its reader's screen as it is: white space
// becomes one space; control and format characters, which could move a cursor
// or hide text, go.
func Line(s string) string {
	kept := strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.In(c, unicode.Cc, unicode.Cf), c == unicode.ReplacementChar:
			return -1
		}
		return c
	}, s)
	return strings.Join(strings.Fields(kept), " ")
}

// Width is the number of cells that a text on one line takes where every letter
// has a cell: two for a Chinese, Japanese or Korean one, none for a combining one.
func Width(s string) int {
	n := 0
	for _, c := range s {
		n += runeWidth(c)
	}
	return n
}

func runeWidth(c rune) int {
	if unicode.In(c, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(c).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Text is the mark for writers without ink, "● on track": told apart without
// colour, and by readers aloud.
func (m Mark) Text() string { return m.Glyph() + " " + m.Status.Word() }

// Glyph is the shape of the mark as a character.
func (m Mark) Glyph() string {
	switch m.Status {
	case status.None:
		return "○"
	case status.OnTrack:
		return "●"
	case status.AtRisk:
		return "▲"
	case status.OffTrack:
		return "◆"
	}
	panic(fmt.Sprintf("document: unknown status %q", string(m.Status)))
}

// The heights of Blocks. The half and the full block stand too low in some
// fonts, so they are left out.
var blocks = []rune("▁▂▃▅▆▇")

// Blocks draws the series as characters, one a point, from the lowest value to
// the highest; a gap is a dot. A series of fewer than two values has nothing to
// show, and is "".
func (s Spark) Blocks() string {
	low, high, n := math.Inf(1), math.Inf(-1), 0
	for _, p := range s.Points {
		if p.Value != nil {
			low, high, n = min(low, *p.Value), max(high, *p.Value), n+1
		}
	}
	if n < 2 {
		return ""
	}
	var b strings.Builder
	for _, p := range s.Points {
		if p.Value == nil {
			b.WriteRune('·')
			continue
		}
		b.WriteRune(blocks[step(*p.Value, low, high)])
	}
	return b.String()
}

// step is the height of v; a series that does not move is in the middle.
func step(v, low, high float64) int {
	if low == high {
		return len(blocks) / 2
	}
	// Halved, the range of the largest numbers does not overflow.
	part := (v/2 - low/2) / (high/2 - low/2)
	return min(int(part*float64(len(blocks))), len(blocks)-1)
}
