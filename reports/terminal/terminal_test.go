package terminal

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"kpi/engine/status"
	"kpi/reports/document"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"Win rate", 8, "Win rate"}, {"Win rates", 8, "Win rat…"}, {"赢单率高于目标", 8, "赢单率…"}, {"赢单率", 6, "赢单率"},
	} {
		if got := cut(c.text, c.most); got != c.want || document.Width(got) > c.most {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func document1(name string) *document.Document {
	return &document.Document{Title: name, Message: name, Sections: []document.Section{{Name: name, Blocks: []document.Block{
		&document.Table{
			Columns: []document.Column{{Kind: document.Marks}, {Name: "KPI", Kind: document.Names}, {Name: "Actual", Kind: document.Numbers}},
			Groups: []document.Group{{Name: name, Note: name, Rows: []document.Row{
				{Cells: []document.Cell{document.Mark{Status: status.OffTrack}, document.Text{Main: name}, document.Text{Main: "1"}}, Note: name},
				{Cells: []document.Cell{document.Mark{}, document.Text{Main: "Churn"}, document.Text{Main: "22"}}},
			}}},
		},
		&document.Notes{Sentences: []string{name}},
	}}}}
}

func TestNumbersLineUpBehindChineseNames(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, document1("赢单率"), false); err != nil {
		t.Fatal(err)
	}
	var ends []int
	for line := range strings.Lines(b.String()) {
		for _, number := range []string{" 1 ", "22"} {
			if i := strings.Index(line, number); i > 0 {
				ends = append(ends, document.Width(line[:i])+len(strings.TrimRight(number, " ")))
			}
		}
	}
	if len(ends) != 2 || ends[0] != ends[1] {
		t.Errorf("numbers end at %v:\n%s", ends, b.String())
	}
}

// A name in the data must not command the reader's terminal.
func TestTextCarriesNoEscapes(t *testing.T) {
	evil := "\x1b]0;owned\x07\x1b[2J\u202Ename\r\nnext"
	var b bytes.Buffer
	if err := Write(&b, document1(evil), false); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\x07\r\u202E") {
		t.Errorf("got %q", b.String())
	}
	if err := Write(&b, document1("plain"), true); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\x1b[31m◆ off track\x1b[0m") {
		t.Errorf("no colour in %q", b.String())
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestBrokenPipeIsAnError(t *testing.T) {
	err := Write(brokenWriter{}, document1("Win rate"), false)
	if err == nil || err.Error() != "write the table: broken pipe" {
		t.Errorf("got %v", err)
	}
}

func TestProseGoesOnBelow(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"at its spaces", "one two three", "one two\nthree"},
		{"inside of a word that is longer", "abcdefghijk l", "abcdefgh\nijk l"},
		{"between letters of double width", "销售额高于计划", "销售额高\n于计划"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := wrap(c.text, 8); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
