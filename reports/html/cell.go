package html

import (
	"fmt"

	"kpi/reports/chart"
	"kpi/reports/document"
)

// cell writes what is between the tags of a cell of a row.
func (w *tableWriter) cell(c document.Column, cell document.Cell, r document.Row) {
	switch cell := cell.(type) {
	case document.Text:
		w.text(c, cell, r)
	case document.Mark:
		w.mark(cell, r.Note)
	case document.Bullet:
		w.picture(chart.Bullet(cell, c.Max, bulletWidth, bulletHeight), cell.Alt)
	case document.Spark:
		w.picture(chart.Spark(cell, sparkWidth, sparkHeight), cell.Alt)
	case document.Change:
		w.change(c, cell)
	default:
		panic(fmt.Sprintf("html: unknown cell %T", cell))
	}
}

// text leaves out small print that says what the mark says.
func (w *tableWriter) text(c document.Column, t document.Text, r document.Row) {
	class := string(t.Tone)
	switch {
	case c.Kind == document.Bullets:
		class = "instead"
	case c.Kind == document.Numbers && document.InParens(t.Main):
		class = document.Joined(" ", class, "parens")
	}
	target := ""
	if c.Kind == document.Names || c.Kind == document.Labels {
		target = w.targets[t.Main]
	}
	switch {
	case target != "":
		w.add("<a class=\"%s\" href=\"#%s\">%s</a>", firstText(class, "plain"), target, t.Main)
	case class != "":
		w.add("<span class=\"%s\">%s</span>", class, t.Main)
	default:
		w.add("%s", t.Main)
	}
	m, marked := markOf(r)
	if t.Sub != "" && !(marked && !w.words && t.Sub == w.in.Word(m.Status.Word())) {
		w.add(" <small>%s</small>", t.Sub)
	}
}

// mark shows its word unless another column has it.
func (w *tableWriter) mark(m document.Mark, note string) {
	w.add("%s", w.shape(m.Status, m.Hollow))
	class := "word"
	if w.words {
		class = "hidden"
	}
	w.add("<span class=\"%s\">%s</span>", class, w.in.Word(m.Status.Word()))
	if note != "" {
		w.add("<span class=\"hidden\">, %s</span>", note)
	}
}

// picture is for the eye; its words are for the ear.
func (w *tableWriter) picture(d chart.Drawing, words string) {
	if len(d.Shapes) > 0 {
		w.add("%s", silent(d))
	}
	if words != "" {
		w.add("<span class=\"hidden\">%s</span>", words)
	}
}

func (w *tableWriter) change(column document.Column, c document.Change) {
	if c.Value == nil {
		w.add("<span class=\"quiet\">%s</span>", c.Text)
	} else if document.InParens(c.Text) {
		w.add("<span class=\"parens\">%s</span>", c.Text)
	} else {
		w.add("<span>%s</span>", c.Text)
	}
	if c.Verdict != document.Neutral {
		w.add("<span class=\"hidden\">, %s</span>", string(c.Verdict))
	}
	w.picture(chart.Change(c, column.Max, changeWidth, changeHeight), "")
}
