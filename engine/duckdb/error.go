package duckdb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	driver "github.com/duckdb/duckdb-go/v2"
)

// ErrMemory is the error of a query that needed more memory than it may use.
var ErrMemory = errors.New("out of memory: allow more with --memory, or shorten the period or the dimensions")

// An Error is what the database says of a statement.
type Error struct {
	Kind     string // the database's own word: "Parser", "Binder", "Conversion", "IO" …
	Message  string
	Position int // byte offset in the statement; -1 is unknown
}

// Error returns the message and its kind.
func (e *Error) Error() string {
	if e.Kind == "" {
		return e.Message
	}
	return strings.ToLower(e.Kind) + " error: " + e.Message
}

// translate turns what the driver returns into an Error, ErrMemory or the
// context's error. It returns nil for nil.
func translate(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	e := read(err)
	if e.Kind == "INTERRUPT" || ctx.Err() != nil {
		if cause := context.Cause(ctx); cause != nil {
			return fmt.Errorf("the query was stopped: %w", cause)
		}
	}
	if e.Kind == "Out of Memory" {
		return fmt.Errorf("%w (%s)", ErrMemory, firstLine(e.Message))
	}
	return e
}

// read takes the driver's text apart: JSON, sometimes behind the kind.
func read(err error) *Error {
	text := err.Error()
	if d, ok := errors.AsType[*driver.Error](err); ok {
		text = d.Msg
	}
	var report struct {
		Kind     string `json:"exception_type"`
		Message  string `json:"exception_message"`
		Position string `json:"position"`
	}
	start := strings.IndexByte(text, '{')
	if start < 0 || json.Unmarshal([]byte(text[start:]), &report) != nil || report.Message == "" {
		kind, message, _ := strings.Cut(text, " Error: ")
		if message == "" {
			return &Error{Message: text, Position: -1}
		}
		return &Error{Kind: kind, Message: message, Position: -1}
	}
	e := &Error{Kind: report.Kind, Message: report.Message, Position: -1}
	if n, err := strconv.Atoi(report.Position); err == nil {
		e.Position = n
	}
	return e
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
