package telegram

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// Window is how many messages may be sent within any time of the length Per. The zero Window has no limit.
type Window struct {
	N   int
	Per time.Duration
}

// Limits are how fast messages are sent.
type Limits struct {
	Private Window // to one person
	Group   Window // to one group
	Overall Window
}

// TelegramLimits stay a little below what Telegram allows: about a message a second to one chat with
// short bursts, 20 a minute to a group, about 30 a second in all (core.telegram.org/bots/faq).
var TelegramLimits = Limits{Private: Window{3, 3 * time.Second}, Group: Window{18, time.Minute}, Overall: Window{25, time.Second}}

// reserved is the part of the overall limit that reminders leave to answers.
const reserved = 5

// pacer lets messages go when Telegram's limits allow it: those of one chat in the order they came,
// answers before reminders.
type pacer struct {
	limits Limits

	mu      sync.Mutex
	all     pace
	chats   map[int64]*pace
	waiting [2][]*ticket // answers, reminders
	timer   *time.Timer
}

// pace is what was sent lately to a chat, or to all.
type pace struct {
	sent []time.Time
	held time.Time // until when Telegram asked to wait
}

type ticket struct {
	chat  int64
	group bool
	ready chan struct{}
}

// maxPaces is how many chats are remembered before those are dropped that have been quiet.
const maxPaces = 10_000

func newPacer(l Limits) *pacer { return &pacer{limits: l, chats: map[int64]*pace{}} }

// errLate is an answer that would come too late to be of use.
var errLate = errors.New("the limits would let the answer through too late")

// wait waits until a message may go to the chat; no longer than until, unless that is zero.
func (p *pacer) wait(ctx context.Context, chat int64, private, reminder bool, until time.Time) error {
	t := &ticket{chat, !private, make(chan struct{})}
	class := 0
	if reminder {
		class = 1
	}
	p.mu.Lock()
	p.waiting[class] = append(p.waiting[class], t)
	p.pump(time.Now())
	p.mu.Unlock()
	select {
	case <-t.ready:
		return nil
	default:
	}
	var late <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		late = timer.C
	}
	err := errLate
	select {
	case <-t.ready:
		return nil
	case <-late:
	case <-ctx.Done():
		err = ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-t.ready: // at the last moment; the place is used up
		return nil
	default:
	}
	p.waiting[class] = slices.DeleteFunc(p.waiting[class], func(w *ticket) bool { return w == t })
	return err
}

// hold makes a chat wait as long as Telegram asks. When several have to at the same time, it is the
// bot that is too fast, and all wait.
func (p *pacer) hold(chat int64, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	others := 0
	for id, c := range p.chats {
		if id != chat && c.held.After(now) {
			others++
		}
	}
	p.of(chat).held = now.Add(d)
	if others > 0 {
		p.all.held = now.Add(d)
	}
}

// of is the pace of a chat; p.mu is held.
func (p *pacer) of(chat int64) *pace {
	c := p.chats[chat]
	if c == nil {
		if len(p.chats) >= maxPaces {
			now := time.Now()
			for id, old := range p.chats {
				if old.free(p.limits.Group, now, 0) == now && (len(old.sent) == 0 || now.Sub(old.sent[len(old.sent)-1]) > p.limits.Group.Per) {
					delete(p.chats, id)
				}
			}
		}
		c = &pace{}
		p.chats[chat] = c
	}
	return c
}

// pump lets everything go that may, and comes back when the next may; p.mu is held.
func (p *pacer) pump(now time.Time) {
	var next time.Time
	for class := range p.waiting {
		kept := p.waiting[class][:0]
		full := map[int64]bool{} // chats of which an earlier one waits
		for _, t := range p.waiting[class] {
			at := p.free(t, class == 1, now)
			if full[t.chat] || at.After(now) {
				full[t.chat] = true
				if at.After(now) && (next.IsZero() || at.Before(next)) {
					next = at
				}
				kept = append(kept, t)
				continue
			}
			p.of(t.chat).add(p.window(t), now)
			p.all.add(p.limits.Overall, now)
			close(t.ready)
		}
		p.waiting[class] = kept
	}
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
	if !next.IsZero() {
		p.timer = time.AfterFunc(next.Sub(now), func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.pump(time.Now())
		})
	}
}

func (p *pacer) window(t *ticket) Window {
	if t.group {
		return p.limits.Group
	}
	return p.limits.Private
}

// free is when a ticket's message may go, now at the earliest.
func (p *pacer) free(t *ticket, reminder bool, now time.Time) time.Time {
	keep := 0
	if reminder && p.limits.Overall.N > reserved {
		keep = reserved
	}
	at, all := p.of(t.chat).free(p.window(t), now, 0), p.all.free(p.limits.Overall, now, keep)
	if all.After(at) {
		return all
	}
	return at
}

// free is when one more may be sent, of which the window keeps so many places for others.
func (c *pace) free(w Window, now time.Time, keep int) time.Time {
	at := now
	if c.held.After(at) {
		at = c.held
	}
	if n := w.N - keep; w.N > 0 && len(c.sent) >= n {
		if free := c.sent[len(c.sent)-n].Add(w.Per); free.After(at) {
			at = free
		}
	}
	return at
}

func (c *pace) add(w Window, now time.Time) {
	if w.N == 0 {
		return
	}
	c.sent = append(c.sent, now)
	if len(c.sent) > w.N {
		c.sent = slices.Delete(c.sent, 0, len(c.sent)-w.N)
	}
}
