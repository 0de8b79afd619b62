package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/library"
	"kpi/engine/spec"
)

// addition is what the command line asks of add.
type addition struct {
	file, template string
	id, source     string
	set            []string
	owner, target  string
	where          string
	list, dryRun   bool
	show           string
	in             io.Reader // answers; nil where nobody is there to give any
}

func addCommand(s streams) *cobra.Command {
	var a addition
	c := &cobra.Command{
		Use:   "add [kpi]",
		Short: "Put a KPI of the library into kpis.yaml",
		Long: `add puts a ready-made KPI of sales, SaaS or support behind the last one of a
kpis.yaml. All else in the file stays as it is, and nothing is written unless the
result is valid. What the KPI needs to know of the data it finds by the names and
types of the columns; the rest is said with --set, or asked for on a terminal.`,
		Example: `  kpi add --list
  kpi add --show win_rate
  kpi add win_rate --source deals --owner 'VP Sales' --target 28%
  kpi add win_rate --source deals --set won='stage == "Won"' --set closed='stage in ["Won", "Lost"]'`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				a.template = args[0]
			}
			if f, ok := c.InOrStdin().(*os.File); ok && term.IsTerminal(int(f.Fd())) && s.errTerminal {
				a.in = f
			}
			return s.add(a)
		},
	}
	fileFlag(c, &a.file)
	p := c.Flags()
	p.BoolVar(&a.list, "list", false, "list the library")
	p.StringVar(&a.show, "show", "", "show one KPI of the library")
	p.StringVar(&a.source, "source", "", "source whose rows it counts (default: the only one, or the only one that fits)")
	p.StringArrayVar(&a.set, "set", nil, `what a role is: won='stage == "Won"' (repeatable)`)
	p.StringVar(&a.id, "as", "", "another name than that of the library")
	p.StringVar(&a.owner, "owner", "", "who answers for it")
	p.StringVar(&a.target, "target", "", "what it is to be, such as 28% or '500k per month'")
	p.StringVar(&a.where, "where", "", "a condition on all its rows, such as 'not is_deleted'")
	p.BoolVar(&a.dryRun, "dry-run", false, "print what would be added, and write nothing")
	return c
}

func (s streams) add(a addition) error {
	switch {
	case a.template != "" && (a.list || a.show != ""):
		return &engine.UsageError{Message: fmt.Sprintf("--list and --show add nothing: leave %q out", a.template)}
	case a.list:
		return s.listLibrary()
	case a.show != "":
		t, err := template(a.show)
		if err != nil {
			return err
		}
		return s.put("-", []byte(t.Help()))
	case a.template == "":
		return &engine.UsageError{Message: "name a KPI of the library, such as kpi add win_rate; kpi add --list lists them"}
	}
	t, err := template(a.template)
	if err != nil {
		return err
	}
	d, err := s.readBut(a.file, mayLackKPIs)
	if err != nil {
		return err
	}
	return s.addTo(d, t, a)
}

// mayLackKPIs lets be that a file has no KPI: one is to be added.
func mayLackKPIs(text diag.Sources, p *diag.Diagnostic) bool {
	if p.Code == spec.NoKPIs {
		return true
	}
	lines, at := strings.Split(string(text[p.Range.File]), "\n"), p.Range.Start.Line-1
	return p.Code == spec.EmptyValue && at >= 0 && at < len(lines) && library.IsEmptySection(lines[at])
}

func template(id string) (*library.Template, error) {
	t, near := library.Find(id)
	if t != nil {
		return t, nil
	}
	hint := "kpi add --list lists them"
	if near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, &engine.UsageError{Message: fmt.Sprintf("the library has no KPI %q; %s", id, hint)}
}

func (s streams) listLibrary() error {
	var b strings.Builder
	for _, domain := range library.Domains {
		fmt.Fprintf(&b, "%s\n", domain)
		for _, t := range library.All() {
			if t.Domain == domain {
				fmt.Fprintf(&b, "  %-26s %s\n", t.ID, t.Name())
			}
		}
	}
	return s.put("-", []byte(b.String()))
}

// addTo puts the KPI into the definitions.
func (s streams) addTo(d *engine.Definition, t *library.Template, a addition) error {
	if a.id == "" {
		a.id = t.ID
	}
	if err := nameIsFree(d.Catalog, a.id, t.ID); err != nil {
		return err
	}
	f, err := s.filling(d.Catalog, t, a)
	if err != nil {
		return err
	}
	entry, err := t.Fill(f)
	if err != nil {
		return &engine.UsageError{Message: err.Error()}
	}
	at, err := library.Place(d.Catalog)
	if err != nil {
		fmt.Fprint(s.err, entry)
		return &engine.UsageError{Message: err.Error()}
	}
	data, err := library.Put(d.Catalog, at, entry)
	if err != nil {
		return err
	}
	if err := s.checkAdded(d, at.File, data, a.id); err != nil {
		return err
	}
	name := d.Catalog.Files[at.File].Name
	if a.dryRun {
		_, err := fmt.Fprintf(s.out, "%s:%d would get\n%s", name, at.Starts(), entry)
		return err
	}
	if err := replace(name, data); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "added %s to %s at line %d\n", a.id, name, at.Starts())
	return err
}

// nameIsFree reports a name that the file has already.
func nameIsFree(c *spec.Catalog, id, usual string) error {
	for _, n := range numbersOf(c) {
		if n == id {
			return &engine.UsageError{Message: fmt.Sprintf("there is a KPI or measure %q already; --as gives another name: kpi add %s --as %s_2", id, usual, id)}
		}
	}
	return nil
}

func numbersOf(c *spec.Catalog) []string {
	var names []string
	for _, k := range c.KPIs {
		names = append(names, k.ID.Value)
	}
	for _, m := range c.Measures {
		names = append(names, m.ID.Value)
	}
	return names
}

// filling finds out what fills the roles: what is said, what is sure, and what is
// answered.
func (s streams) filling(c *spec.Catalog, t *library.Template, a addition) (library.Filling, error) {
	f := library.Filling{ID: a.id, Owner: a.owner, Target: a.target, Where: a.where, Known: numbersOf(c)}
	said, err := rolesSaid(t, a.set)
	if err != nil {
		return f, err
	}
	if t.ReadsSource() {
		if f.Source, err = chooseSource(c, t, a.source, said); err != nil {
			return f, err
		}
	}
	f.Roles = t.Guess(f.Source, sourcesOf(c), f.Known)
	maps.Copy(f.Roles, said)
	if missing := t.Missing(f.Roles); len(missing) > 0 && a.in != nil {
		if err := s.ask(bufio.NewReader(a.in), missing, f.Roles); err != nil {
			return f, err
		}
	}
	if missing := t.Missing(f.Roles); len(missing) > 0 {
		return f, &engine.UsageError{Message: needs(t, f, missing)}
	}
	return f, nil
}

// needs says what is missing, with a command line to complete.
func needs(t *library.Template, f library.Filling, missing []library.Role) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s needs to know more:\n", t.ID)
	line := "kpi add " + t.ID
	if f.Source.ID != "" {
		line += " --source " + f.Source.ID
	}
	for _, r := range missing {
		fmt.Fprintf(&b, "  %-12s %s: %s\n", r.Name, r.Kind.Words(), r.Says)
		line += fmt.Sprintf(" --set %s='…'", r.Name)
	}
	if columns := columnNames(f.Source); len(columns) > 0 {
		fmt.Fprintf(&b, "columns of %s: %s\n", f.Source.ID, diag.Some(columns))
	}
	for _, r := range missing {
		if r.Kind == library.KPI {
			if other, _ := library.Find(r.Hints[0]); other != nil {
				fmt.Fprintf(&b, "the library has %s: kpi add %[1]s\n", other.ID)
			}
		}
	}
	return b.String() + "say it: " + line
}

func columnNames(source library.Source) []string {
	var names []string
	for _, c := range source.Columns {
		names = append(names, c.ID)
	}
	return append(names, source.Fields...)
}

// rolesSaid reads --set.
func rolesSaid(t *library.Template, set []string) (map[string]string, error) {
	said := map[string]string{}
	var names []string
	for _, r := range t.Roles {
		names = append(names, r.Name)
	}
	for _, text := range set {
		name, value, ok := strings.Cut(text, "=")
		value = strings.TrimSpace(value)
		switch {
		case !ok || value == "":
			return nil, &engine.UsageError{Message: fmt.Sprintf(`--set is written as role=value, such as won='stage == "Won"', not %q`, text)}
		case t.Role(name) == nil:
			return nil, &engine.UsageError{Message: fmt.Sprintf("%s has no role %q; its roles: %s", t.ID, name, strings.Join(names, ", "))}
		}
		said[name] = value
	}
	return said, nil
}

// sourcesOf is what the library may know of the sources.
func sourcesOf(c *spec.Catalog) []library.Source {
	var list []library.Source
	for _, s := range c.Sources {
		source := library.Source{ID: s.ID.Value, Date: s.Date.Value}
		for _, column := range s.Columns {
			known := library.Column{ID: column.ID.Value, Type: column.Type.Value}
			for _, v := range column.Values {
				known.Values = append(known.Values, v.Value)
			}
			source.Columns = append(source.Columns, known)
		}
		for _, f := range s.Fields {
			source.Fields = append(source.Fields, f.ID.Value)
		}
		list = append(list, source)
	}
	return list
}

// chooseSource is the source that is named, the only one, or the only one that has
// all that the KPI needs beside what is said. A name of "" is none.
func chooseSource(c *spec.Catalog, t *library.Template, name string, said map[string]string) (library.Source, error) {
	sources, numbers := sourcesOf(c), numbersOf(c)
	var names []string
	var fitting []library.Source
	for _, source := range sources {
		if source.ID == name {
			return source, nil
		}
		names = append(names, source.ID)
		roles := t.Guess(source, sources, numbers)
		maps.Copy(roles, said)
		if len(t.Missing(roles)) == 0 {
			fitting = append(fitting, source)
		}
	}
	switch {
	case name != "":
		hint := ""
		if near := diag.Nearest(name, names); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		return library.Source{}, &engine.UsageError{Message: fmt.Sprintf("there is no source %q%s; sources: %s", name, hint, diag.Some(names))}
	case len(sources) == 1:
		return sources[0], nil
	case len(fitting) == 1:
		return fitting[0], nil
	}
	return library.Source{}, &engine.UsageError{Message: fmt.Sprintf("name the source of %s with --source; its rows are %s; sources: %s", t.ID, t.Rows, diag.Some(names))}
}

// ask asks for each role until there is an answer. The end of the answers ends it.
func (s streams) ask(in *bufio.Reader, missing []library.Role, roles map[string]string) error {
	for _, r := range missing {
		for roles[r.Name] == "" {
			fmt.Fprintf(s.err, "%s (%s: %s)? ", r.Name, r.Kind.Words(), r.Says)
			answer, err := in.ReadString('\n')
			roles[r.Name] = strings.TrimSpace(answer)
			if err == io.EOF {
				fmt.Fprintln(s.err)
				return nil
			}
			if err != nil {
				return fmt.Errorf("read the answer: %w", err)
			}
		}
	}
	return nil
}

// checkAdded reads the definitions as they would be, and prints what is wrong.
func (s streams) checkAdded(d *engine.Definition, file int, data []byte, id string) error {
	files := slices.Clone(d.Catalog.Files)
	files[file].Data = data
	// Included files are known; which pattern names which of them does not count.
	open := func(string) ([]spec.File, error) { return files[1:], nil }
	catalog, list := spec.Parse(files[0].Name, files[0].Data, open)
	if _, err := s.understand(catalog, list, filepath.Dir(files[0].Name)); err != nil {
		fmt.Fprintln(s.err, "nothing was written")
		return err
	}
	if !slices.Contains(numbersOf(catalog), id) || len(catalog.KPIs) != len(d.Catalog.KPIs)+1 {
		return fmt.Errorf("the KPI does not fit into %q; --dry-run prints it, to paste it yourself", files[file].Name)
	}
	return nil
}
