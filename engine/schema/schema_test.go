package schema

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write docs/kpis.schema.json anew")

func TestCommittedSchemaIsWhatTheReaderHas(t *testing.T) {
	const name = "../../docs/kpis.schema.json"
	got := JSON()
	if *update {
		if err := os.WriteFile(name, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the reader has: run go test ./engine/schema -update", name)
	}
}
