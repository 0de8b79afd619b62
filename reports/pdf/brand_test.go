package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"kpi/reports"
	"kpi/reports/document"
	"kpi/reports/internal/sample"
)

// TestReportsHaveTheLookOfTheHouse looks for a green band and an orange logo on the
// first page, as a reader of PDF draws it.
func TestReportsHaveTheLookOfTheHouse(t *testing.T) {
	orange := color.RGBA{230, 120, 20, 255}
	picture := image.NewRGBA(image.Rect(0, 0, 60, 20))
	for x := range 60 {
		for y := range 20 {
			picture.Set(x, y, orange)
		}
	}
	var logo bytes.Buffer
	if err := png.Encode(&logo, picture); err != nil {
		t.Fatal(err)
	}
	o := reports.Options{Brand: document.Brand{Color: "#14532d", Logo: logo.Bytes()}}
	path := filepath.Join(t.TempDir(), "report.pdf")
	var file bytes.Buffer
	if err := reports.Write(&file, sample.Small(), o, "pdf"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, out)
	}
	drawn, err := exec.Command("pdftoppm", "-r", "36", "-f", "1", "-l", "1", "-png", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	page, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []color.RGBA{{0x14, 0x53, 0x2d, 255}, orange} {
		if n := pixels(page, want); n < 200 {
			t.Errorf("%d pixels of the first page are %v", n, want)
		}
	}
}

// pixels counts those that differ little from a colour.
func pixels(page image.Image, want color.RGBA) int {
	n := 0
	for x := page.Bounds().Min.X; x < page.Bounds().Max.X; x++ {
		for y := page.Bounds().Min.Y; y < page.Bounds().Max.Y; y++ {
			r, g, b, _ := page.At(x, y).RGBA()
			if near(r>>8, want.R) && near(g>>8, want.G) && near(b>>8, want.B) {
				n++
			}
		}
	}
	return n
}

func near(a uint32, b uint8) bool { return a+6 >= uint32(b) && a <= uint32(b)+6 }
