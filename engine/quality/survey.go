package quality

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"kpi/engine/formula"
	"kpi/engine/load"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/query"
	"kpi/engine/scorecard"
	"kpi/engine/sql"
)

// mostExamples are shown of each finding.
const mostExamples = 3

// A question is a condition whose rows are counted, and what to do with the
// number.
type question struct {
	condition formula.Node
	answer    func(ctx context.Context, n int64) error
}

// survey counts all that can be counted row by row, in one pass.
func (l *looking) survey(ctx context.Context, x *subject) error {
	questions := append(l.missing(x), l.claims(x)...)
	if x.Clock != nil && !x.Spec.Plan {
		questions = append(questions, question{query.After(x.Source, l.AsOf), func(_ context.Context, n int64) error {
			x.facts.After = n
			return nil
		}})
	}
	if len(questions) == 0 {
		return nil
	}
	conditions := make([]formula.Node, len(questions))
	for i, q := range questions {
		conditions[i] = q.condition
	}
	counts, err := l.count(ctx, x.Source, query.Counts(l.Plan, x.Source, conditions))
	if err != nil {
		return err
	}
	for i, q := range questions {
		if err := q.answer(ctx, counts[i]); err != nil {
			return err
		}
	}
	return nil
}

// count runs a statement that gives one row of whole numbers.
func (l *looking) count(ctx context.Context, s *plan.Source, statement sql.Statement) ([]int64, error) {
	return ask(l, s, statement, func() ([]int64, error) {
		var counts []int64
		err := l.Data.DB.Query(ctx, statement.Text, statement.Args, func(values []any) error {
			for _, v := range values {
				counts = append(counts, integer(v))
			}
			return nil
		})
		return counts, err
	})
}

// ask remembers the answer to a statement over a source and what it joins.
func ask[T any](l *looking, s *plan.Source, statement sql.Statement, run func() (T, error)) (T, error) {
	args, err := json.Marshal(statement.Args)
	if err != nil {
		return run() // nothing that can be remembered
	}
	return load.Remember(l.Data, reach(s), statement.Text+"\x00"+string(args), run)
}

// reach lists a source and all that its joins lead to.
func reach(s *plan.Source) []string {
	out := []string{s.ID}
	var visit func(*plan.Source)
	visit = func(s *plan.Source) {
		for _, j := range s.Spec.Joins {
			other := s.Joins[j.ID.Value].Source
			if !slices.Contains(out, other.ID) {
				out = append(out, other.ID)
				visit(other)
			}
		}
	}
	visit(s)
	return out
}

func integer(v any) int64 {
	n, _ := v.(int64)
	return n
}

// missing asks for the missing values of each column that may have some.
func (l *looking) missing(x *subject) []question {
	var out []question
	for i := range x.Columns {
		c := &x.Columns[i]
		if !x.table.Nullable[c.ID] {
			continue
		}
		where := isMissing(column(c))
		out = append(out, question{where, func(ctx context.Context, n int64) error {
			if n == 0 {
				return nil
			}
			x.facts.Missing = append(x.facts.Missing, scorecard.MissingValues{Column: c.ID, Rows: n})
			if c.MaxMissing == nil || float64(n) <= *c.MaxMissing*float64(x.table.Rows) {
				return nil
			}
			message := phrase.Of("%s is missing in %s", c.ID, ofRows(n, x.table.Rows))
			if *c.MaxMissing > 0 {
				message = phrase.Of("%s is missing in %s (%s), and at most %s may be", c.ID, ofRows(n, x.table.Rows), share(n, x.table.Rows), c.Spec.MaxMissing.Value)
			}
			return l.rows(ctx, x, scorecard.Finding{Code: "missing-values", Count: n, Message: message}, where, keyOf(x.Source))
		}})
	}
	return out
}

func column(c *plan.Column) formula.Node {
	n := &formula.Column{ID: c.ID}
	n.Type = c.Type
	return n
}

func isMissing(x formula.Node) formula.Node {
	n := &formula.Call{Name: "missing", Args: []formula.Node{x}}
	n.Type = formula.Type{Kind: formula.Boolean}
	return n
}

// keyOf lists the columns that tell which row it is.
func keyOf(s *plan.Source) []formula.Node {
	var out []formula.Node
	for _, n := range s.Key {
		out = append(out, columnsOf(n)...)
	}
	return out
}

// claims asks for the rows that break what is claimed about each of them.
func (l *looking) claims(x *subject) []question {
	var out []question
	for _, c := range x.Claims {
		broken := &formula.Unary{Op: "not", X: c.Holds}
		broken.Type = formula.Type{Kind: formula.Boolean, Nullable: true}
		out = append(out, question{broken, func(ctx context.Context, n int64) error {
			if n == 0 {
				return nil
			}
			f := scorecard.Finding{Count: n}
			shown := columnsOf(c.Holds)
			switch of := ofRows(n, x.table.Rows); c.Kind {
			case plan.CheckClaim:
				f.Code, f.Message = "check-failed", phrase.Of("check %s (%s) fails in %s", c.Name, c.Text, of)
				shown = append(shown, keyOf(x.Source)...)
			case plan.RangeClaim:
				f.Code, f.Message = "outside-range", phrase.Of("%s is to be %s, and is not in %s", c.Name, rangeOf(x.Source, c.Name), of)
			case plan.ValuesClaim:
				f.Code, f.Message = "outside-values", phrase.Of("%s is to be one of %s, and is not in %s", c.Name, c.Text, of)
			}
			return l.rows(ctx, x, f, broken, shown)
		}})
	}
	return out
}

// rangeOf says what the values of a column are to lie in.
func rangeOf(s *plan.Source, name string) phrase.Phrase {
	for i := range s.Columns {
		if c := &s.Columns[i]; c.ID == name {
			switch r := &c.Spec.Range; {
			case !r.High.Written():
				return phrase.Of("at least %s", r.Low.Value)
			case !r.Low.Written():
				return phrase.Of("at most %s", r.High.Value)
			default:
				return phrase.Of("at least %s and at most %s", r.Low.Value, r.High.Value)
			}
		}
	}
	panic("quality: no column " + name)
}

// columnsOf lists what a condition reads of a row, each once, in the order of
// the text. What it reads through a join to many is one value.
func columnsOf(n formula.Node) []formula.Node {
	var out []formula.Node
	var visit func(formula.Node)
	visit = func(n formula.Node) {
		switch n.(type) {
		case *formula.Column, *formula.Reduced:
			if !slices.ContainsFunc(out, func(have formula.Node) bool { return formula.Format(have) == formula.Format(n) }) {
				out = append(out, n)
			}
			return
		}
		for _, child := range formula.Children(n) {
			visit(child)
		}
	}
	visit(n)
	return out
}

// A sampled is an example as the database gives it.
type sampled struct {
	Values []string
	Rows   int64
	First  int64 // rowid; -1 is none
}

// missingValue stands for a value that is not there.
const missingValue = "(missing)"

// rows adds a finding with examples of the rows where the condition holds.
func (l *looking) rows(ctx context.Context, x *subject, f scorecard.Finding, where formula.Node, shown []formula.Node) error {
	shown = once(shown)
	sample := query.Sample{Where: where, Shown: shown, Located: x.table.Located(), Limit: mostExamples}
	statement := sample.Examples(l.Plan, x.Source)
	found, err := ask(l, x.Source, statement, func() ([]sampled, error) {
		var out []sampled
		err := l.Data.DB.Query(ctx, statement.Text, statement.Args, func(values []any) error {
			out = append(out, decode(values))
			return nil
		})
		return out, err
	})
	if err != nil {
		return err
	}
	x.addExamples(f, shown, found)
	return nil
}

// once drops what is shown already.
func once(shown []formula.Node) []formula.Node {
	var out []formula.Node
	for _, n := range shown {
		if !slices.ContainsFunc(out, func(have formula.Node) bool { return formula.Format(have) == formula.Format(n) }) {
			out = append(out, n)
		}
	}
	return out
}

// decode reads values as text, the number of rows, and the first rowid.
func decode(values []any) sampled {
	n := len(values) - 2
	out := sampled{Rows: integer(values[n]), First: -1}
	for _, v := range values[:n] {
		text, ok := v.(string)
		if !ok {
			text = missingValue
		}
		out.Values = append(out.Values, text)
	}
	if first, ok := values[n+1].(int64); ok {
		out.First = first
	}
	return out
}

// addExamples adds a finding with what the database has found of the columns
// shown. One value needs no name beside it.
func (x *subject) addExamples(f scorecard.Finding, shown []formula.Node, found []sampled) {
	var firsts []int64
	for _, s := range found {
		e := scorecard.Example{Rows: s.Rows}
		var parts phrase.List
		for i, v := range s.Values {
			name := ""
			if len(shown) > 1 {
				name = formula.Format(shown[i])
			}
			parts = append(parts, exampleValue(name, v, shown[i].Info().Type.Storage == formula.Decimal))
		}
		if len(parts) > 0 {
			e.Value = phrase.Of("%s", parts)
		}
		if e.Value.String() == "" && s.First < 0 {
			continue
		}
		f.Examples = append(f.Examples, e)
		if s.First >= 0 {
			firsts = append(firsts, s.First)
		}
	}
	x.add(f, firsts)
}

// exampleValue is a value with the name of its column, where that is not "".
func exampleValue(name, v string, decimal bool) phrase.Phrase {
	switch {
	case v == missingValue && name == "":
		return phrase.Of("(missing)")
	case v == missingValue:
		return phrase.Of("%s (missing)", name)
	case decimal:
		v = strings.TrimSuffix(strings.TrimRight(v, "0"), ".")
	}
	if v = shorten(v); name != "" {
		v = name + " " + v
	}
	return phrase.Plain(v)
}

// share is a part in percent, rounded so that it never reads as all or nothing.
func share(n, of int64) string {
	percent := math.Round(1000*float64(n)/float64(max(of, 1))) / 10
	return fmt.Sprintf("%.1f%%", min(max(percent, 0.1), 99.9))
}
