package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine"
)

func TestLogosAreRead(t *testing.T) {
	outside := t.TempDir()
	folder := filepath.Join(outside, "house")
	picture := encoded(t, 40, 10, "png")
	for name, data := range map[string][]byte{
		"../secret.png": picture, "logo.png": picture, "art/logo.jpg": encoded(t, 40, 10, "jpeg"),
		"text.png": []byte("a picture"), "cut.png": picture[:len(picture)-20], "wide.png": encoded(t, 5000, 1, "png"),
		"large.png": append(bytes.Clone(picture), make([]byte, 1<<20)...),
	} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../secret.png", filepath.Join(folder, "link.png")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, want string }{
		{"", ""}, {"logo.png", ""}, {"art/logo.jpg", ""}, {"./art/../logo.png", ""},
		{"none.png", "does not exist"}, {"../secret.png", "is not a file in or below"}, {"link.png", "is not a file in or below"},
		{"art", "cannot be read"}, {"text.png", "is no PNG and no JPEG"}, {"cut.png", "is damaged"},
		{"wide.png", "has 5000 by 1 pixels, and 4096 by 4096 is the most"}, {"large.png", "is larger than 1 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := readLogo(folder, c.name)
			switch {
			case c.want == "" && (err != nil || (len(data) == 0) != (c.name == "")):
				t.Errorf("got %d bytes and %v", len(data), err)
			case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestLogosAreCheckedWithTheDefinitions goes all the way to the options of a
// report.
func TestLogosAreCheckedWithTheDefinitions(t *testing.T) {
	folder := t.TempDir()
	text := `version: 1
report: {brand: {color: "#1f4e79", logo: logo.png}}
sources: {deals: {file: deals.csv, date: day, columns: {day: date}}}
kpis: {deals: {source: deals, formula: count()}}
reports: {board: {brand: {logo: other.png}}}
`
	picture := encoded(t, 8, 8, "png")
	for name, data := range map[string][]byte{"kpis.yaml": []byte(text), "logo.png": picture} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, list, err := engine.Read(filepath.Join(folder, "kpis.yaml"))
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	wrong := logosOf(d)
	if wrong.Len() != 1 || wrong.Items[0].Message != `the logo "other.png" does not exist` || wrong.Items[0].Range.Start.Line != 5 {
		t.Errorf("got %v, want one logo that does not exist, in line 5", wrong.Items)
	}
	o, err := streams{}.printOptions(d)
	if err != nil || o.Brand.Color != "#1f4e79" || !bytes.Equal(o.Brand.Logo, picture) {
		t.Errorf("got the colour %q and %d bytes of a logo, %v", o.Brand.Color, len(o.Brand.Logo), err)
	}
}

func encoded(t *testing.T, width, height int, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, width, height))
	encode := func() error { return png.Encode(&b, m) }
	if format == "jpeg" {
		encode = func() error { return jpeg.Encode(&b, m, nil) }
	}
	if err := encode(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
