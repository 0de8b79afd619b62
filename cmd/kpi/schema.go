package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"kpi/engine/schema"
)

func schemaCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of kpis.yaml, for editors",
		Long: `schema prints what a kpis.yaml may hold as JSON Schema, draft-07: every key with
what it means and examples. An editor that has it completes keys and words, shows
their meaning, and marks what is misspelt while you type. It knows no columns, no
formulas and no numbers: kpi validate does.

An editor finds the schema by the first line of kpis.yaml:
# yaml-language-server: $schema=kpis.schema.json`,
		Example: `  kpi schema > kpis.schema.json`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if _, err := s.out.Write(schema.JSON()); err != nil {
				return fmt.Errorf("print the schema: %w", err)
			}
			return nil
		},
	}
}
