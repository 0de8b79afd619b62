package spec

import (
	"slices"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/unit"
)

// meant are words of SQL, spreadsheets and other tools with those that they are
// here. Of several the first one that is allowed at the place is meant.
var meant = map[string][]string{
	// keys
	"caption": {"name", "title"}, "label": {"name", "title"}, "title": {"name"}, "display_name": {"name"}, "text": {"description"},
	"sql": {"formula", "query"}, "expression": {"formula"}, "measure": {"formula"}, "calculation": {"formula"}, "value": {"formula"},
	"filter": {"where"}, "condition": {"when"}, "if": {"when"}, "rule": {"when", "rules"}, "alert": {"rules"}, "alerts": {"rules"},
	"path": {"file"}, "table": {"source", "query"}, "dataset": {"source", "sources"}, "data": {"source", "sources"}, "models": {"sources"},
	"on": {"via"}, "using": {"via"}, "foreign_key": {"via"}, "primary_key": {"key"}, "id": {"key"}, "separator": {"delimiter"},
	"start": {"from"}, "begin": {"from"}, "since": {"from"}, "to": {"until"}, "end": {"until"}, "due": {"until"}, "deadline": {"until"},
	"day": {"date"}, "time": {"date"}, "clock": {"date"}, "period": {"grain"}, "frequency": {"grain", "review_every"}, "interval": {"grain"},
	"what": {"do", "text"}, "task": {"do"}, "who": {"owner"}, "responsible": {"owner"}, "assignee": {"owner"}, "delay": {"lag"},
	"goal": {"target"}, "threshold": {"tolerance"}, "thresholds": {"status"}, "colour": {"color"}, "direction": {"better"}, "header": {"from"},
	"metrics": {"kpis"}, "indicators": {"kpis"}, "metric": {"kpi", "kpis"}, "reason": {"because"}, "comment": {"because", "description"},
	"columns": {"in"}, "buckets": {"bands"}, "bins": {"bands"}, "group": {"category", "objective"}, "color": {"brand"}, "logo": {"brand"},
	// types of columns
	"varchar": {"text"}, "char": {"text"}, "string": {"text"}, "str": {"text"}, "uuid": {"text"}, "int": {"integer"}, "bigint": {"integer"},
	"decimal": {"number", "money"}, "numeric": {"number"}, "float": {"number"}, "double": {"number"}, "real": {"number"}, "bool": {"boolean"},
	"datetime": {"timestamp"}, "currency": {"money"}, "amount": {"money"}, "percentage": {"percent"},
	// other words
	"up": {"higher"}, "more": {"higher"}, "increase": {"higher"}, "max": {"higher"}, "down": {"lower"}, "less": {"lower"}, "decrease": {"lower"},
	"min": {"lower"}, "between": {"within"}, "range": {"within"}, "yellow": {"amber"}, "orange": {"amber"}, "else": {"otherwise"},
	"default": {"otherwise"}, "critical": {"error"}, "high": {"error"}, "medium": {"warning"}, "low": {"info"}, "+": {"positive"}, "-": {"negative"},
	"latin1": {"windows-1252"}, "iso-8859-1": {"windows-1252"}, "cp1252": {"windows-1252"}, "gbk": {"gb18030"}, "gb2312": {"gb18030"}, "cp936": {"gb18030"}, "utf8": {"utf-8"}, "ignore": {"skip"}, "fail": {"stop"},
	"closed": {"done"}, "finished": {"done"}, "todo": {"open"},
	// units
	"%": {"percent"}, "$": {"money"}, "€": {"money"}, "£": {"money"}, "¥": {"money"}, "dollars": {"money"}, "euros": {"money"}, "pp": {"points"},
	"#": {"count"}, "pieces": {"count"}, "times": {"x"},
}

// suggest labels d with the word that was probably meant.
func suggest(d *diag.Diagnostic, word string, words []string) {
	const most = 100 // bytes that a slip of the keyboard can have
	if len(word) > most {
		return
	}
	for _, other := range meant[strings.ToLower(word)] {
		if slices.Contains(words, other) {
			d.Labelf("did you mean %q?", other)
			return
		}
	}
	if near := diag.Nearest(word, words); near != "" {
		d.Labelf("did you mean %q?", near)
	}
}

// suggestUnit is suggest for units; a currency is money.
func suggestUnit(d *diag.Diagnostic, word string) {
	if currencyForm.fits(word) {
		d.Labelf("write money, or money %s where it is not that of the scorecard", word)
		return
	}
	suggest(d, word, unit.Names())
}
