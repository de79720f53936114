package bolt

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"spotter/store/kv"
)

// putter puts a record of 100 bytes under a key, in a transaction of its own.
type putter struct {
	put  func(key []byte) error
	bolt *bbolt.DB
}

var value100 = make([]byte, 100)

// ours puts through Update.
func ours(b *testing.B) putter {
	d := openNew(b)
	return putter{func(key []byte) error {
		return d.Update(context.Background(), func(tx kv.Tx) error { return tx.Put("a", key, value100) })
	}, d.bolt}
}

// raw puts through bbolt, on a database with our options, by the method that pick chooses.
func raw(pick func(*bbolt.DB) func(func(*bbolt.Tx) error) error) func(b *testing.B) putter {
	return func(b *testing.B) putter {
		db, err := bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, options())
		noError(b, err)
		b.Cleanup(func() { noError(b, db.Close()) })
		db.AllocSize = growth
		update := pick(db)
		return putter{func(key []byte) error {
			return update(func(tx *bbolt.Tx) error {
				bucket, err := tx.CreateBucketIfNotExists([]byte("a"))
				if err != nil {
					return err
				}
				return bucket.Put(key, value100)
			})
		}, db}
	}
}

func rawUpdate(db *bbolt.DB) func(func(*bbolt.Tx) error) error { return db.Update }

// rawBatch returns a picker of Batch with a delay and a size; zero leaves bbolt's own, 10 ms and 1,000.
func rawBatch(delay time.Duration, size int) func(*bbolt.DB) func(func(*bbolt.Tx) error) error {
	return func(db *bbolt.DB) func(func(*bbolt.Tx) error) error {
		if delay > 0 {
			db.MaxBatchDelay = delay
		}
		if size > 0 {
			db.MaxBatchSize = size
		}
		return db.Batch
	}
}

// BenchmarkIdle is the time of one update that is alone.
func BenchmarkIdle(b *testing.B) {
	b.Run("Ours", func(b *testing.B) { runOne(b, ours) })
	b.Run("RawUpdate", func(b *testing.B) { runOne(b, raw(rawUpdate)) })
	b.Run("RawBatch", func(b *testing.B) { runOne(b, raw(rawBatch(0, 0))) })
}

func runOne(b *testing.B, open func(*testing.B) putter) {
	p := open(b)
	var n uint64
	for b.Loop() {
		n++
		noError(b, p.put(binary.BigEndian.AppendUint64(nil, n)))
	}
}

// BenchmarkLoad is the time per update when many goroutines each wait for theirs and begin the next.
func BenchmarkLoad(b *testing.B) {
	const callers = 128
	for _, c := range []struct {
		name string
		open func(*testing.B) putter
	}{
		{"Ours", ours},
		{"RawUpdate", raw(rawUpdate)},
		{"RawBatch", raw(rawBatch(0, 0))},
		{"RawBatch_size64", raw(rawBatch(0, callers/2))},
		{"RawBatch_size128", raw(rawBatch(0, callers))},
		{"RawBatch_delay1ms", raw(rawBatch(time.Millisecond, 0))},
		{"RawBatch_delay100us", raw(rawBatch(100*time.Microsecond, 0))},
	} {
		b.Run(c.name, func(b *testing.B) { runMany(b, callers, c.open) })
	}
}

func runMany(b *testing.B, callers int, open func(*testing.B) putter) {
	p := open(b)
	before := commits(b, p.bolt)
	var n atomic.Uint64
	var group sync.WaitGroup
	b.ResetTimer()
	for range callers {
		group.Go(func() {
			for {
				i := n.Add(1)
				if i > uint64(b.N) {
					return
				}
				if err := p.put(binary.BigEndian.AppendUint64(nil, i)); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/float64(commits(b, p.bolt)-before), "updates/commit")
}

// BenchmarkOpen is the time to prove a file sound and open it, by its size.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "open.db")
	d := openChecked(b, path)
	for i := range uint64(100) {
		noError(b, d.Update(context.Background(), func(tx kv.Tx) error { return putMany(tx, i*1000, 1000) }))
	}
	noError(b, d.Close())
	info, err := os.Stat(path)
	noError(b, err)
	b.SetBytes(info.Size())
	for b.Loop() {
		d, err := open(path, options())
		noError(b, err)
		noError(b, d.Close())
	}
}

func putMany(tx kv.Tx, from, n uint64) error {
	for i := from; i < from+n; i++ {
		if err := tx.Put("a", binary.BigEndian.AppendUint64(nil, i), value100); err != nil {
			return err
		}
	}
	return nil
}
