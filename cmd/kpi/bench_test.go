package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkHelp starts the program, which has a database linked in, and prints
// its help. It reports the shortest of a few starts.
func BenchmarkHelp(b *testing.B) {
	program := filepath.Join(b.TempDir(), "kpi")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for b.Loop() {
		shortest := time.Hour
		for range 10 {
			start := time.Now()
			if err := exec.Command(program, "--help").Run(); err != nil {
				b.Fatal(err)
			}
			shortest = min(shortest, time.Since(start))
		}
		b.ReportMetric(shortest.Seconds()*1000, "ms/start")
	}
}
