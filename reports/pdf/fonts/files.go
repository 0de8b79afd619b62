package fonts

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// Files are the paths of fonts that a house brings along. An empty path leaves
// the built-in font; without a strong font the regular one stands in. "#2" after
// a path is the second font of a collection.
type Files struct {
	Latin, LatinStrong string
	CJK, CJKStrong     string
}

// Open reads the fonts of the files. Letters that they lack are drawn by the
// built-in fonts. The warnings, a sentence each, say what looks worse with them.
func Open(f Files) (t *Typeface, warnings []string, err error) {
	latin, err := openPair("own", f.Latin, f.LatinStrong, 1)
	if err != nil {
		return nil, nil, err
	}
	cjk, err := openPair("owncjk", f.CJK, f.CJKStrong, cjkScale)
	if err != nil {
		return nil, nil, err
	}
	t = BuiltIn()
	if cjk != nil {
		t.pairs = append(t.pairs, cjk)
	}
	if latin == nil {
		return t, nil, nil
	}
	t.pairs = append([]*Pair{latin}, t.pairs...)
	if !latin.Regular.linesUp() || !latin.Strong.linesUp() {
		warnings = append(warnings, fmt.Sprintf("the figures of font %q are not as wide as each other, so that numbers do not line up", f.Latin))
	}
	return t, warnings, nil
}

// openPair returns nil where no file is named.
func openPair(name, regular, strong string, scale float64) (*Pair, error) {
	if regular == "" {
		if strong != "" {
			return nil, fmt.Errorf("font %q is the strong one of a pair, and the regular one is not named", strong)
		}
		return nil, nil
	}
	p := &Pair{Name: name, Scale: scale}
	var err error
	if p.Regular, err = parsed.open(regular); err != nil {
		return nil, fmt.Errorf("font %q: %w", regular, err)
	}
	p.Strong = p.Regular
	if strong == "" {
		return p, nil
	}
	if p.Strong, err = parsed.open(strong); err != nil {
		return nil, fmt.Errorf("font %q: %w", strong, err)
	}
	return p, nil
}

// SplitNumber parts "fonts.ttc#2" into the path of a file and the number of the
// font in it, 1 where none is written.
func SplitNumber(path string) (name string, number int) {
	if name, digits, ok := cutLast(path, "#"); ok {
		if n, err := strconv.Atoi(digits); err == nil {
			return name, n
		}
	}
	return path, 1
}

func cutLast(s, separator string) (before, after string, found bool) {
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(separator):], true
}

// readFile reads a file as large as fonts are.
func readFile(name string) ([]byte, error) {
	const most = 128 << 20
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if len(data) > most {
		return nil, fmt.Errorf("the file is larger than %d MiB, and no font", most>>20)
	}
	return data, nil
}
