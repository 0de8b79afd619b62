// Command generate writes the data of the support example: what the ticket system
// of a small software company exports. Nobody ever used it; the bytes are the same
// on every machine.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"kpi/examples/internal/table"
)

func main() {
	if err := table.Write(filepath.Join("examples", "support", "data"), newDesk().tables()); err != nil {
		fmt.Fprintf(os.Stderr, "generate: %v\n", err)
		os.Exit(3)
	}
}
