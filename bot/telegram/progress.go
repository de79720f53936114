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
	taken   []int64        // not below next, in the order they came
	open    map[int64]bool // of these, whether it is still to be done
	next    int64          // the first that is not done, 0 when none has come
	before  int64          // what came below it was done by an earlier run
	changed chan struct{}  // closed when one more is done
	dirty   bool           // something was done since it was last kept
	last    time.Time      // when an update came last
}

func newProgress() *progress {
	return &progress{open: map[int64]bool{}, changed: make(chan struct{})}
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
	p.open[id] = false
	p.dirty = true
	p.advance()
	close(p.changed)
	p.changed = make(chan struct{})
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

// state is what is kept: next and those done beyond it, if there is something new.
func (p *progress) state() (next int64, done []int64, fresh bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fresh, p.dirty = p.dirty, false
	for id, open := range p.open {
		if !open {
			done = append(done, id)
		}
	}
	slices.Sort(done)
	return max(p.next, p.before), done, fresh
}

// pending tells whether something is being done, and gives what closes when one of it is done.
func (p *progress) pending() (bool, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.taken) > 0, p.changed
}

// Waiting for what was taken. Asked twice for the same within half a second, Telegram gives one update
// only (source of the Bot API server 10.0).
const (
	patience    = 50 * time.Millisecond  // when some of it is done
	repeatAfter = 600 * time.Millisecond // when the first of it is not
)

// settle waits until all that was taken is done, or it is worth asking again.
func (p *progress) settle(ctx context.Context) {
	begun, first := time.Now(), p.offset()
	soon, late := time.NewTimer(patience), time.NewTimer(repeatAfter)
	defer soon.Stop()
	defer late.Stop()
	for {
		pending, changed := p.pending()
		if !pending || p.offset() != first && time.Since(begun) >= patience {
			return
		}
		select {
		case <-changed:
		case <-soon.C:
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
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

// keepOn keeps how far we came, until ctx is done.
func (t *Telegram) keepOn(ctx context.Context) {
	for {
		_, changed := t.progress.pending()
		t.keep(ctx)
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// keep keeps how far we came, if there is something new.
func (t *Telegram) keep(ctx context.Context) {
	next, done, fresh := t.progress.state()
	if !fresh {
		return
	}
	t.failed("how far the updates are done could not be kept", t.o.Memory.Advance(ctx, Platform, t.stream(), next, done, time.Now()))
}
