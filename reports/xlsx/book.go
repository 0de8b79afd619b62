package xlsx

import (
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"kpi/engine/scorecard"
	"kpi/reports/document"
	"kpi/reports/locale"
)

// The sheets. Their names are ours: no name of the data can be too long for one,
// or hold letters that none may have. That of the data, which formulas read, is the
// same in every language.
const (
	cardName        = "Scorecard"
	chartsName      = "Charts"
	targetsName     = "Targets"
	outlookName     = "Outlook"
	checksName      = "Checks"
	definitionsName = "Definitions"
	dataName        = "Data"
	auditName       = "Audit"
)

// A book is a workbook on its way.
type book struct {
	file   *excelize.File
	card   *scorecard.Scorecard
	doc    *document.Document
	in     *locale.Locale
	kpis   []kpi
	styles map[look]int
	err    error // the first one; what comes after it does not matter
}

// A kpi is a result with what all sheets need of it.
type kpi struct {
	scorecard.Result
	section scorecard.Section
	format  string // of its numbers
}

func newBook(s *scorecard.Scorecard, d *document.Document) *book {
	b := &book{file: excelize.NewFile(), card: s, doc: d, in: locale.Of(d.Language), styles: map[look]int{}}
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newArchive(w) })
	for _, section := range s.Sections {
		for _, r := range section.Results {
			b.kpis = append(b.kpis, kpi{r, section, formatOf(r)})
		}
	}
	return b
}

// keep keeps the first error, and reports whether there is none.
func (b *book) keep(err error) bool {
	if b.err == nil {
		b.err = err
	}
	return b.err == nil
}

// describe says in the properties of the file what it is. Its times are those
// of the document.
func (b *book) describe() error {
	created := b.doc.Created.UTC().Format(time.RFC3339)
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "kpi", Company: document.Line(b.doc.Entity)}); err != nil {
		return err
	}
	return b.file.SetDocProps(&excelize.DocProperties{
		Title: document.Line(b.doc.Title), Subject: document.Line(b.doc.Period), Description: document.Line(b.doc.Message),
		Creator: "kpi", LastModifiedBy: "kpi", Category: document.Line(b.doc.Classification), Version: document.Line(b.doc.Version),
		Language: b.doc.Language, Created: created, Modified: created,
	})
}

// has reports whether a sheet has a KPI to show.
func (b *book) has(shown func(kpi) bool) bool { return slices.ContainsFunc(b.kpis, shown) }

// hasCurve reports whether a KPI has a series to draw.
func hasCurve(k kpi) bool {
	n := 0
	for _, p := range k.Series {
		if finite(p.Value) != nil {
			n++
		}
	}
	return n > 1
}
