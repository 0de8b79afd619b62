package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/profile"
	"kpi/engine/spec"
)

// initial is what the command line asks of init.
type initial struct {
	data    []string
	output  string
	force   bool
	stdout  bool
	rows    int64
	threads int
	memory  string
}

// usualRows are looked at of each text file where --rows does not say it.
const usualRows = 1_000_000

func initCommand(s streams) *cobra.Command {
	var i initial
	c := &cobra.Command{
		Use:   "init [data…]",
		Short: "Write a first kpis.yaml for data files",
		Long: `init looks into CSV, Parquet, JSON and XLSX files, or all of those in a folder,
and writes a kpis.yaml that runs at once: sources with their columns and types,
keys, dates, joins, dimensions and first KPIs. Every guess says in a comment what
it rests on. Exports of Salesforce, HubSpot and Zendesk are recognised.

Without data it takes the files of the working folder. A kpis.yaml that is there
is never replaced without --force.`,
		Example: `  kpi init orders.csv
  kpi init data -o kpis.yaml
  kpi init deals.xlsx reps.csv --stdout`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			i.data = args
			return s.init(c.Context(), i)
		},
	}
	p := c.Flags()
	p.StringVarP(&i.output, "output", "o", "kpis.yaml", "file to write; the data lie in or below its folder")
	p.BoolVar(&i.force, "force", false, "replace the file where it is there")
	p.BoolVar(&i.stdout, "stdout", false, "write to standard output")
	p.Int64Var(&i.rows, "rows", usualRows, "rows that are looked at of each text file or sheet; 0 is all")
	p.IntVar(&i.threads, "threads", 0, "threads of the database (default: one a core)")
	p.StringVar(&i.memory, "memory", "", "memory limit of the database, such as 2GB (default: four fifths of the machine's)")
	return c
}

func (s streams) init(ctx context.Context, i initial) error {
	files, err := i.files()
	if err != nil {
		return err
	}
	asOf, err := dayOf(files)
	if err != nil {
		return err
	}
	progress := s.progress()
	draft, list, err := profile.Write(ctx, profile.Options{
		Files: files, Folder: filepath.Dir(i.output), Rows: i.rows, AsOf: asOf, Threads: i.threads, Memory: i.memory, Progress: progress.say,
	})
	progress.end()
	if err != nil {
		return err
	}
	if err := s.leftOut(list, draft, i.data); err != nil {
		return err
	}
	d, err := s.define(i.output, []byte(draft.Text))
	if err != nil {
		return err
	}
	if !draft.Sampled {
		if err := s.tryOut(ctx, d, i); err != nil {
			return err
		}
	}
	return s.writeDraft(i, draft, d)
}

// files finds the data and refuses what could not be read later.
func (i *initial) files() ([]string, error) {
	if i.rows < 0 {
		return nil, &engine.UsageError{Message: "--rows is a number from 0 on"}
	}
	if i.memory != "" && !memorySize.MatchString(i.memory) {
		return nil, &engine.UsageError{Message: "--memory is a size such as 2GB or 512MB"}
	}
	if _, err := os.Lstat(i.output); err == nil && !i.force && !i.stdout {
		return nil, &engine.UsageError{Message: fmt.Sprintf("%s is there already; --force replaces it, -o names another file, and kpi add puts a KPI into it", i.output)}
	}
	args := i.data
	if len(args) == 0 {
		args = []string{"."}
	}
	files, err := profile.Find(args)
	if err != nil {
		return nil, &engine.UsageError{Message: err.Error()}
	}
	folder, err := filepath.Abs(filepath.Dir(i.output))
	if err != nil {
		return nil, fmt.Errorf("find the folder of %q: %w", i.output, err)
	}
	for _, name := range files {
		if file, err := filepath.Abs(name); err != nil || !isBelow(folder, file) {
			return nil, &engine.UsageError{Message: fmt.Sprintf(
				"%s does not lie in or below the folder of %s, and a source reads nothing else; write the definitions beside the data: -o %s",
				name, i.output, filepath.Join(filepath.Dir(name), "kpis.yaml"))}
		}
	}
	return files, nil
}

func isBelow(folder, file string) bool {
	relative, err := filepath.Rel(folder, file)
	return err == nil && filepath.IsLocal(relative)
}

// dayOf is the day of SOURCE_DATE_EPOCH, else that on which the newest of the files was
// changed: it stands in definitions of data without a date.
func dayOf(files []string) (string, error) {
	newest, err := sourceDate()
	if err != nil || !newest.IsZero() {
		return newest.Format(time.DateOnly), err
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			return "", fmt.Errorf("read %q: %w", name, err)
		}
		if info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return newest.Format(time.DateOnly), nil
}

// leftOut prints what is wrong with files. One that the user has named has to be
// read; of a folder the others are enough.
func (s streams) leftOut(list diag.List, draft *profile.Draft, named []string) error {
	if err := list.Fprint(s.err, nil); err != nil {
		return fmt.Errorf("print the problems: %w", err)
	}
	wrong := slices.ContainsFunc(list.Items, func(d *diag.Diagnostic) bool {
		return slices.ContainsFunc(named, func(name string) bool {
			return filepath.Clean(name) == filepath.Clean(filepath.FromSlash(d.Range.File))
		})
	})
	switch {
	case wrong || draft == nil && list.HasErrors():
		return problems{code: findings}
	case draft == nil:
		return &engine.UsageError{Message: "there is nothing that definitions could be written for"}
	}
	if n := list.Count(diag.Error); n > 0 {
		s.warn(fmt.Sprintf("%s left out", counted(n, "file")))
	}
	for _, note := range draft.Notes {
		s.warn(note)
	}
	return nil
}

// define reads definitions that are not written yet.
func (s streams) define(name string, data []byte) (*engine.Definition, error) {
	catalog, list := spec.Parse(name, data, nil)
	return s.understand(catalog, list, filepath.Dir(name))
}

// understand resolves a catalog and prints what is wrong with it.
func (s streams) understand(catalog *spec.Catalog, list diag.List, folder string) (*engine.Definition, error) {
	resolved, found := plan.Build(catalog)
	list.Append(found)
	list.Sort()
	d := &engine.Definition{Catalog: catalog, Plan: resolved, Folder: folder}
	if !list.HasErrors() {
		list = diag.List{} // warnings are for kpi validate
	}
	return d, s.report(list, d.Text())
}

// tryOut computes the KPIs once, so that nobody gets a file that does not run.
func (s streams) tryOut(ctx context.Context, d *engine.Definition, i initial) error {
	progress := s.progress()
	_, list, err := d.Evaluate(ctx, engine.Options{History: 1, Threads: i.threads, Memory: i.memory, Progress: progress.say})
	progress.end()
	if err != nil {
		return err
	}
	if list.HasErrors() {
		fmt.Fprintln(s.err, "the definitions that were made do not run on the data:")
	} else {
		list = diag.List{}
	}
	return s.report(list, d.Text())
}

// writeDraft writes the file and says what to do next.
func (s streams) writeDraft(i initial, draft *profile.Draft, d *engine.Definition) error {
	if i.stdout {
		return s.put("-", []byte(draft.Text))
	}
	if err := writeNew(i.output, []byte(draft.Text), i.force); err != nil {
		return err
	}
	file := ""
	if i.output != "kpis.yaml" {
		file = " -f " + i.output
	}
	_, err := fmt.Fprintf(s.out, "wrote %s: %s, %s\nread it, then: kpi eval%s\n",
		i.output, counted(len(d.Plan.Sources), "source"), counted(len(draft.KPIs), "KPI"), file)
	return err
}

// writeNew writes a file as a whole. Without force it takes no other's place, also
// of one that has come in the meantime.
func writeNew(path string, data []byte, force bool) error {
	if force {
		return replace(path, data)
	}
	draft, err := newDraft(path)
	if err != nil {
		return err
	}
	if _, err := draft.Write(data); err != nil {
		return errors.Join(err, draft.drop())
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(&engine.UsageError{Message: fmt.Sprintf("%s is there already; --force replaces it", path)}, draft.drop())
	}
	return draft.keep()
}
