package kvtest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"spotter/store/kv"
)

func testError(t *testing.T, db kv.DB) {
	want := Contents{"a": {"k": "v"}}
	fill(t, db, want)
	err := db.Update(t.Context(), func(tx kv.Tx) error {
		noError(t, tx.Put("a", []byte("new"), nil))
		noError(t, tx.Put("b", []byte("new"), nil))
		noError(t, tx.Delete("a", []byte("k")))
		return errTest
	})
	if err != errTest {
		t.Errorf("Update: got error %v, want %v itself", err, errTest)
	}
	wantContents(t, db, want)
	if err := db.View(t.Context(), func(kv.Tx) error { return errTest }); err != errTest {
		t.Errorf("View: got error %v, want %v itself", err, errTest)
	}
}

func testPanic(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"k": "v"}})
	func() {
		defer func() {
			if got := recover(); got != "for the caller" {
				t.Errorf("Update: recovered %v", got)
			}
		}()
		_ = db.Update(t.Context(), func(tx kv.Tx) error {
			noError(t, tx.Put("a", []byte("k"), nil))
			panic("for the caller")
		})
	}()
	fill(t, db, Contents{"a": {"next": ""}})
	wantContents(t, db, Contents{"a": {"k": "v", "next": ""}})
}

func testGoexit(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"k": "v"}})
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = db.Update(context.Background(), func(tx kv.Tx) error {
			_ = tx.Put("a", []byte("k"), nil)
			runtime.Goexit()
			return nil
		})
	}()
	<-done
	fill(t, db, Contents{"a": {"next": ""}})
	wantContents(t, db, Contents{"a": {"k": "v", "next": ""}})
}

func testViewPanic(t *testing.T, db kv.DB) {
	func() {
		defer func() {
			if got := recover(); got != "for the caller" {
				t.Errorf("View: recovered %v", got)
			}
		}()
		_ = db.View(t.Context(), func(kv.Tx) error { panic("for the caller") })
	}()
	want := Contents{"a": {"k": "v"}}
	fill(t, db, want)
	wantContents(t, db, want)
}

func testOver(t *testing.T, db kv.DB) {
	var kept []kv.Tx
	keep := func(tx kv.Tx) { kept = append(kept, tx) }
	update(t, db, func(tx kv.Tx) { noError(t, tx.Put("a", []byte("k"), []byte("v"))); keep(tx) })
	view(t, db, keep)
	wantError(t, db.Update(t.Context(), func(tx kv.Tx) error { keep(tx); return errTest }), errTest)
	for _, tx := range kept {
		_, err := tx.Get("a", []byte("k"))
		wantError(t, err, kv.ErrClosed)
		wantError(t, tx.Put("a", []byte("k"), nil), kv.ErrClosed)
		wantError(t, tx.Delete("a", []byte("k")), kv.ErrClosed)
		wantError(t, tx.Scan("a", nil, nil, func([]byte, []byte) error { return nil }), kv.ErrClosed)
	}
	wantContents(t, db, Contents{"a": {"k": "v"}})
}

func testDoneBefore(t *testing.T, db kv.DB) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	unwanted := func(kv.Tx) error {
		t.Error("the function was run although its context was done")
		return nil
	}
	if err := db.View(ctx, unwanted); err != context.Canceled {
		t.Errorf("View: got error %v, want %v itself", err, context.Canceled)
	}
	if err := db.Update(ctx, unwanted); err != context.Canceled {
		t.Errorf("Update: got error %v, want %v itself", err, context.Canceled)
	}
}

func testDoneWhileWaiting(t *testing.T, db kv.DB) {
	ctx, cancel := context.WithCancel(t.Context())
	update(t, db, func(kv.Tx) {
		waiting := make(chan error)
		for range 3 {
			go func() {
				waiting <- db.Update(ctx, func(kv.Tx) error {
					t.Error("the function was run although its context was done")
					return nil
				})
			}()
		}
		cancel()
		for range 3 {
			if err := <-waiting; err != context.Canceled {
				t.Errorf("got error %v, want %v itself", err, context.Canceled)
			}
		}
	})
	fill(t, db, Contents{"a": {"k": "v"}})
}

func testDoneWhileRunning(t *testing.T, db kv.DB) {
	ctx, cancel := context.WithCancel(t.Context())
	noError(t, db.Update(ctx, func(tx kv.Tx) error {
		cancel()
		return tx.Put("a", []byte("k"), []byte("v"))
	}))
	wantContents(t, db, Contents{"a": {"k": "v"}})
}

func testSnapshot(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"k": "old"}})
	started, updated, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		err := db.View(context.Background(), func(tx kv.Tx) error {
			close(started)
			<-updated
			records, err := readBucket(tx, "a")
			if len(records) != 1 || records["k"] != "old" {
				t.Errorf("a view sees what came after it: %q", records)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}()
	<-started
	fill(t, db, Contents{"a": {"k": "new", "l": "new"}})
	close(updated)
	<-done
	wantContents(t, db, Contents{"a": {"k": "new", "l": "new"}})
}

func testCounter(t *testing.T, db kv.DB) {
	const callers, each = 8, 25
	var group sync.WaitGroup
	for range callers {
		group.Go(func() {
			for range each {
				if err := db.Update(context.Background(), func(tx kv.Tx) error { return count(tx, "n") }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	wantContents(t, db, Contents{"a": {"n": strconv.Itoa(callers * each)}})
}

// count adds one to the number under a key of bucket a.
func count(tx kv.Tx, key string) error {
	value, err := tx.Get("a", []byte(key))
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(string(value))
	return tx.Put("a", []byte(key), []byte(strconv.Itoa(n+1)))
}

// testMixed has updates succeed, fail, panic and exit beside each other, and checks that none disturbs another.
func testMixed(t *testing.T, db kv.DB) {
	const callers, each = 12, 12
	var group sync.WaitGroup
	for c := range callers {
		for i := range each {
			group.Go(func() { mixed(t, db, c*each+i) })
		}
	}
	group.Wait()
	records := map[string]string{"n": strconv.Itoa(callers * each / 4)}
	for i := 0; i < callers*each; i += 4 {
		records[fmt.Sprint("own", i)] = "1"
	}
	wantContents(t, db, Contents{"a": records})
}

func mixed(t *testing.T, db kv.DB, i int) {
	calls := 0
	defer func() {
		if p := recover(); (p != nil) != (i%4 == 2) {
			t.Errorf("update %d: recovered %v", i, p)
		}
		if calls != 1 {
			t.Errorf("update %d: function called %d times", i, calls)
		}
	}()
	err := db.Update(context.Background(), func(tx kv.Tx) error {
		calls++
		if err := errors.Join(count(tx, "n"), count(tx, fmt.Sprint("own", i))); err != nil {
			return err
		}
		switch i % 4 {
		case 1:
			return errTest
		case 2:
			panic(i)
		case 3:
			runtime.Goexit()
		}
		return nil
	})
	if want := map[int]error{1: errTest}[i%4]; err != want {
		t.Errorf("update %d: got error %v, want %v", i, err, want)
	}
}

func testClose(t *testing.T, db kv.DB) {
	fill(t, db, Contents{"a": {"k": "v"}})
	noError(t, db.Close())
	unwanted := func(kv.Tx) error {
		t.Error("the function was run although the database was closed")
		return nil
	}
	wantError(t, db.View(t.Context(), unwanted), kv.ErrClosed)
	wantError(t, db.Update(t.Context(), unwanted), kv.ErrClosed)
	noError(t, db.Close())
}

func testCloseWaits(t *testing.T, db kv.DB) {
	var group sync.WaitGroup
	running, release := make(chan struct{}, 2), make(chan struct{})
	wait := func(tx kv.Tx) error {
		running <- struct{}{}
		<-release
		_, err := tx.Get("a", []byte("k"))
		return err
	}
	for _, run := range []func(context.Context, func(kv.Tx) error) error{db.View, db.Update} {
		group.Go(func() {
			if err := run(context.Background(), wait); err != nil {
				t.Errorf("a transaction that Close should wait for: %v", err)
			}
		})
		<-running
	}
	closed := make(chan error)
	go func() { closed <- db.Close() }()
	for db.View(t.Context(), func(kv.Tx) error { return nil }) == nil {
		runtime.Gosched()
	}
	select {
	case err := <-closed:
		t.Errorf("Close returned %v while transactions were running", err)
	default:
	}
	close(release)
	group.Wait()
	noError(t, <-closed)
}
