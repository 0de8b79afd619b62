package email

import (
	"fmt"

	"kpi/engine/status"
)

// The inks. Colour is for meaning only. Those of statuses are the report's,
// darkened until words in them stand out from white by 4.5 to 1.
const (
	navy   = "#12304F"
	dark   = "#14253A"
	grey   = "#5C6B7E"
	silver = "#8794A5"
	pale   = "#C3D0DE" // small print on navy
	rule   = "#D9DFE7"
	shade  = "#CBD5E1" // up to the target
	tint   = "#EDF1F5" // beyond it, and behind headings
	bar    = "#1B3A66"
	white  = "#FFFFFF"
	blue   = "#0072B2"
	orange = "#8A5F00"
	red    = "#B84F00"
)

func statusInk(s status.Status) string {
	switch s {
	case status.None:
		return grey
	case status.OnTrack:
		return blue
	case status.AtRisk:
		return orange
	case status.OffTrack:
		return red
	}
	panic(fmt.Sprintf("email: unknown status %q", string(s)))
}
