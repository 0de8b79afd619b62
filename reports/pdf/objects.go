package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// Objects are the objects of a PDF file without their frames ("7 0 obj"); the
// first has number 1. The PDF library knows neither tags nor file
// specifications, nor does it pack what is small. So its file is taken apart,
// completed and written anew.
type objects struct {
	bodies [][]byte
	packer packer
}

// A ref is the number of an object.
type ref int

func (r ref) String() string { return string(appendRef(nil, r)) }

func appendRef(b []byte, r ref) []byte {
	return append(strconv.AppendInt(b, int64(r), 10), " 0 R"...)
}

// add appends an object and returns its number.
func (o *objects) add(body string) ref {
	o.bodies = append(o.bodies, []byte(body))
	return ref(len(o.bodies))
}

// addStream appends a packed stream and returns its number.
func (o *objects) addStream(entries string, data []byte) ref {
	o.bodies = append(o.bodies, o.stream(entries, data))
	return ref(len(o.bodies))
}

// stream makes a packed stream of parts. Entries stand in its dictionary.
func (o *objects) stream(entries string, parts ...[]byte) []byte {
	packed := o.packer.pack(parts)
	head := fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>\nstream\n", entries, len(packed))
	return slices.Concat([]byte(head), packed, []byte(streamEnd))
}

const streamEnd = "\nendstream\n"

func (o *objects) body(r ref) []byte          { return o.bodies[r-1] }
func (o *objects) replace(r ref, body string) { o.bodies[r-1] = []byte(body) }
func (o *objects) isStream(r ref) bool        { return bytes.HasSuffix(o.body(r), []byte(streamEnd)) }

// packing takes hardly longer than the fastest level, and saves a tenth.
const packing = 4

// A packer deflates. One is enough for a file: each needs half a megabyte.
type packer struct {
	writer *zlib.Writer
	buffer bytes.Buffer
}

// pack returns bytes that the next call writes over.
func (p *packer) pack(parts [][]byte) []byte {
	p.buffer.Reset()
	if p.writer == nil {
		p.writer, _ = zlib.NewWriterLevel(&p.buffer, packing) // the level exists
	} else {
		p.writer.Reset(&p.buffer)
	}
	for _, part := range parts {
		p.writer.Write(part) // a buffer takes everything
	}
	p.writer.Close()
	return p.buffer.Bytes()
}

var errOtherForm = errors.New("the PDF library wrote a file of another form than it used to")

var (
	tableStart = regexp.MustCompile(`^xref\n0 (\d+)\n`)
	fileEnd    = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
)

// readObjects takes a file of the library apart. Its cross-reference table,
// where the last line but one says, has lines of 20 bytes.
func readObjects(file []byte) (*objects, error) {
	start := lastNumber(file)
	if start <= 0 || start >= len(file) {
		return nil, errOtherForm
	}
	head := tableStart.FindSubmatch(file[start:])
	if head == nil {
		return nil, errOtherForm
	}
	n, _ := strconv.Atoi(string(head[1]))
	offsets := make([]int, n)
	for i := range offsets {
		line := start + len(head[0]) + 20*i
		if line+20 > len(file) {
			return nil, errOtherForm
		}
		offsets[i], _ = strconv.Atoi(string(file[line : line+10]))
	}
	return cut(file, offsets, start)
}

// lastNumber returns the number before the end mark of a file.
func lastNumber(file []byte) int {
	m := fileEnd.FindSubmatch(file[max(len(file)-64, 0):])
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// cut returns the objects that begin at the offsets; the first offset is that
// of no object.
func cut(file []byte, offsets []int, end int) (*objects, error) {
	sorted := append(slices.Clone(offsets[1:]), end)
	slices.Sort(sorted)
	o := &objects{}
	for i, from := range offsets[1:] {
		at, _ := slices.BinarySearch(sorted, from+1)
		frame := fmt.Sprintf("%d 0 obj\n", i+1)
		if at == len(sorted) {
			return nil, errOtherForm
		}
		body, isFramed := bytes.CutPrefix(file[from:sorted[at]], []byte(frame))
		body, isClosed := bytes.CutSuffix(body, []byte("endobj\n"))
		if !isFramed || !isClosed {
			return nil, errOtherForm
		}
		o.bodies = append(o.bodies, body)
	}
	return o, nil
}

// write returns the file. What is no stream goes into streams of objects, each
// of which a reader can unpack alone.
func (o *objects) write(root, info ref) []byte {
	const together = 400
	var b bytes.Buffer
	b.Grow(o.size())
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	places := make([]objectPlace, len(o.bodies)+1)
	var small []ref
	for i := range o.bodies {
		r := ref(i + 1)
		if o.isStream(r) {
			places[r] = objectPlace{kind: 1, at: b.Len()}
			writeObject(&b, r, o.body(r))
			continue
		}
		small = append(small, r)
	}
	for group := range slices.Chunk(small, together) {
		stream := ref(len(places))
		places = append(places, objectPlace{kind: 1, at: b.Len()})
		for i, r := range group {
			places[r] = objectPlace{kind: 2, at: int(stream), index: i}
		}
		writeObject(&b, stream, o.together(group))
	}
	o.writePlaces(&b, places, root, info)
	return b.Bytes()
}

// size is about how large the file will be.
func (o *objects) size() int {
	sum := 1 << 16
	for i := range o.bodies {
		if o.isStream(ref(i + 1)) {
			sum += len(o.bodies[i]) + 64
		} else {
			sum += 32 // packed
		}
	}
	return sum
}

// An objectPlace says where an object is: at a byte of the file (1), or in a
// stream of objects (2).
type objectPlace struct {
	kind, at, index int
}

func writeObject(b *bytes.Buffer, r ref, body []byte) {
	fmt.Fprintf(b, "%d 0 obj\n", r)
	b.Write(body)
	b.WriteString("endobj\n")
}

// together makes a stream of objects.
func (o *objects) together(group []ref) []byte {
	var index []byte
	parts, at := [][]byte{nil}, 0
	for _, r := range group {
		index = append(strconv.AppendInt(index, int64(r), 10), ' ')
		index = append(strconv.AppendInt(index, int64(at), 10), ' ')
		parts = append(parts, o.body(r), []byte{'\n'})
		at += len(o.body(r)) + 1
	}
	parts[0] = index
	return o.stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(group), len(index)), parts...)
}

// writePlaces ends the file with its cross-reference stream, which is an object
// itself. The file's name is the hash of all before.
func (o *objects) writePlaces(b *bytes.Buffer, places []objectPlace, root, info ref) {
	last := ref(len(places))
	places = append(places, objectPlace{kind: 1, at: b.Len()})
	sum := sha256.Sum256(b.Bytes())
	entries := fmt.Sprintf("/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Size %d/Root %v/Info %v/ID[<%x><%x>]", len(places), root, info, sum[:16], sum[:16])
	start := b.Len()
	writeObject(b, last, o.stream(entries, placesTable(places)))
	fmt.Fprintf(b, "startxref\n%d\n%%%%EOF\n", start)
}

// placesTable has a line of seven bytes for each object: its kind, where it is,
// and its index there. A line says by how much it differs from the one before
// (predictor 12, whose lines begin with a 2), which packs well.
func placesTable(places []objectPlace) []byte {
	var table []byte
	before := make([]byte, 7)
	for i, p := range places {
		if i == 0 {
			p.index = 65535 // no object has number 0
		}
		line := binary.BigEndian.AppendUint32([]byte{byte(p.kind)}, uint32(p.at))
		line = binary.BigEndian.AppendUint16(line, uint16(p.index))
		table = append(table, 2)
		for j := range line {
			table = append(table, line[j]-before[j])
		}
		before = line
	}
	return table
}
