package pdf_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/scorecard"
	"kpi/engine/status"
	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
)

func TestStructureIsWhatAReaderHears(t *testing.T) {
	d := &document.Document{
		Title: "Sales", Entity: "Northwind", Period: "2026-Q3", AsOf: "15 Oct", DataThrough: "14 Oct", State: "final", Message: "One of two KPIs on track",
		Counts: []document.Count{{Status: status.OnTrack, N: 1}, {Status: status.None, N: 1}}, Version: "a81e33d", Classification: "Confidential",
		Sections: []document.Section{
			{Name: "Summary", Plain: true, Blocks: []document.Block{
				&document.Notes{Name: "Note", Sentences: []string{"First.", "Second."}},
				&document.Table{Legend: true, Columns: []document.Column{
					{Kind: document.Marks}, {Name: "KPI", Kind: document.Names}, {Name: "Actual", Kind: document.Numbers},
					{Name: "Attained", Kind: document.Bullets, Max: 1.3}, {Name: "Change", Kind: document.Changes, Max: 0.1},
				}, Groups: []document.Group{{Name: "Growth", Note: "financial", Rows: []document.Row{
					{Cells: []document.Cell{
						document.Mark{Status: status.OnTrack}, document.Text{Main: "Revenue", Sub: "USD"}, document.Text{Main: "48"},
						document.Bullet{Value: 1, Alt: "100% of target"}, document.Change{Text: "+4%", Value: new(0.04), Alt: "+4% on last year"},
					}},
					{Note: "no data", Cells: []document.Cell{
						document.Mark{}, document.Text{Main: "Score"}, document.Text{}, document.Text{Main: "no data"}, document.Change{Text: "n/a", Alt: "no value last year"},
					}},
				}}}},
			}},
			{Name: "Definitions", Blocks: []document.Block{&document.Notes{Name: "Finding", Sentences: []string{"Third."}}}},
		},
	}
	want := `Document
  H1 Sales
  P
    Span Northwind
    Span 2026-Q3
  P As of 15 Oct
  P Data through 14 Oct · final
  P One of two KPIs on track
  P
    Span 1
    Span on track
  P
    Span 1
    Span no status
  Sect
    H2 Notes
    L
      LI
        LBody First.
      LI
        LBody Second.
    Table
      THead
        TR
          TH Column
          TH Column KPI
          TH Column Actual
          TH Column Attained
          TH Column Change
      TBody
        TR
          TH Column
            P Growth
            P financial
        TR
          TD
            Figure on track
          TH Row
            P Revenue
            P USD
          TD 48
          TD
            Figure 100% of target
          TD
            P +4%
            Figure +4% on last year
        TR
          TD
            Figure no status, no data
          TH Row Score
          TD
          TD no data
          TD
            P n/a
  Sect
    H2 Definitions
    H3 Findings
    L
      LI
        LBody Third.
  P Definitions a81e33d · data through 14 Oct · same inputs give the same bytes
  P Confidential
`
	if diff := cmp.Diff(want, pdf.Tree(d)); diff != "" {
		t.Error(diff)
	}
}

// Every text of every cell is read out once, however many pages a table takes.
func TestEveryTextIsReadOutOnce(t *testing.T) {
	for name, s := range map[string]*scorecard.Scorecard{"sales": sample.Sales(), "twenty": sample.Big(20, 7)} {
		d := reports.Compose(s, reports.Options{Pages: reports.AllPages})
		var want []string
		tables := 0
		for _, section := range d.Sections {
			for _, b := range section.Blocks {
				want = append(want, blockTexts(b)...)
				if _, ok := b.(*document.Table); ok {
					tables++
				}
			}
		}
		got := pdf.Tree(d)
		got = unbroken(got[strings.Index(got, "  Sect\n"):])
		for _, text := range want {
			if n, m := strings.Count(got, unbroken(text)), count(want, text); text != "" && n < m {
				t.Errorf("%s: %q is read out %d times, want %d", name, text, n, m)
			}
		}
		if strings.Contains(got, "(continued)") || strings.Contains(got, "Page 2") {
			t.Errorf("%s: what is said once more overleaf is read out", name)
		}
		if n := strings.Count(got, "THead\n"); n != tables {
			t.Errorf("%s: %d tables and %d heads", name, tables, n)
		}
	}
}

// count returns how many texts are the text.
func count(all []string, text string) int {
	n := 0
	for _, s := range all {
		if s == text {
			n++
		}
	}
	return n
}

func TestReadersFindTheTags(t *testing.T) {
	if got := tool(t, sample.Sales(), "pdfinfo", "FILE"); !regexp.MustCompile(`Tagged: +yes`).MatchString(got) {
		t.Errorf("not tagged:\n%s", got)
	}
	got := tool(t, sample.Sales(), "pdfinfo", "-struct-text", "FILE")
	for _, want := range []string{
		"H1 (block)\n    \"Sales scorecard\"", "TH:\n             /Scope /Row\n            P (block)\n              \"Won revenue\"",
		"/Scope /Column\n             /ColSpan 9\n            P (block)\n              \"Grow new business\"",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// A tagged is a tagged file as qpdf shows it.
type tagged struct {
	t       *testing.T
	objects map[string]map[string]any
}

func readTagged(t *testing.T, s *scorecard.Scorecard) tagged {
	return readTaggedDocument(t, reports.Compose(s, reports.Options{Pages: reports.AllPages}))
}

func readTaggedDocument(t *testing.T, d *document.Document) tagged {
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	out := runTool(t, b.Bytes(), "qpdf", "--json", "--json-stream-data=inline", "--decode-level=generalized", "FILE")
	var file struct {
		QPDF []json.RawMessage `json:"qpdf"`
	}
	if err := json.Unmarshal([]byte(out), &file); err != nil || len(file.QPDF) != 2 {
		t.Fatalf("%v in %.200s", err, out)
	}
	f := tagged{t: t}
	if err := json.Unmarshal(file.QPDF[1], &f.objects); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f tagged) dict(ref any) map[string]any {
	o := f.objects[fmt.Sprintf("obj:%v", ref)]
	if stream, ok := o["stream"].(map[string]any); ok {
		return stream
	}
	d, ok := o["value"].(map[string]any)
	if !ok {
		f.t.Fatalf("%v is no dictionary: %v", ref, o)
	}
	return d
}

// pages returns the pages in order.
func (f tagged) pages() []any {
	catalog := f.dict(f.objects["trailer"]["value"].(map[string]any)["/Root"])
	return f.dict(catalog["/Pages"])["/Kids"].([]any)
}

// marks returns how many marks a page has, and whether something is drawn
// outside of all marks.
func (f tagged) marks(page any) (marks int, bare bool) {
	data, err := base64.StdEncoding.DecodeString(f.dict(f.dict(page)["/Contents"])["data"].(string))
	if err != nil {
		f.t.Fatal(err)
	}
	open := false
	for line := range strings.Lines(string(data)) {
		switch words := strings.Fields(line); {
		case len(words) == 0:
		case strings.HasSuffix(line, " BDC\n") || strings.HasSuffix(line, " BMC\n"):
			if open {
				f.t.Errorf("marks inside of marks: %s", line)
			}
			open = true
			if slices.Contains(words, "/MCID") || slices.Contains(words, "<</MCID") {
				marks++
			}
		case words[0] == "EMC":
			open = false
		case slices.Contains(words, "Tj") || slices.Contains([]string{"f", "S", "B"}, words[len(words)-1]):
			bare = bare || !open
		}
	}
	return marks, bare
}

// The tree, the marks and the table that leads from marks to the tree are
// three statements of one thing.
func TestTreeMarksAndParentsAgree(t *testing.T) {
	for name, s := range cards() {
		t.Run(name, func(t *testing.T) {
			f := readTagged(t, s)
			catalog := f.dict(f.objects["trailer"]["value"].(map[string]any)["/Root"])
			root := f.dict(catalog["/StructTreeRoot"])
			nums := f.dict(root["/ParentTree"])["/Nums"].([]any)
			at := map[string]any{} // the element of a page and a mark
			f.walk(at, root["/K"], catalog["/StructTreeRoot"])
			total := 0
			for i, p := range f.pages() {
				marks, bare := f.marks(p)
				if bare {
					t.Errorf("page %d: something is drawn outside of all marks", i+1)
				}
				parents := f.objects[fmt.Sprintf("obj:%v", nums[2*i+1])]["value"].([]any)
				if len(parents) != marks || f.dict(p)["/StructParents"] != nums[2*i] {
					t.Errorf("page %d: %d marks, %d parents", i+1, marks, len(parents))
				}
				for id, parent := range parents {
					if got := at[fmt.Sprint(p, " ", id)]; got != parent {
						t.Errorf("page %d, mark %d: the tree says %v, the table %v", i+1, id, got, parent)
					}
				}
				total += marks
			}
			if total == 0 || len(at) != total {
				t.Errorf("the tree has %d marks, the pages %d", len(at), total)
			}
		})
	}
}

func (f tagged) walk(at map[string]any, self, parent any) {
	e := f.dict(self)
	if e["/P"] != parent {
		f.t.Errorf("%v says that its parent is %v, want %v", self, e["/P"], parent)
	}
	for _, k := range e["/K"].([]any) {
		switch k := k.(type) {
		case float64:
			at[fmt.Sprint(e["/Pg"], " ", k)] = self
		case map[string]any:
			if k["/Type"] == "/OBJR" {
				continue
			}
			at[fmt.Sprint(k["/Pg"], " ", k["/MCID"])] = self
		default:
			f.walk(at, k, self)
		}
	}
}
