package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"kpi/reports/document"
)

// What is looked for in the library's objects, and in what users write.
var (
	kidsOf       = regexp.MustCompile(`/Kids \[([0-9R ]*)\]`)
	aRef         = regexp.MustCompile(`(\d+) 0 R`)
	contentsOf   = regexp.MustCompile(`/Contents (\d+) 0 R>>`)
	outlineOf    = regexp.MustCompile(`/Outlines \d+ 0 R`)
	languageCode = regexp.MustCompile(`^[A-Za-z0-9-]+$`)
)

// finish completes the library's file: its fonts, what the document is, how it is
// made up, and its pages packed.
func finish(file []byte, l *layout, fonts *fontTable) ([]byte, error) {
	d := l.doc
	o, err := readObjects(file)
	if err != nil {
		return nil, err
	}
	pages, err := o.pages()
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		if err := o.packContent(p); err != nil {
			return nil, err
		}
	}
	// The library writes the catalog last, and what the document is before it.
	catalog := ref(len(o.bodies))
	info := catalog - 1
	if err := o.completeFonts(fonts); err != nil {
		return nil, err
	}
	o.replace(info, properties(d))
	entries := fmt.Sprintf("/MarkInfo<</Marked true>>/StructTreeRoot %v", o.addStructure(l.tree, pages, o.addLinks(l, pages)))
	entries += o.attach(d.Attachments, d.Created)
	o.replace(catalog, catalogOf(d, o.body(catalog), entries))
	return o.write(catalog, info), nil
}

// pages returns the pages in order, from the root of their tree, which is
// object 1.
func (o *objects) pages() ([]ref, error) {
	if len(o.bodies) < 4 {
		return nil, errOtherForm
	}
	kids := kidsOf.FindSubmatch(o.body(1))
	if kids == nil {
		return nil, errOtherForm
	}
	var out []ref
	for _, m := range aRef.FindAllSubmatch(kids[1], -1) {
		n, _ := strconv.Atoi(string(m[1]))
		if n < 1 || n > len(o.bodies) || !bytes.HasPrefix(o.body(ref(n)), []byte(pageHead)) {
			return nil, errOtherForm
		}
		out = append(out, ref(n))
	}
	return out, nil
}

const pageHead = "<</Type /Page\n"

// packContent deflates what is drawn on a page. The library would, too, but
// with a new packer for each page.
func (o *objects) packContent(page ref) error {
	m := contentsOf.FindSubmatch(o.body(page))
	if m == nil {
		return errOtherForm
	}
	n, _ := strconv.Atoi(string(m[1]))
	if n < 1 || n > len(o.bodies) {
		return errOtherForm
	}
	_, data, ok := bytes.Cut(o.bodies[n-1], []byte(">>\nstream\n"))
	data, isStream := bytes.CutSuffix(data, []byte(streamEnd))
	if !ok || !isStream {
		return errOtherForm
	}
	o.bodies[n-1] = o.stream("", data)
	return nil
}

// properties are what a reader's list of files shows.
func properties(d *document.Document) string {
	var b strings.Builder
	b.WriteString("<<")
	for _, p := range []struct{ key, text string }{
		{"Title", document.Dotted(d.Title, d.Period)}, {"Author", d.Entity}, {"Subject", d.Message}, {"Creator", "kpi"}, {"Producer", "kpi"},
	} {
		if p.text != "" {
			fmt.Fprintf(&b, "/%s %s", p.key, textString(p.text))
		}
	}
	fmt.Fprintf(&b, "/CreationDate %s/ModDate %[1]s>>", date(d.Created))
	return b.String()
}

// catalogOf returns the root of all objects with further entries; the outline
// is the library's.
func catalogOf(d *document.Document, library []byte, entries string) string {
	entries += "/Type/Catalog/Pages 1 0 R/ViewerPreferences<</DisplayDocTitle true>>"
	if m := outlineOf.Find(library); m != nil {
		entries += string(m) + "/PageMode/UseOutlines"
	}
	if isLanguage(d.Language) {
		entries += "/Lang" + textString(d.Language)
	}
	return "<<" + entries + ">>"
}

// isLanguage reports whether a text has the letters of a language's code.
func isLanguage(s string) bool { return languageCode.MatchString(s) }

var escapes = strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`)

// textString writes a text: Latin as it is, anything else in UTF-16.
func textString(s string) string {
	if isASCII(s) {
		return "(" + escapes.Replace(s) + ")"
	}
	return fmt.Sprintf("<%X>", textBytes(s))
}

// textBytes are the bytes that a text string stands for.
func textBytes(s string) []byte {
	if isASCII(s) {
		return []byte(s)
	}
	out := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.BigEndian.AppendUint16(out, u)
	}
	return out
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c < ' ' || c > '~' }) < 0
}

func date(t time.Time) string { return "(" + t.UTC().Format("D:20060102150405Z") + ")" }
