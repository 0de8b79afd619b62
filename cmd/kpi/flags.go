package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/spec"
)

// flags are the options that eval, report and explain share.
type flags struct {
	file    string
	period  string
	grain   string
	asOf    string
	where   string
	by      []string
	sources []string
	allow   []string
	threads int
	memory  string
	timeout time.Duration
	history int
	locale  string
	skip    bool
	bare    bool
}

func (f *flags) register(c *cobra.Command) {
	fileFlag(c, &f.file)
	p := c.Flags()
	p.StringVar(&f.period, "period", "", "period to report: 2026-10, 2026-Q3, FY2026, 2026, 2026-W05, 2026-10-31 or 2017-03-01..2017-12-31 (default: the last complete one)")
	p.StringVar(&f.grain, "grain", "", "length of the periods: day, week, month, quarter, year (default: the scorecard's)")
	p.StringVar(&f.asOf, "as-of", "", "last day to read, such as 2026-10-15, or today (default: the last date in the data)")
	p.StringVar(&f.where, "where", "", `condition over dimensions, such as 'region == "West"'`)
	f.registerData(c)
}

// registerData adds the options on the data and how they are read.
func (f *flags) registerData(c *cobra.Command) {
	p := c.Flags()
	p.StringArrayVar(&f.sources, "source", nil, "read a source from another file: deals=path/to/deals.csv (repeatable)")
	p.StringArrayVar(&f.allow, "allow", nil, "further folder that data files may lie in (repeatable)")
	p.IntVar(&f.threads, "threads", 0, "threads of the database (default: one a core)")
	p.StringVar(&f.memory, "memory", "", "memory limit of the database, such as 2GB (default: four fifths of the machine's)")
	p.DurationVar(&f.timeout, "timeout", 0, "stop after this time, such as 90s or 5m (default: never)")
	p.BoolVar(&f.skip, "skip-proofs", false, "trust keys and joins without checking them, and look for no copies of rows and no rows without a partner")
}

// registerEvidence adds the option on what is looked for beside the values.
func (f *flags) registerEvidence(c *cobra.Command) {
	c.Flags().BoolVar(&f.bare, "no-evidence", false, "values and targets only: no signals, no forecasts, no tests of leading KPIs, no reasons why values moved")
}

// registerShape adds the options on what a scorecard shows beside the values.
func (f *flags) registerShape(c *cobra.Command) {
	p := c.Flags()
	p.StringSliceVar(&f.by, "by", nil, "dimensions to break down by, separated by commas")
	p.IntVar(&f.history, "history", 24, "number of periods in series")
	p.StringVar(&f.locale, "locale", "", "language of names and texts: "+strings.Join(spec.Locales(), " or ")+" (default: the scorecard's)")
}

func fileFlag(c *cobra.Command, file *string) {
	c.Flags().StringVarP(file, "file", "f", "kpis.yaml", "definition file")
	if err := c.MarkFlagFilename("file", "yaml", "yml"); err != nil {
		panic(err)
	}
}

var memorySize = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?\s*([KMGT]i?B)$`)

// options turns the flags into what the engine takes.
func (f *flags) options(kpis []string) (engine.Options, error) {
	o := engine.Options{
		Period: f.period, Grain: f.grain, AsOf: f.asOf, Where: f.where, By: once(f.by), KPIs: kpis, History: f.history,
		Outside: f.allow, Threads: f.threads, Memory: f.memory, SkipProofs: f.skip, Sources: map[string]string{}, Evidence: !f.bare,
		Locale: f.locale,
	}
	if f.asOf == "today" {
		o.AsOf = time.Now().Format(time.DateOnly)
	}
	switch {
	case f.threads < 0:
		return o, &engine.UsageError{Message: "--threads is a number from 1 on"}
	case f.history < 1 || f.history > 1000:
		return o, &engine.UsageError{Message: "--history is a number from 1 to 1000"}
	case checkLocale(f.locale) != nil:
		return o, checkLocale(f.locale)
	case f.timeout < 0:
		return o, &engine.UsageError{Message: "--timeout is a time such as 90s"}
	case f.memory != "" && !memorySize.MatchString(f.memory):
		return o, &engine.UsageError{Message: "--memory is a size such as 2GB or 512MB"}
	}
	for _, s := range f.sources {
		id, path, ok := strings.Cut(s, "=")
		if !ok || id == "" || path == "" {
			return o, &engine.UsageError{Message: "--source is written as name=path, not \"" + s + "\""}
		}
		o.Sources[id] = path
	}
	if cache, err := os.UserCacheDir(); err == nil {
		o.CacheDir = filepath.Join(cache, "kpi")
	}
	return o, nil
}

// once drops the names that were given before.
func once(names []string) []string {
	var out []string
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// limit ends the context with the time limit, where there is one.
func (f *flags) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if f.timeout == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, f.timeout)
}

// checkLocale finds a language that texts are not written in.
func checkLocale(locale string) error {
	if locale != "" && !slices.Contains(spec.Locales(), locale) {
		return &engine.UsageError{Message: "--locale is " + strings.Join(spec.Locales(), " or ")}
	}
	return nil
}
