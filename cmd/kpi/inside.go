package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// readInside returns the bytes of a file in or below the folder of the
// definitions, whatever links say: definitions may be a stranger's. The error
// goes on after the name of the file. Most is in bytes, and whole MiB.
func readInside(folder, name string, most int64) ([]byte, error) {
	file, err := os.OpenInRoot(folder, filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("does not exist")
	case err != nil:
		return nil, errors.New("is not a file in or below the folder of the definitions")
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, errors.New("cannot be read")
	}
	if int64(len(data)) > most {
		return nil, fmt.Errorf("is larger than %d MiB", most>>20)
	}
	return data, nil
}
