package pdf

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"kpi/reports/document"
)

// checkAttachments refuses names that no folder could have side by side.
func checkAttachments(all []document.Attachment) error {
	seen := map[string]bool{}
	for _, a := range all {
		switch {
		case a.Name == "" || a.Name == "." || a.Name == ".." || strings.ContainsFunc(a.Name, isNoFileLetter):
			return fmt.Errorf("%q is no name of a file to attach", a.Name)
		case seen[a.Name]:
			return fmt.Errorf("two files to attach are named %q", a.Name)
		}
		seen[a.Name] = true
	}
	return nil
}

func isNoFileLetter(c rune) bool { return c == '/' || c == '\\' || unicode.IsControl(c) }

// attach adds files and returns what the catalog says of them: a list by name,
// and that they belong to the document as a whole. The library's own
// attachments shift the pages that its outline leads to.
func (o *objects) attach(all []document.Attachment, created time.Time) string {
	if len(all) == 0 {
		return ""
	}
	sorted := slices.SortedStableFunc(slices.Values(all), func(a, b document.Attachment) int {
		return bytes.Compare(textBytes(a.Name), textBytes(b.Name))
	})
	var names strings.Builder
	var files []ref
	for _, a := range sorted {
		files = append(files, o.attachOne(a, created))
		fmt.Fprintf(&names, "%s %v ", textString(a.Name), files[len(files)-1])
	}
	return "/Names<</EmbeddedFiles<</Names[" + names.String() + "]>>>>/AF" + refs(files)
}

func (o *objects) attachOne(a document.Attachment, created time.Time) ref {
	entries := "/Type/EmbeddedFile"
	if a.MIME != "" {
		entries += "/Subtype/" + pdfName(a.MIME)
	}
	entries += fmt.Sprintf("/Params<</Size %d/CheckSum<%x>/ModDate%s>>", len(a.Data), md5.Sum(a.Data), date(created))
	data := o.addStream(entries, a.Data)
	description := ""
	if a.Description != "" {
		description = "/Desc" + textString(a.Description)
	}
	return o.add(fmt.Sprintf("<</Type/Filespec/F%s/UF%s%s/AFRelationship/Data/EF<</F %v/UF %[4]v>>>>",
		textString(plainName(a.Name)), textString(a.Name), description, data))
}

// plainName is for readers that know ASCII only.
func plainName(name string) string {
	return strings.Map(func(c rune) rune {
		if c > '~' {
			return '_'
		}
		return c
	}, name)
}

// pdfName writes a text as a name, which has no letters with a meaning of their own.
func pdfName(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("+-.", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "#%02X", c)
		}
	}
	return b.String()
}
