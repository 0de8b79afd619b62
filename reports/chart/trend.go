package chart

import "math"

// A History is a KPI from period to period, with what it is read against.
type History struct {
	Name    string // of the KPI
	Alt     string // the picture in words; "" has it made from the numbers
	Periods []Period
	Notes   []Note
	Format  Format // of values beside the lines
	Tick    Format // of the axis; nil is Format
	// Least and Most are what no value can pass, as 0 for counts: limits and
	// forecasts are drawn no further.
	Least, Most *float64
}

// A Period is a stretch of time with what is known of it. Nil is not known.
type Period struct {
	Time
	Value    *float64
	Partial  bool // the period is not over: its value is hollow
	Signal   bool // the value is more than chance, and gets a ring
	Target   *float64
	Limits   *Limits
	Forecast *Forecast
}

// Limits are the natural limits of one period: where values lie while nothing
// changes. They differ from period to period where there is a season.
type Limits struct{ Lower, Mean, Upper float64 }

// A Forecast is what is expected of a period.
type Forecast struct {
	Value float64
	Bands []Band // of which the three narrowest are drawn
}

// A Band holds the value with the chance Level, as 0.95.
type Band struct{ Level, Low, High float64 }

// A Note explains a period. Notes are numbered from 1 in the order of the list.
type Note struct {
	At     int  // index of the period
	Target bool // it is about the target, not about the value
	Title  string
	Body   string // at most two lines of it are drawn
}

// Trend draws a history of up to some sixty periods: the values as a line with
// gaps left open, the target dashed, natural limits as a band, signals ringed,
// the forecast as a fan, and notes with leaders. Where the notes have no room
// beside the line, the axis is made longer; where that is not enough, they are
// listed below it.
func Trend(h History, f Frame) Drawing {
	h = h.clean()
	f = f.atLeast()
	f.Height = max(f.Height, 6*f.Size)
	var t *trend
	for _, r := range []room{{}, {margin: 1}, {list: true}} {
		t = newTrend(h, f, r)
		if t.draw() {
			break
		}
	}
	d := t.Drawing
	d.Name, d.Alt = h.Name, h.Alt
	if d.Alt == "" {
		d.Alt = h.words(f.in())
	}
	return d
}

// clean drops what cannot be drawn and cuts limits and forecasts to possible
// values.
func (h History) clean() History {
	periods := make([]Period, len(h.Periods))
	for i, p := range h.Periods {
		p.Value, p.Target = number(p.Value), number(p.Target)
		p.Limits, p.Forecast = h.possibleLimits(p.Limits), h.possibleForecast(p.Forecast)
		p.Time = p.Time.tidy()
		periods[i] = p
	}
	h.Periods = periods
	if h.Tick == nil {
		h.Tick = h.Format
	}
	return h
}

func (h History) possible(v float64) float64 {
	if h.Least != nil {
		v = max(v, *h.Least)
	}
	if h.Most != nil {
		v = min(v, *h.Most)
	}
	return v
}

func (h History) possibleLimits(l *Limits) *Limits {
	if l == nil || number(&l.Lower) == nil || number(&l.Mean) == nil || number(&l.Upper) == nil {
		return nil
	}
	return &Limits{h.possible(l.Lower), l.Mean, h.possible(l.Upper)}
}

func (h History) possibleForecast(f *Forecast) *Forecast {
	if f == nil || number(&f.Value) == nil {
		return nil
	}
	out := &Forecast{Value: h.possible(f.Value)}
	for _, b := range f.Bands {
		if number(&b.Low) != nil && number(&b.High) != nil {
			out.Bands = append(out.Bands, Band{b.Level, h.possible(b.Low), h.possible(b.High)})
		}
	}
	return out
}

// A room says what is given to the notes.
type room struct {
	margin int  // steps of the axis above and below the lines
	list   bool // a list below the axis
}

// A trend is a history on its way to a drawing.
type trend struct {
	*sheet
	History
	plot box
	axis valueAxis
	time timeAxis
	room room
	list noteList   // of no rows where the notes stand in the plot
	ends []endLabel // to the right of the plot
	// No label crosses a hard line, and it had better not cross a soft one.
	hard, soft []segment
	leaders    []segment
}

// newTrend finds the place of the plot between its labels.
func newTrend(h History, f Frame, r room) *trend {
	t := &trend{sheet: newSheet(f, f.Height), History: h, room: r}
	t.ends = t.endLabels()
	if r.list {
		t.list = t.listed()
	}
	times := make([]Time, len(h.Periods))
	for i, p := range h.Periods {
		times[i] = p.Time
	}
	t.time = timeAxis{times: times, x: t.x, frame: f}
	t.plot = box{left: 0, top: 0.75 * f.Size, right: f.Width, bottom: t.Height - t.time.height() - tickLength - t.listHeight()}
	t.plot.right -= t.endWidth()
	t.plot.bottom = max(t.plot.bottom, t.plot.top)
	t.setAxis()
	t.plot.left = min(t.tickWidth(), t.plot.right)
	return t
}

const tickLength = 3.0

// setAxis chooses about one tick for four lines of text.
func (t *trend) setAxis() {
	most := int((t.plot.bottom - t.plot.top) / (4 * t.frame.Size))
	low, high := t.extent()
	if low > high {
		return
	}
	t.axis = roundAxis(low, high, ruler{steps: decimal, most: min(max(most, 1), 7), margin: t.room.margin, format: t.Tick})
	t.axis.from, t.axis.to = t.plot.bottom, t.plot.top
}

// extent returns the least and the greatest number to draw; low > high is none.
// Bands of a forecast may double the height at most: wide ones must not press the
// values flat.
func (t *trend) extent() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range t.Periods {
		for _, v := range p.numbers() {
			low, high = min(low, v), max(high, v)
		}
	}
	least, most := low, high
	for _, p := range t.Periods {
		if p.Forecast == nil {
			continue
		}
		for _, b := range p.Forecast.drawn() {
			least, most = min(least, b.Low), max(most, b.High)
		}
	}
	span := high/2 - low/2 // half of it
	if span > 0 {
		least, most = max(least, low-span), min(most, high+span)
	}
	return fromZero(limited(least), limited(most))
}

// fromZero begins at zero where that costs a quarter of the height at most.
func fromZero(low, high float64) (float64, float64) {
	if low > 0 && low < high/4 {
		return 0, high
	}
	if high < 0 && high > low/4 {
		return low, 0
	}
	return low, high
}

// numbers are those that the axis must hold.
func (p Period) numbers() []float64 {
	var out []float64
	for _, v := range []*float64{p.Value, p.Target} {
		if v != nil {
			out = append(out, *v)
		}
	}
	if p.Limits != nil {
		out = append(out, p.Limits.Lower, p.Limits.Mean, p.Limits.Upper)
	}
	if p.Forecast != nil {
		out = append(out, p.Forecast.Value)
	}
	return out
}

func (t *trend) tickWidth() float64 {
	widest := 0.0
	for _, k := range t.axis.ticks {
		widest = max(widest, t.frame.width(t.frame.small(k.text)))
	}
	return widest + 0.8*t.frame.Size
}

// x returns the middle of a period, which may lie between two of them.
func (t *trend) x(i int) float64 { return t.between(float64(i)) }

func (t *trend) between(i float64) float64 {
	last := float64(len(t.Periods) - 1)
	if last < 1 {
		return (t.plot.left + t.plot.right) / 2
	}
	return t.plot.left + (t.plot.right-t.plot.left)*min(max(i, 0), last)/last
}

// edges are the beginning and the end of a period; the first and the last one are
// cut in half at the ends of the plot, a lone one fills it.
func (t *trend) edges(i int) (left, right float64) {
	if len(t.Periods) == 1 {
		return t.plot.left, t.plot.right
	}
	return t.between(float64(i) - 0.5), t.between(float64(i) + 0.5)
}

func (t *trend) at(i int, v float64) Point { return Point{t.x(i), t.axis.within(v)} }
