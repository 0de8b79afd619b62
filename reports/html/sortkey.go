package html

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kpi/engine/status"
	"kpi/reports/document"
)

// An order says how the rows of a table are sorted by one of its columns. The zero
// value cannot be sorted by.
type order struct {
	by   string   // "number" or "text"
	keys []string // of each row, in the order of the groups; "" has none and stands last. Nil for text
}

// orderOf finds out how a column sorts. Numbers sort where all are of one unit:
// nobody learns anything from dollars among days.
func orderOf(t *document.Table, column int) order {
	var cells []document.Cell
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			cells = append(cells, r.Cells[column])
		}
	}
	switch t.Columns[column].Kind {
	case document.Marks, document.Changes:
		return order{"number", keys(cells, cellKey)}
	case document.Numbers:
		return numbersOrder(cells)
	case document.Names, document.Labels, document.Words:
		return textOrder(cells)
	case document.Prose, document.Bullets, document.Sparks: // the numbers stand beside the bullets
	}
	return order{}
}

func keys(cells []document.Cell, key func(document.Cell) string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = key(c)
	}
	return out
}

// severity is the order of marks: what is worst comes first.
var severity = []status.Status{status.OffTrack, status.AtRisk, status.OnTrack}

func cellKey(c document.Cell) string {
	switch c := c.(type) {
	case document.Mark:
		if at := slices.Index(severity, c.Status); at >= 0 {
			return strconv.Itoa(at)
		}
	case document.Change:
		if c.Value != nil && *c.Value-*c.Value == 0 { // neither NaN nor infinite
			return strconv.FormatFloat(*c.Value, 'g', -1, 64)
		}
	}
	return ""
}

// A quantity is a printed number with what stands behind it, such as % or days.
var quantity = regexp.MustCompile(`^([+−-]?)([0-9][0-9,]*(?:\.[0-9]+)?(?:e[+−-]?[0-9]+)?)(k|M|bn|tn)?([^0-9]*)$`)

var powers = map[string]float64{"": 1, "k": 1e3, "M": 1e6, "bn": 1e9, "tn": 1e12}

// numbersOrder reads printed numbers. Texts without a digit, as "n/a", have no key.
func numbersOrder(cells []document.Cell) order {
	out, unit := order{by: "number"}, ""
	for _, c := range cells {
		text := mainText(c)
		if !strings.ContainsAny(text, "0123456789") {
			out.keys = append(out.keys, "")
			continue
		}
		negative := document.InParens(text)
		if negative {
			text = strings.Trim(text, "()")
		}
		m := quantity.FindStringSubmatch(text)
		if m == nil || unit != "" && unit != "unit:"+m[4] {
			return order{}
		}
		unit = "unit:" + m[4]
		v, err := strconv.ParseFloat(strings.NewReplacer(",", "", "−", "-").Replace(m[2]), 64)
		if err != nil {
			return order{}
		}
		v *= powers[m[3]]
		if negative || m[1] == "−" || m[1] == "-" {
			v = -v
		}
		out.keys = append(out.keys, strconv.FormatFloat(v, 'g', -1, 64))
	}
	return out
}

// textOrder sorts by letters, and days by the calendar.
func textOrder(cells []document.Cell) order {
	days := keys(cells, func(c document.Cell) string {
		if day, err := time.Parse("2 Jan 2006", mainText(c)); err == nil {
			return day.Format("20060102")
		}
		return ""
	})
	found := false
	for i, c := range cells {
		if days[i] == "" && mainText(c) != "" {
			return order{by: "text"}
		}
		found = found || days[i] != ""
	}
	if !found {
		return order{by: "text"}
	}
	return order{"number", days}
}

func mainText(c document.Cell) string {
	if t, ok := c.(document.Text); ok {
		return document.Line(t.Main)
	}
	return ""
}
