package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kpi/engine"
	"kpi/engine/formula"
	"kpi/engine/unit"
)

// explainParts lists what a number for each member or period is made of. Those
// that add nothing are counted.
func explainParts(b *strings.Builder, x *engine.Explanation) {
	for _, p := range x.Parts {
		fmt.Fprintf(b, "\n%s is made of\n", formula.Words(p.Each))
		u := p.Each.X.Info().Type.Unit
		width, zeros, none, reason := len("left out"), 0, 0, ""
		for _, part := range p.Parts {
			width = max(width, utf8.RuneCountInString(part.Name))
		}
		put := func(label, text string) { fmt.Fprintf(b, "   %-*s  %s\n", width, label, text) }
		for _, part := range p.Parts {
			switch {
			case !part.Value.OK():
				none, reason = none+1, part.Value.Reason.Words()
			case part.Value.Number == 0:
				zeros++
			default:
				put(part.Name, partValue(p.Each, u, part.Value.Number))
			}
		}
		if zeros > 0 {
			put("others", fmt.Sprintf("%d with %s", zeros, partValue(p.Each, u, 0)))
		}
		if none > 0 {
			put("left out", fmt.Sprintf("%d without a value (%s)", none, reason))
		}
	}
}

func partValue(n *formula.Each, u unit.Unit, v float64) string {
	if n.Func != "count_each" {
		return u.Format(v, unit.Style{})
	}
	if v == 0 {
		return "no"
	}
	return "yes"
}
