package html

import "kpi/reports/chart"

// The widths of the printable ASCII letters of Helvetica, in thousandths of the
// size: of the regular and of the bold weight. Arial's are the same, and those of
// other fonts of the list in page.css are near them.
var (
	regular = [...]int{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584,
		584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
		278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
		500, 334, 260, 334, 584,
	}
	bold = [...]int{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584,
		584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333,
		278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556,
		500, 389, 280, 389, 584,
	}
)

// measure takes the letters for those of Helvetica: nobody knows the fonts of the
// reader. The browser is told the widths, so that a text has the room that was
// measured for it. Letters that are not in the tables are as wide as a figure, and
// Chinese, Japanese and Korean ones nearly as wide as they are high.
func measure(text string, f chart.Font) float64 {
	sum := 0
	for _, r := range chart.Runs(text) {
		for _, c := range r.Text {
			sum += advance(c, r.CJK, f.Strong)
		}
	}
	return float64(sum) * f.Size / 1000
}

func advance(c rune, cjk, strong bool) int {
	switch {
	case cjk:
		return 940
	case c == '…' || c == '—' || c == '→':
		return 1000
	case c == '·':
		return 278
	case c < ' ' || c > '~':
		return 570
	case strong:
		return bold[c-' ']
	}
	return regular[c-' ']
}
