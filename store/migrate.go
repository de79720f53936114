package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"spotter/store/kv"
)

// ErrNewer says that the file was written by a later Spotter.
var ErrNewer = errors.New("the database was written by a newer Spotter; update this one")

// migrations bring the records of schema n to n+1; the schema is the length of the list.
// The list is append-only.
var migrations = []func(kv.Tx) error{
	func(kv.Tx) error { return nil }, // 1: an empty file
	func(kv.Tx) error { return nil }, // 2: entries, batches and pains, which a Spotter of schema 1 would not forget
	func(kv.Tx) error { return nil }, // 3: reminders and what is due, likewise
}

var schemaKey = []byte("schema")

// migrate runs the steps that the file has not seen, each in a transaction of its own with the
// new version, so that a process killed in between goes on where it was.
func migrate(ctx context.Context, db kv.DB, steps []func(kv.Tx) error) error {
	at, err := schema(ctx, db)
	if err != nil {
		return err
	}
	if at > len(steps) {
		return fmt.Errorf("%w (its schema is %d, mine %d)", ErrNewer, at, len(steps))
	}
	for ; at < len(steps); at++ {
		err := db.Update(ctx, func(tx kv.Tx) error {
			if err := steps[at](tx); err != nil {
				return err
			}
			return tx.Put(bucketMeta, schemaKey, []byte(strconv.Itoa(at+1)))
		})
		if err != nil {
			return fmt.Errorf("migration to schema %d: %w", at+1, err)
		}
	}
	return nil
}

// schema reads the version of the file, 0 for an empty one.
func schema(ctx context.Context, db kv.DB) (version int, err error) {
	err = db.View(ctx, func(tx kv.Tx) error {
		raw, err := tx.Get(bucketMeta, schemaKey)
		if err != nil || raw == nil {
			return err
		}
		if version, err = strconv.Atoi(string(raw)); err != nil || version < 1 {
			return fmt.Errorf("schema %q is no version", raw)
		}
		return nil
	})
	return version, err
}
