package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kpi/engine"
	"kpi/engine/plan"
	"kpi/reports"
)

// manifestName is the file that lists the others.
const manifestName = "manifest.json"

// checkFiles reports files that would take each other's place, and those whose
// ending is of another format than they have.
func (b *build) checkFiles(files []file) {
	taken := map[string]file{strings.ToLower(manifestName): {}}
	for _, f := range files {
		at := f.report.Spec.ID.Range
		if written := f.report.Spec.File; written.Written() {
			at = written.Range
		}
		if known, ok := reports.FormatOf(f.name); b.output == "" && ok && known.Name != f.format.Name {
			b.list.Errorf(at, "file-name", "%q would be a file of the format %s", f.name, f.format.Name).Labelf("end with .{ending}")
		}
		// Some disks do not tell upper from lower case.
		key := strings.ToLower(f.name)
		if other, ok := taken[key]; ok {
			b.list.Errorf(at, "file-name", "%s and %s would be written to the same file, %q", describe(f), describe(other), f.name)
		}
		taken[key] = f
	}
}

func describe(f file) string {
	switch {
	case f.report == nil:
		return "the list of files"
	case f.member != "":
		return fmt.Sprintf("%q of report %q", f.member, f.report.ID)
	}
	return fmt.Sprintf("report %q", f.report.ID)
}

// writeReport writes the files of one report beside the old ones, and lets them
// take their places when all are complete.
func (b *build) writeReport(r *plan.Report, files []file) error {
	said := map[string]bool{}
	var drafts []*draft
	for _, f := range files {
		for _, sentence := range f.said {
			if !said[sentence] {
				b.warn(sentence)
			}
			said[sentence] = true
		}
		d, err := b.draft(f)
		if err != nil {
			return errors.Join(err, dropAll(drafts))
		}
		drafts = append(drafts, d)
	}
	for i, d := range drafts {
		if err := d.keep(); err != nil {
			return errors.Join(err, dropAll(drafts[i+1:]))
		}
	}
	if r.Per != nil {
		fmt.Fprintf(b.err, "wrote %s of report %s\n", counted(len(files), "file"), r.ID)
		return nil
	}
	for _, f := range files {
		fmt.Fprintf(b.err, "wrote %s\n", f.path)
	}
	return nil
}

// draft writes a file beside the old one.
func (b *build) draft(f file) (*draft, error) {
	var inputs []string
	for _, d := range b.views.all {
		inputs = append(inputs, d.result.Files...)
		break // the same data are behind all of them
	}
	if isInput(f.path, inputs) {
		return nil, &engine.UsageError{Message: fmt.Sprintf("%q is a file that the report is made from; name another folder with --out", f.path)}
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of %q: %w", f.path, err)
	}
	d, err := newDraft(f.path)
	if err != nil {
		return nil, err
	}
	if _, err := d.Write(f.data); err != nil {
		return nil, errors.Join(err, d.drop())
	}
	return d, nil
}

func dropAll(drafts []*draft) error {
	var err error
	for _, d := range drafts {
		err = errors.Join(err, d.drop())
	}
	return err
}

// A manifest lists the files of a run, so that whoever passes them on can tell
// which is whose and that they are complete.
type manifest struct {
	Format      string  `json:"format"`
	Definitions string  `json:"definitions"` // SHA-256
	Files       []entry `json:"files"`       // by name
}

type entry struct {
	File   string `json:"file"` // relative to the manifest
	Report string `json:"report"`
	Member string `json:"member"` // "" is all rows
	Type   string `json:"type"`
	Period string `json:"period"`
	AsOf   string `json:"as_of"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// writeManifest lists what was written, after all of it; only files for members
// need a list.
func (b *build) writeManifest(files []file) error {
	if !slices.ContainsFunc(files, func(f file) bool { return f.report.Per != nil }) {
		return nil
	}
	m := manifest{Format: "kpi.manifest/1", Definitions: b.definition.Hash()}
	for _, f := range files {
		sum := sha256.Sum256(f.data)
		m.Files = append(m.Files, entry{
			File: f.name, Report: f.report.ID, Member: f.member, Type: f.format.Name, Period: f.period, AsOf: f.asOf,
			Bytes: len(f.data), SHA256: hex.EncodeToString(sum[:]),
		})
	}
	slices.SortFunc(m.Files, func(x, y entry) int { return strings.Compare(x.File, y.File) })
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("list the files: %w", err)
	}
	path := filepath.Join(b.folder, manifestName)
	if err := replace(path, append(data, '\n')); err != nil {
		return err
	}
	fmt.Fprintf(b.err, "wrote %s\n", path)
	return nil
}

// longestSlug is how many bytes of a member's name a file name has.
const longestSlug = 80

// device matches names that Windows keeps for devices.
var device = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// slug is a name as a part of a file name that every system takes: letters,
// digits and _ in lower case, with - for all else. What is left of a long or an
// empty name goes with a part of its hash.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' })
	s := strings.Join(words, "-")
	sum := sha256.Sum256([]byte(name))
	hash := hex.EncodeToString(sum[:4])
	switch {
	case s == "" && name != "":
		return hash
	case device.MatchString(s):
		return s + "-" + hash
	case len(s) <= longestSlug:
		return s
	}
	cut := longestSlug
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "-" + hash
}
