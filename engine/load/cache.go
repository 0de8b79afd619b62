package load

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A cache remembers what was proved of a file content, in a folder of the
// user's. It is a help and no promise: what cannot be read or written is
// proved again.
type cache struct{ folder string }

// cacheFormat is part of every key: a new way to prove makes old proofs worthless.
const cacheFormat = "kpi-proof-4"

func (c cache) path(fingerprint, question string) string {
	sum := sha256.Sum256([]byte(cacheFormat + "\x00" + fingerprint + "\x00" + question))
	return filepath.Join(c.folder, hex.EncodeToString(sum[:16])+".json")
}

// entry is the content of a file. It says what it answers, so that a damaged
// or foreign file is never taken for a proof.
type entry struct {
	Fingerprint, Question string
	Answer                json.RawMessage
}

// get fills in answer and reports whether it is known.
func (c cache) get(fingerprint, question string, answer any) bool {
	if c.folder == "" || fingerprint == "" {
		return false
	}
	data, err := os.ReadFile(c.path(fingerprint, question))
	if err != nil {
		return false
	}
	var e entry
	if json.Unmarshal(data, &e) != nil || e.Fingerprint != fingerprint || e.Question != question {
		return false
	}
	return json.Unmarshal(e.Answer, answer) == nil
}

// put remembers an answer. It writes beside and renames, so that no reader
// sees half of it.
func (c cache) put(fingerprint, question string, answer any) {
	if c.folder == "" || fingerprint == "" {
		return
	}
	raw, err := json.Marshal(answer)
	if err != nil {
		return
	}
	data, err := json.Marshal(entry{fingerprint, question, raw})
	if err != nil || os.MkdirAll(c.folder, 0o755) != nil {
		return
	}
	f, err := os.CreateTemp(c.folder, "proof-*")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if closed := f.Close(); err != nil || closed != nil || os.Rename(f.Name(), c.path(fingerprint, question)) != nil {
		os.Remove(f.Name())
	}
}

// fingerprint names the content of a source's files and how they are read: the
// path, size and time of each, a hash of its end, and the contract. It is "" for
// a query, whose rows depend on other sources, and where a file cannot be read.
func (l *loader) fingerprint(in input) string {
	if len(in.files) == 0 {
		return ""
	}
	var b strings.Builder
	for _, f := range in.files {
		end, err := tail(f)
		if err != nil {
			return ""
		}
		fmt.Fprintf(&b, "%s %d %d %x\n", f.real, f.size, f.time, end)
	}
	s := in.source.Spec
	fmt.Fprintf(&b, "%q %q %q %q %q %s\n", s.Delimiter.Value, s.Encoding.Value, s.Sheet.Value, s.Records.Value, s.OnBadRow.Value, l.zone())
	for _, c := range in.source.Columns {
		fmt.Fprintf(&b, "%s %s %q %q\n", c.ID, c.Stored, c.Spec.From.Value, c.Spec.Format.Value)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// tailSize covers the footer of a Parquet file, which describes all of it.
const tailSize = 64 << 10

func tail(f file) ([32]byte, error) {
	in, err := os.Open(f.real)
	if err != nil {
		return [32]byte{}, err
	}
	defer in.Close()
	if _, err := in.Seek(max(0, f.size-tailSize), io.SeekStart); err != nil {
		return [32]byte{}, err
	}
	data, err := io.ReadAll(io.LimitReader(in, tailSize))
	return sha256.Sum256(data), err
}
