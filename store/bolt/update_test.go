package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"spotter/store/kv"
)

// hold runs an update, and during it the function given, which can have calls of Update queue up behind it. They are
// led by the first of them, in one batch. It returns when all have returned.
func hold(t *testing.T, d *db, during func(queue func(call func()))) {
	t.Helper()
	var group sync.WaitGroup
	noError(t, d.Update(context.Background(), func(kv.Tx) error {
		during(func(call func()) {
			before := d.waiting()
			group.Go(call)
			for d.waiting() == before {
				runtime.Gosched()
			}
		})
		return nil
	}))
	group.Wait()
}

// held is hold with nothing but the calls.
func held(t *testing.T, d *db, calls ...func()) {
	t.Helper()
	hold(t, d, func(queue func(func())) {
		for _, call := range calls {
			queue(call)
		}
	})
}

func (d *db) waiting() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.queue)
}

// commits returns how many transactions bbolt has committed: each raises the number of the last by one.
func commits(t testing.TB, b *bbolt.DB) int {
	t.Helper()
	id := 0
	noError(t, b.View(func(tx *bbolt.Tx) error { id = tx.ID(); return nil }))
	return id
}

func TestUpdatesShareACommit(t *testing.T) {
	d := openNew(t)
	const n = 50
	before := commits(t, d.bolt)
	want, calls := map[string]string{}, []func(){}
	for i := range n {
		key := strconv.Itoa(i)
		want[key] = "v"
		calls = append(calls, func() {
			if err := put(d, key, "v"); err != nil {
				t.Error(err)
			}
		})
	}
	held(t, d.db, calls...)
	if got := commits(t, d.bolt) - before; got != 1 {
		t.Errorf("%d waiting updates took %d commits, want 1", n, got)
	}
	wantRecords(t, d, want)
}

func TestUpdateAloneIsOneCommit(t *testing.T) {
	d := openNew(t)
	before := commits(t, d.bolt)
	for i := range 5 {
		noError(t, put(d, strconv.Itoa(i), "v"))
	}
	if got := commits(t, d.bolt) - before; got != 5 {
		t.Errorf("5 updates one after the other took %d commits", got)
	}
}

func TestNothingWrittenNothingCommitted(t *testing.T) {
	d := openNew(t)
	before := commits(t, d.bolt)
	noError(t, d.Update(t.Context(), func(tx kv.Tx) error { _, err := tx.Get("a", []byte("k")); return err }))
	if err := d.Update(t.Context(), func(tx kv.Tx) error { return errors.Join(tx.Put("a", []byte("k"), nil), os.ErrExist) }); !errors.Is(err, os.ErrExist) {
		t.Error(err)
	}
	if got := commits(t, d.bolt) - before; got != 0 {
		t.Errorf("%d commits", got)
	}
}

func TestBatchIsBounded(t *testing.T) {
	d := openNew(t)
	before := commits(t, d.bolt)
	const n = maxBatch + maxBatch/2
	calls := []func(){}
	for i := range n {
		calls = append(calls, func() { _ = put(d, strconv.Itoa(i), "v") })
	}
	held(t, d.db, calls...)
	if got := commits(t, d.bolt) - before; got != 2 {
		t.Errorf("%d waiting updates took %d commits, want 2 of at most %d", n, got, maxBatch)
	}
}

// TestOneBatch has updates of every outcome share one transaction, once led by one that succeeds, once by one that
// fails, and so on.
func TestOneBatch(t *testing.T) {
	outcomes := []string{"succeed", "fail", "panic", "exit", "succeed"}
	for first := range outcomes {
		t.Run("LedBy_"+outcomes[first], func(t *testing.T) {
			d := openNew(t)
			before := commits(t, d.bolt)
			calls := []func(){}
			for i := range outcomes {
				calls = append(calls, func() { outcome(t, d, outcomes[(first+i)%len(outcomes)], i) })
			}
			held(t, d.db, calls...)
			if got := commits(t, d.bolt) - before; got != 1 {
				t.Errorf("%d commits, want 1", got)
			}
			want := map[string]string{"last": ""}
			for i := range outcomes {
				if outcomes[(first+i)%len(outcomes)] == "succeed" {
					want[strconv.Itoa(i)] = "v"
				}
			}
			noError(t, put(d, "last", ""))
			wantRecords(t, d, want)
		})
	}
}

func outcome(t *testing.T, d kv.DB, outcome string, i int) {
	defer func() {
		if p := recover(); (p != nil) != (outcome == "panic") {
			t.Errorf("an update that should %s: recovered %v", outcome, p)
		}
	}()
	err := d.Update(context.Background(), func(tx kv.Tx) error {
		if err := tx.Put("a", []byte(strconv.Itoa(i)), []byte("v")); err != nil {
			return err
		}
		switch outcome {
		case "fail":
			return os.ErrExist
		case "panic":
			panic(outcome)
		case "exit":
			runtime.Goexit()
		}
		return nil
	})
	if (outcome == "fail") != errors.Is(err, os.ErrExist) || outcome == "succeed" && err != nil {
		t.Errorf("an update that should %s: error %v", outcome, err)
	}
}

// TestBatchIsSerial checks that updates of one batch see each other's writes and deletions, as if one had followed
// the other.
func TestBatchIsSerial(t *testing.T) {
	d := openNew(t)
	noError(t, d.Update(t.Context(), func(tx kv.Tx) error { return fillSample(tx, 0) }))
	seen := []int{}
	pop := func() {
		_ = d.Update(context.Background(), func(tx kv.Tx) error {
			n, err := popFirst(tx)
			seen = append(seen, n)
			return err
		})
	}
	calls := []func(){}
	for range 121 {
		calls = append(calls, pop)
	}
	held(t, d.db, calls...)
	for i, n := range seen {
		if n != 120-i {
			t.Fatalf("update %d found %d records, want %d", i, n, 120-i)
		}
	}
	wantRecords(t, d, map[string]string{})
}

// popFirst deletes the first record of bucket a and returns how many there were.
func popFirst(tx kv.Tx) (n int, err error) {
	var first []byte
	err = tx.Scan("a", nil, nil, func(key, _ []byte) error {
		if n++; n == 1 {
			first = key
		}
		return nil
	})
	return n, errors.Join(err, tx.Delete("a", first))
}

// TestDoneInTheBatch cancels one of those who wait when the batch has begun, before its turn.
func TestDoneInTheBatch(t *testing.T) {
	d := openNew(t)
	ctx, cancel := context.WithCancel(t.Context())
	held(t, d.db,
		func() { _ = put(d, "leader", "") },
		func() {
			_ = d.Update(context.Background(), func(tx kv.Tx) error { cancel(); return tx.Put("a", []byte("led"), nil) })
		},
		func() {
			if err := d.Update(ctx, func(kv.Tx) error { t.Error("run"); return nil }); err != context.Canceled {
				t.Errorf("got error %v, want %v", err, context.Canceled)
			}
		})
	wantRecords(t, d, map[string]string{"leader": "", "led": ""})
}

// TestDoneLeader cancels the one who would lead next, at the moment in which it may be told to.
func TestDoneLeader(t *testing.T) {
	d := openNew(t)
	want := map[string]string{}
	for i := range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		key := strconv.Itoa(i)
		want[key] = ""
		hold(t, d.db, func(queue func(func())) {
			queue(func() {
				if err := d.Update(ctx, func(kv.Tx) error { return nil }); err != nil && err != context.Canceled {
					t.Error(err)
				}
			})
			queue(func() {
				if err := put(d, key, ""); err != nil {
					t.Error(err)
				}
			})
			go cancel()
		})
	}
	wantRecords(t, d, want)
}

// TestCommitFails gives a full file's error to everyone in the batch, and goes on when there is room again.
func TestCommitFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	o := options()
	o.MaxSize = 4 * growth
	inner, err := open(path, o)
	noError(t, err)
	d := &checked{db: inner, t: t}
	defer d.Close()
	noError(t, put(d, "before", "v"))

	const n = 8
	large := string(make([]byte, growth))
	var calls []func()
	for i := range n {
		calls = append(calls, func() {
			if err := put(d, fmt.Sprint("large", i), large); !errors.Is(err, berrors.ErrMaxSizeReached) {
				t.Errorf("got error %v, want %v", err, berrors.ErrMaxSizeReached)
			}
		})
	}
	calls = append(calls, func() {
		err := d.Update(context.Background(), func(tx kv.Tx) error { return os.ErrExist })
		if errors.Is(err, os.ErrExist) || !errors.Is(err, berrors.ErrMaxSizeReached) {
			t.Errorf("a function that failed on what was never written: got error %v", err)
		}
	})
	held(t, d.db, calls...)
	wantRecords(t, d, map[string]string{"before": "v"})
	noError(t, put(d, "after", "v"))
	wantRecords(t, d, map[string]string{"before": "v", "after": "v"})
}

// TestDiskFails takes the file away from under bbolt: nothing more is written, what is there can be read.
func TestDiskFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	d, err := open(path, options())
	noError(t, err)
	noError(t, put(d, "before", "v"))
	noError(t, d.file.Close())
	wantError(t, put(d, "k", "v"), os.ErrClosed)
	wantError(t, put(d, "k", "v"), os.ErrClosed)
	wantRecords(t, d, map[string]string{"before": "v"})
	if err := d.Close(); err == nil {
		t.Error("closed without an error")
	}
	again := openChecked(t, path)
	wantRecords(t, again, map[string]string{"before": "v"})
}

// TestManyWriters has real traffic, and compares with a count.
func TestManyWriters(t *testing.T) {
	d := openNew(t)
	before := commits(t, d.bolt)
	const writers, each = 64, 20
	var group sync.WaitGroup
	want := map[string]string{}
	for w := range writers {
		for i := range each {
			want[fmt.Sprint(w, "-", i)] = "v"
		}
		group.Go(func() {
			for i := range each {
				if err := put(d, fmt.Sprint(w, "-", i), "v"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	wantRecords(t, d, want)
	t.Logf("%d updates of %d writers in %d commits", writers*each, writers, commits(t, d.bolt)-before)
}
