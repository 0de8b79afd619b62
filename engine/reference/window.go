package reference

import (
	"fmt"

	"kpi/engine/calendar"
	"kpi/engine/formula"
)

// A window is the frame that a part of a formula is computed in. From the
// outside in, trailing, to_date and whole widen the frame at once; previous and
// last_year wait until an aggregate is reached, and then move what has become
// of it.
type window struct {
	frame calendar.Frame
	moves []func(calendar.Calendar, calendar.Frame) (calendar.Frame, bool)
	names string // of the moves
}

// windows are the functions that change the window of what is inside.
var windows = map[string]func(c calendar.Calendar, w window, n *formula.Window) window{
	"trailing": func(c calendar.Calendar, w window, n *formula.Window) window {
		w.frame = c.Trailing(w.frame, n.N, n.Unit)
		return w
	},
	"to_date": func(c calendar.Calendar, w window, n *formula.Window) window {
		w.frame = c.ToDate(w.frame, n.Unit)
		return w
	},
	"whole": func(c calendar.Calendar, w window, n *formula.Window) window {
		w.frame = c.Whole(w.frame, n.Unit)
		return w
	},
	"previous":  func(_ calendar.Calendar, w window, n *formula.Window) window { return w.previous(n.N) },
	"last_year": func(_ calendar.Calendar, w window, n *formula.Window) window { return w.lastYear(n.N) },
}

func (w window) previous(n int) window {
	return w.moved(fmt.Sprintf("previous %d;", n), func(c calendar.Calendar, f calendar.Frame) (calendar.Frame, bool) { return c.Previous(f, n) })
}

func (w window) lastYear(n int) window {
	return w.moved(fmt.Sprintf("last year %d;", n), func(c calendar.Calendar, f calendar.Frame) (calendar.Frame, bool) { return c.LastYear(f, n) })
}

func (w window) moved(name string, move func(calendar.Calendar, calendar.Frame) (calendar.Frame, bool)) window {
	moves := append([]func(calendar.Calendar, calendar.Frame) (calendar.Frame, bool){}, w.moves...)
	w.moves, w.names = append(moves, move), w.names+name
	return w
}

// read returns the frame that rows are read in. It is false where there is none,
// as last year's week 53.
func (w window) read(c calendar.Calendar) (calendar.Frame, bool) {
	f, ok := w.frame, true
	for _, move := range w.moves {
		if f, ok = move(c, f); !ok {
			return calendar.Frame{}, false
		}
	}
	return f, true
}
