package spec

import "kpi/engine/diag"

// An Action is what somebody does about a KPI.
type Action struct {
	Range  diag.Range // where it begins
	KPI    Text
	Do     Text // what is done, in words
	Owner  Text // who does it
	Until  Text // ISO date
	Status Text // open | doing | done; "" is open
}

// A Note says what happened on a day, for those who read the numbers.
type Note struct {
	Range diag.Range // where it begins
	Date  Text       // ISO date
	KPI   Text       // that it is about; zero is all
	Text  Text
}

var actionWords = []string{"open", "doing", "done"}

func (r *reader) actions(file *mapping) {
	for _, item := range r.list(file.at("actions"), "actions such as {kpi: win_rate, do: Coach the new reps, owner: VP Sales, until: 2026-12-31}") {
		m := r.mapping(item)
		r.catalog.Actions = append(r.catalog.Actions, Action{
			Range:  r.place(item.key),
			KPI:    r.text(m.need("kpi")),
			Do:     r.text(m.need("do")),
			Owner:  r.text(m.need("owner")),
			Until:  r.formed(m.need("until"), dateForm),
			Status: r.word(m.at("status"), actionWords),
		})
		m.done()
	}
}

func (r *reader) notes(file *mapping) {
	for _, item := range r.list(file.at("notes"), "notes such as {date: 2026-08-03, kpi: revenue, text: New price list}") {
		m := r.mapping(item)
		r.catalog.Notes = append(r.catalog.Notes, Note{
			Range: r.place(item.key),
			Date:  r.formed(m.need("date"), dateForm),
			KPI:   r.text(m.at("kpi")),
			Text:  r.text(m.need("text")),
		})
		m.done()
	}
}
