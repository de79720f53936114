package telegram

import (
	"context"
	"slices"
	"sync"
	"time"
)

// progress is which updates are done. Telegram gives an update again and again until we ask for the
// ones behind it, and with that it is gone: so we ask for the first one that is not done. Those done
// beyond it are remembered, as they will come again.
type progress struct {
	mu      sync.Mutex
	taken   []int64             // not below next, in the order they came
	open    map[int64]bool      // of these, whether it is still to be done
	sending map[int64]time.Time // those whose answer is all that is to be done, and since when
	next    int64               // the first that is not done, 0 when none has come
	before  int64               // what came below it was done by an earlier run
	dirty   chan struct{}       // has a value when something was done since it was last kept
	few     int                 // how many taken ones somebody waits for
	reached chan struct{}       // closed when there are no more than that, nil when nobody waits
	last    time.Time           // when an update came last
}

func newProgress() *progress {
	return &progress{open: map[int64]bool{}, sending: map[int64]time.Time{}, dirty: make(chan struct{}, 1), last: time.Now()}
}

// silence is after how long without an update the numbers may begin anew (docs: Update, update_id: a
// week). Until then they count on, so that what is below a done one is done.
const silence = 6 * 24 * time.Hour

// resume takes up what an earlier run had done.
func (p *progress) resume(next int64, done []int64, at, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(at) > silence {
		return
	}
	p.before = next
	for _, id := range done {
		p.open[id] = false
	}
}

// take tells whether an update is to be done now: it is neither done nor being done.
func (p *progress) take(id int64, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = now
	open, known := p.open[id]
	switch {
	case known && slices.Contains(p.taken, id), id < p.next:
		return false
	case known && !open, id < p.before:
		p.taken, p.open[id] = append(p.taken, id), false // done by an earlier run, and not confirmed
		p.advance()
		return false
	}
	p.taken, p.open[id] = append(p.taken, id), true
	return true
}

// done notes that an update needs nothing more.
func (p *progress) done(id int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sending, id)
	if id >= p.next {
		p.open[id] = false
		p.advance()
	}
	select {
	case p.dirty <- struct{}{}:
	default:
	}
	if p.reached != nil && len(p.taken) <= p.few {
		close(p.reached)
		p.reached = nil
	}
}

// handled notes that an update has its effects, and its answer is on its way.
func (p *progress) handled(id int64, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[id] {
		p.sending[id] = now
	}
}

// Telegram gives out no more than a batch from the first on that is not done. When that is nearly
// full, answers that wait for Telegram's own limits no longer keep it from giving out more; a crash
// loses them then, and no effect.
const (
	nearlyFull = batchSize * 3 / 4
	longSent   = 2 * time.Second
)

// release counts as done what only waits for its answer to be let through, if it is in the way.
func (p *progress) release(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.taken) < nearlyFull {
		return
	}
	for id, since := range p.sending {
		if now.Sub(since) > longSent {
			p.open[id] = false
			delete(p.sending, id)
		}
	}
	p.advance()
}

// advance moves on over what is done; p.mu is held.
func (p *progress) advance() {
	n := 0
	for n < len(p.taken) && !p.open[p.taken[n]] {
		p.next = p.taken[n] + 1
		delete(p.open, p.taken[n])
		n++
	}
	p.taken = p.taken[n:]
	if n > 0 {
		p.before = max(p.before, p.next)
	}
}

// offset is the update to ask for. After a long silence it is 0, which is whatever is there.
func (p *progress) offset() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.taken) == 0 && time.Since(p.last) > silence {
		p.next, p.before = 0, 0
	}
	return p.next
}

// state is what is kept: next and those done beyond it.
func (p *progress) state() (next int64, done []int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	next = max(p.next, p.before)
	for id, open := range p.open {
		switch {
		case open:
		case id >= next || slices.Contains(p.taken, id):
			done = append(done, id)
		default:
			delete(p.open, id) // done by an earlier run, and passed by
		}
	}
	slices.Sort(done)
	return next, done
}

// repeatAfter is when it is worth asking again for the same: sooner than half a second after, Telegram
// gives one update only (source of the Bot API server 10.0).
const repeatAfter = 600 * time.Millisecond

// settle waits until all that was taken is done, or half of it: then there is room to ask for more. What
// takes longer does not hold up the others for ever.
func (p *progress) settle(ctx context.Context) {
	p.mu.Lock()
	if len(p.taken) == 0 {
		p.mu.Unlock()
		return
	}
	p.few = len(p.taken) / 2
	if len(p.taken) < batchSize/2 {
		p.few = 0 // few are there: more come when these are done
	}
	reached := make(chan struct{})
	p.reached = reached
	p.mu.Unlock()
	late := time.NewTimer(repeatAfter)
	defer late.Stop()
	select {
	case <-reached:
	case <-late.C:
		p.release(time.Now())
	case <-ctx.Done():
	}
}

// resume reads how far an earlier run came.
func (t *Telegram) resume(ctx context.Context) error {
	next, done, at, err := t.o.Memory.Progress(ctx, Platform, t.stream())
	if err == nil {
		t.progress.resume(next, done, at, time.Now())
	}
	return err
}

// stream names our updates: another bot's count otherwise.
func (t *Telegram) stream() string { return itoa(t.me.Load().ID) }

// keepEvery is how often it is kept how far we came. Telegram is asked for what comes next without
// waiting for it: what we ask beyond is done, and does not come again.
const keepEvery = 10 * time.Millisecond

// keepOn keeps how far we came, until ctx is done.
func (t *Telegram) keepOn(ctx context.Context) {
	for {
		select {
		case <-t.progress.dirty:
			t.keep(ctx)
		case <-ctx.Done():
			return
		}
		pause(ctx, keepEvery)
	}
}

// keep keeps how far we came.
func (t *Telegram) keep(ctx context.Context) {
	next, done := t.progress.state()
	if next == 0 && len(done) == 0 {
		return
	}
	t.failed("how far the updates are done could not be kept", t.o.Memory.Advance(ctx, Platform, t.stream(), next, done, time.Now()))
}
