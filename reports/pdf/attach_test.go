package pdf_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
)

func attachments() []document.Attachment {
	return []document.Attachment{
		{Name: "数据.csv", MIME: "text/csv", Description: "A line per KPI", Data: []byte("kpi,actual\nrevenue,48\n")},
		{Name: "scorecard.json", MIME: "application/json", Description: "Everything that was measured", Data: bytes.Repeat([]byte(`{"kpi": "revenue"}`), 5000)},
		{Name: "empty (1).txt", Data: nil},
		{Name: "kpis.yaml", MIME: "application/yaml", Data: []byte("version: 1\n")},
	}
}

func TestAttachmentsComeBackAsTheyWere(t *testing.T) {
	file := write(t, sample.Small(), reports.Options{Attachments: attachments()})
	if _, err := exec.LookPath("pdfdetach"); err != nil {
		t.Skip("pdfdetach is not installed (Debian: apt-get install poppler-utils)")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdfdetach", "-enc", "UTF-8", "-saveall", "-o", dir, path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, a := range attachments() {
		got, err := os.ReadFile(filepath.Join(dir, a.Name))
		if err != nil || !bytes.Equal(got, a.Data) {
			t.Errorf("%s: got %d bytes and %v, want %d", a.Name, len(got), err, len(a.Data))
		}
	}
}

func TestAttachmentsSayWhatTheyAre(t *testing.T) {
	file := write(t, sample.Small(), reports.Options{Attachments: attachments()})
	if got := runTool(t, file, "qpdf", "--check", "FILE"); !strings.Contains(got, "No syntax or stream encoding errors") {
		t.Error(got)
	}
	got := runTool(t, file, "qpdf", "--list-attachments", "--verbose", "FILE")
	for _, want := range []string{"scorecard.json", "mime type: application/json", "mime type: text/csv", "description: Everything that was measured",
		"creation date", "checksum"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	got = runTool(t, file, "qpdf", "--json", "--json-stream-data=none", "FILE")
	if n := strings.Count(got, `"/AFRelationship": "/Data"`); n != 4 || !strings.Contains(got, `"/AF": [`) {
		t.Errorf("%d files are told to be data of the document, want 4", n)
	}
}

func TestAttachmentsLeaveTheOutlineWhereItWas(t *testing.T) {
	const key = "--json-key=outlines"
	without := tool(t, sample.Sales(), "qpdf", "--json", key, "FILE")
	with := runTool(t, write(t, sample.Sales(), reports.Options{Attachments: attachments()}), "qpdf", "--json", key, "FILE")
	if got, want := strings.Count(with, `"destpageposfrom1": 2`), strings.Count(without, `"destpageposfrom1": 2`); got != want || want == 0 {
		t.Errorf("got %d headings on page 2, want %d", got, want)
	}
}

func TestAttachmentsAreTheSameEveryTime(t *testing.T) {
	o := reports.Options{Attachments: attachments()}
	if !bytes.Equal(write(t, sample.Small(), o), write(t, sample.Small(), o)) {
		t.Error("two runs differ")
	}
}

func TestAttachmentsAreNamedAsFilesAre(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{""}, `"" is no name of a file to attach`},
		{[]string{"a.csv", "../b.csv"}, `"../b.csv" is no name of a file to attach`},
		{[]string{"c:\\b.csv"}, `"c:\\b.csv" is no name of a file to attach`},
		{[]string{"a\x00"}, `"a\x00" is no name of a file to attach`},
		{[]string{"a.csv", "b.csv", "a.csv"}, `two files to attach are named "a.csv"`},
	} {
		d := reports.Compose(sample.Small(), reports.Options{})
		for _, n := range c.names {
			d.Attachments = append(d.Attachments, document.Attachment{Name: n})
		}
		if _, err := pdf.Write(&bytes.Buffer{}, d); err == nil || err.Error() != c.want {
			t.Errorf("%q: got %v, want %s", c.names, err, c.want)
		}
	}
}
