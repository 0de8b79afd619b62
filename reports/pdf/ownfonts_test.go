package pdf_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
	"kpi/reports/pdf"
)

const regularFile = "fonts/SourceSans3_400Regular.ttf"

func TestOwnFontsAreEmbedded(t *testing.T) {
	got := runTool(t, write(t, sample.Sales(), reports.Options{Fonts: document.Fonts{Latin: regularFile}}), "pdffonts", "FILE")
	if strings.Count(got, "yes yes yes") != 1 || !strings.Contains(got, "own") {
		t.Errorf("want the house's font, once, and no other:\n%s", got)
	}
}

func TestFontThatCannotBeUsedIsAnError(t *testing.T) {
	var b bytes.Buffer
	o := reports.Options{Fonts: document.Fonts{CJK: "fonts/README.md"}}
	_, err := pdf.Write(&b, reports.Compose(sample.Small(), o))
	if err == nil || err.Error() != `font "fonts/README.md": this is no TrueType font` || b.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, b.Len())
	}
}

// printed returns what do writes to the standard output: the library prints its
// complaints there, amid what other programs read.
func printed(t *testing.T, do func()) string {
	t.Helper()
	was := os.Stdout
	defer func() { os.Stdout = was }()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout = w
	got := make(chan string)
	go func() {
		all, _ := io.ReadAll(r)
		got <- string(all)
	}()
	do()
	w.Close()
	return <-got
}

// A font with wrong bytes is refused or drawn, and nothing is printed.
func TestBrokenFontsMakeNoNoise(t *testing.T) {
	sound, err := os.ReadFile(regularFile)
	if err != nil {
		t.Fatal(err)
	}
	d := reports.Compose(sample.Small(), reports.Options{})
	r := rand.New(rand.NewPCG(3, 4))
	d.Fonts.Latin = filepath.Join(t.TempDir(), "font.ttf")
	drawn := 0
	noise := printed(t, func() {
		for range 100 {
			data := bytes.Clone(sound)
			for range r.IntN(8) {
				data[r.IntN(len(data))] = byte(r.Uint32())
			}
			for range r.IntN(2) {
				data[r.IntN(2048)] = byte(r.Uint32())
			}
			if err := os.WriteFile(d.Fonts.Latin, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := pdf.Write(io.Discard, d); err == nil {
				drawn++
			}
		}
	})
	if noise != "" {
		t.Errorf("printed %q", noise)
	}
	if drawn == 0 || drawn == 100 {
		t.Errorf("%d of 100 fonts were drawn, want some to be refused and some not", drawn)
	}
}
