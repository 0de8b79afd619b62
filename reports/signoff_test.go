package reports_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
)

// Whoever has the JSON can tell whether it holds what was signed.
func TestSignatureNamesTheNumbers(t *testing.T) {
	s := sample.Sales()
	sections := reports.Compose(s, reports.Options{Pages: reports.AllPages}).Sections
	lines := sections[len(sections)-1].Blocks[0].(*document.Lines)
	var b bytes.Buffer
	if err := reports.Write(&b, s, reports.Options{}, "json"); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("SHA-256 %x ", sha256.Sum256(b.Bytes())); !strings.Contains(lines.Note, want) {
		t.Errorf("no %q in %q", want, lines.Note)
	}
	if want := "Definitions: SHA-256 " + s.Version; !strings.Contains(lines.Note, want) {
		t.Errorf("no %q in %q", want, lines.Note)
	}
}

func TestWhoSignsIsSaidByTheHouse(t *testing.T) {
	sections := reports.Compose(sample.Small(), reports.Options{SignOff: []string{"Seen by the board"}}).Sections
	lines, ok := sections[len(sections)-1].Blocks[0].(*document.Lines)
	if !ok || len(lines.Rows) != 1 || lines.Rows[0] != "Seen by the board" {
		t.Errorf("the last section is %+v", sections[len(sections)-1])
	}
}

func TestOnlyReportsWithPagesForKPIsAreSigned(t *testing.T) {
	for _, c := range []struct {
		pages []reports.Page
		want  bool
	}{{nil, false}, {reports.AllPages, true}} {
		sections := reports.Compose(sample.Small(), reports.Options{Pages: c.pages}).Sections
		if got := sections[len(sections)-1].Name == "Sign-off"; got != c.want {
			t.Errorf("with the pages %v: the last section is %q", c.pages, sections[len(sections)-1].Name)
		}
	}
}
