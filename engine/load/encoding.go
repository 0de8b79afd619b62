package load

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"kpi/engine/diag"
)

// openText opens a data file as UTF-8: it is unpacked where its name ends in
// .gz, and decoded where its source names another encoding.
func openText(f file) (io.ReadCloser, error) {
	in, err := openBytes(f)
	if err != nil {
		return nil, err
	}
	switch f.encoding {
	case "windows-1252":
		return decoded{charmap.Windows1252.NewDecoder().Reader(in), in}, nil
	case "gb18030":
		return decoded{simplifiedchinese.GB18030.NewDecoder().Reader(in), in}, nil
	case "utf-16":
		return decoded{unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(in), in}, nil
	}
	return in, nil
}

// decoded closes the file that its text comes from.
type decoded struct {
	io.Reader
	io.Closer
}

// openBytes opens a data file, and unpacks it where its name ends in .gz.
func openBytes(f file) (io.ReadCloser, error) {
	in, err := os.Open(f.real)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", f.name, err)
	}
	if !strings.HasSuffix(strings.ToLower(f.name), ".gz") {
		return in, nil
	}
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("unpack %q: %w", f.name, err), in.Close())
	}
	return packed{unpacked, in}, nil
}

type packed struct {
	*gzip.Reader
	file *os.File
}

// Close closes the file.
func (p packed) Close() error { return errors.Join(p.Reader.Close(), p.file.Close()) }

// isText reports whether a file is in the encoding that its source names, as
// far as its beginning tells; the flaw says how not.
func isText(f file) (*flaw, error) {
	in, err := openBytes(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	text := bufio.NewReader(in)
	start, err := text.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	first := diag.Pos{Line: 1, Col: 1}
	switch {
	case f.encoding != "utf-16" && isUTF16(start):
		return &flaw{"wrong-encoding", first, "is not " + f.encodingName() + " text; it looks like UTF-16", sayEncoding("utf-16")}, nil
	case f.encoding == "windows-1252", f.encoding == "gb18030":
		utf8, err := beyondASCII(text)
		if err != nil || !utf8 && f.encoding == "windows-1252" {
			return nil, err
		}
		if utf8 {
			return &flaw{"wrong-encoding", first, "is UTF-8 text and not " + f.encodingName(), "take out encoding: " + f.encoding}, nil
		}
		return isGB18030(f)
	case f.encoding == "utf-16" && !isUTF16(start):
		return &flaw{"wrong-encoding", first, "is not UTF-16 text: it does not start with its byte order mark", "take out encoding: utf-16"}, nil
	}
	return nil, nil
}

func (f file) encodingName() string {
	switch f.encoding {
	case "windows-1252":
		return "Windows-1252"
	case "gb18030":
		return "GB18030"
	}
	return "UTF-8"
}

func isUTF16(start []byte) bool {
	return bytes.HasPrefix(start, []byte{0xFF, 0xFE}) || bytes.HasPrefix(start, []byte{0xFE, 0xFF})
}

// beyondASCII reports whether a text is UTF-8 and needs to be: text of another
// encoding looks so by chance in no language.
func beyondASCII(in io.Reader) (bool, error) {
	valid := transform.NewReader(in, encoding.UTF8Validator)
	buffer := make([]byte, 1<<16)
	for beyond := false; ; {
		n, err := valid.Read(buffer)
		for _, b := range buffer[:n] {
			beyond = beyond || b >= 0x80
		}
		switch {
		case errors.Is(err, encoding.ErrInvalidUTF8):
			return false, nil
		case err == io.EOF:
			return beyond, nil
		case err != nil:
			return false, err
		}
	}
}

// isGB18030 reads a file that says so, and tells the line on which it is not: what
// cannot be decoded would become other letters.
func isGB18030(f file) (*flaw, error) {
	in, err := openText(f)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	text := bufio.NewReader(in)
	for line := 1; ; {
		c, _, err := text.ReadRune()
		switch {
		case err == io.EOF:
			return nil, nil
		case err != nil:
			return nil, err
		case c == '\n':
			line++
		case c == utf8.RuneError:
			return &flaw{"wrong-encoding", diag.Pos{Line: line, Col: 1}, "is not GB18030 text", "save the file as UTF-8 (in Excel: CSV UTF-8)"}, nil
		}
	}
}

// isChinese reports whether a text that is not UTF-8 is probably GBK: nearly all
// bytes beyond ASCII stand in pairs of the letters and marks of GB2312, where those
// of Windows-1252 stand alone among other letters.
func isChinese(text []byte) bool {
	beyond, paired := 0, 0
	for i := 0; i < len(text); i++ {
		if text[i] < 0x80 {
			continue
		}
		beyond++
		if i+1 < len(text) && text[i] >= 0xA1 && text[i] <= 0xF7 && text[i+1] >= 0xA1 && text[i+1] < 0xFF {
			beyond++
			paired += 2
			i++
		}
	}
	return beyond > 0 && paired*10 >= beyond*9
}
