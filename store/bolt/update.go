package bolt

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"syscall"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"spotter/store/kv"
)

// Updates are committed in groups, without waiting for a group to form. Who finds nobody committing leads at once;
// who comes while a commit is running queues up, and when it ends the first in the queue leads the others through
// one transaction and one fsync, and passes on the lead. So an update that is alone costs what it costs in bbolt,
// and the busier it gets, the more share an fsync.
//
// Every function runs in the goroutine of its own caller, one at a time when the leader says so. A panic or a
// runtime.Goexit in it thus ends where it belongs. The leader's own function comes last, and what is left to do
// after it is deferred, so that even its panic leaves a batch that is committed and a lead that is passed on.

// maxBatch is how many updates share a commit at most. It bounds how long the first of them waits for the last.
const maxBatch = 1000

// turn is what a waiting update is told.
type turn uint8

const (
	lead    turn = iota // lead a batch
	run                 // run your function and report on ran
	settled             // the outcome is in err
)

// update is one call of Update on its way through the queue.
type update struct {
	ctx     context.Context
	fn      func(kv.Tx) error
	tx      *tx
	turn    chan turn     // one at a time, never blocks the sender
	ran     chan struct{} // fn is through
	started bool
	ok      bool // fn returned nil
	err     error
}

// Update is described at kv.DB.
func (d *db) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := d.enter(); err != nil {
		return err
	}
	defer d.running.Done()
	u := &update{ctx: ctx, fn: fn, turn: make(chan turn, 1), ran: make(chan struct{}, 1)}
	d.join(u)
	t, ok := d.await(u)
	switch {
	case !ok:
		return ctx.Err()
	case t == lead:
		d.lead(u)
	case t == run:
		u.run()
		<-u.turn
	}
	return u.err
}

// join makes an update the leader if there is none, or queues it.
func (d *db) join(u *update) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy {
		d.queue = append(d.queue, u)
		return
	}
	d.busy = true
	u.turn <- lead
}

// await waits for an update's turn, or, while it is in the queue, for its context; not ok means the latter.
func (d *db) await(u *update) (t turn, ok bool) {
	select {
	case t = <-u.turn:
		return t, true
	case <-u.ctx.Done():
	}
	if d.leave(u) {
		return 0, false
	}
	return <-u.turn, true
}

// leave takes an update out of the queue, and reports false when it is no longer there.
func (d *db) leave(u *update) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.Index(d.queue, u)
	if i < 0 {
		return false
	}
	d.queue = slices.Delete(d.queue, i, i+1)
	return true
}

// next takes the first update out of the queue, nil when it is empty.
func (d *db) next() *update {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.shift()
}

func (d *db) shift() *update {
	if len(d.queue) == 0 {
		return nil
	}
	u := d.queue[0]
	d.queue[0] = nil
	d.queue = d.queue[1:]
	return u
}

// handOver passes the lead to the first in the queue.
func (d *db) handOver() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if u := d.shift(); u != nil {
		u.turn <- lead
	} else {
		d.busy = false
	}
}

// run runs the function of an update, in the goroutine of its caller, and reports when it has returned or is
// leaving in a panic.
func (u *update) run() {
	defer func() { u.ran <- struct{}{} }()
	if u.err = u.ctx.Err(); u.err != nil {
		return
	}
	u.started = true
	defer u.tx.end()
	u.err = u.fn(u.tx)
	u.ok = u.err == nil
}

// lead runs a batch: the updates that are waiting, those that come while they run, and then the leader's own.
func (d *db) lead(u *update) {
	defer d.handOver()
	// Whoever is about to call Update gets to the queue first. It costs nothing when nobody is; under load, above
	// all on one processor, a quick fsync would else be over before they have had a chance to run.
	runtime.Gosched()
	if u.err = u.ctx.Err(); u.err != nil {
		return
	}
	b := &batch{db: d}
	if b.bolt, u.err = d.begin(true); u.err != nil {
		return
	}
	defer b.settle()
	for b.err == nil && len(b.led) < maxBatch-1 {
		led := d.next()
		if led == nil {
			break
		}
		b.play(led)
	}
	b.playOwn(u)
}

// batch is the updates that share one transaction of bbolt.
type batch struct {
	db    *db
	bolt  *bbolt.Tx
	own   *update
	led   []*update
	dirty bool  // there is something to commit
	err   error // why the transaction must be given up
}

// play lets an update run its function, and adds its writes to the transaction.
func (b *batch) play(u *update) {
	b.led = append(b.led, u)
	u.tx = newTx(b.db, b.bolt, true)
	u.turn <- run
	<-u.ran
	b.add(u)
}

// playOwn is play for the leader. Its function may panic: settle does the rest.
func (b *batch) playOwn(u *update) {
	if b.err != nil {
		u.err = b.err
		return
	}
	b.own = u
	u.tx = newTx(b.db, b.bolt, true)
	u.run()
}

// add puts the writes of an update that succeeded into the transaction.
func (b *batch) add(u *update) {
	if !u.ok || len(u.tx.writes) == 0 || b.err != nil {
		return
	}
	b.dirty = true
	if err := u.tx.apply(); err != nil {
		b.abandon(err)
	}
}

// settle commits, and tells everyone the outcome. Whoever's function has run shares the error of the commit, even
// if the function failed: it may have failed on account of writes that never came to be.
func (b *batch) settle() {
	if b.own != nil {
		b.add(b.own)
	}
	if b.err == nil && b.dirty {
		if err := shield(b.bolt.Commit); err != nil {
			b.abandon(err)
		}
	}
	b.db.rollback(b.bolt)
	if b.own != nil && b.err != nil && b.own.started {
		b.own.err = b.err
	}
	for _, u := range b.led {
		if b.err != nil && u.started {
			u.err = b.err
		}
		u.turn <- settled
	}
}

// abandon gives up the transaction. Unless it merely found no room, no more is written: after a panic bbolt's
// memory of the file cannot be trusted, and after a failed write or fsync the kernel's cannot.
func (b *batch) abandon(err error) {
	b.err = b.db.wrap(err)
	if !outOfRoom(err) {
		b.db.stop(err)
	}
}

// outOfRoom reports whether a commit failed because the disk, the quota or the file is full, when bbolt wrote, so
// that nothing was lost; an fsync reports the same with an error that is no *fs.PathError.
func outOfRoom(err error) bool {
	if errors.Is(err, berrors.ErrMaxSizeReached) {
		return true
	}
	var path *fs.PathError
	return errors.As(err, &path) && (errors.Is(path, syscall.ENOSPC) || errors.Is(path, syscall.EDQUOT))
}
