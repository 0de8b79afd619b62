// Package docs holds the pages that the program reads itself.
package docs

import _ "embed"

// KPIs is kpis.md, whose tables say what every key means.
//
//go:embed kpis.md
var KPIs string

// EveryKey is every_key.yaml, a definition file that has every key.
//
//go:embed every_key.yaml
var EveryKey []byte
