package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
)

// What Lanes.Go may say instead of taking a job.
var (
	ErrFull   = errors.New("too many jobs are waiting")
	ErrClosed = errors.New("no more jobs are taken")
)

// Lanes run jobs: those of one lane one at a time in their order, those of different lanes side by
// side. A job that panics ends itself and nothing else.
type Lanes struct {
	log   *slog.Logger
	slots chan struct{} // one for each job that may run
	limit int

	mu     sync.Mutex
	lanes  map[string][]func() // the jobs that wait, by lane; a lane is there while one of its jobs runs
	taken  int                 // jobs that wait or run
	closed bool
	empty  chan struct{} // closed once closed is set and taken is 0
}

// NewLanes makes lanes on which width jobs may run at once and limit may wait or run.
func NewLanes(width, limit int, log *slog.Logger) *Lanes {
	return &Lanes{log: log, slots: make(chan struct{}, width), limit: limit,
		lanes: map[string][]func(){}, empty: make(chan struct{})}
}

// Go puts a job at the end of the named lane. It never blocks: when too many jobs wait it returns
// ErrFull, after Close ErrClosed.
func (l *Lanes) Go(lane string, job func()) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.closed:
		return ErrClosed
	case l.taken == l.limit:
		return ErrFull
	}
	l.taken++
	waiting, busy := l.lanes[lane]
	l.lanes[lane] = append(waiting, job)
	if !busy {
		go l.drive(lane)
	}
	return nil
}

// drive runs the jobs of a lane until none waits.
func (l *Lanes) drive(lane string) {
	for {
		l.mu.Lock()
		waiting := l.lanes[lane]
		if len(waiting) == 0 {
			delete(l.lanes, lane)
			l.mu.Unlock()
			return
		}
		l.lanes[lane] = waiting[1:]
		l.mu.Unlock()
		l.slots <- struct{}{}
		l.run(waiting[0])
		<-l.slots
		l.done()
	}
}

func (l *Lanes) run(job func()) {
	defer func() {
		if p := recover(); p != nil {
			l.log.Error("a job panicked", "error", fmt.Sprintf("%v\n%s", p, debug.Stack()))
		}
	}()
	job()
}

func (l *Lanes) done() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.taken--
	l.settle()
}

// settle tells Close that nothing is left. It is called with the lock held.
func (l *Lanes) settle() {
	if l.closed && l.taken == 0 {
		select {
		case <-l.empty:
		default:
			close(l.empty)
		}
	}
}

// Close takes no more jobs and waits for those it has, or for ctx.
func (l *Lanes) Close(ctx context.Context) error {
	l.mu.Lock()
	l.closed = true
	l.settle()
	l.mu.Unlock()
	select {
	case <-l.empty:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
