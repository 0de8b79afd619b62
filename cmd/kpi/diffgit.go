package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/plan"
	"kpi/engine/spec"
)

// older returns the definitions to compare with, and what they are for people. A
// file that a revision does not have defines nothing. Definitions with errors are
// nil, and their errors are printed.
func (s streams) older(ctx context.Context, f *diffFlags, revision string) (*engine.Definition, string, error) {
	if f.against != "" {
		return s.olderFile(f)
	}
	r, err := openRepository(ctx, filepath.Dir(f.file), revision)
	if err != nil {
		return nil, "", err
	}
	against := fmt.Sprintf("%s (%s)", revision, r.commit[:12])
	data, ok, err := r.read(ctx, filepath.Base(f.file))
	if err != nil {
		return nil, "", err
	}
	if !ok {
		p, _ := plan.Build(&spec.Catalog{})
		return &engine.Definition{Catalog: &spec.Catalog{}, Plan: p}, against + ", which has no such file", nil
	}
	catalog, list := spec.Parse(r.title(filepath.Base(f.file)), data, func(pattern string) ([]spec.File, error) { return r.include(ctx, f.file, pattern) })
	if r.failure != nil {
		return nil, "", r.failure
	}
	p, problems := plan.Build(catalog)
	list.Append(problems)
	list.Sort()
	d, err := s.sound(list, &engine.Definition{Catalog: catalog, Plan: p})
	return d, against, err
}

// olderFile reads the definitions that --against names.
func (s streams) olderFile(f *diffFlags) (*engine.Definition, string, error) {
	file := f.against
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		file = filepath.Join(file, filepath.Base(f.file))
	}
	d, list, err := engine.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		err = &engine.UsageError{Message: fmt.Sprintf("there is no file %q to compare with", file)}
	}
	if err != nil {
		return nil, "", err
	}
	d, err = s.sound(list, d)
	return d, file, err
}

// sound returns the definitions to compare with, or nil after printing their
// errors. What is only warned of does not matter any more.
func (s streams) sound(list diag.List, d *engine.Definition) (*engine.Definition, error) {
	if !list.HasErrors() {
		return d, nil
	}
	if err := list.Fprint(s.err, d.Text()); err != nil {
		return nil, fmt.Errorf("print the problems: %w", err)
	}
	return nil, nil
}

// A repository is the tree of one commit, as seen from a folder of it.
type repository struct {
	folder   string
	revision string // as the user names it, without dots
	commit   string // its full hash
	files    []treeFile
	failure  error // of the machine, while files are included
}

type treeFile struct{ mode, name string } // the name is relative to the folder

// openRepository finds the commit of a revision. A revision that ends with ...
// is the commit at which the branch at hand left it.
func openRepository(ctx context.Context, folder, revision string) (*repository, error) {
	r := &repository{folder: folder}
	if strings.HasPrefix(revision, "-") || revision == "" {
		return nil, &engine.UsageError{Message: fmt.Sprintf("%q is no revision", revision)}
	}
	if _, err := r.git(ctx, "rev-parse", "--show-toplevel"); err != nil {
		return nil, r.noRepository(err)
	}
	name, fork, err := r.fork(revision)
	if err != nil {
		return nil, err
	}
	r.revision = name
	if r.commit, err = r.resolve(ctx, name); err != nil {
		return nil, err
	}
	if fork {
		base, err := r.git(ctx, "merge-base", r.commit, "HEAD")
		if err != nil {
			return nil, r.missing(ctx, err, fmt.Sprintf("%q and HEAD have no commit in common", name))
		}
		r.commit = strings.TrimSpace(string(base))
	}
	return r, r.list(ctx)
}

// fork reads main... and main...HEAD. Other ranges have an end that is no working
// tree.
func (r *repository) fork(revision string) (name string, fork bool, err error) {
	from, to, fork := strings.Cut(revision, "...")
	if fork && from != "" && (to == "" || to == "HEAD") {
		return from, true, nil
	}
	if !fork && !strings.Contains(revision, "..") {
		return revision, false, nil
	}
	return "", false, &engine.UsageError{Message: fmt.Sprintf(
		"%q is a range, and the working tree is compared: name one revision, or main... for where this branch left main", revision)}
}

// resolve returns the hash of the commit that a revision names.
func (r *repository) resolve(ctx context.Context, name string) (string, error) {
	hash, err := r.git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err != nil {
		hint := fmt.Sprintf("git knows no revision %q", name)
		if _, stat := os.Stat(name); stat == nil {
			hint += fmt.Sprintf("; to compare with a folder or file, write --against %s", name)
		}
		return "", r.missing(ctx, err, hint)
	}
	return strings.TrimSpace(string(hash)), nil
}

// missing explains a commit that is not there: in a shallow clone it may exist.
func (r *repository) missing(ctx context.Context, err error, message string) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return err
	}
	if shallow, err := r.git(ctx, "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(shallow)) == "true" {
		message += "; this is a shallow clone, which has the last commits only: fetch all with \"git fetch --unshallow\", or in a GitHub workflow with actions/checkout and fetch-depth: 0"
	}
	return &engine.UsageError{Message: message}
}

func (r *repository) noRepository(err error) error {
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("git is not installed, which reads older definitions; --against compares with a folder: %w", err)
	case errors.As(err, &exit) && strings.Contains(string(exit.Stderr), "not a git repository"):
		return &engine.UsageError{Message: fmt.Sprintf("%q is not in a git repository; to compare with a folder or file, write --against", r.folder)}
	}
	return err
}

// list reads the names of the files of the commit, below the folder.
func (r *repository) list(ctx context.Context) error {
	out, err := r.git(ctx, "ls-tree", "-r", "-z", r.commit)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(string(out), "\x00") {
		head, name, ok := strings.Cut(line, "\t")
		if mode, _, _ := strings.Cut(head, " "); ok {
			r.files = append(r.files, treeFile{mode, name})
		}
	}
	return nil
}

// The modes of files in a tree of git that are text.
var regular = []string{"100644", "100755"}

// read returns a file of the commit, and false where there is none.
func (r *repository) read(ctx context.Context, name string) ([]byte, bool, error) {
	i := slices.IndexFunc(r.files, func(f treeFile) bool { return f.name == name })
	if i < 0 {
		return nil, false, nil
	}
	if !slices.Contains(regular, r.files[i].mode) {
		return nil, false, &engine.UsageError{Message: fmt.Sprintf("%s is a link, which is not followed", r.title(name))}
	}
	data, err := r.git(ctx, "cat-file", "blob", r.commit+":./"+name)
	return data, err == nil, err
}

// title names a file of the commit as git does.
func (r *repository) title(name string) string {
	return r.revision + ":" + name
}

// include returns the files of the commit that match a pattern of include:, as
// spec.Read finds those of a folder: wildcards pass over hidden files and tests.
func (r *repository) include(ctx context.Context, main, pattern string) ([]spec.File, error) {
	pattern = path.Clean(filepath.ToSlash(pattern))
	var out []spec.File
	for _, f := range r.files {
		matches, err := path.Match(pattern, f.name)
		if err != nil {
			return nil, errors.New("the pattern has a [ that is not closed, or a \\ at its end")
		}
		passedOver := isHiddenName(f.name) && !isHiddenName(pattern) || strings.HasSuffix(f.name, "_test.yaml") && !strings.HasSuffix(pattern, "_test.yaml")
		if !matches || passedOver || f.name == filepath.Base(main) {
			continue
		}
		data, _, err := r.read(ctx, f.name)
		if err != nil {
			r.failure = err
			return nil, err
		}
		out = append(out, spec.File{Name: r.title(f.name), Data: data})
	}
	return out, nil
}

func isHiddenName(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}

// ofHook reports a variable that git sets for its hooks. It speaks of the folder
// that the hook runs in, and not of that of the definitions.
func ofHook(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}, name)
}

// git runs git in the folder and returns what it prints.
func (r *repository) git(ctx context.Context, args ...string) ([]byte, error) {
	var out, said bytes.Buffer
	c := exec.CommandContext(ctx, "git", append([]string{"-C", r.folder}, args...)...)
	c.Env = append(slices.DeleteFunc(os.Environ(), ofHook), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	c.Stdout, c.Stderr = &out, &said
	if err := c.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			exit.Stderr = said.Bytes()
		}
		return nil, fmt.Errorf("run git %s: %w: %s", args[0], err, strings.TrimSpace(said.String()))
	}
	return out.Bytes(), nil
}
