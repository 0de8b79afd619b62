package email

import (
	"fmt"
	"strings"

	"kpi/reports/document"
)

// The size of a bullet and of its mark of the target, in pixels.
const (
	bulletWidth  = 78
	bulletHeight = 8
	tickWidth    = 2
)

// A strip is a piece of a bullet.
type strip struct {
	from, to int
	ink      string
}

// bullet draws an attainment as coloured cells: the bar of the value, on a band
// that is darker up to the target, and the target as a line. What leaves the scale
// ends with it; the number stands above. Readers who do not see it have that.
func bullet(b document.Bullet, scale float64) string {
	var cells strings.Builder
	for _, s := range strips(b, scale) {
		if s.to > s.from {
			fmt.Fprintf(&cells, `<td width="%d" height="%d" bgcolor="%s" style="font-size:1px"></td>`, s.to-s.from, bulletHeight, s.ink)
		}
	}
	return fmt.Sprintf(`<table role="presentation" width="%d" cellpadding="0" cellspacing="0"><tr>%s</tr></table>`, bulletWidth, cells.String())
}

// strips are as wide as the bullet together. A scale ends behind the target.
func strips(b document.Bullet, scale float64) []strip {
	scale = max(scale, 1)
	at := func(v float64) int { return int(bulletWidth*min(max(v, 0), scale)/scale + 0.5) }
	value, tick := at(b.Value), min(at(1), bulletWidth-tickWidth)
	ink := bar
	if b.Hollow {
		ink = silver
	}
	if value <= tick {
		return []strip{{0, value, ink}, {value, tick, shade}, {tick, tick + tickWidth, dark}, {tick + tickWidth, bulletWidth, tint}}
	}
	// On a dark bar the target is a gap.
	end := max(value, tick+tickWidth)
	return []strip{{0, tick, ink}, {tick, tick + tickWidth, white}, {tick + tickWidth, end, ink}, {end, bulletWidth, tint}}
}
