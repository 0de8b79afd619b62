package fonts

import (
	"bytes"
	"io"
	"os"
	"sync"
)

// parsed has the fonts that the process has read from files: a run may write
// hundreds of reports with the same ones.
var parsed faceCache

// A faceCache keeps fonts by their paths, each as long as its file has the same
// bytes. It may be used by several goroutines at once.
type faceCache struct {
	sync.Mutex
	files map[string]parsedFile
}

// A parsedFile is a font and the bytes that it was read from, which it uses, too.
type parsedFile struct {
	data []byte
	face *Face
}

// mostFiles is more than the fonts of a house.
const mostFiles = 8

// open reads a font; "#2" after its path is the second one of a collection.
func (c *faceCache) open(path string) (*Face, error) {
	name, number := SplitNumber(path)
	c.Lock()
	known, ok := c.files[path]
	c.Unlock()
	if ok && holds(name, known.data) {
		return known.face, nil
	}
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	face, err := Parse(data, number)
	if err != nil {
		return nil, err
	}
	c.keep(path, parsedFile{data, face})
	return face, nil
}

func (c *faceCache) keep(path string, f parsedFile) {
	c.Lock()
	defer c.Unlock()
	if c.files == nil || len(c.files) == mostFiles {
		c.files = map[string]parsedFile{}
	}
	c.files[path] = f
}

// holds reports whether a file has just these bytes. To read them all is quick
// beside making sense of them, and sure: a file may change within the time that
// its date is exact to.
func holds(name string, data []byte) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	chunk := make([]byte, 64<<10)
	for {
		n, err := f.Read(chunk)
		if n > len(data) || !bytes.Equal(chunk[:n], data[:n]) {
			return false
		}
		data = data[n:]
		if err != nil {
			return err == io.EOF && len(data) == 0
		}
	}
}
