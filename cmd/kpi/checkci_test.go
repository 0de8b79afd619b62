package main

import (
	"testing"

	"kpi/engine/diag"
)

func TestWorkflowCommandIsOneLine(t *testing.T) {
	at := diag.Range{File: "a,b:c%.yaml", Start: diag.Pos{Line: 3, Col: 5}}
	got := workflowCommand("warning", at, "low: West, \"A\"", "100%\r\n::error::no, it is fine: so")
	want := "::warning file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=low%3A West%2C \"A\"::100%25%0D%0A::error::no, it is fine: so\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
