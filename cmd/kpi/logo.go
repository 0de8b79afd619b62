package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // formats of logos
	_ "image/png"

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
	for _, l := range looksOf(d) {
		if _, err := readLogo(d.Folder, l.Brand.Logo.Value); err != nil {
			list.Errorf(l.Brand.Logo.Range, "logo", "the logo %q %s", l.Brand.Logo.Value, err)
		}
	}
	return list
}

// looksOf are all looks that are written.
func looksOf(d *engine.Definition) []spec.Look {
	looks := []spec.Look{d.Catalog.Look}
	for _, r := range d.Catalog.Reports {
		looks = append(looks, r.Look)
	}
	return looks
}

// readLogo returns the bytes of a logo; "" has none. The error goes on after its
// name.
func readLogo(folder, name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	data, err := readInside(folder, name, mostLogoBytes)
	if err != nil {
		return nil, err
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
