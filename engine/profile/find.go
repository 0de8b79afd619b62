package profile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kpi/engine/load"
)

// Find returns the data files that the arguments name: a file is itself, and a
// folder is the files in it that can be read, without those in its own folders and
// hidden ones. The errors are in the user's words.
func Find(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("there is no file or folder %q", arg)
		case err != nil:
			return nil, fmt.Errorf("%q cannot be read: %w", arg, errors.Unwrap(err))
		case !info.IsDir():
			files = append(files, arg)
			continue
		}
		found, err := inFolder(arg)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	for i := range files {
		files[i] = filepath.Clean(files[i])
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

func inFolder(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("the folder %q cannot be read: %w", folder, errors.Unwrap(err))
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && load.IsData(e.Name()) {
			files = append(files, filepath.Join(folder, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("the folder %q has no data file: read are %s", folder, strings.Join(load.Endings(), ", "))
	}
	return files, nil
}
