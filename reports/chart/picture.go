package chart

import (
	"fmt"

	"kpi/reports/document"
)

// Picture makes the charts the pictures of a document.
func (History) Picture() {}

// Picture makes the charts the pictures of a document.
func (Bridge) Picture() {}

// Picture makes the charts the pictures of a document.
func (Contributions) Picture() {}

// Picture makes the charts the pictures of a document.
func (Ranking) Picture() {}

// Picture makes the charts the pictures of a document.
func (Grid) Picture() {}

// Draw draws a picture of a document in a frame.
func Draw(p document.Picture, f Frame) Drawing {
	switch p := p.(type) {
	case History:
		return Trend(p, f)
	case Bridge:
		return Waterfall(p, f)
	case Contributions:
		return Variance(p, f)
	case Ranking:
		return Pareto(p, f)
	case Grid:
		return Heat(p, f)
	case Scenarios:
		return Compare(p, f)
	}
	panic(fmt.Sprintf("chart: unknown picture %T", p))
}
