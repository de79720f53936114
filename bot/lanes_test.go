package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"spotter/bot"
)

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// TestLanesKeepOrder sends many jobs down many lanes: each lane keeps its order, none is lost.
func TestLanesKeepOrder(t *testing.T) {
	const lanes, jobs = 50, 200
	l := bot.NewLanes(8, lanes*jobs, silent())
	var mu sync.Mutex
	got := map[int][]int{}
	for n := range jobs {
		for lane := range lanes {
			err := l.Go(fmt.Sprint(lane), func() {
				mu.Lock()
				defer mu.Unlock()
				got[lane] = append(got[lane], n)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for lane := range lanes {
		if len(got[lane]) != jobs {
			t.Fatalf("lane %d ran %d of %d jobs", lane, len(got[lane]), jobs)
		}
		for n, v := range got[lane] {
			if n != v {
				t.Fatalf("lane %d ran job %d as its %dth", lane, v, n)
			}
		}
	}
}

// TestLanesAreApart holds that a slow lane does not hold up another, and that the width is kept.
func TestLanesAreApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := bot.NewLanes(2, 10, silent())
		var running, most atomic.Int32
		block := make(chan struct{})
		job := func() {
			most.Store(max(most.Load(), running.Add(1)))
			<-block
			running.Add(-1)
		}
		other := make(chan struct{})
		for _, lane := range []string{"a", "a", "b", "c"} {
			if err := l.Go(lane, job); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if n := running.Load(); n != 2 {
			t.Errorf("%d jobs run, the width is 2", n)
		}
		if err := l.Go("d", func() { close(other) }); err != nil {
			t.Fatal(err)
		}
		block <- struct{}{}
		block <- struct{}{}
		block <- struct{}{}
		block <- struct{}{}
		<-other
		if err := l.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if most.Load() > 2 {
			t.Errorf("%d jobs ran at once", most.Load())
		}
	})
}

func TestLanesRefuse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := bot.NewLanes(1, 2, silent())
		block := make(chan struct{})
		for range 2 {
			if err := l.Go("a", func() { <-block }); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Go("b", func() {}); !errors.Is(err, bot.ErrFull) {
			t.Errorf("a third job of two: %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := l.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("closed with jobs running: %v", err)
		}
		if err := l.Go("a", func() {}); !errors.Is(err, bot.ErrClosed) {
			t.Errorf("a job after Close: %v", err)
		}
		close(block)
		if err := l.Close(t.Context()); err != nil {
			t.Errorf("a second Close: %v", err)
		}
	})
}

func TestLanesSurvivePanic(t *testing.T) {
	l := bot.NewLanes(1, 10, silent())
	ran := false
	for _, job := range []func(){func() { panic("one") }, func() { ran = true }} {
		if err := l.Go("a", job); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(t.Context()); err != nil || !ran {
		t.Errorf("the job after a panic: ran %v, %v", ran, err)
	}
}
