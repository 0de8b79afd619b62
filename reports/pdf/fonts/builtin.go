// Package fonts measures and chooses the fonts of reports: the built-in ones,
// and those that a house brings along. README.md says where the built-in ones
// come from.
package fonts

import (
	_ "embed"
	"fmt"
	"sync"
)

// The two weights of Source Sans 3, unmodified: its default figures are as wide
// as each other, so that numbers line up.
var (
	//go:embed SourceSans3_400Regular.ttf
	latinRegular []byte
	//go:embed SourceSans3_600SemiBold.ttf
	latinStrong []byte
)

// Licences are the terms of the built-in fonts, to be shown on request.
var Licences = notice + "\n" + latinLicence + "\n" + cjkLicence

var (
	//go:embed NOTICE
	notice string
	//go:embed SourceSans3-OFL.txt
	latinLicence string
	//go:embed NotoSansSC-OFL.txt
	cjkLicence string
)

// A Pair is the two weights of a font family.
type Pair struct {
	Name            string // one word, unlike that of any other pair
	Regular, Strong *Face
	// Scale is the size of these fonts in a text of size 1.
	Scale float64
}

// cjkScale makes Chinese letters look as large as the Latin ones beside them.
const cjkScale = 0.94

// builtInLatin and builtInCJK read the embedded fonts once, when they are first
// needed.
var (
	builtInLatin = sync.OnceValue(func() *Pair {
		return &Pair{Name: "source", Regular: mustRead(latinRegular), Strong: mustRead(latinStrong), Scale: 1}
	})
	builtInCJK = sync.OnceValue(func() *Pair {
		regular, strong := inflateCJK()
		return &Pair{Name: "noto", Regular: regular, Strong: strong, Scale: cjkScale}
	})
)

func mustRead(data []byte) *Face {
	f, err := readFace(readTables(data, 0))
	if err != nil {
		panic(fmt.Sprintf("fonts: a built-in font: %v", err))
	}
	return f
}
