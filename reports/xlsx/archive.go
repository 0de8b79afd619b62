package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
)

// An archive is the zip of a workbook. excelize hands its parts over in the
// order of a map; they are kept until all are there, and written by name.
type archive struct {
	to    io.Writer
	parts map[string]*bytes.Buffer
}

func newArchive(to io.Writer) *archive { return &archive{to: to, parts: map[string]*bytes.Buffer{}} }

// Create begins a part.
func (a *archive) Create(name string) (io.Writer, error) {
	a.parts[name] = &bytes.Buffer{}
	return a.parts[name], nil
}

// AddFS is for folders, which a workbook has none of.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// written is the time of every part: the first that a zip can hold.
var written = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Close writes the parts.
func (a *archive) Close() error {
	out := zip.NewWriter(a.to)
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		content := a.parts[name].Bytes()
		if name == "[Content_Types].xml" {
			var err error
			if content, err = sortedTypes(content); err != nil {
				return err
			}
		}
		part, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: written})
		if err != nil {
			return err
		}
		if _, err := part.Write(content); err != nil {
			return err
		}
	}
	return out.Close()
}

// A contentTypes says of what type the parts of a workbook are.
type contentTypes struct {
	XMLName   xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []typeOfEnding `xml:"Default"`
	Overrides []typeOfPart   `xml:"Override"`
}

type typeOfEnding struct {
	Extension   string `xml:",attr"`
	ContentType string `xml:",attr"`
}

type typeOfPart struct {
	PartName    string `xml:",attr"`
	ContentType string `xml:",attr"`
}

// sortedTypes brings the one part whose content has the order of a map into that
// of the alphabet.
func sortedTypes(content []byte) ([]byte, error) {
	var t contentTypes
	if err := xml.Unmarshal(content, &t); err != nil {
		return nil, err
	}
	slices.SortFunc(t.Defaults, func(a, b typeOfEnding) int { return strings.Compare(a.Extension, b.Extension) })
	slices.SortFunc(t.Overrides, func(a, b typeOfPart) int { return strings.Compare(a.PartName, b.PartName) })
	sorted, err := xml.Marshal(t)
	return append([]byte(xml.Header), sorted...), err
}
