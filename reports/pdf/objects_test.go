package pdf

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

// libraryFile is what the library writes for two pages.
func libraryFile(t *testing.T) []byte {
	t.Helper()
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCompression(false)
	for range 2 {
		f.AddPage()
		f.MoveTo(10, 10)
		f.LineTo(20, 20)
		f.DrawPath("D")
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadObjectsTakesTheLibrarysFileApart(t *testing.T) {
	o, err := readObjects(libraryFile(t))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := o.pages()
	if err != nil || len(pages) != 2 {
		t.Fatalf("got %v, %v, want two pages", pages, err)
	}
	for _, p := range pages {
		if o.isStream(p) || !o.isStream(p+1) {
			t.Errorf("page %d: want a page and then its content", p)
		}
	}
}

// Should the library be changed, there is to be an error and no broken file.
func TestReadObjectsRefusesFilesOfAnotherForm(t *testing.T) {
	whole := string(libraryFile(t))
	for name, file := range map[string]string{
		"nothing":               "",
		"no end":                strings.TrimSuffix(whole, "%%EOF\n"),
		"no table":              strings.Replace(whole, "\nxref\n", "\nyref\n", 1),
		"a table that is short": strings.Replace(whole, "\nxref\n0 ", "\nxref\n0 9", 1),
		"an object elsewhere":   strings.Replace(whole, "3 0 obj\n", "3 1 obj\n", 1),
		"no frame":              strings.Replace(whole, "endobj\n", "endobk\n", 1),
	} {
		if _, err := readObjects([]byte(file)); !errors.Is(err, errOtherForm) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestFontThatTheLibraryDidNotNameIsAnError(t *testing.T) {
	o, err := readObjects(libraryFile(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.completeFonts(&fontTable{used: []*usedFont{{name: "f1"}}}); !errors.Is(err, errOtherForm) {
		t.Errorf("got %v", err)
	}
}

func TestTextString(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "()",
		`Win (rate) \ 38%`: `(Win \(rate\) \\ 38%)`,
		"é":                "<FEFF00E9>",
		"王\U0001F600":      "<FEFF738BD83DDE00>",
		"a\nb":             "<FEFF0061000A0062>",
	} {
		if got := textString(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
