package spec

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kpi/engine/diag"
)

// Read reads the definition file at the path and what it includes, as Parse
// does. Includes stay in the folder of the main file, whatever links say. The
// error tells of a disk that cannot be read, never of what the files say.
func Read(path string) (*Catalog, diag.List, error) {
	f := &folder{path: filepath.Dir(path)}
	data, err := readFile(path)
	if err != nil {
		return nil, diag.List{}, err
	}
	if f.main, err = os.Stat(path); err != nil {
		return nil, diag.List{}, fmt.Errorf("read %q: %w", path, cause(err))
	}
	catalog, problems := Parse(path, data, f.open)
	if f.failure != nil {
		return nil, diag.List{}, f.failure
	}
	return catalog, problems, nil
}

// A folder is where the main file stands.
type folder struct {
	path    string
	main    fs.FileInfo // which includes nothing of itself
	failure error       // of the machine
}

// open reads the files that match the pattern. Its error is the user's mistake.
func (f *folder) open(pattern string) ([]File, error) {
	names, err := f.glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(names) > maxFiles {
		return nil, fmt.Errorf("it matches %d files, and at most %d can be included", len(names), maxFiles-1)
	}
	var files []File
	for _, name := range names {
		// Tests stand beside the definitions, and a wildcard does not mean them.
		if isTest(name) && !isTest(pattern) {
			continue
		}
		file, err := f.read(name)
		if err != nil {
			return nil, err
		}
		if file != nil {
			files = append(files, *file)
		}
	}
	return files, nil
}

// glob returns the names that match the pattern, in the order of their names. A
// wildcard passes over hidden files, as shells do. The error is the user's.
func (f *folder) glob(pattern string) ([]string, error) {
	pattern = path.Clean(filepath.ToSlash(pattern))
	if !filepath.IsLocal(filepath.FromSlash(pattern)) {
		return nil, errors.New("it leaves the folder of the main file")
	}
	names, err := fs.Glob(os.DirFS(f.path), pattern)
	if err != nil {
		return nil, errors.New("the pattern has a [ that is not closed, or a \\ at its end")
	}
	return slices.DeleteFunc(names, func(name string) bool { return isHidden(name) && !isHidden(pattern) }), nil
}

// read returns the file, or nil where it is the main file itself.
func (f *folder) read(name string) (*File, error) {
	shown := filepath.Join(f.path, filepath.FromSlash(name))
	if err := f.confined(shown); err != nil {
		return nil, err
	}
	info, err := os.Stat(shown)
	switch {
	case err != nil:
		f.failure = fmt.Errorf("read %q: %w", shown, cause(err))
		return nil, f.failure
	case os.SameFile(info, f.main):
		return nil, nil
	case info.IsDir():
		return nil, fmt.Errorf("%q is a folder: write %q", name, path.Join(name, "*.yaml"))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%q is not a regular file", name)
	}
	data, err := readFile(shown)
	if err != nil {
		f.failure = err
		return nil, err
	}
	return &File{Name: shown, Data: data}, nil
}

// confined checks where a file really stands: below the folder of the main
// file, in no folder whose name starts with a dot, such as .git.
func (f *folder) confined(name string) error {
	root, err := realPath(f.path)
	if err != nil {
		return err
	}
	target, err := realPath(name)
	if err != nil {
		return err
	}
	inside, err := filepath.Rel(root, target)
	if err != nil || !filepath.IsLocal(inside) {
		return fmt.Errorf("%q leaves the folder of the main file", name)
	}
	if isHidden(filepath.ToSlash(inside)) {
		return fmt.Errorf("%q is hidden: a name that starts with a dot is not included", name)
	}
	return nil
}

// realPath returns the absolute path without links.
func realPath(name string) (string, error) {
	absolute, err := filepath.Abs(name)
	if err == nil {
		absolute, err = filepath.EvalSymlinks(absolute)
	}
	if err != nil {
		return "", fmt.Errorf("%q cannot be followed: %w", name, cause(err))
	}
	return absolute, nil
}

func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}

// readFile reads no more than is needed to see that a file is too large.
func readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, cause(err))
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFileSize+1))
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, cause(err))
	}
	return data, nil
}

// cause drops the path that the system repeats in its own errors.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
