package load

import (
	"path/filepath"
	"strings"

	"kpi/engine/diag"
)

// A kind is a way to read rows, chosen by the ending of the file.
type kind struct {
	name    string
	endings []string
	takes   string // the options that it has a use for
	open    func(in input) origin
}

// kinds lists the formats; a further one is a file and a line here.
var kinds = []*kind{
	{"delimited text", []string{".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"}, "delimiter encoding format", newDelimited},
	{"JSON", []string{".json", ".json.gz"}, "encoding records format", newJSON},
	{"NDJSON", []string{".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz"}, "encoding format", newNDJSON},
	{"XLSX", []string{".xlsx", ".xlsm"}, "sheet format", newWorkbook},
	{"Parquet", []string{".parquet"}, "", newParquet},
}

var queryKind = &kind{name: "query", open: newQuery}

// kindOf returns the one format of the files, or nil after saying why there
// is none.
func (l *loader) kindOf(w wanted, files []file) *kind {
	var first *kind
	for i, f := range files {
		k := kindOfName(f.name)
		if k == nil {
			l.unknownFormat(w.place, f.name)
			return nil
		}
		if i > 0 && k != first {
			l.list.Errorf(w.place, "mixed-formats", "%q is %s and %q is %s: a source reads files of one format",
				files[0].name, first.name, f.name, k.name)
			return nil
		}
		first = k
	}
	return first
}

func (l *loader) unknownFormat(at diag.Range, name string) {
	d := l.list.Errorf(at, "unknown-format", "%q is in a format that is not read", name)
	if old := strings.ToLower(filepath.Ext(name)); old == ".xls" || old == ".xlsb" || old == ".ods" {
		d.Notef("save it as .xlsx, or as CSV")
	}
	d.Notef("read are %s", strings.Join(endings(), ", "))
}

func kindOfName(name string) *kind {
	base := strings.ToLower(filepath.Base(name))
	for _, k := range kinds {
		for _, ending := range k.endings {
			if strings.HasSuffix(base, ending) {
				return k
			}
		}
	}
	return nil
}

func endings() []string {
	var list []string
	for _, k := range kinds {
		list = append(list, k.endings...)
	}
	return list
}
