package profile

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kpi/engine/load"
)

// What names of columns tell. Words in English, German and Chinese; a * stands
// before what may also be a part of a word.
const (
	idWords    = "id key code no nr uuid guid sku zip plz postcode phone telephone fax iban *nummer *编号 *单号 *代码 *电话 *邮编"
	moneyWords = "amount price revenue sales cost costs spend budget profit mrr arr acv tcv salary fee fees tax net gross " +
		"turnover income expense expenses payment charge charges amt cogs margin debit credit balance quota " +
		"*amount *price *revenue *close_value *deal_value *order_value freight *betrag *preis *umsatz *kosten " +
		"*erloes *erlös *gewinn *金额 *销售额 *价格 *单价 *成本 *收入 *费用 *利润 *营收"
	percentWords = "rate percent pct percentage share ratio discount probability *quote *anteil *rabatt *prozent *率 *占比 *折扣"
	countWords   = "quantity qty count units pieces visits clicks sessions impressions orders employees seats tickets calls " +
		"*menge *anzahl *stück *数量 *件数 *人数 *次数"
	yearWords = "year month week quarter day weekday hour age latitude longitude lat lng lon rank position order index " +
		"version level line row *jahr *monat *年 *月 *排名"
	dateWords = "date day datum *date *datum *日期 *时间"
	flagWords = "is has was can flag"
	costWords = "cost costs spend fee fees tax expense expenses cogs discount lost churn churned returned refund refunds " +
		"cancelled late overdue error errors failed deleted escalated complaint complaints reopened bounced debit " +
		"*kosten *ausgaben *rabatt *storno *成本 *费用 *支出 *退货"
)

// types finds out what each column is, and makes the table of typed values.
func (p *profiler) types(ctx context.Context, s *source) error {
	readings := make([][]load.Reading, len(s.columns))
	var samples [][]string
	if s.sight.Types == nil {
		var err error
		if samples, err = p.sample(ctx, s); err != nil {
			return err
		}
	}
	for i, c := range s.columns {
		if c.left {
			continue
		}
		if s.sight.Types != nil {
			c.typ = ofParquet(s.sight.Types[i], c)
			continue
		}
		readings[i] = p.candidates(c, s.sight, samples[i])
	}
	misfits, err := p.look.Misfits(ctx, s.sight, readings)
	if err != nil {
		return err
	}
	chosen := make([]load.Reading, len(s.columns))
	for i, c := range s.columns {
		if !c.left && s.sight.Types == nil {
			p.choose(s, c, seen{samples[i], readings[i], misfits[i]})
		}
		if !c.left {
			chosen[i] = load.Reading{Type: c.typ, Format: c.format}
		}
	}
	return p.look.Typed(ctx, s.sight, chosen)
}

// ofParquet is the type of a column that a Parquet file knows the type of.
func ofParquet(known string, c *column) string {
	switch {
	case (known == "integer" || known == "number") && has(c.id, moneyWords) && !has(c.id, percentWords+" "+idWords):
		return "money"
	case known == "integer" && has(c.id, idWords):
		return "text"
	case known == "integer" && has(c.id, countWords):
		return "count"
	}
	return known
}

// sampled is how many values of a column are looked at to tell what could fit.
const sampled = 400

// sample returns values of each column from the beginning of the file, and some
// of all of it.
func (p *profiler) sample(ctx context.Context, s *source) ([][]string, error) {
	samples := make([][]string, len(s.columns))
	step := max(1, s.sight.Rows/sampled)
	text := fmt.Sprintf("SELECT * FROM %s WHERE rowid < %d OR rowid %% %d = 0 ORDER BY rowid", s.sight.Table, sampled, step)
	err := p.look.DB.Query(ctx, text, nil, func(row []any) error {
		for i := range samples {
			samples[i] = withValue(samples[i], row[i])
		}
		return nil
	})
	for i, c := range s.columns {
		if err != nil || c.left || len(samples[i]) > 0 {
			continue
		}
		// The few values there may be lie elsewhere.
		text = fmt.Sprintf("SELECT %s FROM %s WHERE coalesce(trim(%[1]s, E' \\t') <> '', false) ORDER BY rowid LIMIT %[3]d", c.sql(), s.sight.Table, sampled)
		err = p.look.DB.Query(ctx, text, nil, func(row []any) error {
			samples[i] = withValue(samples[i], row[0])
			return nil
		})
	}
	return samples, err
}

func withValue(list []string, value any) []string {
	text, _ := value.(string)
	if text = strings.Trim(text, " \t"); text == "" {
		return list
	}
	return append(list, text)
}

// nearly is the part of a sample that has to fit for a type to be tried.
const nearly = 0.9

// candidates are the readings that nearly all of the sample fits, the most
// telling first. Formats are thought of where no plain reading fits all of it.
func (p *profiler) candidates(c *column, sight *load.Sight, sample []string) []load.Reading {
	if len(sample) == 0 {
		return nil
	}
	first, isSure := p.fitting(early(c, sight, sample), sample)
	if isSure {
		amount, _ := p.fitting([]load.Reading{{Type: "money"}}, sample)
		return append(first, amount...)
	}
	more, _ := p.fitting(formats(sight, sample), sample)
	return append(first, more...)
}

// fitting are the readings that nearly all of the sample fits; sure is that one
// fits all of it.
func (p *profiler) fitting(proposed []load.Reading, sample []string) (list []load.Reading, sure bool) {
	for _, r := range proposed {
		matches, known := p.matchers[r]
		if !known {
			matches = r.Matcher()
			p.matchers[r] = matches
		}
		if matches == nil || slices.Contains(list, r) {
			continue
		}
		fit := 0
		for _, v := range sample {
			if matches(v) {
				fit++
			}
		}
		if float64(fit) >= nearly*float64(len(sample)) {
			list = append(list, r)
		}
		sure = sure || fit == len(sample)
	}
	return list, sure
}

var (
	germanGroups = regexp.MustCompile(`^-?[0-9]{1,3}(\.[0-9]{3})+$`)
	leadingZero  = regexp.MustCompile(`^0[0-9]+$`)
	zeroOne      = regexp.MustCompile(`^[01]$`)
	eightDigits  = regexp.MustCompile(`^(19|20)[0-9]{6}$`)
)

func every(sample []string, pattern *regexp.Regexp) bool {
	return !slices.ContainsFunc(sample, func(v string) bool { return !pattern.MatchString(v) })
}

// early lists what a column could be that has no format, or one that plain numbers
// would hide, the most telling first.
func early(c *column, sight *load.Sight, sample []string) []load.Reading {
	var list []load.Reading
	if !every(sample, zeroOne) || has(c.id, flagWords) {
		list = append(list, load.Reading{Type: "boolean"})
	}
	if has(c.id, dateWords) && every(sample, eightDigits) {
		list = append(list, load.Reading{Type: "date", Format: "YYYYMMDD"})
	}
	// 1.234 is more than a thousand where a comma parts the decimals.
	odd := func(v string) bool { return strings.Contains(v, ".") && !germanGroups.MatchString(v) }
	if european(sight) && slices.ContainsFunc(sample, germanGroups.MatchString) && !slices.ContainsFunc(sample, odd) {
		list = append(list, load.Reading{Type: "integer", Format: "1.234"})
	}
	return append(list, load.Reading{Type: "integer"}, load.Reading{Type: "number"}, load.Reading{Type: "date"}, load.Reading{Type: "timestamp"})
}

// formats lists the formats that values of the sample are written in.
func formats(sight *load.Sight, sample []string) []load.Reading {
	var list []load.Reading
	few := spread(sample)
	for _, typ := range []string{"date", "timestamp", "percent", "integer", "number", "money"} {
		for _, v := range few {
			if !strings.ContainsAny(v, "0123456789") {
				continue
			}
			for _, f := range load.LikelyFormats(typ, v) {
				if typ != "percent" || strings.Contains(f, "%") {
					list = append(list, load.Reading{Type: typ, Format: f})
				}
			}
		}
	}
	if european(sight) {
		list = dayFirst(list)
	}
	return list
}

// spread picks a few values from all over a sample, the longest among them.
func spread(sample []string) []string {
	longest := slices.MaxFunc(sample, func(a, b string) int { return len(a) - len(b) })
	few := []string{longest}
	for i := 0; i < len(sample) && len(few) < 5; i += max(1, len(sample)/4) {
		if !slices.Contains(few, sample[i]) {
			few = append(few, sample[i])
		}
	}
	return few
}

// european reports whether a file was saved by a spreadsheet that puts a comma
// into numbers, where days come first, too.
func european(sight *load.Sight) bool { return sight.Delimiter == ";" }

// dayFirst puts the formats with the month first behind all others.
func dayFirst(list []load.Reading) []load.Reading {
	var first, last []load.Reading
	for _, r := range list {
		if strings.HasPrefix(r.Format, "M/D") || strings.HasPrefix(r.Format, "MM-DD") {
			last = append(last, r)
		} else {
			first = append(first, r)
		}
	}
	return append(first, last...)
}
