// Package bolt keeps a kv.DB in one file, with bbolt, which is imported nowhere else.
// It adds three things: a file is proved sound before bbolt maps it into memory, updates that arrive together
// share one commit, and a panic of bbolt becomes an error. It must not know what is stored.
package bolt

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"spotter/store/kv"
)

// db is a kv.DB on one bbolt file.
type db struct {
	path string
	file *os.File
	bolt *bbolt.DB

	closing  sync.Once
	closeErr error
	running  sync.WaitGroup // transactions that Close waits for

	mu     sync.Mutex
	closed bool
	broken error     // why nothing more is written, nil while all is well
	wedged bool      // bbolt panicked holding its own locks: it must not be called again
	busy   bool      // somebody leads a batch, or is about to
	queue  []*update // those who wait to lead or to be led
}

// Open opens the database file at path, or creates it, and with it missing folders, readable by the owner only.
// An empty file counts as new. Errors wrap kv.ErrLocked, kv.ErrNotDatabase, kv.ErrDamaged or the system's error,
// and name the path. A file that is refused is left as it was.
func Open(path string) (kv.DB, error) {
	d, err := open(path, options())
	if err != nil {
		return nil, fmt.Errorf("bolt: %w", err)
	}
	return d, nil
}

func options() *bbolt.Options {
	return &bbolt.Options{
		Timeout: time.Second, // for a lock that is ours already; zero would wait for ever
		// The free list is written with each commit, usually one page that rides on the same fsync. Without it,
		// bbolt would find the free pages at each start, and after each failed commit, by reading the whole tree.
		NoFreelistSync: false,
		// The hash map is sorted for each commit, a millisecond when some thousand pages are free. The array is
		// sorted always; it searches its list for runs of several pages only, and nearly all are single ones.
		FreelistType:    bbolt.FreelistArrayType,
		InitialMmapSize: mapSize(),
		NoStatistics:    true,
	}
}

// mapSize is how much of the file bbolt maps at once, in bytes of address space, not of memory or disk. A file
// that outgrows its map is mapped anew, for which bbolt waits until nobody reads, and lets nobody begin to.
// On Windows the file would become as large as the map.
func mapSize() int {
	if runtime.GOOS == "windows" || bits.UintSize < 64 {
		return 0
	}
	return 256 << 20
}

// growth is how much a file grows when it is full, in bytes; each time costs an fsync. bbolt's 16 MiB would be
// the size of the smallest database.
const growth = 1 << 20

func open(path string, o *bbolt.Options) (*db, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	if err := verify(file); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	d := &db{path: path, file: file}
	o.OpenFile = func(string, int, os.FileMode) (*os.File, error) { return file, nil }
	if err := shield(func() (err error) { d.bolt, err = bbolt.Open(path, 0o600, o); return err }); err != nil {
		_ = abandonFile(file)
		if errors.Is(err, berrors.ErrTimeout) {
			err = kv.ErrLocked
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	d.bolt.AllocSize = growth
	return d, nil
}

// View is described at kv.DB.
func (d *db) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := d.enter(); err != nil {
		return err
	}
	defer d.running.Done()
	t, err := d.begin(false)
	if err != nil {
		return err
	}
	view := newTx(d, t, false)
	defer d.rollback(t)
	defer view.end()
	return fn(view)
}

// Close is described at kv.DB.
func (d *db) Close() error {
	d.closing.Do(func() {
		d.mu.Lock()
		d.closed = true
		d.mu.Unlock()
		d.running.Wait()
		d.closeErr = d.release()
	})
	return d.closeErr
}

// release gives up the file and its lock. A wedged bbolt would wait for itself, so it is left where it is.
func (d *db) release() error {
	if d.wedged {
		return d.wrap(abandonFile(d.file))
	}
	return d.wrap(shield(d.bolt.Close))
}

// enter admits a transaction and counts it as running, until running.Done.
func (d *db) enter() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return d.wrap(kv.ErrClosed)
	}
	d.running.Add(1)
	return nil
}

// begin starts a transaction of bbolt.
func (d *db) begin(writable bool) (t *bbolt.Tx, err error) {
	if err := d.usable(writable); err != nil {
		return nil, err
	}
	if err := shield(func() (err error) { t, err = d.bolt.Begin(writable); return err }); err != nil {
		if errors.Is(err, kv.ErrDamaged) {
			d.wedge(err)
		}
		return nil, d.wrap(err)
	}
	return t, nil
}

// rollback ends a transaction of bbolt; one that is over already is left alone.
func (d *db) rollback(t *bbolt.Tx) {
	if err := shield(t.Rollback); errors.Is(err, kv.ErrDamaged) {
		d.wedge(err)
	}
}

// usable reports why no transaction can begin, if so.
func (d *db) usable(writable bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.wedged || writable {
		return d.broken
	}
	return nil
}

// stop has all later updates fail, for the reason given, until the file is opened anew.
func (d *db) stop(reason error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken == nil {
		d.broken = d.wrap(fmt.Errorf("no more is written after: %w", reason))
	}
}

// wedge has all later transactions fail: bbolt may hold its own locks for ever.
func (d *db) wedge(reason error) {
	d.stop(reason)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wedged = true
}

// wrap names the file in an error of ours or of bbolt's.
func (d *db) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("bolt: %s: %w", d.path, err)
}

// shield calls into bbolt and turns a panic into an error that wraps kv.ErrDamaged: on pages that contradict each
// other, bbolt asserts, or reads beyond the map or the end of the file, which otherwise kills the process.
func shield(call func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", kv.ErrDamaged, p)
		}
	}()
	return call()
}
