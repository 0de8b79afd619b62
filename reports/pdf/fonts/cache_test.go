package fonts

import (
	"bytes"
	"fmt"
	"os"
	"sync"
	"testing"
)

func TestFontOfTheSameBytesIsParsedOnce(t *testing.T) {
	var c faceCache
	path := save(t, "own.ttf", latinRegular)
	first, err := c.open(path)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.open(path); again != first || err != nil {
		t.Errorf("the same font is parsed twice, or not: %v", err)
	}
	if _, err := c.open(path + "#2"); err == nil {
		t.Error("want an error for a second font, which the file does not have")
	}
}

func TestFontThatIsReplacedIsReadAnew(t *testing.T) {
	var c faceCache
	path := save(t, "own.ttf", latinRegular)
	if _, err := c.open(path); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"another":        latinStrong,
		"one with more":  append(bytes.Clone(latinRegular), 0),
		"one of the day": latinRegular,
	} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		face, err := c.open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := face.Advance('m'), mustRead(data).Advance('m'); got != want || !bytes.Equal(c.files[path].data, data) {
			t.Errorf("%s: a letter is %d wide, want %d", name, got, want)
		}
	}
	if err := os.WriteFile(path, latinRegular[:1000], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.open(path); err == nil {
		t.Error("want an error for a file that was cut short")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := c.open(path); !os.IsNotExist(err) {
		t.Errorf("got %v for a file that is gone", err)
	}
}

func TestOnlyAFewFontsAreKept(t *testing.T) {
	var c faceCache
	for i := range 3 * mostFiles {
		if face, err := c.open(save(t, fmt.Sprintf("%d.ttf", i), latinRegular)); err != nil || !face.Has('a') {
			t.Fatalf("font %d: %v", i, err)
		}
		if len(c.files) > mostFiles {
			t.Fatalf("%d fonts are kept", len(c.files))
		}
	}
}

// The race detector watches this one.
func TestReportsShareFontsAtTheSameTime(t *testing.T) {
	var c faceCache
	path := save(t, "own.ttf", latinRegular)
	cuts := make([][]byte, 8)
	var wait sync.WaitGroup
	for i := range cuts {
		wait.Go(func() {
			face, err := c.open(path)
			if err != nil {
				t.Error(err)
				return
			}
			own := &Typeface{pairs: []*Pair{{Name: "own", Regular: face, Strong: face, Scale: 1}}, cjk: builtInCJK}
			used := Letters{}
			used.Add(own, "Äéa bc1½", i%2 == 0)
			cuts[i] = used.Cut(face).Data
		})
	}
	wait.Wait()
	for i, cut := range cuts {
		if len(cut) == 0 || !bytes.Equal(cut, cuts[0]) {
			t.Errorf("cut %d has %d bytes, and differs from the first", i, len(cut))
		}
	}
}
