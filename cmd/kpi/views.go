package main

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"kpi/engine"
	"kpi/engine/diag"
)

// views evaluates each different view once, for all reports that show it. The
// zero views have none.
type views struct {
	mu  sync.Mutex
	all map[string]*view
}

// A view is the result of one evaluation, or on its way to it.
type view struct {
	once   sync.Once
	result *engine.Result
	list   diag.List
	err    error
}

// evaluate returns what the session says of a view. The result is shared.
func (v *views) evaluate(ctx context.Context, s *engine.Session, o engine.Options) (*engine.Result, diag.List, error) {
	one := v.of(fmt.Sprintf("%q %q %t %q %q %q", o.KPIs, o.By, o.ByHistory, o.Grain, o.Where, o.PartOf))
	one.once.Do(func() { one.result, one.list, one.err = s.Evaluate(ctx, o) })
	return one.result, one.list, one.err
}

func (v *views) of(key string) *view {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.all == nil {
		v.all = map[string]*view{}
	}
	if v.all[key] == nil {
		v.all[key] = &view{}
	}
	return v.all[key]
}

// memberFilter adds to a condition that rows are of one member.
func memberFilter(where, dimension, member string) string {
	own := dimension + " == " + strconv.Quote(member)
	if where == "" {
		return own
	}
	return "(" + where + ") and " + own
}

// inParallel does n things, a few at a time, and returns the error of the first
// one in order that has any. After an error nothing new begins.
func inParallel(ctx context.Context, n int, do func(i int) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	errs := make([]error, n)
	next := make(chan int)
	var work sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		work.Go(func() {
			for i := range next {
				if errs[i] = do(i); errs[i] != nil {
					stop()
				}
			}
		})
	}
	for i := 0; i < n && ctx.Err() == nil; i++ {
		next <- i
	}
	close(next)
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
