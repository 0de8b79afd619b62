// Package stats is the statistics of KPIs: numbers in, numbers out.
package stats
