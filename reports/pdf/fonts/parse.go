package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Parse reads a TrueType font, or one font of a collection; the first is
// number 1. It refuses, in words, what a report would be drawn wrongly with.
func Parse(data []byte, number int) (face *Face, err error) {
	defer func() {
		if recover() != nil {
			face, err = nil, errBroken
		}
	}()
	data = slices.Clip(data) // nothing lies beyond the end of the file
	list, err := listOfTables(data, number)
	if err != nil {
		return nil, err
	}
	f := readTables(data, list)
	if err := f.check(); err != nil {
		return nil, err
	}
	return readFace(f)
}

// The kinds of files by their first four bytes.
const (
	trueType      = "\x00\x01\x00\x00"
	trueTypeApple = "true"
	collection    = "ttcf"
	openType      = "OTTO"
	webFont       = "wOFF"
	webFont2      = "wOF2"
)

// listOfTables finds the list of tables of a font in its file.
func listOfTables(file table, number int) (int, error) {
	kind := string(file[:4])
	switch kind {
	case collection:
		if n := file.u32(8); number < 1 || number > n {
			return 0, fmt.Errorf("the collection has %d fonts, and no number %d", n, number)
		}
		list := file.u32(12 + 4*(number-1))
		if string(file[list:list+4]) == openType {
			return 0, errPostScript
		}
		return list, nil
	case openType:
		return 0, errPostScript
	case webFont, webFont2:
		return 0, errors.New("the font is packed for web pages (WOFF); a report needs it as a TTF file")
	case trueType, trueTypeApple:
		if number != 1 {
			return 0, fmt.Errorf("the file is one font and no collection; it has no number %d", number)
		}
		return 0, nil
	}
	return 0, errors.New("this is no TrueType font")
}

var errPostScript = errors.New("the font has PostScript outlines (OTF); a report needs one with TrueType outlines (TTF)")

// bytes makes a file of the tables that fonts are drawn by.
func (f sfnt) bytes() []byte {
	var tags []string
	for _, tag := range []string{"OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post", "prep"} {
		if _, ok := f[tag]; ok {
			tags = append(tags, tag)
		}
	}
	var list, body []byte
	list = append(list, trueType...)
	list = binary.BigEndian.AppendUint16(list, uint16(len(tags)))
	list = append(list, make([]byte, 6)...) // for searching, which nobody does
	for _, tag := range tags {
		t := f[tag]
		at := len(body)
		body = append(body, t...)
		body = append(body, make([]byte, -len(t)&3)...)
		list = append(list, tag...)
		list = binary.BigEndian.AppendUint32(list, checksum(body[at:]))
		list = binary.BigEndian.AppendUint32(list, uint32(12+16*len(tags)+at))
		list = binary.BigEndian.AppendUint32(list, uint32(len(t)))
	}
	return append(list, body...)
}

// checksum adds words of four bytes.
func checksum(t table) uint32 {
	var sum uint32
	for i := 0; i < len(t); i += 4 {
		sum += binary.BigEndian.Uint32(t[i:])
	}
	return sum
}
