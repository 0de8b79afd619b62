package engine_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/scorecard"
)

var update = flag.Bool("update", false, "rewrite the expected results of the corpus")

// TestCorpus runs every case of testdata/corpus through the whole pipeline. A
// case is an archive: kpis.yaml with its data, and what is expected of them:
//
//	problems.txt  what is printed about the definitions or the data
//	values.txt    every value with its number of rows, target, status and comparisons
//	sql.txt       the statements with their arguments
//	facts.txt     what the sources hold
//	scores.txt    intervals, scores and what they roll up to
//	evidence.txt  signals, forecasts, leads, and why values moved; looked for where it is there
//
// The comment of the archive says what the case shows; its lines that begin
// with a dash are options, as on the command line: --period 2026-01.
func TestCorpus(t *testing.T) {
	cases, err := filepath.Glob("testdata/corpus/*/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases found (%v)", err)
	}
	for _, path := range cases {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(path), "testdata/corpus/"), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runCase(t, path)
		})
	}
}

func runCase(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, f := range archive.Files {
		writeFile(t, filepath.Join(folder, f.Name), f.Data)
	}
	o := caseOptions(t, archive.Comment)
	_, o.Evidence = find(archive, "evidence.txt")
	got := evaluateCase(t, folder, o)
	changed := false
	for i, f := range archive.Files {
		want, isResult := got[f.Name]
		if !isResult || bytes.Equal(f.Data, want) {
			continue
		}
		if *update {
			archive.Files[i].Data = want
			changed = true
			continue
		}
		t.Errorf("%s (-want +got):\n%s", f.Name, cmp.Diff(string(f.Data), string(want)))
	}
	if changed {
		writeFile(t, path, txtar.Format(archive))
	}
	if _, ok := find(archive, "problems.txt"); !ok && len(got["problems.txt"]) > 0 {
		t.Errorf("unexpected problems:\n%s", got["problems.txt"])
	}
}

func find(a *txtar.Archive, name string) ([]byte, bool) {
	for _, f := range a.Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// caseOptions reads the option lines of a comment.
func caseOptions(t *testing.T, comment []byte) engine.Options {
	o := engine.Options{History: 1}
	for line := range strings.Lines(string(comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "--period":
			o.Period = value
		case "--grain":
			o.Grain = value
		case "--as-of":
			o.AsOf = value
		case "--where":
			o.Where = value
		case "--history":
			n, err := strconv.Atoi(value)
			if err != nil {
				t.Fatal(err)
			}
			o.History = n
		case "--kpis":
			o.KPIs = strings.Split(value, ",")
		case "--skip-proofs":
			o.SkipProofs = true
		case "--by":
			o.By = strings.Split(value, ",")
		default:
			if strings.HasPrefix(key, "--") {
				t.Fatalf("unknown option %s", key)
			}
		}
	}
	return o
}

// evaluateCase returns the results of a case by name.
func evaluateCase(t *testing.T, folder string, o engine.Options) map[string][]byte {
	got := map[string][]byte{"problems.txt": nil, "values.txt": nil, "sql.txt": nil, "facts.txt": nil, "scores.txt": nil, "evidence.txt": nil}
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text := diag.Sources{}
	if d != nil {
		text = d.Text()
	}
	if o.Where != "" {
		text["--where"] = []byte(o.Where)
	}
	if !list.HasErrors() {
		var result *engine.Result
		var more diag.List
		if result, more, err = d.Evaluate(context.Background(), o); err != nil {
			t.Fatal(err)
		}
		list.Append(more)
		if result != nil {
			got["values.txt"] = values(result.Scorecard)
			got["sql.txt"] = statements(result)
			got["facts.txt"] = facts(result.Scorecard)
			got["scores.txt"] = scores(result.Scorecard)
			got["evidence.txt"] = evidenceText(result.Scorecard)
		}
	}
	var b bytes.Buffer
	if err := list.Fprint(&b, text); err != nil {
		t.Fatal(err)
	}
	got["problems.txt"] = b.Bytes()
	places := strings.NewReplacer(folder+"/", "", folder, ".", filepath.Dir(folder), "..")
	for _, name := range []string{"problems.txt", "values.txt"} {
		got[name] = []byte(places.Replace(string(got[name])))
	}
	return got
}

// values prints a scorecard for people who check it with a pocket calculator.
func values(card *scorecard.Scorecard) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "period %s, as of %s\n", card.Period.Label, card.AsOf)
	for _, s := range card.Sections {
		for _, r := range s.Results {
			fmt.Fprintf(&b, "%s = %s%s\n", r.ID, measured(r.Actual), judged(r.Target, r.Attainment, string(r.Status), string(r.Reason)))
			b.WriteString(paced("  ", r.Pace))
			for _, c := range []struct {
				name string
				scorecard.Comparison
			}{{"previous", r.Previous}, {"last year", r.LastYear}, {"year to date", r.YearToDate}, {"trailing 12", r.Trailing12}} {
				fmt.Fprintf(&b, "  %s: %s%s\n", c.name, measured(c.Measured), optional(", change ", c.Change))
			}
			if len(r.Series) > 1 {
				for _, p := range r.Series {
					fmt.Fprintf(&b, "  %s: %s%s\n", p.Period.Label, measured(p.Measured), optional(", target ", p.Target))
				}
			}
			for _, breakdown := range r.Breakdowns {
				if breakdown.Reason != "" {
					fmt.Fprintf(&b, "  by %s: %s\n", breakdown.Dimension, breakdown.Reason)
				}
				for _, m := range breakdown.Members {
					fmt.Fprintf(&b, "  %s %s = %s%s\n", breakdown.Dimension, m.Name, measured(m.Actual), judged(m.Target, m.Attainment, string(m.Status), string(m.Reason)))
					b.WriteString(paced("    ", m.Pace))
				}
			}
			for _, o := range r.OneSided {
				fmt.Fprintf(&b, "  one-sided: %s %s%s%s\n", o.Dimension, o.Member, optional(", value ", o.Actual), optional(", target ", o.Target))
			}
		}
	}
	for _, r := range card.Rules {
		fmt.Fprintf(&b, "rule %s", ruleText(r))
	}
	for _, n := range card.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	for _, f := range card.Findings {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", f.Severity, f.About, f.Message, f.Code)
		for _, e := range f.Examples {
			fmt.Fprintf(&b, "  %s\n", exampleText(e))
		}
	}
	return b.Bytes()
}

// ruleText tells where a rule stands, why, and where it stood.
func ruleText(r scorecard.RuleResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s = %s in %s", strings.TrimSpace(r.ID+" "+r.Member), r.State, r.Period.Label)
	if r.Periods > 0 {
		fmt.Fprintf(&b, ", since %s (%d)", r.Since.Label, r.Periods)
	}
	if r.Earlier {
		b.WriteString(" or earlier")
	}
	for _, text := range append(r.HeldBy, r.Why, r.Message) {
		if text != "" {
			fmt.Fprintf(&b, ", %s", text)
		}
	}
	for _, t := range r.Terms {
		fmt.Fprintf(&b, "\n  %s = %s", t.Text, measured(scorecard.Measured{Value: t.Value, Reason: t.Reason}))
	}
	for i, h := range r.History {
		if i == 0 || h.State != r.History[i-1].State || h.Why != r.History[i-1].Why {
			fmt.Fprintf(&b, "\n  %s %s %s", h.Period.Label, h.State, h.Why)
		}
	}
	return strings.ReplaceAll(b.String()+"\n", " \n", "\n")
}

// paced prints how far a KPI is on its way.
func paced(indent string, p *scorecard.Pace) string {
	if p == nil {
		return ""
	}
	out := fmt.Sprintf("%space %s, %s to %s", indent, p.Shape, p.From, p.Until) + optional(", from ", p.Baseline) + optional(" to ", p.Value)
	if p.Through != "" {
		out += fmt.Sprintf("\n%s  through %s, %s over", indent, p.Through, strconv.FormatFloat(p.Elapsed, 'g', 10, 64)) + optional(": ", p.Actual)
	}
	out += optional(", due ", p.Expected) + optional(", pace ", p.Ratio) + optional(", left ", p.Left) + optional(", a day ", p.PerDay)
	out += optional(", a period ", p.PerPeriod) + optional(", projected ", p.Projection) + optional(", stretch ", p.Stretch)
	if p.Reason != "" {
		out += " [" + string(p.Reason) + "]"
	}
	return out + map[bool]string{true: ", final"}[p.Final] + "\n"
}

func exampleText(e scorecard.Example) string {
	parts := []string{e.Value.String()}
	if e.Rows > 1 {
		parts = append(parts, fmt.Sprintf("%d rows", e.Rows))
	}
	return strings.Join(append(parts, e.Place), " | ")
}

// facts prints what the sources hold.
func facts(card *scorecard.Scorecard) []byte {
	var b bytes.Buffer
	for _, s := range card.Quality {
		fmt.Fprintf(&b, "%s: %d rows, %s to %s, left out %d, undated %d, after %d, missing %v\n",
			s.Source, s.Rows, s.First, s.Last, s.LeftOut, s.Undated, s.After, s.Missing)
	}
	return b.Bytes()
}

func measured(m scorecard.Measured) string {
	out := "no value"
	if m.Value != nil {
		out = strconv.FormatFloat(*m.Value, 'g', 10, 64)
	}
	out += optional(" = ", m.Numerator) + optional(" / ", m.Denominator)
	if m.N != nil {
		out += fmt.Sprintf(" (n %d)", *m.N)
	}
	if m.Reason != "" {
		out += " [" + string(m.Reason) + "]"
	}
	return out
}

func judged(t scorecard.Target, attainment *float64, status, reason string) string {
	out := optional(", target ", t.Value) + optional(", from ", t.Low) + optional(" to ", t.High) + optional(", attained ", attainment)
	if status != "" {
		out += ", " + status
		if reason != "" {
			out += " (" + reason + ")"
		}
	} else if reason != "" {
		out += ", not judged: " + reason
	}
	return out
}

func optional(prefix string, v *float64) string {
	if v == nil {
		return ""
	}
	return prefix + strconv.FormatFloat(*v, 'g', 10, 64)
}

func statements(r *engine.Result) []byte {
	var b bytes.Buffer
	for _, s := range r.Statements {
		fmt.Fprintf(&b, "-- %s\n%s\n", s.Source, s.Text)
		if len(s.Args) > 0 {
			fmt.Fprintf(&b, "-- arguments: %v\n", s.Args)
		}
	}
	return b.Bytes()
}
