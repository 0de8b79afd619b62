package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // formats of logos
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/spec"
)

// The limits of a logo: it is in every file that is sent, and readers of PDF
// unpack it.
const (
	mostLogoBytes  = 1 << 20
	mostLogoPixels = 4096 // of each side
)

// logosOf reports logos that cannot be printed.
func logosOf(d *engine.Definition) diag.List {
	var list diag.List
	looks := []spec.Look{d.Catalog.Look}
	for _, r := range d.Catalog.Reports {
		looks = append(looks, r.Look)
	}
	for _, l := range looks {
		if _, err := readLogo(d.Folder, l.Brand.Logo.Value); err != nil {
			list.Errorf(l.Brand.Logo.Range, "logo", "the logo %q %s", l.Brand.Logo.Value, err)
		}
	}
	return list
}

// readLogo returns the bytes of a logo; "" has none. The error goes on after its
// name. It stays below the folder, whatever links say.
func readLogo(folder, name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.OpenInRoot(folder, filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("does not exist")
	case err != nil:
		return nil, errors.New("is not a file in or below the folder of the definitions")
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, mostLogoBytes+1))
	if err != nil {
		return nil, errors.New("cannot be read")
	}
	if len(data) > mostLogoBytes {
		return nil, errors.New("is larger than 1 MiB")
	}
	return data, checkPicture(data)
}

func checkPicture(data []byte) error {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return errors.New("is no PNG and no JPEG")
	case c.Width > mostLogoPixels || c.Height > mostLogoPixels || c.Width == 0 || c.Height == 0:
		return fmt.Errorf("has %d by %d pixels, and %d by %[3]d is the most", c.Width, c.Height, mostLogoPixels)
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return errors.New("is damaged")
	}
	return nil
}
