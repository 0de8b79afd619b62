// Package xlsx writes a scorecard as a workbook for Excel and its like: numbers
// are numbers, charts are native, and what was computed can be computed again.
package xlsx

import (
	"fmt"
	"io"

	"kpi/engine/scorecard"
	"kpi/reports/document"
)

// Write writes the scorecard as a workbook. The document lends it its head:
// title, dates, message, paper and the time of its making; all rows are the
// scorecard's. A text stays a text whatever it begins with. The same scorecard
// and document give the same bytes. What a workbook cannot hold is an error:
// nothing is left out.
func Write(w io.Writer, s *scorecard.Scorecard, d *document.Document) error {
	b := newBook(s, d)
	b.write()
	b.keep(b.describe())
	if b.err == nil {
		b.keep(b.file.Write(w))
	}
	// Large sheets wait in temporary files.
	b.keep(b.file.Close())
	if b.err != nil {
		return fmt.Errorf("write the workbook: %w", b.err)
	}
	return nil
}

// write fills the sheets in the order of reading; the first ones refer to rows of
// the last ones.
func (b *book) write() {
	if !b.keep(b.tooMany()) {
		return
	}
	data := newData(b)
	targets := newTargets(b)
	writeCard(b, data)
	if b.has(hasCurve) {
		writeCharts(b, data)
	}
	if b.has(isWay) {
		targets.write()
	}
	if b.has(hasOutlook) {
		writeOutlook(b)
	}
	writeChecks(b)
	writeDefinitions(b)
	data.write()
	writeAudit(b, data, targets)
}
