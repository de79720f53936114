package telegram

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// queue starts waiting for n messages to a chat, in order, and tells when each went.
func queue(ctx context.Context, wg *sync.WaitGroup, p *pacer, chat int64, private, reminder bool, n int, went func(chat int64, at time.Time)) {
	for range n {
		wg.Go(func() {
			if p.wait(ctx, chat, private, reminder, time.Time{}) == nil {
				went(chat, time.Now())
			}
		})
		synctest.Wait()
	}
}

// sends collects when messages went.
type sends struct {
	mu sync.Mutex
	by map[int64][]time.Duration
	t0 time.Time
}

func (s *sends) went(chat int64, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by[chat] = append(s.by[chat], at.Sub(s.t0))
}

// TestPace keeps Telegram's limits of a person, a group, and of all.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, wg := newPacer(TelegramLimits), &sync.WaitGroup{}
		s := &sends{by: map[int64][]time.Duration{}, t0: time.Now()}
		queue(t.Context(), wg, p, 1, true, false, 10, s.went)
		queue(t.Context(), wg, p, -1, false, false, 40, s.went)
		for chat := range int64(100) {
			queue(t.Context(), wg, p, 1000+chat, true, false, 1, s.went)
		}
		wg.Wait()
		var all []time.Duration
		for _, list := range s.by {
			all = append(all, list...)
		}
		for what, c := range map[string]struct {
			times []time.Duration
			most  int
			in    time.Duration
			last  time.Duration // at the latest
		}{"a person": {s.by[1], 3, 3 * time.Second, 10 * time.Second}, "a group": {s.by[-1], 20, time.Minute, 130 * time.Second}, "all": {all, 30, time.Second, 130 * time.Second}} {
			for _, from := range c.times {
				n := 0
				for _, at := range c.times {
					if at >= from && at < from+c.in {
						n++
					}
				}
				if n > c.most {
					t.Errorf("%s got %d messages within %v", what, n, c.in)
				}
				if from > c.last {
					t.Errorf("%s got a message after %v", what, from)
				}
			}
		}
		if len(all) != 150 || s.by[1000+99][0] > 6*time.Second {
			t.Errorf("%d messages went, the last person's after %v", len(all), s.by[1000+99])
		}
	})
}

// TestPaceAnswersFirst holds that a crowd of reminders does not hold up an answer.
func TestPaceAnswersFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, wg := newPacer(TelegramLimits), &sync.WaitGroup{}
		s := &sends{by: map[int64][]time.Duration{}, t0: time.Now()}
		for chat := range int64(200) {
			queue(t.Context(), wg, p, chat+1, true, true, 1, s.went)
		}
		for chat := range int64(5) {
			queue(t.Context(), wg, p, 1000+chat, true, false, 1, s.went)
		}
		wg.Wait()
		for chat := range int64(5) {
			if at := s.by[1000+chat][0]; at > 0 {
				t.Errorf("an answer waited %v behind reminders", at)
			}
		}
	})
}

// TestPaceHold waits where Telegram asks for it, elsewhere only when several chats had to, and no longer
// than an answer is of use.
func TestPaceHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(TelegramLimits)
		waits := func(chat int64) time.Duration {
			begun := time.Now()
			if err := p.wait(t.Context(), chat, true, false, time.Time{}); err != nil {
				t.Error(err)
			}
			return time.Since(begun)
		}
		p.hold(1, 10*time.Second)
		if d := waits(2); d != 0 {
			t.Errorf("another chat waited %v", d)
		}
		if err := p.wait(t.Context(), 1, true, false, time.Now().Add(time.Second)); !errors.Is(err, errLate) {
			t.Errorf("an answer that comes too late gives %v", err)
		}
		if d := waits(1); d != 9*time.Second {
			t.Errorf("the chat waited %v", d)
		}
		p.hold(1, 10*time.Second)
		p.hold(2, 5*time.Second)
		if d := waits(3); d != 5*time.Second {
			t.Errorf("when several have to wait, another waited %v", d)
		}
		ctx, cancel := context.WithCancel(t.Context())
		p.hold(4, time.Hour)
		time.AfterFunc(time.Second, cancel)
		if err := p.wait(ctx, 4, true, false, time.Time{}); !errors.Is(err, context.Canceled) {
			t.Errorf("called off, it gives %v", err)
		}
		if n := len(p.waiting[0]) + len(p.waiting[1]); n > 0 {
			t.Errorf("%d are still waiting", n)
		}
	})
}

// TestPaceForgets holds that chats which are quiet are forgotten.
func TestPaceForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(Limits{Private: Window{3, time.Second}})
		for chat := range int64(2 * maxPaces) {
			if err := p.wait(t.Context(), chat+1, true, false, time.Time{}); err != nil {
				t.Fatal(err)
			}
			if chat == maxPaces-1 {
				<-time.After(2 * time.Minute)
			}
		}
		if len(p.chats) > maxPaces {
			t.Errorf("%d chats are remembered", len(p.chats))
		}
	})
}

// TestProgress takes updates, does them in any order, and never asks beyond one that is open.
func TestProgress(t *testing.T) {
	p := newProgress()
	now := time.Now()
	p.resume(105, []int64{107}, now, now)
	var took []int64
	for _, id := range []int64{103, 104, 105, 106, 107, 108, 110, 105} {
		if p.take(id, now) {
			took = append(took, id)
		}
	}
	if fmt.Sprint(took) != "[105 106 108 110]" {
		t.Errorf("to be done are %v", took)
	}
	for _, step := range []struct {
		done, offset, next int64
		beyond             string
	}{{108, 105, 105, "[107 108]"}, {106, 105, 105, "[106 107 108]"}, {105, 109, 109, "[]"}, {110, 111, 111, "[]"}} {
		p.done(step.done)
		next, beyond := p.state()
		if p.offset() != step.offset || next != step.next || fmt.Sprint(beyond) != step.beyond {
			t.Errorf("after %d: ask for %d, kept are %d %v; want %+v", step.done, p.offset(), next, beyond, step)
		}
	}
}
