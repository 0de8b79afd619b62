package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what is printed into the scripts")

// TestMain lets scripts run the program as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kpi": main,
		// What a user at a terminal sees on standard error.
		"kpi-on-terminal": func() { start(streams{out: os.Stdout, err: os.Stderr, errTerminal: true}) },
	})
}

// TestScripts shows what a user types and sees. Beside the usual commands of
// testscript there are:
//
//	exits CODE COMMAND…       runs a command and checks its exit code
//	interrupted FILE COMMAND… presses Ctrl-C once the command says what it is doing, and keeps what it said
//
// PROJECT is the folder of the project. The conditions [full-device] and [mount]
// say what the machine has; see holds.
func TestScripts(t *testing.T) {
	project, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			// What is remembered between runs must not leave the test.
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("PROJECT", project)
			return nil
		},
		Condition: holds,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "interrupted": interrupted,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := exitCode(ts, ts.Exec(args[1], args[2:]...)); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func exitCode(ts *testscript.TestScript, err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

func interrupted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: interrupted FILE COMMAND…")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, args[1], args[2:]...)
	c.Dir = ts.MkAbs(".")
	c.Env = append(os.Environ(), "XDG_CACHE_HOME="+ts.Getenv("XDG_CACHE_HOME"))
	pipe, err := c.StderrPipe()
	ts.Check(err)
	ts.Check(c.Start())
	first := make([]byte, 1)
	_, err = io.ReadFull(pipe, first)
	ts.Check(err)
	ts.Check(c.Process.Signal(os.Interrupt))
	rest, err := io.ReadAll(pipe)
	ts.Check(err)
	if got := exitCode(ts, c.Wait()); got != failure {
		ts.Fatalf("exit code %d, want %d", got, failure)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(first, rest...), 0o644))
}

// holds knows what only some machines have: a device that is always full, and
// the right to mount a disk that no other process sees.
func holds(condition string) (bool, error) {
	switch condition {
	case "full-device":
		_, err := os.Stat("/dev/full")
		return err == nil, nil
	case "mount":
		return exec.Command("unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/tmp").Run() == nil, nil
	}
	return false, fmt.Errorf("there is no condition [%s]", condition)
}
