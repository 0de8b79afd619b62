// Package formula turns the text of a formula into a typed, closed tree, and
// finds everything that is wrong with it at its place in the file.
package formula

import "kpi/engine/unit"

// A Kind is what a value is.
type Kind string

// The kinds of values. The zero Kind is the kind of what could not be typed; it
// fits everywhere, so that one mistake is reported once.
const (
	Unknown   Kind = ""
	Text      Kind = "text"
	Number    Kind = "number"
	Boolean   Kind = "condition" // true, false or missing
	Date      Kind = "date"
	Timestamp Kind = "timestamp"
)

// A Storage is how exactly a number is held in the database. The zero Storage
// is Double.
type Storage string

// The storages. Integers and decimals add up without rounding in any order.
const (
	Double  Storage = ""
	Integer Storage = "integer"
	Decimal Storage = "decimal" // DECIMAL(18,4): money
)

// A Type is what is known of a value before any row is read.
type Type struct {
	Kind     Kind
	Unit     unit.Unit // of numbers
	Storage  Storage   // of numbers
	Nullable bool      // it may be missing
}
