package spec

import (
	"bytes"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// A spelling is how a scalar is written in its file. YAML changes little but
// white space between the file and the value, so the two are walked side by
// side: white space meets white space, everything else must be equal but for
// the escapes of quoted scalars.
type spelling struct {
	data   []byte
	offset int // of the first byte: a quote, a block indicator, or the text
	style  yaml.Style
}

// A piece is where one rune of a value is spelled.
type piece struct {
	start, end int
}

// extent returns the offsets of the whole scalar: with quotes, without the
// indicator of a block.
func (s spelling) extent(value string) (start, end int) {
	switch {
	case s.offset >= len(s.data):
		return len(s.data), len(s.data)
	case s.style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return s.offset, s.closingQuote()
	case !s.block() && bytes.HasPrefix(s.data[s.offset:], []byte(value)):
		return s.offset, s.offset + len(value)
	}
	start, end = s.offset, s.offset
	first := true
	s.follow(value, func(p piece) bool {
		if p.start < len(s.data) && !isWhite(s.data, p.start) {
			end = p.end
			if first {
				start, first = p.start, false
			}
		}
		return true
	})
	return start, end
}

func (s spelling) block() bool { return s.style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 }

// closingQuote returns the offset behind the quote that ends the scalar.
func (s spelling) closingQuote() int {
	quote := s.data[s.offset]
	for at := s.offset + 1; at < len(s.data); at++ {
		switch {
		case s.data[at] == '\\' && quote == '"':
			at++
		case s.data[at] != quote:
		case quote == '\'' && at+1 < len(s.data) && s.data[at+1] == quote:
			at++
		default:
			return at + 1
		}
	}
	return len(s.data)
}

// follow calls yield with the piece of each rune of value, in order, until
// yield returns false. It returns the offset behind the last piece, and false
// where the spelling and the value part.
func (s spelling) follow(value string, yield func(piece) bool) (int, bool) {
	at := s.content()
	for i := 0; i < len(value); {
		c, size := utf8.DecodeRuneInString(value[i:])
		white := isWhiteRune(c)
		for !white && at < len(s.data) && isWhite(s.data, at) {
			at += s.width(at)
		}
		end, ok := s.one(at, c, white)
		if !ok {
			return at, false
		}
		if !yield(piece{at, end}) {
			return end, true
		}
		at = end
		i += size
	}
	return at, true
}

// content returns the offset of the first byte that can belong to the value.
func (s spelling) content() int {
	switch {
	case s.style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return min(s.offset+1, len(s.data))
	case s.block():
		header := bytes.IndexFunc(s.data[s.offset:], isBreak)
		if header < 0 {
			return len(s.data)
		}
		return s.offset + header + s.width(s.offset+header)
	}
	return s.offset
}

// one returns the end of the spelling of the rune c that starts at the offset.
func (s spelling) one(at int, c rune, white bool) (int, bool) {
	switch {
	case at >= len(s.data):
		return at, white
	case s.style&yaml.DoubleQuotedStyle != 0 && s.data[at] == '\\':
		return s.escape(at)
	case white && isWhite(s.data, at):
		return at + s.width(at), true
	case white:
		// The file has less white space than the value: the line break that
		// ends a block at the end of the file.
		return at, true
	case s.style&yaml.SingleQuotedStyle != 0 && c == '\'':
		return min(at+2, len(s.data)), s.data[at] == '\''
	}
	r, size := utf8.DecodeRune(s.data[at:])
	return at + size, r == c
}

// escape returns the end of the escape sequence at the offset. A line break
// that is escaped stands for no rune at all and is not followed.
func (s spelling) escape(at int) (int, bool) {
	if at+1 >= len(s.data) || s.data[at+1] == '\n' || s.data[at+1] == '\r' {
		return at, false
	}
	length := 2
	switch s.data[at+1] {
	case 'x':
		length = 4
	case 'u':
		length = 6
	case 'U':
		length = 10
	}
	return min(at+length, len(s.data)), true
}

func (s spelling) width(at int) int {
	_, size := utf8.DecodeRune(s.data[at:])
	return size
}
