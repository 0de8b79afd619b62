// Package duckdb runs SQL in an embedded DuckDB that can read the files it was
// given and nothing else.
package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	driver "github.com/duckdb/duckdb-go/v2"
)

// Options say what a database may use. The zero Options open a database that
// reads no file, in UTC, with DuckDB's own choice of threads and memory.
type Options struct {
	Threads int      // 0 is one a core
	Memory  string   // "2GB"; "" is four fifths of the machine's
	Files   []string // absolute paths that may be read
	Zone    string   // IANA time zone of dates and hours; "" is UTC
}

// A DB is an open in-memory database with one connection. It is safe for
// concurrent use; statements run one after the other.
type DB struct {
	pool *sql.DB
	conn *sql.Conn
	temp string
}

// Open starts an empty database, closes it off from everything but the files
// of the options, and locks that. The caller closes it. An unknown zone, and a
// memory limit that is none, are errors.
func Open(ctx context.Context, o Options) (*DB, error) {
	// Spilled data lies outside the project, in a folder that only this
	// process knows.
	temp, err := os.MkdirTemp("", "kpi-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for temporary data: %w", err)
	}
	db, err := open(ctx, temp, o)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(temp))
	}
	return db, nil
}

func open(ctx context.Context, temp string, o Options) (*DB, error) {
	connector, err := driver.NewConnector("", nil)
	if err != nil {
		return nil, fmt.Errorf("start the database: %w", err)
	}
	pool := sql.OpenDB(connector)
	// The zone belongs to a connection and cannot be set once the
	// configuration is locked, so there is exactly one.
	pool.SetMaxOpenConns(1)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("connect to the database: %w", err), pool.Close())
	}
	db := &DB{pool: pool, conn: conn, temp: temp}
	for _, s := range settings(temp, o) {
		if err := db.Exec(ctx, s); err != nil {
			return nil, errors.Join(fmt.Errorf("set up the database: %w", err), conn.Close(), pool.Close())
		}
	}
	return db, nil
}

// settings lists what is set before any text of a user runs. The order counts:
// files can be allowed only while access is open, and the lock comes last.
func settings(temp string, o Options) []string {
	zone := o.Zone
	if zone == "" {
		zone = "UTC"
	}
	list := []string{
		"SET errors_as_json = true",
		"SET TimeZone = " + Literal(zone),
		// The results of every comparison and division hang on these; they
		// are DuckDB's defaults, and written out so that they stay.
		"SET default_collation = ''",
		"SET ieee_floating_point_ops = true",
		"SET integer_division = false",
		"SET preserve_insertion_order = true",
		"SET default_null_order = 'NULLS_LAST'",
		"SET temp_directory = " + Literal(filepath.Join(temp, "spill")),
		"SET allow_persistent_secrets = false",
		"SET allow_community_extensions = false",
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
	}
	if o.Threads > 0 {
		list = append(list, fmt.Sprintf("SET threads = %d", o.Threads))
	}
	if o.Memory != "" {
		list = append(list, "SET memory_limit = "+Literal(o.Memory))
	}
	return append(list,
		"SET allowed_paths = "+LiteralList(o.Files),
		"SET enable_external_access = false",
		"SET lock_configuration = true",
	)
}

// Close ends the database and removes what it had written to disk.
func (db *DB) Close() error {
	return errors.Join(db.conn.Close(), db.pool.Close(), os.RemoveAll(db.temp))
}

// Exec runs a statement that returns no rows. When the context ends, the
// statement is stopped and the error is the context's.
func (db *DB) Exec(ctx context.Context, text string, args ...any) error {
	_, err := db.conn.ExecContext(ctx, text, args...)
	return translate(ctx, err)
}

// Query runs a statement and calls row for each row of its result, in order.
// Values are nil, bool, int64, float64, string, time.Time (dates at midnight
// UTC) or Decimal; integers beyond 64 bits come as float64. The slice is used
// again for the next row. An error of row ends the query and is returned. When
// the context ends, the query is stopped and the error is the context's.
func (db *DB) Query(ctx context.Context, text string, args []any, row func(values []any) error) error {
	rows, err := db.conn.QueryContext(ctx, text, args...)
	if err != nil {
		return translate(ctx, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return translate(ctx, err)
	}
	values := make([]any, len(columns))
	targets := make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return translate(ctx, err)
		}
		for i, v := range values {
			if values[i], err = normal(v); err != nil {
				return fmt.Errorf("column %q: %w", columns[i], err)
			}
		}
		if err := row(values); err != nil {
			return err
		}
	}
	return translate(ctx, rows.Err())
}

// Version returns the database's version, such as "v1.5.6".
func (db *DB) Version(ctx context.Context) (string, error) {
	var version string
	err := db.Query(ctx, "SELECT version()", nil, func(values []any) error {
		version, _ = values[0].(string)
		return nil
	})
	return version, err
}

// Identifier returns a name in the quotes of SQL, so that it means a table or
// column and nothing else.
func Identifier(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// Literal returns a text in the quotes of SQL, for the few places where no
// argument can stand.
func Literal(text string) string {
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// LiteralList returns a list of texts as SQL.
func LiteralList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = Literal(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
