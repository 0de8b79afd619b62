//go:build !nocjk

package fonts

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

// HasCJK says that the program was built with a Chinese font.
const HasCJK = true

// The two weights of Noto Sans SC, cut by fetch.sh. They are packed, because
// most reports never need them.
var (
	//go:embed NotoSansSC_400Regular.cut.ttf.gz
	cjkRegular []byte
	//go:embed NotoSansSC_600SemiBold.cut.ttf.gz
	cjkStrong []byte
)

// inflateCJK unpacks both weights at once.
func inflateCJK() (regular, strong *Face) {
	var wait sync.WaitGroup
	wait.Go(func() { regular = mustRead(mustInflate(cjkRegular)) })
	strong = mustRead(mustInflate(cjkStrong))
	wait.Wait()
	return regular, strong
}

func mustInflate(packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Sprintf("fonts: a built-in font: %v", err))
	}
	// The last four bytes are the size, so that no room is asked for twice.
	data := make([]byte, binary.LittleEndian.Uint32(packed[len(packed)-4:]))
	if _, err := io.ReadFull(r, data); err != nil {
		panic(fmt.Sprintf("fonts: a built-in font: %v", err))
	}
	return data
}
