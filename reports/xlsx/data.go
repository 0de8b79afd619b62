package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"kpi/engine/scorecard"
	"kpi/engine/status"
)

// A fact is a row of the data: a KPI or a member of it in one period.
type fact struct {
	*kpi
	at        scorecard.Period
	unit      string // it and the period in the language of the reader
	period    string
	dimension string
	member    string
	measured  scorecard.Measured
	target    [3]*float64 // value, low and high
	attained  *float64
	lastYear  *float64
	reported  bool // it is the row of the reported period, and judged
	status    status.Status
	reason    status.Reason
}

// A dataColumn is a column of the data.
type dataColumn struct {
	name string
	cell func(fact) cell
}

// dataColumns are the columns in order. New ones go to the end, so that
// references from other workbooks stay true.
var dataColumns = []dataColumn{
	{"kpi", func(f fact) cell { return text(f.ID, look{}) }},
	{"name", func(f fact) cell { return text(f.Name, look{}) }},
	{"unit", func(f fact) cell { return text(f.unit, look{}) }},
	{"period", func(f fact) cell { return text(f.period, look{}) }},
	{"start", func(f fact) cell { return day(f.at.Start, look{}) }},
	{"last", func(f fact) cell { return day(f.at.Last, look{}) }},
	{"complete", func(f fact) cell { return label(yes(f.at.Complete), look{}) }},
	{"reported", func(f fact) cell { return label(yes(f.reported), look{}) }},
	{"dimension", func(f fact) cell { return text(f.dimension, look{}) }},
	{"member", func(f fact) cell { return text(f.member, look{}) }},
	{"actual", func(f fact) cell { return number(f.measured.Value, look{format: f.format}) }},
	{"target", func(f fact) cell { return number(f.target[0], look{format: f.format}) }},
	{"target_low", func(f fact) cell { return number(f.target[1], look{format: f.format}) }},
	{"target_high", func(f fact) cell { return number(f.target[2], look{format: f.format}) }},
	{"attained", func(f fact) cell { return number(f.attained, look{format: attainedFormat(f.attained)}) }},
	{"numerator", func(f fact) cell { return part(f.measured.Numerator, look{}) }},
	{"denominator", func(f fact) cell { return part(f.measured.Denominator, look{}) }},
	{"n", rowsOf},
	{"last_year", func(f fact) cell { return number(f.lastYear, look{format: f.format}) }},
	{"reason", func(f fact) cell { return label(reasonWords(f.reason, f.measured.Reason), look{}) }},
	{"status", statusOf},
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

func rowsOf(f fact) cell {
	if f.measured.N == nil {
		return cell{}
	}
	return count(*f.measured.N, look{})
}

// statusOf is empty for the history, which was not judged.
func statusOf(f fact) cell {
	if !f.reported {
		return cell{}
	}
	return label(f.status.Word(), look{ink: statusInk(f.status)})
}

// data is the sheet of all numbers, a long table. Other sheets refer to its rows.
type data struct {
	*sheet
	facts  []fact
	places []place // of each KPI
}

// A place is where the rows of a KPI stand.
type place struct {
	first, last int // of the series; 0 is no series
	reported    int
}

// mostRows is how many rows a sheet has.
const mostRows = 1_048_576

func newData(b *book) *data {
	d := &data{sheet: &sheet{book: b, name: dataName, table: dataName}}
	var names []string
	for _, c := range dataColumns {
		names = append(names, c.name)
	}
	d.heads(names...)
	for i := range b.kpis {
		d.places = append(d.places, d.put(&b.kpis[i]))
	}
	d.rest, d.restAt = len(d.facts), d.cells
	return d
}

// tooMany counts the rows that the data would have at most, before there are any.
func (b *book) tooMany() error {
	rows := 1
	for _, k := range b.kpis {
		rows += len(k.Series) + 1
		for _, breakdown := range k.Breakdowns {
			for _, m := range breakdown.Members {
				rows += len(m.Series) + 1
			}
		}
	}
	if rows > mostRows {
		return fmt.Errorf("the data have %d rows, and a sheet has %d; break down by fewer dimensions, or use CSV", rows, mostRows)
	}
	return nil
}

// put adds the rows of a KPI: its series, the reported period where it is not the
// last of it, and the members.
func (d *data) put(k *kpi) place {
	p := place{}
	own := fact{kpi: k, at: k.Period, measured: k.Actual, target: targetOf(k.Target), attained: k.Attainment,
		lastYear: k.LastYear.Value, reported: true, status: k.Status, reason: k.Reason}
	for i, point := range k.Series {
		row := fact{kpi: k, at: point.Period, measured: point.Measured, target: [3]*float64{point.Target}}
		isOwn := i == len(k.Series)-1 && point.Period.Label == k.Period.Label
		if isOwn {
			row = own
		}
		p.last = d.fact(row)
		if p.first == 0 {
			p.first = p.last
		}
		if isOwn {
			p.reported = p.last
		}
	}
	if p.reported == 0 {
		p.reported = d.fact(own)
	}
	for _, breakdown := range k.Breakdowns {
		for _, m := range breakdown.Members {
			d.member(k, breakdown, m)
		}
	}
	return p
}

func targetOf(t scorecard.Target) [3]*float64 { return [3]*float64{t.Value, t.Low, t.High} }

// member adds the rows of a member: its history where there is one, and the
// reported period.
func (d *data) member(k *kpi, b scorecard.Breakdown, m scorecard.Member) {
	name := m.Name
	if m.Others > 0 {
		name = d.in.Say("(others, %d)", m.Others)
	}
	for _, point := range m.Series {
		if point.Period.Label != k.Period.Label {
			d.fact(fact{kpi: k, at: point.Period, dimension: b.Dimension, member: name,
				measured: point.Measured, target: [3]*float64{point.Target}})
		}
	}
	d.fact(fact{kpi: k, at: k.Period, dimension: b.Dimension, member: name, measured: m.Actual, target: targetOf(m.Target), attained: m.Attainment,
		lastYear: m.LastYear.Value, reported: true, status: m.Status, reason: m.Reason})
}

// fact adds a row and returns its number.
func (d *data) fact(f fact) int {
	f.unit, f.period = d.in.Unit(f.Unit.String()), d.in.Period(f.at.Label)
	d.facts = append(d.facts, f)
	return len(d.facts) + len(d.rows)
}

func (d *data) cells(n int) []cell {
	row := make([]cell, len(dataColumns))
	for i, c := range dataColumns {
		row[i] = c.cell(d.facts[n])
	}
	return row
}

func (d *data) write() {
	d.open()
	d.stream()
}

// letterOf is the letter of a column of the data.
func letterOf(name string) string {
	for i, c := range dataColumns {
		if c.name == name {
			letter, err := excelize.ColumnNumberToName(i + 1)
			if err == nil {
				return letter
			}
		}
	}
	panic(fmt.Sprintf("xlsx: the data have no column %q", name))
}

// series refers to the series of the KPI with that number.
func (d *data) series(n int, name string) string {
	p := d.places[n]
	return span(name, p.first, p.last)
}

// span refers to rows of one column of the data.
func span(name string, first, last int) string {
	letter := letterOf(name)
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", dataName, letter, first, letter, last)
}

// one refers to a cell of the data.
func one(name string, row int) string { return fmt.Sprintf("%s!$%s$%d", dataName, letterOf(name), row) }
