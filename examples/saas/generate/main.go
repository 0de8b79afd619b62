// Command generate writes the data of the subscription example: what the billing,
// the product and the ledger of a small software company know. Nobody ever used
// them; the bytes are the same on every machine.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"kpi/examples/internal/table"
)

func main() {
	if err := table.Write(filepath.Join("examples", "saas", "data"), newCompany().tables()); err != nil {
		fmt.Fprintf(os.Stderr, "generate: %v\n", err)
		os.Exit(3)
	}
}
