// Command generate writes the data of the sales example: the export of a CRM
// that was never used by anyone. The same scale gives the same bytes on every
// machine.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kpi/examples/internal/table"
)

func main() {
	err := run(os.Args[1:], os.Stderr)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, errUsage):
		os.Exit(2)
	default:
		fmt.Fprintf(os.Stderr, "generate: %v\n", err)
		os.Exit(3)
	}
}

var errUsage = errors.New("wrong usage")

func run(args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	folder := flags.String("o", filepath.Join("examples", "sales", "data"), "folder to write to")
	scale := flags.Int("scale", 1, "how many times larger than the committed data")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUsage
	}
	if flags.NArg() > 0 || *scale < 1 {
		fmt.Fprintln(stderr, "generate takes no arguments but -o and --scale, and a scale of at least 1")
		return errUsage
	}
	return table.Write(*folder, newCompany(*scale).tables())
}
