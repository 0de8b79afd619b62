package main

import (
	"fmt"
	"sync"
	"time"
)

// A progress shows on a terminal what long work is doing.
type progress struct {
	s     streams
	mu    sync.Mutex
	what  string
	shown bool
	over  chan struct{}
	gone  chan struct{}
}

// quiet is how long work may take before it says what it does.
const quiet = time.Second

// progress starts to watch; the caller ends it. Where standard error is no
// terminal it shows nothing.
func (s streams) progress() *progress {
	p := &progress{s: s, over: make(chan struct{}), gone: make(chan struct{})}
	if !s.errTerminal {
		close(p.gone)
		return p
	}
	go p.watch()
	return p
}

func (p *progress) watch() {
	defer close(p.gone)
	tick := time.NewTicker(quiet)
	defer tick.Stop()
	start := time.Now()
	for {
		select {
		case <-p.over:
			if p.shown {
				fmt.Fprint(p.s.err, "\r\x1b[K")
			}
			return
		case <-tick.C:
			p.mu.Lock()
			fmt.Fprintf(p.s.err, "\r\x1b[K%s … %d s", p.what, int(time.Since(start).Seconds()))
			p.shown = true
			p.mu.Unlock()
		}
	}
}

// say tells what begins now.
func (p *progress) say(what string) {
	p.mu.Lock()
	p.what = what
	p.mu.Unlock()
}

// end wipes the line.
func (p *progress) end() {
	close(p.over)
	<-p.gone
}
