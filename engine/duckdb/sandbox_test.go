package duckdb_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kpi/engine/duckdb"
)

// The sandbox holds even against text that no check has seen.
func TestSandbox(t *testing.T) {
	folder := t.TempDir()
	allowed := write(t, folder, "allowed.csv", "a,b\n1,2\n")
	secret := write(t, folder, "secret.csv", "a,b\n3,4\n")
	write(t, folder, ".git/config", "[core]\n")
	db := open(t, duckdb.Options{Files: []string{allowed}})

	if got := rows(t, db, "SELECT b FROM read_csv("+duckdb.Literal(allowed)+")"); len(got) != 1 {
		t.Fatalf("the allowed file cannot be read: %v", got)
	}
	tests := []struct{ name, text string }{
		{"read another file", "SELECT * FROM read_csv('" + secret + "')"},
		{"read another file by name", "SELECT * FROM '" + secret + "'"},
		{"read a text file", "SELECT * FROM read_text('" + folder + "/.git/config')"},
		{"read bytes", "SELECT * FROM read_blob('/etc/passwd')"},
		{"read through a way up", "SELECT * FROM read_csv('" + folder + "/x/../secret.csv')"},
		{"list a folder", "SELECT * FROM glob('" + folder + "/*')"},
		{"read by a glob", "SELECT * FROM read_csv('" + folder + "/*.csv')"},
		{"write a file", "COPY (SELECT 1) TO '" + folder + "/new.csv'"},
		{"export the database", "EXPORT DATABASE '" + folder + "/dump'"},
		{"attach a database", "ATTACH '" + folder + "/new.db'"},
		{"install an extension", "INSTALL httpfs"},
		{"load an extension", "LOAD httpfs"},
		{"load a library", "LOAD '" + folder + "/x.duckdb_extension'"},
		{"reach the network", "SELECT * FROM read_csv('https://localhost/x.csv')"},
		{"unlock the configuration", "SET lock_configuration = false"},
		{"allow access again", "SET enable_external_access = true"},
		{"allow more files", "SET allowed_paths = ['" + secret + "']"},
		{"allow more memory", "SET memory_limit = '1TB'"},
		{"change the zone", "SET TimeZone = 'Asia/Tokyo'"},
		{"change the collation", "PRAGMA default_collation = 'NOCASE'"},
		{"read the environment", "SELECT getenv('HOME')"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := db.Exec(t.Context(), test.text); err == nil {
				t.Errorf("%s works", test.text)
			}
		})
	}
	for _, name := range []string{"new.csv", "new.db", "dump"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

func TestNamesAndTextsAreQuoted(t *testing.T) {
	db := open(t, duckdb.Options{})
	name := `a"b; DROP`
	text := "SELECT " + duckdb.Literal("it's") + " AS " + duckdb.Identifier(name)
	if got := rows(t, db, "SELECT "+duckdb.Identifier(name)+" FROM ("+text+")")[0][0]; got != "it's" {
		t.Errorf("got %v, want it's", got)
	}
	if got := duckdb.LiteralList([]string{"a", "b'c"}); !strings.Contains(got, "'b''c'") {
		t.Errorf("got %s", got)
	}
}

func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
