package chart_test

import "kpi/reports/chart"

// The widths of the printable ASCII letters of Source Sans 3, in thousandths of
// the size: of the regular and of the semibold weight.
var (
	regular = []int{200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425,
		847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500,
		542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303, 241, 303, 497}
	semibold = []int{200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513, 513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444,
		875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745, 657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500,
		549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513}
)

// measure knows the letters of Source Sans 3, takes full-width ones for as wide
// as they are high, and others for as wide as a figure.
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
	table, other := regular, 497
	if strong {
		table, other = semibold, 513
	}
	switch {
	case c >= ' ' && c <= '~':
		return table[c-' ']
	case cjk:
		return 940
	case c == '…':
		return 960
	}
	return other
}
