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
	splitPlans,                       // 4: what sending reminders changes in records of its own
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

// splitPlans has the fields of a plan that sending changes in a standingRecord. They have kept their names, so
// that each half is read from the whole.
func splitPlans(tx kv.Tx) error {
	return tx.Scan(bucketPlan, nil, nil, func(k, whole []byte) error {
		var asked planRecord
		var standing standingRecord
		if err := errors.Join(decode(bucketPlan, whole, &asked), decode(bucketPlan, whole, &standing)); err != nil {
			return err
		}
		plan := planOf(asked, standing, nil)
		kept, err := plan.keep()
		if err != nil {
			return err
		}
		return kept.write(tx, string(k), &plan, &plan)
	})
}
