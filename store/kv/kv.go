// Package kv is the seam under the store: an ordered, transactional database of bytes, small enough that
// a second engine is one package. It must not know what is kept in it, nor how an engine keeps it.
// An engine is right when kvtest says so.
package kv

import "context"

// DB is a set of buckets, each an ordered map from key to value. It is safe for concurrent use.
// A function given to View or Update must not call the DB it was given by: that may wait for itself.
type DB interface {
	// View runs fn on a consistent snapshot: everything of the updates that returned before View was called,
	// and all or nothing of the others. It returns fn's error.
	// When ctx is done before fn starts, View returns ctx.Err() and fn is not run.
	View(ctx context.Context, fn func(Tx) error) error

	// Update runs fn, at most once and alone among updates, and has made its writes durable when it returns nil.
	// When fn returns an error, panics or exits its goroutine, nothing of its writes remains; the error is
	// returned, the panic goes on in the caller's goroutine.
	// When ctx is done before fn starts, Update returns ctx.Err() and fn is not run; once fn has started,
	// Update waits for the outcome.
	// Any other error is the engine's: nothing was written, except that a disk which failed in the last
	// moment of a commit may have kept the writes.
	Update(ctx context.Context, fn func(Tx) error) error

	// Close waits for the running transactions and closes the database; calls that come later return ErrClosed.
	// A second Close does nothing and returns what the first did.
	Close() error
}

// Tx is one transaction. It belongs to the goroutine that runs the function it was given to, and ends with that
// function: after it every method returns ErrClosed.
// A bucket exists from its first Put; one that does not exist reads as empty.
type Tx interface {
	// Get returns the value of a key: nil when there is none, not nil (though perhaps empty) when there is.
	// The bytes are the caller's own.
	Get(bucket string, key []byte) ([]byte, error)

	// Put sets the value of a key and keeps no reference to key or value.
	// It returns ErrReadOnly in a View, ErrKey and ErrValue as Check does.
	Put(bucket string, key, value []byte) error

	// Delete removes a key; that it is absent is no error. It returns ErrReadOnly in a View.
	Delete(bucket string, key []byte) error

	// Scan calls fn for the keys from (inclusive) to (exclusive) in ascending order of bytes; a nil from is the
	// first key, a nil to the end. The bytes are fn's own.
	// It shows the bucket as the transaction saw it when Scan was called: fn may Get, Put, Delete and Scan, and
	// what it writes does not change what this Scan goes on to show.
	// An error of fn ends the scan and is returned as it is; ErrStop ends it and Scan returns nil.
	Scan(bucket string, from, to []byte, fn func(key, value []byte) error) error
}

// Prefix returns the bounds of a Scan over the keys that begin with p: p itself and the first key after all of
// them, which is nil when there is none. An empty p means every key.
func Prefix(p []byte) (from, to []byte) {
	if len(p) == 0 {
		return nil, nil
	}
	from = append([]byte{}, p...)
	for n := len(p); n > 0; n-- {
		if p[n-1] != 0xFF {
			to = append([]byte{}, p[:n]...)
			to[n-1]++
			return from, to
		}
	}
	return from, nil
}
