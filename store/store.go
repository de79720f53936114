// Package store is the bot's memory, in types: persons, their accounts on the platforms, their
// settings, their log and what hurts, open dialogues, and which requests had their effect. Keys,
// encoding, migrations and "forget me" are written here once, over the ordered bytes of kv.
//
// Everything kept about a person can be read off keys.go, person.go, log.go and pain.go. Keys begin
// with the person, so that a person is deleted, or moved, as a range.
//
// The package knows nothing of chats' platforms, of commands, or of the engine that holds the bytes.
package store

import (
	"context"
	"encoding/json"
	"fmt"

	"spotter/store/kv"
)

// Store is the typed memory. It is safe for concurrent use.
type Store struct {
	db      kv.DB
	zones   zones
	planned signal
}

// Open takes the database, bringing its records to the present schema first. It fails with
// ErrNewer when a later Spotter wrote the file.
func Open(ctx context.Context, db kv.DB) (*Store, error) {
	if err := migrate(ctx, db, migrations); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return &Store{db: db}, nil
}

// read decodes the record at key; ok is false when there is none.
func read[T any](tx kv.Tx, bucket string, key []byte) (value T, ok bool, err error) {
	raw, err := tx.Get(bucket, key)
	if err != nil || raw == nil {
		return value, false, err
	}
	err = decode(bucket, raw, &value)
	return value, err == nil, err
}

func decode(bucket string, raw []byte, record any) error {
	if err := json.Unmarshal(raw, record); err != nil {
		return fmt.Errorf("record in %s: %w", bucket, err)
	}
	return nil
}

// write encodes the record at key.
func write(tx kv.Tx, bucket string, key []byte, record any) error {
	raw, err := encode(bucket, record)
	if err != nil {
		return err
	}
	return tx.Put(bucket, key, raw)
}

func encode(bucket string, record any) ([]byte, error) {
	raw, err := json.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("record in %s: %w", bucket, err)
	}
	return raw, nil
}
