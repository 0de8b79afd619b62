package chart

import "kpi/reports/locale"

// Contributions are what each member brings to a change.
type Contributions struct {
	Name   string // of the whole, for a caption
	Alt    string // the picture in words; "" has it made from the numbers
	Of     string // what the parts are, as "Region"
	Unit   string // of the numbers, as "pp"
	Parts  []Part
	Total  Part   // no row where its name is ""
	Format Format // with a sign
}

// Variance draws the parts in their order as bars to both sides of zero, blue
// where they are good news and vermilion where they are bad, and the total below
// them. Where there is no room for all rows, the smallest become one.
func Variance(c Contributions, f Frame) Drawing {
	f = f.atLeast()
	parts := cleaned(c.Parts)
	total := cleaned([]Part{c.Total})[0]
	head := rowHead{name: c.Of, numbers: []string{c.Unit}}
	most := f.rowsThatFit(head.height(f))
	if total.Name != "" {
		most--
	}
	parts = merged(parts, most, f.in().Say("Others"))
	all := make([]row, len(parts), len(parts)+1)
	for i, p := range parts {
		all[i] = row{name: f.plain(p.Name), numbers: []words{f.numberWords(p, c.Format)}}
	}
	if total.Name != "" {
		all = append(all, row{name: f.strong(total.Name), numbers: []words{f.strong(c.Format.of(total.Value))}, total: true})
	}
	r := newRows(f, head, all, 0)
	r.rules()
	r.variance(append(parts, total)[:len(all)], len(parts), c.Format)
	r.Name, r.Alt = c.Name, c.Alt
	if r.Alt == "" {
		r.Alt = c.words(f.in())
	}
	return r.Drawing
}

func (f Frame) numberWords(p Part, format Format) words {
	if p.Value == nil {
		return f.plain(f.in().Say("n/a")).in(Grey)
	}
	return f.plain(format(*p.Value))
}

// variance draws the bars; those from total on are totals.
func (r *rows) variance(parts []Part, total int, format Format) {
	if len(parts) == 0 {
		return
	}
	axis := valueAxis{from: r.left, to: r.right}
	axis.low, axis.high = around(parts)
	for i, p := range parts {
		if p.Value == nil {
			continue
		}
		ink := p.ink()
		if i >= total {
			ink = Bar
		}
		r.bar(i, level{axis.at(0), axis.at(*p.Value)}, ink, p.Name+": "+format(*p.Value))
	}
	r.upright(axis.at(0), 0, len(parts)-1, Pen{Stroke: Dark, Width: thinLine})
}

// around returns the least and the greatest value of parts, and zero between
// them.
func around(parts []Part) (low, high float64) {
	for _, p := range parts {
		if p.Value != nil {
			low, high = min(low, *p.Value), max(high, *p.Value)
		}
	}
	if low == 0 && high == 0 {
		return -1, 1
	}
	return low, high
}

func (c Contributions) words(in *locale.Locale) string {
	var said []string
	if c.Total.Name != "" {
		said = append(said, c.Total.Name+" "+c.Format.of(number(c.Total.Value)))
	}
	return named(c.Name, append(said, partWords(in, c.Parts, c.Format)...))
}

// partWords say the parts, the largest ones where there are many.
func partWords(in *locale.Locale, parts []Part, format Format) []string {
	const most = 8
	var said []string
	for _, p := range merged(cleaned(parts), most, in.Say("Others")) {
		text := p.Name + " " + in.Say("n/a")
		if p.Value != nil {
			text = p.Name + " " + format(*p.Value)
		}
		if p.Verdict != "" && p.Value != nil {
			text += " (" + in.Word(string(p.Verdict)) + ")"
		}
		said = append(said, text)
	}
	return said
}
