package xlsx

import (
	"kpi/engine/scorecard"
)

// targets is the sheet of what is to be reached by a day, and from where.
type targets struct {
	*sheet
	columns []column
	rowOf   map[string]int // by KPI
}

// isWay reports whether a KPI is on the way to a target, or has a baseline.
func isWay(k kpi) bool { return k.Pace != nil && k.Pace.Value != nil || k.Target.Baseline != nil }

// wayOf is the pace of a KPI; of one that is judged in every period, the same
// numbers of the reported one.
func wayOf(k kpi) scorecard.Pace {
	if k.Pace != nil && k.Pace.Value != nil {
		return *k.Pace
	}
	return scorecard.Pace{From: k.Target.From, Until: k.Target.Until, Value: k.Target.Value, Baseline: k.Target.Baseline,
		Stretch: k.Target.Stretch, Because: k.Target.Because, Actual: k.Actual.Value}
}

// amountOf is a column of numbers of the way, in the unit of the KPI.
func amountOf(name string, of func(scorecard.Pace) *float64) column {
	return amount(name, plainLook, func(k kpi) *float64 { return of(wayOf(k)) })
}

// dayOf is a column of days of the way.
func dayOf(name string, of func(scorecard.Pace) string) column {
	return column{name: name, cell: func(_ *book, k kpi) cell { return day(of(wayOf(k)), plainLook) }}
}

const (
	soFarName    = "So far"
	targetName   = "Target"
	baselineName = "Baseline"
)

var targetColumns = []column{
	{name: "Status", cell: func(_ *book, k kpi) cell { return mark(k.Status, plainLook) }},
	said("To be reached", 48, aboutLook, func(k kpi) string { return k.Name }),
	worded("Way", quietLook, func(k kpi) string { return string(wayOf(k).Shape) }),
	dayOf("From", func(p scorecard.Pace) string { return p.From }),
	dayOf("Until", func(p scorecard.Pace) string { return p.Until }),
	amountOf(baselineName, func(p scorecard.Pace) *float64 { return p.Baseline }),
	amountOf(targetName, func(p scorecard.Pace) *float64 { return p.Value }),
	amountOf("Stretch", func(p scorecard.Pace) *float64 { return p.Stretch }),
	amountOf(soFarName, func(p scorecard.Pace) *float64 { return p.Actual }),
	dayOf("Through", func(p scorecard.Pace) string { return p.Through }),
	amountOf("Due by then", func(p scorecard.Pace) *float64 { return p.Expected }),
	rate("Pace", func(k kpi) *float64 { return wayOf(k).Ratio }),
	amountOf("Projected", func(p scorecard.Pace) *float64 { return p.Projection }),
	amountOf("Left", func(p scorecard.Pace) *float64 { return p.Left }),
	{name: "Needed", cell: func(_ *book, k kpi) cell { return needed(k) }},
	worded("a", quietLook, func(k kpi) string { return string(wayOf(k).Grain) }),
	worded("Note", noteLook, func(k kpi) string { return wayOf(k).Reason.Words() }).wide(30),
	said("Because", 40, proseLook, func(k kpi) string { return wayOf(k).Because }),
}

// needed is the rate of what is left.
func needed(k kpi) cell {
	v := finite(wayOf(k).PerPeriod)
	if v == nil {
		return cell{look: plainLook}
	}
	u := k.Unit.Rate()
	return number(v, plainLook.formatted(numberFormat(u, decimalsFor(u, *v))))
}

func newTargets(b *book) *targets {
	var on []kpi
	for _, k := range b.kpis {
		if isWay(k) {
			on = append(on, k)
		}
	}
	t := &targets{sheet: &sheet{book: b, name: b.in.Label(targetsName)}, columns: b.used(targetColumns, on), rowOf: map[string]int{}}
	t.title("Targets that are to be reached by a day")
	t.headed(t.columns)
	for _, k := range on {
		t.rowOf[k.ID] = t.kpi(t.columns, k)
	}
	return t
}

func (t *targets) write() {
	t.open()
	t.stream()
}

// one refers to a number of the way of a KPI.
func (t *targets) one(k kpi, name string) string {
	return t.name + "!" + cellName(placeOf(name, t.columns), t.rowOf[k.ID])
}
