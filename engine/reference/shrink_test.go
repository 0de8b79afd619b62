package reference_test

import (
	"slices"
	"strings"
	"testing"
)

// mostTries bounds how many smaller cases are tried.
const mostTries = 600

// A shrinking makes a case that disagrees smaller, as long as it disagrees.
type shrinking struct {
	t     testing.TB
	best  *world
	first string // the beginning of a failure; "" is a difference
	tries int
}

// shrink returns the smallest case found, and what is wrong with it.
func shrink(t testing.TB, w *world, v verdict) (*world, string) {
	s := &shrinking{t: t, best: w, first: beginning(v.failure)}
	if len(v.wrong) > 0 {
		s.only(v.wrong[0].kpi)
	}
	for before := -1; s.tries != before && s.tries < mostTries; {
		before = s.tries
		size := len(s.best.archive().Files[0].Data) + s.best.cells()
		s.numbers()
		s.options()
		s.rows()
		s.definitions()
		s.terms()
		s.values()
		if len(s.best.archive().Files[0].Data)+s.best.cells() == size {
			break
		}
	}
	return s.best, s.best.judge(t).problem()
}

func (v verdict) problem() string {
	lines := []string{v.failure}
	for _, d := range v.wrong {
		lines = append(lines, d.String())
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// beginning is what a failure is told by: the words up to the first figures.
func beginning(failure string) string {
	if i := strings.IndexAny(failure, "0123456789\""); i > 0 {
		return failure[:i]
	}
	return failure
}

func (w *world) cells() int {
	n := 0
	for _, s := range w.sources {
		for _, row := range s.rows {
			n += 1 + len(strings.Join(row, ""))
		}
	}
	return n
}

// try takes a smaller case where it is wrong in the same way.
func (s *shrinking) try(change func(w *world)) bool {
	if s.tries >= mostTries {
		return false
	}
	c := s.best.clone()
	change(c)
	if len(refused(c.definition())) > 0 || c.kpis() == 0 {
		return false
	}
	s.tries++
	v := c.judge(s.t)
	if s.first == "" && len(v.wrong) == 0 || s.first != "" && beginning(v.failure) != s.first {
		return false
	}
	s.best = c
	return true
}

// only keeps one KPI with what it reads.
func (s *shrinking) only(id string) {
	needed := map[string]bool{id: true}
	for i := len(s.best.numbers) - 1; i >= 0; i-- {
		if n := s.best.numbers[i]; needed[n.id] {
			for _, other := range s.best.numbers {
				needed[other.id] = needed[other.id] || reads(n.formula, other.id)
			}
		}
	}
	s.try(func(w *world) {
		w.numbers = slices.DeleteFunc(w.numbers, func(n number) bool { return !needed[n.id] })
	})
}

func reads(t *term, id string) bool {
	return t.text == id || slices.ContainsFunc(t.args, func(a *term) bool { return reads(a, id) })
}

func (s *shrinking) numbers() {
	for i := len(s.best.numbers) - 1; i >= 0; i-- {
		s.try(func(w *world) { w.numbers = slices.Delete(w.numbers, i, i+1) })
	}
	for i := range s.best.numbers {
		for j := len(s.best.numbers[i].lines) - 1; j >= 0; j-- {
			s.try(func(w *world) {
				w.numbers[i].lines = slices.Delete(slices.Clone(w.numbers[i].lines), j, j+1)
			})
		}
	}
}

func (s *shrinking) options() {
	for _, change := range []func(o *options){
		func(o *options) { o.where = "" }, func(o *options) { o.by = nil }, func(o *options) { o.history, o.byHistory = 1, false },
		func(o *options) { o.asOf = "" }, func(o *options) { o.grain = "" }, func(o *options) { o.period = "" },
	} {
		s.try(func(w *world) { change(&w.options) })
	}
	for i := len(s.best.options.by) - 1; i >= 0; i-- {
		s.try(func(w *world) { w.options.by = slices.Delete(w.options.by, i, i+1) })
	}
}

// rows leaves out halves of the rows, then quarters, then single ones.
func (s *shrinking) rows() {
	for i := range s.best.sources {
		for size := len(s.best.sources[i].rows); size > 0; size /= 2 {
			for at := 0; at+size <= len(s.best.sources[i].rows); {
				done := s.try(func(w *world) { w.sources[i].rows = slices.Delete(w.sources[i].rows, at, at+size) })
				if !done {
					at += size
				}
			}
		}
	}
}

// definitions leaves out dimensions, fields, joins, columns and sources that
// nothing needs.
func (s *shrinking) definitions() {
	for i := len(s.best.dimensions) - 1; i >= 0; i-- {
		s.try(func(w *world) { w.dimensions = slices.Delete(w.dimensions, i, i+1) })
	}
	for i := len(s.best.sources) - 1; i >= 0; i-- {
		for j := len(s.best.sources[i].fields) - 1; j >= 0; j-- {
			s.try(func(w *world) { w.sources[i].fields = slices.Delete(w.sources[i].fields, j, j+1) })
		}
		for j := len(s.best.sources[i].joins) - 1; j >= 0; j-- {
			s.try(func(w *world) { w.sources[i].joins = slices.Delete(w.sources[i].joins, j, j+1) })
		}
		for j := len(s.best.sources[i].lines) - 1; j >= 0; j-- {
			s.try(func(w *world) { w.sources[i].lines = slices.Delete(w.sources[i].lines, j, j+1) })
		}
		for j := len(s.best.sources[i].columns) - 1; j >= 0; j-- {
			s.try(func(w *world) { w.sources[i].dropColumn(j) })
		}
		s.try(func(w *world) { w.sources = slices.Delete(w.sources, i, i+1) })
	}
	for i := len(s.best.card) - 1; i > 0; i-- {
		s.try(func(w *world) { w.card = slices.Delete(w.card, i, i+1) })
	}
}

func (s *source) dropColumn(i int) {
	s.columns = slices.Delete(s.columns, i, i+1)
	for j, row := range s.rows {
		s.rows[j] = slices.Delete(slices.Clone(row), i, i+1)
	}
}

// terms puts parts of a formula in the place of the whole.
func (s *shrinking) terms() {
	for i := range s.best.numbers {
		for again := true; again; {
			again = false
			root := s.best.numbers[i].formula
			for _, at := range below(root) {
				for _, part := range below(at)[1:] {
					if part.kind != at.kind || again {
						continue
					}
					again = s.try(func(w *world) { w.numbers[i].formula = replaced(root, at, part) })
				}
			}
		}
	}
}

// below lists a term and its parts, the whole first.
func below(t *term) []*term {
	out := []*term{t}
	for _, a := range t.args {
		out = append(out, below(a)...)
	}
	return out
}

func replaced(t, at, by *term) *term {
	if t == at {
		return by
	}
	c := *t
	c.args = make([]*term, len(t.args))
	for i, a := range t.args {
		c.args[i] = replaced(a, at, by)
	}
	return &c
}

// values blanks cells.
func (s *shrinking) values() {
	if s.best.cells() > 400 {
		return
	}
	for i := range s.best.sources {
		for j := range s.best.sources[i].rows {
			for k := range s.best.sources[i].rows[j] {
				if s.best.sources[i].rows[j][k] == "" {
					continue
				}
				s.try(func(w *world) {
					w.sources[i].rows[j] = slices.Clone(w.sources[i].rows[j])
					w.sources[i].rows[j][k] = ""
				})
			}
		}
	}
}
