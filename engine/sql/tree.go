// Package sql holds SELECT statements as trees and prints them. It knows no
// KPI: what to select is decided in package query.
package sql

// An Expr is a value in a statement. The set of expressions is closed.
type Expr interface{ expr() }

type (
	// A Column is a column of a table in From or Joins, or, without Table, of
	// whichever has it.
	Column struct{ Table, Name string }
	// An Arg is a value that travels beside the text, as an argument.
	Arg struct{ Value any }
	// An Int is a number that the program itself makes.
	Int int64
	// A Float is a number that the database wants to see as a constant.
	Float float64
	// A Word is a text that the program itself makes.
	Word string
	// A Day is a date that the program itself makes, "2026-01-31".
	Day string
	// A Null is NULL.
	Null struct{}
	// A Call is a function, spelled by the dialect where it has an entry.
	Call struct {
		Func string
		Args []Expr
	}
	// A Binary is X Op Y, always printed in parentheses.
	Binary struct {
		Op   string
		X, Y Expr
	}
	// A Not is NOT X.
	Not struct{ X Expr }
	// An IsNull is X IS NULL.
	IsNull struct{ X Expr }
	// An In is X IN (Items).
	In struct {
		X     Expr
		Items []Expr
	}
	// A Case is CASE WHEN … THEN … ELSE … END; a nil Else is left out.
	Case struct {
		Whens []When
		Else  Expr
	}
	// A Cast is CAST(X AS Type). Type is a name of the standard types below.
	Cast struct {
		X    Expr
		Type Type
	}
	// An Over is a window function.
	Over struct {
		X         Expr
		Partition []Expr
		Order     []Order
	}
)

// A When is one branch of a Case.
type When struct{ If, Then Expr }

// An Order is one term of an ordering; missing values stand last.
type Order struct {
	X          Expr
	Descending bool
}

// A Type is a type to cast to.
type Type string

// The types that queries cast to.
const (
	Double Type = "DOUBLE"
	Date   Type = "DATE"
	Text   Type = "VARCHAR"
	Money  Type = "DECIMAL(38,4)" // exact sums of money
	Huge   Type = "HUGEINT"       // exact sums of integers
)

func (Column) expr() {}
func (Arg) expr()    {}
func (Int) expr()    {}
func (Float) expr()  {}
func (Word) expr()   {}
func (Day) expr()    {}
func (Null) expr()   {}
func (Call) expr()   {}
func (Binary) expr() {}
func (Not) expr()    {}
func (IsNull) expr() {}
func (In) expr()     {}
func (Case) expr()   {}
func (Cast) expr()   {}
func (Over) expr()   {}

// A Select is a query. GroupBy and Sets exclude each other.
type Select struct {
	With    []With
	Columns []Output
	From    Table
	Joins   []Join
	Where   []Expr // all of them
	GroupBy []Expr
	Sets    [][]Expr // GROUPING SETS
	OrderBy []Order
	Limit   int // 0 is none
	// More are queries whose rows stand below these ones, column under column.
	More []*Select
}

// An Output is a column of a result.
type Output struct {
	X    Expr
	Name string
}

// A With is a named query that later ones read.
type With struct {
	Name   string
	Select *Select // nil where Rows is set
	// Columns and Rows make a table of values that the program itself makes.
	Columns []string
	Rows    [][]Expr
	// Once asks that the query be computed once and kept.
	Once bool
}

// A Table is a table or a named query, under an alias; "" is its own name.
type Table struct{ Name, Alias string }

// A Join is a left join, or, with Inner, an inner one.
type Join struct {
	Table Table
	On    []Expr
	Inner bool
}

// And joins conditions; no condition is nil.
func And(conditions ...Expr) Expr {
	var all Expr
	for _, c := range conditions {
		switch {
		case c == nil:
		case all == nil:
			all = c
		default:
			all = Binary{"AND", all, c}
		}
	}
	return all
}

// If is CASE WHEN condition THEN then END, or then alone without a condition.
func If(condition, then Expr) Expr {
	if condition == nil {
		return then
	}
	return Case{Whens: []When{{condition, then}}}
}
