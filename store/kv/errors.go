package kv

import (
	"errors"
	"fmt"
)

// Limits of a record. MaxKey is bbolt's limit, and room for any key we make. MaxValue is ours, in bytes: the
// database is for records, and a commit that others share should not carry a file.
const (
	MaxKey   = 32 << 10
	MaxValue = 16 << 20
)

// What a call on a DB or Tx can come to; engines wrap these.
var (
	// ErrReadOnly is returned by Put and Delete in a View.
	ErrReadOnly = errors.New("transaction is read-only")
	// ErrKey is returned by Put when the key or the bucket name is empty or longer than MaxKey.
	ErrKey = errors.New("key is empty or too long")
	// ErrValue is returned by Put when the value is longer than MaxValue.
	ErrValue = errors.New("value is too large")
	// ErrClosed is returned once the database is closed, or the transaction is over.
	ErrClosed = errors.New("database is closed")
)

// What opening a file can come to; engines wrap these. A file that is refused has not been changed.
var (
	// ErrLocked is returned when the file is open already, here or in another process.
	ErrLocked = errors.New("database is in use")
	// ErrNotDatabase is returned for something that was never a database of this engine.
	ErrNotDatabase = errors.New("not a database")
	// ErrDamaged is returned for a database that is truncated or corrupt, when it is opened or read.
	ErrDamaged = errors.New("database is damaged")
)

// ErrStop, returned by the function given to Scan, ends the scan without an error.
var ErrStop = errors.New("end of the scan")

// Check applies the limits that every engine shares to a record about to be put.
// It returns nil, or an error that wraps ErrKey or ErrValue.
func Check(bucket string, key, value []byte) error {
	switch {
	case bucket == "" || len(bucket) > MaxKey:
		return fmt.Errorf("bucket name of %d bytes: %w", len(bucket), ErrKey)
	case len(key) == 0 || len(key) > MaxKey:
		return fmt.Errorf("key of %d bytes in %q: %w", len(key), bucket, ErrKey)
	case len(value) > MaxValue:
		return fmt.Errorf("value of %d bytes in %q: %w", len(value), bucket, ErrValue)
	}
	return nil
}
