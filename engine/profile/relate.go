package profile

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// relate finds keys, clocks and joins.
func (p *profiler) relate(ctx context.Context) error {
	for _, s := range p.sources {
		s.layout = layoutOf(s)
		if err := p.findKey(ctx, s); err != nil {
			return err
		}
		s.clock = findClock(s)
		s.plan = s.clock != nil && has(s.id, planWords)
	}
	if !slices.ContainsFunc(p.sources, func(s *source) bool { return s.clock != nil && !s.plan }) {
		for _, s := range p.sources {
			s.plan = false // somebody has to say which day it is
		}
	}
	for _, s := range p.sources {
		if err := p.findJoins(ctx, s); err != nil {
			return err
		}
	}
	for _, s := range p.sources {
		s.outcome()
	}
	return nil
}

// findKey takes the column that no two rows share, or two of them.
func (p *profiler) findKey(ctx context.Context, s *source) error {
	if !s.sight.Whole {
		return nil // what is not read may repeat
	}
	var unique []*column
	for _, c := range s.usable() {
		isName := c.typ == "text" || c.typ == "integer" && has(c.id, idWords)
		if isName && c.missing == 0 && c.distinct == s.sight.Rows && (s.sight.Rows > 1 || has(c.id, idWords)) {
			unique = append(unique, c)
		}
	}
	if len(unique) > 0 {
		i := slices.IndexFunc(unique, func(c *column) bool { return has(c.id, idWords) })
		s.key = []*column{unique[max(i, 0)]}
		return nil
	}
	return p.findPair(ctx, s)
}

// A pair of columns is taken for a key in no small file: there it may be chance.
const (
	fewestForPair = 20
	mostOfPair    = 8
)

// findPair looks for a date and a name that no two rows share.
func (p *profiler) findPair(ctx context.Context, s *source) error {
	var dates, names []*column
	for _, c := range s.usable() {
		switch {
		case c.missing > 0 || c.distinct < 2:
		case c.typ == "date" && len(dates) < mostOfPair:
			dates = append(dates, c)
		case c.typ == "text" && len(names) < mostOfPair:
			names = append(names, c)
		}
	}
	if s.sight.Rows < fewestForPair {
		return nil
	}
	for _, d := range dates {
		for _, n := range names {
			var different int64
			text := fmt.Sprintf("SELECT count(*) FROM (SELECT DISTINCT %s, %s FROM v%s)", d.sql(), n.sql(), s.sight.Table)
			err := p.look.DB.Query(ctx, text, nil, func(row []any) error {
				different, _ = row[0].(int64)
				return nil
			})
			if err != nil {
				return err
			}
			if different == s.sight.Rows {
				s.key = []*column{d, n}
				return nil
			}
		}
	}
	return nil
}

const (
	eventWords = "date created order ordered invoice booked booking transaction sale sold start started signed day month " +
		"closed close datum *datum *日期 *时间 *下单 *成交"
	changedWords = "modified modify updated update synced viewed activity birth birthday due expire expires expiry end ended " +
		"until deleted referenced load loaded systemstamp stamp last next login reminder modstamp"
	planWords    = "plan plans quota quotas budget budgets forecast forecasts target targets goal goals *预算 *计划 *目标"
	earliestYear = "1900"
	latestYear   = "2100"
)

// findClock takes the date that most rows have, and whose name says that
// something happened then.
func findClock(s *source) *column {
	if s.layout != nil && s.layout.clock == "" {
		return nil
	}
	if s.layout != nil {
		if c := s.column(s.layout.clock); c != nil && c.isDate() && c.distinct > 0 {
			return c
		}
	}
	var best *column
	most := 0.0
	for _, c := range s.usable() {
		if !c.isDate() || c.distinct == 0 {
			continue
		}
		score := 100 - 60*float64(c.missing)/float64(s.sight.Rows)
		if has(c.id, eventWords) {
			score += 20
		}
		if has(c.id, changedWords) || strings.HasPrefix(c.header, "_") {
			score -= 40
		}
		if c.low < earliestYear || c.high >= latestYear {
			score -= 200
		}
		if best == nil || score > most {
			best, most = c, score
		}
	}
	return best
}

// mostJoinTests bounds how many pairs of columns are compared.
const mostJoinTests = 400

// findJoins looks for columns whose values are the keys of other sources.
func (p *profiler) findJoins(ctx context.Context, s *source) error {
	tests := 0
	for _, to := range p.sources {
		if to == s || len(to.key) != 1 || to.key[0].typ != "text" {
			continue
		}
		for _, c := range s.usable() {
			if c.typ != "text" || c.distinct == 0 || tests >= mostJoinTests || slices.ContainsFunc(s.joins, func(j join) bool { return j.to == to }) {
				continue
			}
			if len(s.key) == 1 && c == s.key[0] && !(means(c.id, to) && c.distinct < to.key[0].distinct) {
				continue
			}
			tests++
			if err := p.testJoin(ctx, s, c, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// means reports whether a name says that its values are the keys of a source.
func means(id string, to *source) bool {
	key := to.key[0].id
	return id == key && key != "id" && key != "name" || id == singular(to.id)+"_id" || id == singular(to.id) || id == to.id ||
		strings.HasSuffix(id, "_"+key) && key != "id" && key != "name" || slices.ContainsFunc(to.aliases(), func(alias string) bool { return id == alias })
}

func singular(id string) string {
	switch {
	case strings.HasSuffix(id, "ies"):
		return strings.TrimSuffix(id, "ies") + "y"
	case strings.HasSuffix(id, "s") && !strings.HasSuffix(id, "ss"):
		return strings.TrimSuffix(id, "s")
	}
	return id
}

// aliases are the names that columns have which lead to a source of a known
// layout.
func (s *source) aliases() []string {
	if s.layout == nil {
		return nil
	}
	return s.layout.aliases
}

// testJoin adds the join where the values are there. Where the name does not say
// so, all of them have to be, and they must not be small numbers, which every
// table has.
func (p *profiler) testJoin(ctx context.Context, s *source, c *column, to *source) error {
	key, named := to.key[0], means(c.id, to)
	var different, found, telling int64
	text := fmt.Sprintf(`SELECT count(*), count(*) FILTER (EXISTS (SELECT 1 FROM v%s o WHERE o.%s = a.x)), count(*) FILTER (length(x) > 3 AND NOT regexp_full_match(x, '[0-9]+'))
		FROM (SELECT DISTINCT %s AS x FROM v%s WHERE %[3]s IS NOT NULL) a`, to.sight.Table, key.sql(), c.sql(), s.sight.Table)
	err := p.look.DB.Query(ctx, text, nil, func(row []any) error {
		different, _ = row[0].(int64)
		found, _ = row[1].(int64)
		telling, _ = row[2].(int64)
		return nil
	})
	if err != nil || found == 0 {
		return err
	}
	all := found == different
	if !named && (!all || telling < 3 || telling < different) || named && found*2 < different {
		return nil
	}
	note := fmt.Sprintf("all %s of %s are keys there", several(different, "value"), c.id)
	if !all {
		note = fmt.Sprintf("%s of %s of %s are keys there", counted(found), several(different, "value"), c.id)
	}
	s.joins = append(s.joins, join{id: s.joinName(c, to), to: to, via: c, optional: !all || c.missing > 0, note: note})
	return nil
}

// joinName names a join after what it leads to.
func (s *source) joinName(c *column, to *source) string {
	name := strings.TrimSuffix(c.id, "_id")
	if name == c.id || name == "" {
		name = singular(to.id)
	}
	return free(name, s.taken)
}

// taken reports whether a name means something in the rows of the source.
func (s *source) taken(name string) bool {
	return slices.ContainsFunc(s.columns, func(c *column) bool { return c.id == name }) ||
		slices.ContainsFunc(s.joins, func(j join) bool { return j.id == name }) ||
		slices.ContainsFunc(s.fields, func(f field) bool { return f.id == name }) || slices.Contains(words, name)
}
