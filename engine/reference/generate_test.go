package reference_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine/diag"
	"kpi/engine/formula"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// manyNumbers is how many measures and KPIs a random case has.
const manyNumbers = 72

// defaultCases is how many KPIs TestRandom compares; KPI_REFERENCE_CASES changes
// it, and KPI_REFERENCE_SEED begins with other ones.
const defaultCases = 20_000

// TestRandom compares random KPIs over random rows with the reference. A case
// where they disagree is made small and printed as an archive that can be kept
// in engine/testdata/corpus.
func TestRandom(t *testing.T) {
	cases := defaultCases
	if testing.Short() {
		cases /= 10
	}
	if text := os.Getenv("KPI_REFERENCE_CASES"); text != "" {
		var err error
		if cases, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	first, _ := strconv.Atoi(os.Getenv("KPI_REFERENCE_SEED"))
	var next, formulas, compared, numbers, undecided atomic.Int64
	t.Run("shards", func(t *testing.T) {
		for shard := range 4 {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				for formulas.Load() < int64(cases) && !t.Failed() {
					seed := uint64(next.Add(1)) + uint64(first)
					w, v := play(t, seed)
					formulas.Add(int64(w.kpis()))
					compared.Add(int64(v.compared))
					numbers.Add(int64(v.numbers))
					undecided.Add(int64(v.unknown))
				}
			})
		}
	})
	t.Logf("%d formulas of %d worlds, %d values, %d of them numbers, %d not decided", formulas.Load(), next.Load(), compared.Load(), numbers.Load(), undecided.Load())
}

// FuzzRandom runs the case of a seed.
func FuzzRandom(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { play(t, seed) })
}

// play makes and judges the case of a seed, and reports what is wrong with it.
func play(t *testing.T, seed uint64) (*world, verdict) {
	w := valid(generate(seed, manyNumbers, allFeatures))
	v := w.judge(t)
	if len(v.wrong) == 0 && (v.failure == "" || strings.Contains(v.failure, "[number-too-large]")) {
		return w, v
	}
	small, problem := shrink(t, w, v)
	t.Errorf("seed %d: %s\n%s", seed, problem, txtar.Format(small.archive()))
	return w, v
}

func (w *world) judge(t testing.TB) verdict { return judge(t, w.archive(), w.options.engine()) }

func (w *world) kpis() int {
	n := 0
	for _, x := range w.numbers {
		n += bit(x.kpi)
	}
	return n
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// valid leaves out what the program refuses: numbers whose units do not fit, or
// that read one which was refused.
func valid(w *world) *world {
	for {
		bad := refused(w.definition())
		if len(bad) == 0 {
			return w
		}
		lines := strings.Split(w.definition(), "\n")
		for _, d := range bad {
			text := lines[max(0, d.Range.Start.Line-1)]
			name, _, _ := strings.Cut(strings.TrimSpace(text), ":")
			if !w.drop(name, text) {
				panic(d.Message + ": " + text)
			}
		}
	}
}

// drop leaves out the number, field or dimension that a line defines.
func (w *world) drop(name, text string) bool {
	before := len(w.definition())
	w.numbers = slices.DeleteFunc(w.numbers, func(n number) bool { return n.id == name })
	for _, s := range w.sources {
		s.fields = slices.DeleteFunc(s.fields, func(f line) bool { return f.name == name && strings.HasSuffix(text, f.text) })
	}
	w.dimensions = slices.DeleteFunc(w.dimensions, func(d dimension) bool { return d.id == name })
	w.options.by = slices.DeleteFunc(w.options.by, func(id string) bool { return id == name })
	if strings.Contains(w.options.where, name) {
		w.options.where = ""
	}
	return len(w.definition()) < before
}

// refused lists the errors of a definition, one for each line.
func refused(definition string) []*diag.Diagnostic {
	catalog, list := spec.Parse("kpis.yaml", []byte(definition), nil)
	if catalog != nil {
		_, problems := plan.Build(catalog)
		list.Append(problems)
	}
	var out []*diag.Diagnostic
	for _, d := range list.Items {
		same := func(other *diag.Diagnostic) bool { return other.Range.Start.Line == d.Range.Start.Line }
		if d.Severity == diag.Error && !slices.ContainsFunc(out, same) {
			out = append(out, d)
		}
	}
	return out
}

// TestCasesHoldTheWholeLanguage looks for every function and operator in random
// cases.
func TestCasesHoldTheWholeLanguage(t *testing.T) {
	var all strings.Builder
	for seed := range uint64(40) {
		all.WriteString(valid(generate(seed, manyNumbers, allFeatures)).definition())
	}
	text := all.String()
	for _, f := range formula.Functions {
		if f.Scope != formula.Verdict && !strings.Contains(text, f.Name+"(") {
			t.Errorf("no case has the function %s", f.Name)
		}
	}
	for _, part := range []string{" + ", " - ", " * ", " / ", " ^ ", "(-", " == ", " != ", " < ", " <= ", " > ", " >= ", " and ", " or ", "(not ", " in [", " not in [", " ?? ", "nil",
		" contains ", " startsWith ", " endsWith ", " matches ", "level: current", "until: ", "taken_on: ", "bands: ", "limit: ", "many: true", "within: ", "covers: ", "where: ", "as_of: "} {
		if !strings.Contains(text, part) {
			t.Errorf("no case has %q", part)
		}
	}
}
