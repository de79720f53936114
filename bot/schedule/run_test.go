package schedule_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"spotter/bot"
	"spotter/bot/schedule"
	"spotter/store"
	"spotter/store/kv/kvtest"
)

var discard = slog.New(slog.DiscardHandler)

// running runs a scheduler over a new store until the test ends.
func running(t *testing.T, senders map[string]bot.Sender) *store.Store {
	st := openStore(t, kvtest.Mem())
	end, cancel := context.WithCancel(ctx)
	done := make(chan error)
	go func() { done <- schedule.New(st, senders, words, discard).Run(end) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return st
}

// planIn adds a reminder that comes after the duration, by the clock of the bubble.
func planIn(t *testing.T, st *store.Store, a store.Account, after time.Duration) (at time.Time) {
	t.Helper()
	now := time.Now()
	_, err := st.Remind(ctx, a, now.String()+after.String(), now, func(_ *store.Person, p *store.Plan) error {
		p.Add(store.Reminder{Kind: store.OwnWords, When: store.Schedule{At: now.Add(after)}, To: store.Target{Account: a}}, now)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return now.Add(after)
}

// TestRunWakesForTheNextOne plans one, then an earlier one, and one while nothing is planned.
func TestRunWakesForTheNextOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := &inbox{sent: make(chan *bot.Message, 9)}
		st := running(t, map[string]bot.Sender{platform: box})
		synctest.Wait()
		await := func(what string, at time.Time) {
			t.Helper()
			<-box.sent
			if late := time.Since(at); late < 0 || late > 5*time.Millisecond {
				t.Errorf("%s came %v late", what, late)
			}
		}
		second := planIn(t, st, account("ana"), 3*time.Hour)
		synctest.Wait()
		first := planIn(t, st, account("bo"), time.Second)
		await("the earlier one", first)
		await("the later one", second)
		await("one planned after a long silence", planIn(t, st, account("cy"), 40*24*time.Hour))
	})
}

// TestRunSleeps counts what the loop reads while nothing is due.
func TestRunSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		st := openStore(t, kvtest.Faulty(kvtest.Mem(), func(kvtest.Call) error { calls++; return nil }))
		end, cancel := context.WithCancel(ctx)
		done := make(chan error)
		go func() {
			done <- schedule.New(st, map[string]bot.Sender{platform: &inbox{}}, words, discard).Run(end)
		}()
		synctest.Wait()
		calls = 0
		time.AfterFunc(24*time.Hour, cancel)
		if err := <-done; err != nil {
			t.Error(err)
		}
		if calls != 0 {
			t.Errorf("with nothing planned the loop made %d calls in a day", calls)
		}
	})
}

// slow is a platform that takes its time.
type slow struct{ inbox }

func (s *slow) Send(ctx context.Context, m *bot.Message) error {
	select {
	case <-time.After(time.Minute):
		return s.inbox.Send(ctx, m)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestASlowPlatformDelaysNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := &inbox{sent: make(chan *bot.Message, 9)}
		st := running(t, map[string]bot.Sender{"slow": &slow{}, platform: box})
		planIn(t, st, store.Account{Platform: "slow", User: "bo"}, time.Second)
		at := planIn(t, st, account("ana"), 2*time.Second)
		<-box.sent
		if late := time.Since(at); late > 5*time.Millisecond {
			t.Errorf("came %v late", late)
		}
	})
}

// TestEndWaitsForWhatIsOnItsWay ends the program during a sending that takes two seconds more.
func TestEndWaitsForWhatIsOnItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := openStore(t, kvtest.Mem())
		box := &inbox{}
		end, cancel := context.WithCancel(ctx)
		sender := senderFunc(func(ctx context.Context, m *bot.Message) error {
			cancel()
			select {
			case <-time.After(2 * time.Second):
				return box.Send(ctx, m)
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		planIn(t, st, account("ana"), time.Second)
		if err := schedule.New(st, map[string]bot.Sender{platform: sender}, words, discard).Run(end); err != nil {
			t.Error(err)
		}
		if len(box.got) != 1 || reminder(t, st, "ana").State != store.Sent {
			t.Errorf("%d came, and it is %q", len(box.got), reminder(t, st, "ana").State)
		}
	})
}

type senderFunc func(context.Context, *bot.Message) error

func (f senderFunc) Send(ctx context.Context, m *bot.Message) error { return f(ctx, m) }

// TestRunGoesOnAfterAnError has the store fail for a while.
func TestRunGoesOnAfterAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var broken atomic.Bool
		st := openStore(t, kvtest.Faulty(kvtest.Mem(), func(c kvtest.Call) error {
			if broken.Load() && c.Op == kvtest.Commit {
				return errors.New("disk full")
			}
			return nil
		}))
		box := &inbox{sent: make(chan *bot.Message, 9)}
		end, cancel := context.WithCancel(ctx)
		done := make(chan error)
		planIn(t, st, account("ana"), time.Minute)
		broken.Store(true)
		go func() {
			done <- schedule.New(st, map[string]bot.Sender{platform: box}, words, discard).Run(end)
		}()
		time.AfterFunc(5*time.Minute, func() { broken.Store(false) })
		<-box.sent
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
