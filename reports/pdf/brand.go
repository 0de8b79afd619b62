package pdf

import (
	"bytes"
	"image"
	_ "image/jpeg" // formats of logos
	_ "image/png"

	"codeberg.org/go-pdf/fpdf"

	"kpi/reports/chart"
)

const (
	logoHeight = 34.0
	logoWidth  = 130.0 // at most
	logoPad    = 4.0
	logoGap    = 12.0
)

// bandInk is the colour of the band at the top.
func (l *layout) bandInk() chart.Ink {
	if l.doc.Brand.Color == "" {
		return chart.Navy
	}
	return chart.Ink(l.doc.Brand.Color)
}

// A logoSize is the room that the picture of the house takes on the first page.
type logoSize struct{ width, height float64 }

// logo measures the picture; false is none.
func (l *layout) logo() (logoSize, bool) {
	c, _, err := image.DecodeConfig(bytes.NewReader(l.doc.Brand.Logo))
	if err != nil || c.Width == 0 || c.Height == 0 {
		return logoSize{}, false
	}
	scale := min(logoHeight/float64(c.Height), logoWidth/float64(c.Width))
	return logoSize{float64(c.Width) * scale, float64(c.Height) * scale}, true
}

// logoPlate is white behind the logo, which was drawn for paper, and gives where
// the title begins beside it.
func (l *layout) logoPlate() float64 {
	g, ok := l.logo()
	if !ok {
		return margin
	}
	l.page().Add(chart.White.Rect(margin, (bandHeight-g.height)/2-logoPad, g.width+2*logoPad, g.height+2*logoPad))
	return margin + g.width + 2*logoPad + logoGap
}

// logo puts the picture on its plate on the current page.
func (p *pen) logo(l *layout) {
	g, ok := l.logo()
	if !ok {
		return
	}
	o := fpdf.ImageOptions{ImageType: "PNG"}
	if !bytes.HasPrefix(l.doc.Brand.Logo, []byte("\x89PNG")) {
		o.ImageType = "JPG"
	}
	p.file.RegisterImageOptionsReader("logo", o, bytes.NewReader(l.doc.Brand.Logo))
	p.file.RawWriteStr("/Artifact BMC")
	p.file.ImageOptions("logo", margin+logoPad, (bandHeight-g.height)/2, g.width, g.height, false, o, 0, "")
	p.file.RawWriteStr("EMC")
}
