package store

import (
	"context"
	"time"

	"spotter/store/kv"
)

// Progress is how far the updates of a stream are done: all below next, and those of done beyond it,
// as of at. A stream that was never advanced gives zero values.
func (s *Store) Progress(ctx context.Context, platform, stream string) (next int64, done []int64, at time.Time, err error) {
	err = s.db.View(ctx, func(tx kv.Tx) error {
		r, _, err := read[progressRecord](tx, bucketProgress, key(platform, stream))
		next, done, at = r.Next, r.Done, r.At
		return err
	})
	return next, done, at, err
}

// Advance keeps how far the updates of a stream are done. An update may be called done once its
// effects are: those are kept with the id of their request in one transaction (Change), so that one
// which is done and not yet called so has no second effect when it comes again.
func (s *Store) Advance(ctx context.Context, platform, stream string, next int64, done []int64, now time.Time) error {
	return s.db.Update(ctx, func(tx kv.Tx) error {
		return write(tx, bucketProgress, key(platform, stream), progressRecord{Version: 1, Next: next, Done: done, At: now.UTC()})
	})
}
