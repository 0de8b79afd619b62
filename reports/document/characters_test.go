package document_test

import (
	"math"
	"testing"

	"kpi/engine/status"
	"kpi/reports/document"
)

func TestLineHoldsNoCommands(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Win rate": "Win rate", " two\r\n\tlines ": "two lines", "\x1b[31mred\x07": "[31mred",
		"\u202Eover\u200Bridden": "overridden", "赢单率": "赢单率", "bad\xffbyte": "badbyte",
	} {
		if got := document.Line(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "Win rate": 8, "赢单率": 6, "ａ": 2, "e\u0301": 1, "● on": 4, "−1.8": 4, "한글": 4, "😀": 2,
	} {
		if got := document.Width(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestMarksDifferInShapeAndWord(t *testing.T) {
	for s, want := range map[status.Status]string{
		status.None: "○ no status", status.OnTrack: "● on track", status.AtRisk: "▲ at risk", status.OffTrack: "◆ off track",
	} {
		if got := (document.Mark{Status: s}).Text(); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestBlocks(t *testing.T) {
	gap := math.NaN()
	for _, c := range []struct {
		name   string
		points []float64
		want   string
	}{
		{"no point", nil, ""},
		{"one value is no series", []float64{3}, ""},
		{"one value among gaps", []float64{gap, 3, gap}, ""},
		{"up", []float64{0, 1, 2, 3, 4, 5}, "▁▂▃▅▆▇"},
		{"down over a gap, below zero", []float64{-1, gap, -6}, "▇·▁"},
		{"level", []float64{7, 7, 7}, "▅▅▅"},
		{"the largest numbers", []float64{-math.MaxFloat64, 0, math.MaxFloat64}, "▁▅▇"},
	} {
		var s document.Spark
		for _, v := range c.points {
			p := document.SparkPoint{}
			if !math.IsNaN(v) {
				p.Value = &v
			}
			s.Points = append(s.Points, p)
		}
		if got := s.Blocks(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
