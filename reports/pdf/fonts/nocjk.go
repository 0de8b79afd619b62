//go:build nocjk

package fonts

// HasCJK says that the program was built with a Chinese font.
const HasCJK = false

// inflateCJK returns faces without letters.
func inflateCJK() (regular, strong *Face) { return nil, nil }
