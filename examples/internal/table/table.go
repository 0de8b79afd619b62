// Package table writes and reads the data of the examples, which are CSV files.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// A Table is a CSV file before it is written.
type Table struct {
	Name   string // of the file, with its ending
	Header []string
	Rows   [][]string
}

// Write writes tables into a folder, which is made where it is missing.
func Write(folder string, tables []Table) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder for the data: %w", err)
	}
	for _, t := range tables {
		if err := os.WriteFile(filepath.Join(folder, t.Name), t.csv(), 0o644); err != nil {
			return fmt.Errorf("write %q: %w", t.Name, err)
		}
	}
	return nil
}

// Compare returns an error that names what differs between a folder and the
// tables that are to be in it, and nil where it holds them and nothing else.
func Compare(folder string, tables []Table) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var all []error
	if len(entries) != len(tables) {
		all = append(all, fmt.Errorf("%s has %d files, want %d", folder, len(entries), len(tables)))
	}
	for _, t := range tables {
		data, err := os.ReadFile(filepath.Join(folder, t.Name))
		if err == nil && !bytes.Equal(data, t.csv()) {
			err = fmt.Errorf("%s differs from what is generated", t.Name)
		}
		all = append(all, err)
	}
	return errors.Join(all...)
}

// Read returns the rows of a CSV file, each by the names of its header.
func Read(path string) ([]map[string]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("read %s: it is empty", path)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (t Table) csv() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	// A buffer takes everything.
	_ = w.WriteAll(append([][]string{t.Header}, t.Rows...))
	return b.Bytes()
}

// Size is how many bytes the tables take when they are written.
func Size(tables []Table) int {
	size := 0
	for _, t := range tables {
		size += len(t.csv())
	}
	return size
}
