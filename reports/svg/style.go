package svg

import (
	"fmt"
	"strings"

	"kpi/reports/chart"
)

// A Palette gives inks other colours. Inks that it does not have stay.
type Palette map[chart.Ink]chart.Ink

// Dark returns the palette for the dark background #10151C: what is dark on paper
// becomes light, and the meaning of a colour stays.
func Dark() Palette {
	return Palette{
		chart.Navy: "#5B86B5", chart.Dark: "#E6EBF1", chart.Bar: "#9DC3EE", chart.Grey: "#A3AFBD", chart.Silver: "#7C899A",
		chart.Rule: "#2B3542", chart.Pale: "#A3AFBD", chart.White: "#10151C", chart.Habit: "#1D2631",
		chart.Blue: "#4BA6E0", chart.Orange: "#F0B429", chart.Vermilion: "#F0814A",
		chart.Shade75: "#AEB9C6", chart.Shade50: "#5E6B7C", chart.Shade40: "#4D596A", chart.Shade35: "#465262",
		chart.Shade25: "#38434F", chart.Shade20: "#323C49", chart.Shade10: "#242D38", chart.Shade3: "#1A222B",
		chart.Blue1: "#16283A", chart.Blue2: "#1D3F5E", chart.Blue3: "#2A5F8F", chart.Blue4: "#4F93CC", chart.Blue5: "#A9D2F5",
	}
}

// Style returns the rules of a style sheet that give all drawings on a page the
// colours of a palette, in the order of chart.Inks. They may stand in a media
// query such as (prefers-color-scheme: dark).
func Style(p Palette) string {
	var b strings.Builder
	for _, i := range chart.Inks() {
		if to, ok := p[i]; ok {
			fmt.Fprintf(&b, ".chart .fill-%s{fill:%s}.chart .stroke-%s{stroke:%s}\n", i.Name(), string(to), i.Name(), string(to))
		}
	}
	return b.String()
}
