// Package schedule sends what is due. Fire is a function of the time; Run is a loop around it that
// sleeps until the next reminder. It must not know what a reminder says, nor how a platform sends it.
//
// The intent to send is written before, the outcome after: a reminder is never lost, and one whose
// outcome was not written, because the process died in between, is sent again under the same id. A
// platform that knows ids drops it then, as long as it remembers them; elsewhere those come twice that the
// platform had taken and whose outcome was not yet written when the process died: at most [Width].
package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"

	"spotter/bot"
	"spotter/store"
)

// Width is how many reminders of a platform are on their way at once.
const Width = 256

// batch is how many reminders are claimed at once: it bounds what is held in memory, and how long
// others wait for the claim's commit.
const batch = 1000

// Limits of one sending: what a platform may take, its own waiting included, and what it may still
// take when the program is ending.
const (
	sendTime = 2 * time.Minute
	lastTime = 5 * time.Second
)

// Words say a reminder. A nil reply says that it is not to be sent any more; the reminder's next time
// stays. An error has it tried again later.
type Words func(ctx context.Context, d store.Due, now time.Time) (*bot.Reply, error)

// Scheduler sends reminders on the platforms it has a sender for. There must be one at a time for a
// store, and one Fire or Run at a time.
type Scheduler struct {
	store *store.Store
	words Words
	log   *slog.Logger
	lines []*line
}

// line is the way out to a platform.
type line struct {
	platform string
	to       bot.Sender
	clean    bool // nothing is claimed that is not being sent
}

// New makes a scheduler with a sender for each platform.
func New(st *store.Store, senders map[string]bot.Sender, words Words, log *slog.Logger) *Scheduler {
	s := &Scheduler{store: st, words: words, log: log}
	for platform, to := range senders {
		s.lines = append(s.lines, &line{platform: platform, to: to})
	}
	return s
}

// Fire sends what is due by now on all platforms, and returns when all of it is settled. Its error is
// the store's; what was not settled then is due again at the next Fire.
func (s *Scheduler) Fire(ctx context.Context, now time.Time) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, l := range s.lines {
		g.Go(func() error { return s.fire(ctx, l, func() time.Time { return now }) })
	}
	return g.Wait()
}

// Next is when the first reminder is due on any platform; ok is false when none is planned.
func (s *Scheduler) Next(ctx context.Context) (at time.Time, ok bool, err error) {
	for _, l := range s.lines {
		t, planned, err := s.store.NextDue(ctx, l.platform)
		if err != nil {
			return at, ok, err
		}
		if planned && (!ok || t.Before(at)) {
			at, ok = t, true
		}
	}
	return at, ok, nil
}

// fire claims and sends batch by batch until nothing is due.
func (s *Scheduler) fire(ctx context.Context, l *line, clock func() time.Time) error {
	if !l.clean {
		if err := s.store.Reclaim(ctx, l.platform); err != nil {
			return fmt.Errorf("taking up reminders again: %w", err)
		}
		l.clean = true
	}
	err := s.sendAll(ctx, l, clock)
	if l.clean = err == nil; !l.clean {
		return fmt.Errorf("sending reminders: %w", err)
	}
	return nil
}

// sendAll claims batch by batch until nothing is due, and sends what it has claimed, Width of them side by
// side; each is settled as soon as it is sent. Its error is that of ctx or the store's.
func (s *Scheduler) sendAll(ctx context.Context, l *line, clock func() time.Time) (err error) {
	g, sending := errgroup.WithContext(ctx)
	base, cancel := outlive(sending, lastTime)
	defer cancel()
	w := &workers{todo: make(chan store.Due), group: g, do: func(d store.Due) error {
		if sending.Err() != nil {
			return sending.Err()
		}
		return s.send(base, l.to, d, clock)
	}}
	for more := true; more && err == nil && sending.Err() == nil; {
		var due []store.Due
		due, more, err = s.store.Claim(ctx, l.platform, clock(), batch)
		for _, d := range due {
			w.give(sending, d)
		}
	}
	close(w.todo)
	// Ended before all of it was handed out, something may still be claimed.
	if err = errors.Join(err, g.Wait()); err == nil {
		err = ctx.Err()
	}
	return err
}

// workers send, up to Width of them, as many as are needed.
type workers struct {
	todo  chan store.Due
	group *errgroup.Group
	count int
	do    func(store.Due) error
}

// give hands a reminder to a worker that is free, or waits for one. What nobody takes because ctx is done
// stays claimed.
func (w *workers) give(ctx context.Context, d store.Due) {
	select {
	case w.todo <- d:
		return
	default:
	}
	if w.count < Width {
		w.count++
		w.group.Go(w.work)
	}
	select {
	case w.todo <- d:
	case <-ctx.Done():
	}
}

func (w *workers) work() error {
	for d := range w.todo {
		if err := w.do(d); err != nil {
			return err
		}
	}
	return nil
}

// send says one reminder and settles it, unless ctx is done first: then the claim stays.
func (s *Scheduler) send(ctx context.Context, to bot.Sender, d store.Due, clock func() time.Time) error {
	err := s.say(ctx, to, d, clock())
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return s.settle(context.WithoutCancel(ctx), d, err, clock())
}

// settle writes what became of a sending.
func (s *Scheduler) settle(ctx context.Context, d store.Due, err error, now time.Time) error {
	var later *bot.LaterError
	outcome := "sent"
	switch {
	case err == nil:
		err = s.store.Delivered(ctx, d, now)
	case errors.Is(err, errUnsaid):
		outcome, err = "dropped", s.store.Skipped(ctx, d, now)
	case errors.Is(err, bot.ErrGone):
		outcome, err = "gone", s.store.Unreachable(ctx, d)
	case errors.As(err, &later):
		outcome, err = "later", s.store.Later(ctx, d, now, later.After)
	default:
		s.log.Error("a reminder could not be sent", "platform", d.Reminder.To.Platform, "kind", d.Reminder.Kind, "error", err)
		outcome, err = "failed", s.store.Undeliverable(ctx, d, now)
	}
	s.log.Debug("reminder", "platform", d.Reminder.To.Platform, "kind", d.Reminder.Kind, "late", now.Sub(d.Reminder.Due()), "outcome", outcome)
	return err
}

// errUnsaid says that there is nothing to say any more.
var errUnsaid = errors.New("nothing to say")

// say makes the message and sends it. A panic of either is an error.
func (s *Scheduler) say(ctx context.Context, to bot.Sender, d store.Due, now time.Time) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	reply, err := s.words(ctx, d, now)
	switch {
	case err != nil:
		return &bot.LaterError{Err: err}
	case reply == nil:
		return errUnsaid
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	err = to.Send(ctx, &bot.Message{ID: d.ID(), User: d.Reminder.To.User, Chat: d.Reminder.To.Chat, Reply: reply})
	if errors.Is(err, context.DeadlineExceeded) {
		return &bot.LaterError{Err: err}
	}
	return err
}

// outlive is a context that is done some time after ctx is.
func outlive(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	long, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		t := time.AfterFunc(by, cancel)
		context.AfterFunc(long, func() { t.Stop() })
	})
	return long, func() { stop(); cancel() }
}
