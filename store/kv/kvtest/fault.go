package kvtest

import (
	"context"
	"slices"
	"sync/atomic"

	"spotter/store/kv"
)

// Op is a kind of call that Faulty can make fail.
type Op uint8

// The calls of kv.DB and kv.Tx. Row is each record that a Scan is about to show; Commit comes after the function of
// an Update has succeeded.
const (
	View Op = iota + 1
	Update
	Get
	Put
	Delete
	Scan
	Row
	Commit
)

// String returns the name of the call.
func (o Op) String() string {
	names := [...]string{"?", "View", "Update", "Get", "Put", "Delete", "Scan", "Row", "Commit"}
	if int(o) >= len(names) {
		return names[0]
	}
	return names[o]
}

// Call is what Faulty is about to do. Bucket and Key are empty where the call has none; for a Scan Key is from.
type Call struct {
	Op     Op
	Bucket string
	Key    []byte
}

// Faulty wraps a database so that a call for which fail returns an error does not happen, and returns that error.
// An Update whose Commit fails leaves nothing behind. fail is called from whichever goroutine makes the call.
func Faulty(db kv.DB, fail func(Call) error) kv.DB {
	return &faulty{db, fail}
}

// Nth returns a function for Faulty that fails the nth call (from 1) of the given kinds, of any kind if none is
// given, with err. To try every call of some work, count n up until the work succeeds.
func Nth(n int, err error, ops ...Op) func(Call) error {
	var count atomic.Int64
	return func(c Call) error {
		if len(ops) > 0 && !slices.Contains(ops, c.Op) {
			return nil
		}
		if count.Add(1) == int64(n) {
			return err
		}
		return nil
	}
}

type faulty struct {
	kv.DB
	fail func(Call) error
}

func (f *faulty) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := f.fail(Call{Op: View}); err != nil {
		return err
	}
	return f.DB.View(ctx, func(tx kv.Tx) error { return fn(&faultyTx{tx, f.fail}) })
}

func (f *faulty) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if err := f.fail(Call{Op: Update}); err != nil {
		return err
	}
	return f.DB.Update(ctx, func(tx kv.Tx) error {
		if err := fn(&faultyTx{tx, f.fail}); err != nil {
			return err
		}
		return f.fail(Call{Op: Commit})
	})
}

type faultyTx struct {
	kv.Tx
	fail func(Call) error
}

func (f *faultyTx) Get(bucket string, key []byte) ([]byte, error) {
	if err := f.fail(Call{Get, bucket, key}); err != nil {
		return nil, err
	}
	return f.Tx.Get(bucket, key)
}

func (f *faultyTx) Put(bucket string, key, value []byte) error {
	if err := f.fail(Call{Put, bucket, key}); err != nil {
		return err
	}
	return f.Tx.Put(bucket, key, value)
}

func (f *faultyTx) Delete(bucket string, key []byte) error {
	if err := f.fail(Call{Delete, bucket, key}); err != nil {
		return err
	}
	return f.Tx.Delete(bucket, key)
}

func (f *faultyTx) Scan(bucket string, from, to []byte, fn func(key, value []byte) error) error {
	if err := f.fail(Call{Scan, bucket, from}); err != nil {
		return err
	}
	return f.Tx.Scan(bucket, from, to, func(key, value []byte) error {
		if err := f.fail(Call{Row, bucket, key}); err != nil {
			return err
		}
		return fn(key, value)
	})
}
