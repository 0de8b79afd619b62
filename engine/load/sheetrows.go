package load

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"kpi/engine/diag"
)

// sheetRows reads the rows of a sheet behind its header, the first row that is
// not empty. The library's own rows do not tell a number from a text, a date or
// an error, so the cells are read here.
type sheetRows struct {
	file  file
	sheet string
}

func (s sheetRows) read(each func(row) error) error {
	b, err := openBook(s.file)
	if err != nil {
		return err
	}
	defer b.close()
	headers := -1
	return b.rows(s.sheet, func(r row) error {
		if headers < 0 {
			headers = len(r.fields)
			return nil
		}
		// What stands beside the table is no part of it.
		r.fields = r.fields[:min(len(r.fields), headers)]
		if isEmpty(r.fields) {
			return nil
		}
		return each(r)
	})
}

func isEmpty(fields []field) bool {
	for _, f := range fields {
		if f.text != "" {
			return false
		}
	}
	return true
}

// cellName is how people call a cell: Sheet1!C7.
func cellName(sheet string, at diag.Pos) string {
	column, err := excelize.ColumnNumberToName(at.Col)
	if err != nil {
		column = "?"
	}
	if !plainName.MatchString(sheet) {
		sheet = "'" + strings.ReplaceAll(sheet, "'", "''") + "'"
	}
	return fmt.Sprintf("%s!%s%d", sheet, column, at.Line)
}

var plainName = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_]*$`)

// rows goes through the rows of a sheet that have a cell with something in it.
// Their fields are numbered from column A.
func (b *book) rows(name string, each func(row) error) error {
	s := sheetReader{book: b, name: name}
	for _, other := range b.sheets {
		if other.name == name {
			s.xml = xml.NewDecoder(bytes.NewReader(b.part(other.part)))
		}
	}
	if s.xml == nil {
		return notXLSX(fmt.Sprintf("sheet %q is gone", name))
	}
	err := s.read(each)
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return notXLSX(fmt.Sprintf("sheet %q is broken: %s", name, syntax.Msg))
	}
	return err
}

// sheetReader reads the XML of a sheet.
type sheetReader struct {
	book   *book
	name   string
	xml    *xml.Decoder
	row    int // the last, from 1
	column int // the last of the row, from 1
	fields []field
	size   int // of all texts so far, in bytes
}

func (s *sheetReader) read(each func(row) error) error {
	for inRows := false; ; {
		token, err := s.xml.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, isStart := token.(xml.StartElement)
		switch {
		case isStart && start.Name.Local == "sheetData":
			inRows = true
		case isStart && inRows && start.Name.Local == "row":
			if err := s.readRow(start, each); err != nil {
				return err
			}
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "sheetData" {
			inRows = false
		}
	}
}

func (s *sheetReader) readRow(start xml.StartElement, each func(row) error) error {
	last := s.row
	s.row++
	if n, err := strconv.Atoi(attribute(start, "r")); err == nil {
		s.row = n
	}
	if s.row <= last || s.row > excelize.TotalRows {
		return notXLSX(fmt.Sprintf("sheet %q has row %d behind row %d", s.name, s.row, last))
	}
	s.column, s.fields = 0, s.fields[:0]
	err := s.inside(func(cell xml.StartElement) error {
		if cell.Name.Local != "c" {
			return s.xml.Skip()
		}
		return s.readCell(cell)
	})
	if err != nil || len(s.fields) == 0 {
		return err
	}
	return each(row{at: diag.Pos{Line: s.row, Col: 1}, sheet: s.name, fields: s.fields})
}

// inside calls each for the elements within the one that was just opened, and
// ends behind it.
func (s *sheetReader) inside(each func(xml.StartElement) error) error {
	for {
		token, err := s.xml.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := each(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// readCell adds a cell that is not empty to the fields, with blanks for those
// before it.
func (s *sheetReader) readCell(start xml.StartElement) error {
	s.column++
	if name := attribute(start, "r"); name != "" {
		column, _, err := excelize.CellNameToCoordinates(name)
		if err != nil || column < s.column {
			return notXLSX(fmt.Sprintf("sheet %q has a cell at %q", s.name, name))
		}
		s.column = column
	}
	if s.column > excelize.MaxColumns {
		return notXLSX(fmt.Sprintf("sheet %q has too many columns", s.name))
	}
	c, err := s.content()
	if err != nil {
		return err
	}
	c.kind = attribute(start, "t")
	c.style, _ = strconv.Atoi(attribute(start, "s"))
	f := s.book.field(c)
	if f.text == "" {
		return nil
	}
	// Many cells may name one long text.
	if s.size += len(f.text); s.size > mostUnpacked {
		return tooLarge()
	}
	for len(s.fields) < s.column {
		s.fields = append(s.fields, field{at: diag.Pos{Line: s.row, Col: len(s.fields) + 1}})
	}
	f.at = s.fields[s.column-1].at
	s.fields[s.column-1] = f
	return nil
}

// sheetCell is a cell as it is written in the file.
type sheetCell struct {
	kind     string // s b e str inlineStr d; "" and n are numbers
	style    int
	value    string
	formula  string
	computed bool // has a value, though perhaps an empty one
}

func (s *sheetReader) content() (sheetCell, error) {
	var c sheetCell
	err := s.inside(func(part xml.StartElement) error {
		var err error
		switch part.Name.Local {
		case "v":
			c.computed = true
			c.value, err = textWithin(s.xml)
		case "f":
			c.formula, err = textWithin(s.xml)
			c.formula = "=" + c.formula
		case "is":
			c.computed = true
			c.value, err = richText(s.xml)
		default:
			err = s.xml.Skip()
		}
		return err
	})
	return c, err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// textWithin reads the text of the element that was just opened.
func textWithin(in *xml.Decoder) (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		token, err := in.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
	return b.String(), nil
}

// richText reads the element that was just opened: texts, or runs of them. How
// they are pronounced is not part of them.
func richText(in *xml.Decoder) (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		token, err := in.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				text, err := textWithin(in)
				if err != nil {
					return "", err
				}
				b.WriteString(unescape(text))
			case "rPh":
				if err := in.Skip(); err != nil {
					return "", err
				}
			default:
				depth++
			}
		}
	}
	return b.String(), nil
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape puts back the characters that XML cannot hold.
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escaped.ReplaceAllStringFunc(text, func(code string) string {
		n, err := strconv.ParseUint(code[2:6], 16, 32)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}

// sharedTexts reads the texts that cells name by their number.
func sharedTexts(part []byte) ([]string, error) {
	var list []string
	in := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := in.Token()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, notXLSX("its texts are broken: " + err.Error())
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			text, err := richText(in)
			if err != nil {
				return nil, notXLSX("its texts are broken: " + err.Error())
			}
			list = append(list, text)
		}
	}
}

// field returns what a cell holds, whatever it looks like.
func (b *book) field(c sheetCell) field {
	switch {
	case c.formula != "" && !c.computed:
		return field{text: c.formula, form: unfit}
	case c.value == "":
		return field{}
	}
	switch c.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(c.value))
		if err != nil || n < 0 || n >= len(b.shared) {
			return field{text: c.value, form: unfit}
		}
		return field{text: b.shared[n]}
	case "b":
		if c.value == "0" {
			return field{text: "FALSE"}
		}
		return field{text: "TRUE"}
	case "e":
		return field{text: c.value, form: unfit}
	case "str", "inlineStr":
		return field{text: c.value}
	case "d":
		return field{text: strings.TrimSuffix(strings.TrimSuffix(c.value, "Z"), "T00:00:00"), form: moment}
	}
	return b.number(c)
}

// number returns a number, or the date that its style makes of it.
func (b *book) number(c sheetCell) field {
	value, err := strconv.ParseFloat(c.value, 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return field{text: c.value, form: unfit}
	}
	if c.style >= 0 && c.style < len(b.styles) {
		switch b.styles[c.style] {
		case dateStyle:
			if text, ok := dateOf(value, b.from1904); ok {
				return field{text: text, form: moment}
			}
			return field{text: c.value, form: unfit}
		case clockStyle:
			return field{text: clockOf(value)}
		}
	}
	if whole.MatchString(c.value) {
		return field{text: c.value, form: binary}
	}
	return field{text: strconv.FormatFloat(value, 'f', -1, 64), form: binary}
}

var whole = regexp.MustCompile(`^-?[0-9]+$`)
