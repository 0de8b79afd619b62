package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"kpi/reports/pdf/fonts"
)

// A fontTable has the fonts of a file in the order in which they are first used,
// cut to the letters of the file.
//
// The PDF library knows them by name only, as if readers brought them along. It
// could embed them, too, but would parse each twice for every file, and write
// the widths of 65536 letters down to tell it from others: that took half of
// the time of a report of a page. So they are completed in its file.
type fontTable struct {
	letters fonts.Letters
	used    []*usedFont
}

// A usedFont is a font under a name that the library knows it by.
type usedFont struct {
	*fonts.Subset
	name string
	face *fonts.Face
	pair string
}

// of returns the font of a run, which the library gets to know when it is first
// used.
func (t *fontTable) of(r fonts.Run, file *fpdf.Fpdf) *usedFont {
	for _, u := range t.used {
		if u.face == r.Face() {
			return u
		}
	}
	u := &usedFont{t.letters.Cut(r.Face()), fmt.Sprintf("f%d", len(t.used)+1), r.Face(), r.Pair.Name}
	t.used = append(t.used, u)
	file.AddFontFromBytes(u.name, "", fmt.Appendf(nil, `{"Tp": "Core", "Name": %q}`, u.name), nil)
	return u
}

// codes are the glyphs of a text, of two bytes each.
func (u *usedFont) codes(text string) string {
	out := make([]byte, 0, 2*len(text))
	for _, c := range text {
		out = binary.BigEndian.AppendUint16(out, u.Glyph(c))
	}
	return string(out)
}

// completeFonts puts the fonts where the library has only named them.
func (o *objects) completeFonts(t *fontTable) error {
	for _, u := range t.used {
		named := fmt.Appendf(nil, "<</Type /Font\n/BaseFont /%s\n/Subtype /Type1\n", u.name)
		font := ref(0)
		for i, body := range o.bodies {
			if bytes.HasPrefix(body, named) {
				font = ref(i + 1)
			}
		}
		if font == 0 {
			return errOtherForm
		}
		o.replace(font, o.addFont(u))
	}
	return nil
}

// addFont puts the parts of a font into the file as ISO 32000-1, 9.7 says:
// glyphs by their numbers, with their widths, and the letters that they stand
// for. It returns the font itself.
func (o *objects) addFont(u *usedFont) string {
	name, m := u.fullName(), u.face.Metrics()
	file := o.addStream(fmt.Sprintf("/Length1 %d", len(u.Data)), u.Data)
	const symbolic = 1 << 2 // the glyphs have no names
	descriptor := o.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %v>>",
		name, symbolic, m.Box[0], m.Box[1], m.Box[2], m.Box[3], m.Ascent, m.Descent, m.CapHeight, m.StemV, file))
	glyphs := o.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %v/CIDToGIDMap/Identity/W[1%s]>>",
		name, descriptor, u.widths()))
	letters := o.addStream("", u.toUnicode())
	return fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%v]/ToUnicode %v>>\n", name, glyphs, letters)
}

// fullName begins with six letters that no other cut of the font shares.
func (u *usedFont) fullName() string {
	sum := sha256.Sum256(u.Data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag) + "+" + u.pair
}

func (u *usedFont) widths() string {
	b := []byte{'['}
	for _, c := range u.Letters {
		b = append(strconv.AppendInt(b, int64(u.face.Advance(c)), 10), ' ')
	}
	return string(append(b, ']'))
}

// toUnicode is the table of what the glyphs stand for, in blocks of a hundred as
// its format wants them. No letter is beyond U+FFFF.
func (u *usedFont) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	const block = 100
	for from := 0; from < len(u.Letters); from += block {
		part := u.Letters[from:min(from+block, len(u.Letters))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for i, c := range part {
			fmt.Fprintf(&b, "<%04X> <%04X>\n", from+i+1, c)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end")
	return b.Bytes()
}
