package schedule

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

// How long the loop sleeps at most. While something is planned it looks at the clock now and then, for
// a machine that was asleep: its timers stand still meanwhile.
const (
	longestSleep = time.Minute
	afterError   = 10 * time.Second
)

// Run sends what is due when it is due, each platform in a loop of its own, so that a slow one delays
// no other. It returns nil when ctx is done.
func (s *Scheduler) Run(ctx context.Context) error {
	var g errgroup.Group
	for _, l := range s.lines {
		g.Go(func() error { s.run(ctx, l); return nil })
	}
	return g.Wait()
}

func (s *Scheduler) run(ctx context.Context, l *line) {
	for ctx.Err() == nil {
		planned := s.store.Planned()
		at, ok, err := s.store.NextDue(ctx, l.platform)
		if err == nil && (!l.clean || ok && !at.After(time.Now())) {
			if err = s.fire(ctx, l, time.Now); err == nil {
				continue
			}
		}
		switch {
		case err != nil && ctx.Err() == nil:
			s.log.Error("reminders could not be sent; I try again", "platform", l.platform, "error", err)
			sleep(ctx, afterError, nil)
		case ok:
			sleep(ctx, min(max(time.Until(at), 0), longestSleep), planned)
		default:
			sleep(ctx, -1, planned)
		}
	}
}

// sleep waits for the duration, or without end when it is negative, for wake to be closed, or for ctx.
func sleep(ctx context.Context, d time.Duration, wake <-chan struct{}) {
	var over <-chan time.Time
	if d >= 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		over = t.C
	}
	select {
	case <-over:
	case <-wake:
	case <-ctx.Done():
	}
}
