package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/scorecard"
	"kpi/reports/data"
)

// checkFlags are the options of kpi check.
type checkFlags struct {
	flags
	failOn, format, output string
	told                   int // periods of the history; 0 is not asked for
}

func checkCommand(s streams) *cobra.Command {
	f := checkFlags{flags: flags{history: 1}} // it shows no series
	c := &cobra.Command{
		Use:   "check [rule…]",
		Short: "Evaluate the rules, and fail where one fires",
		Long: `check evaluates the rules of the definitions, or the named ones, over the complete
periods up to the reported one, and says which fire: what happened, since when,
and who is to do what. It ends with exit code 1 where a rule fires that is as bad
as --fail-on, and where a rule cannot be evaluated: what nobody knows is no pass.

--history 12 also shows when the rules would have fired in the last 12 periods.`,
		Example: `  kpi check
  kpi check thin_pipeline --history 24
  kpi check --fail-on error --period 2026-08
  kpi check --format github
  kpi check --format junit -o rules.xml`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(c.Flags().Changed("history")); err != nil {
				return err
			}
			return s.check(c.Context(), &f, args)
		},
	}
	f.register(c)
	p := c.Flags()
	p.StringVar(&f.failOn, "fail-on", "warning", "mildest severity that fails the check: info, warning or error")
	p.IntVar(&f.told, "history", 0, "number of past periods to show, such as 12")
	p.StringVar(&f.format, "format", "text", "text, json, junit or github")
	p.StringVarP(&f.output, "output", "o", "", "file to write (default: standard output)")
	return c
}

func (f *checkFlags) check(asked bool) error {
	_, known := checkFormats[f.format]
	switch {
	case !slices.Contains(scorecard.RuleSeverities(), scorecard.RuleSeverity(f.failOn)):
		return &engine.UsageError{Message: fmt.Sprintf("--fail-on is info, warning or error, not %q", f.failOn)}
	case asked && (f.told < 1 || f.told > 1000):
		return &engine.UsageError{Message: "--history is a number from 1 to 1000"}
	case !known:
		return noFormat(f.format, []string{"text", "json", "junit", "github"})
	}
	return nil
}

// checkFormats are the ways to tell what a check has found.
var checkFormats = map[string]func(*bytes.Buffer, *checked) error{
	"text":   func(b *bytes.Buffer, c *checked) error { checkText(b, c); return nil },
	"json":   func(b *bytes.Buffer, c *checked) error { return data.WriteCheck(b, c.card, c.failOn) },
	"junit":  checkJUnit,
	"github": func(b *bytes.Buffer, c *checked) error { checkGitHub(b, c); return nil },
}

// A checked is what a check has found.
type checked struct {
	card   *scorecard.Scorecard
	failOn scorecard.RuleSeverity
	told   int                   // periods of the history to show; 0 is none
	places map[string]diag.Range // of the rules
}

func (s streams) check(ctx context.Context, f *checkFlags, rules []string) error {
	d, err := s.read(f.file)
	if err != nil {
		return err
	}
	if len(d.Plan.Rules) == 0 {
		fmt.Fprintf(s.err, noRules, f.file)
		return problems{code: findings}
	}
	o, err := f.options(nil)
	if err != nil {
		return err
	}
	o.RulesOnly, o.Rules, o.RuleHistory = true, once(rules), f.told
	result, err := s.compute(ctx, d, &f.flags, o)
	if err != nil {
		return err
	}
	if isInput(f.output, result.Files) {
		return &engine.UsageError{Message: fmt.Sprintf("%q is a file that the check reads; name another with -o", f.output)}
	}
	c := &checked{card: result.Scorecard, failOn: scorecard.RuleSeverity(f.failOn), told: f.told, places: map[string]diag.Range{}}
	for _, r := range d.Plan.Rules {
		c.places[r.ID] = r.Spec.ID.Range
	}
	var b bytes.Buffer
	if err := checkFormats[f.format](&b, c); err != nil {
		return fmt.Errorf("tell what was checked: %w", err)
	}
	if err := s.put(f.output, b.Bytes()); err != nil {
		return err
	}
	if len(c.failing()) > 0 {
		return problems{code: findings}
	}
	return nil
}

// noRules is told where there is nothing to check: that is no pass.
const noRules = `kpi: %s has no rules, so that nothing is checked; write one, such as

rules:
  low_revenue:
    when: revenue < 100k
    for: 2 periods
    message: "Revenue is {revenue}"
    action: Call the customers of last year
    owner: VP Sales

docs/kpis.md tells all that a rule can say
`

// failing are the results that fail the check.
func (c *checked) failing() []scorecard.RuleResult {
	return slices.DeleteFunc(slices.Clone(c.card.Rules), func(r scorecard.RuleResult) bool { return !r.Fails(c.failOn) })
}

// period is the last complete one, which the rules that count the card's periods
// are evaluated in.
func (c *checked) period() string {
	for _, r := range c.card.Rules {
		if r.Grain == c.card.Grain {
			return r.Period.Label
		}
	}
	return c.card.Rules[0].Period.Label
}

// summary tells in one line how many rules there are of each kind, those for
// members once for each, and whether the check has passed.
func (c *checked) summary() string {
	counts, rules := map[string]int{}, map[string]bool{}
	for _, r := range c.card.Rules {
		counts[kindOf(r)]++
		rules[r.ID] = true
	}
	var parts []string
	for _, kind := range kinds() {
		n, words := counts[kind], kind
		if slices.Contains(scorecard.RuleSeverities(), scorecard.RuleSeverity(kind)) {
			words = "firing (" + kind + ")"
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
	}
	of := counted(len(rules), "rule")
	if len(c.card.Rules) != len(rules) {
		of += ", " + counted(len(c.card.Rules), "case")
	}
	verdict := "the check passes"
	if len(c.failing()) > 0 {
		verdict = "the check fails"
	}
	return fmt.Sprintf("%s: %s; %s (--fail-on %s)", of, strings.Join(parts, ", "), verdict, c.failOn)
}

// kindOf is how a result is counted and headed: a rule that fires by its
// severity.
func kindOf(r scorecard.RuleResult) string {
	if r.State == scorecard.RuleFiring {
		return string(r.Severity)
	}
	return r.State.Words()
}

// kinds lists what kindOf says, the worst first.
func kinds() []string {
	var out []string
	for _, s := range scorecard.RuleStates() {
		if s != scorecard.RuleFiring {
			out = append(out, s.Words())
			continue
		}
		severities := slices.Clone(scorecard.RuleSeverities())
		slices.Reverse(severities)
		for _, severity := range severities {
			out = append(out, string(severity))
		}
	}
	return out
}
