package query

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"kpi/engine/calendar"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/series"
)

// places are a stretch of the ranking, both ends inside; the zero places are
// none.
type places struct{ first, last int }

func (p places) count() int {
	if p.last == 0 {
		return 0
	}
	return p.last - p.first + 1
}

// Decode takes one row of the statement's result.
func (b *Batch) Decode(values []any) error {
	switch {
	case b.Strategy.combines():
		return b.decodeAtom(values)
	case b.Strategy == Distinct:
		return b.decodeMasks(values)
	}
	return b.decodeWindow(values)
}

func (b *Batch) decodeAtom(values []any) error {
	set, err := integer(values[0])
	if err != nil {
		return err
	}
	day, ok := values[1].(time.Time)
	if !ok {
		return fmt.Errorf("the database gave %T for a date", values[1])
	}
	row := series.Row{Start: calendar.DateOf(day)}
	rest := values[2:]
	group := series.Group{}
	if len(b.Dimensions) > 0 {
		rest = values[6:]
		if d := b.dimensionOfSet(set); d != nil {
			if group, err = b.placedGroup(d, values); err != nil {
				return err
			}
		}
	}
	row.Values, err = b.numbers(rest)
	b.result.Groups[group] = append(b.result.Groups[group], row)
	return err
}

// placedGroup reads the member of a row and its place.
func (b *Batch) placedGroup(d *plan.Dimension, values []any) (series.Group, error) {
	folded, _ := values[3].(bool)
	first, err := integer(values[4])
	if err != nil {
		return series.Group{}, err
	}
	last, err := integer(values[5])
	if err != nil {
		return series.Group{}, err
	}
	m := b.member(d, values[2], folded)
	if folded {
		b.fold(d.ID, first, last)
	} else {
		b.found[d.ID][m] = first
	}
	return series.Group{Dimension: d.ID, Member: m}, nil
}

// fold takes note of folded members by their places in the ranking.
func (b *Batch) fold(dimension string, first, last int) {
	have, ok := b.folded[dimension]
	if !ok {
		have = places{first, last}
	}
	b.folded[dimension] = places{min(have.first, first), max(have.last, last)}
}

// decodeWindow reads the numbers of a group in a window: the grouping, the
// window, the member of an Each where there is one, each dimension, the parts.
func (b *Batch) decodeWindow(values []any) error {
	set, err := integer(values[0])
	if err != nil {
		return err
	}
	w, err := integer(values[1])
	if err != nil {
		return err
	}
	row, rest := series.Row{Frame: b.Frames[w]}, values[2:]
	of := ""
	if b.each > 0 {
		of, _ = rest[0].(string)
		rest = rest[1:]
	}
	group := b.groupOf(set, rest)
	if row.Values, err = b.numbers(rest[2*len(b.Dimensions):]); err != nil {
		return err
	}
	if b.each == 0 {
		b.result.Groups[group] = append(b.result.Groups[group], row)
		return nil
	}
	group.Each = b.each
	key := series.EachKey{Frame: row.Frame, Group: group}
	if b.result.Each[key] == nil {
		b.result.Each[key] = map[string]series.Row{}
	}
	b.result.Each[key][of] = row
	return nil
}

// groupOf reads which member a row is of: members are the columns of the
// dimensions, each with whether it is folded.
func (b *Batch) groupOf(set int, members []any) series.Group {
	for i, d := range b.Dimensions {
		if set != b.groupingOf(i) {
			continue
		}
		folded, _ := members[2*i+1].(bool)
		group := series.Group{Dimension: d.ID, Member: b.member(d, members[2*i], folded)}
		if formula.HasEdge(d.In[b.Source.ID]) {
			b.found[d.ID][group.Member] = 0
		}
		return group
	}
	return series.Group{}
}

func (b *Batch) dimensionOfSet(set int) *plan.Dimension {
	for i, d := range b.Dimensions {
		if set == b.groupingOf(i) {
			return d
		}
	}
	return nil
}

func integer(v any) (int, error) {
	n, ok := v.(int64)
	if !ok {
		return 0, fmt.Errorf("the database gave %T for a whole number", v)
	}
	return int(n), nil
}

// numbers reads the parts of a row. Money comes in units of its last decimal,
// so that sums of it are exact.
func (b *Batch) numbers(values []any) ([]float64, error) {
	out := make([]float64, len(b.parts))
	for i, p := range b.parts {
		switch v := values[i].(type) {
		case nil:
			out[i] = math.NaN()
		case float64:
			out[i] = v
		case int64:
			out[i] = float64(v)
		default:
			return nil, fmt.Errorf("the database gave %T for a number", v)
		}
		if p.isMoney() {
			out[i] = math.Round(out[i] * moneyScale)
		}
	}
	return out, nil
}

// member reads a member from the text that the database groups by.
func (b *Batch) member(d *plan.Dimension, v any, folded bool) series.Member {
	if folded {
		return series.Member{Others: 1}
	}
	text, ok := v.(string)
	if !ok {
		return series.Member{None: true}
	}
	if len(d.Bands) == 0 {
		return series.Member{Name: text}
	}
	i, err := strconv.Atoi(text)
	if err != nil || i > len(d.Bands) {
		return series.Member{Name: text}
	}
	return series.Member{Name: d.BandName(i)}
}

// memberText is the text that the database groups a member by.
func memberText(d *plan.Dimension, m series.Member) string {
	for i := range len(d.Bands) + 1 {
		if len(d.Bands) > 0 && d.BandName(i) == m.Name {
			return bandCode(i)
		}
	}
	return m.Name
}

// Finish hands the results over. It adds the members that this batch has found
// to those that are known.
func (b *Batch) Finish(cells *series.Cells) {
	cells.Put(b.result)
	for _, d := range b.Dimensions {
		found := slices.Collect(maps.Keys(b.found[d.ID]))
		slices.SortFunc(found, func(x, y series.Member) int {
			return cmp.Or(cmp.Compare(b.found[d.ID][x], b.found[d.ID][y]), cmp.Compare(x.Name, y.Name))
		})
		cells.SetMembers(d.ID, merge(d, cells.Members(d.ID), found, b.folded[d.ID].count()))
	}
}

// merge appends what is new to the known members and orders them: members,
// then the rows without one, then the others. Bands keep their own order.
func merge(d *plan.Dimension, known []series.Member, found []series.Member, folded int) []series.Member {
	var members, none []series.Member
	have := map[series.Member]bool{}
	others := folded
	put := func(m series.Member) {
		switch {
		case m.Others > 0:
			others = max(others, m.Others)
		case m.None:
			none = []series.Member{m}
		case !have[m]:
			have[m] = true
			members = append(members, m)
		}
	}
	for _, m := range known {
		put(m)
	}
	for _, m := range found {
		put(m)
	}
	if len(d.Bands) > 0 {
		slices.SortFunc(members, func(x, y series.Member) int { return cmp.Compare(memberText(d, x), memberText(d, y)) })
	}
	members = append(members, none...)
	if others > 0 {
		members = append(members, series.Member{Others: others})
	}
	return members
}
