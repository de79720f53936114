package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"spotter/store/kv"
)

// tx is a kv.Tx on a transaction of bbolt that it may share with others. It keeps its own writes apart in memory
// until its function has succeeded.
type tx struct {
	db       *db
	bolt     *bbolt.Tx
	writable bool
	over     bool
	writes   map[string]map[string][]byte // by bucket and key; a nil value is a deletion
}

func newTx(d *db, t *bbolt.Tx, writable bool) *tx {
	return &tx{db: d, bolt: t, writable: writable}
}

// end makes every later call fail; the function that had the transaction may have kept it.
func (t *tx) end() { t.over = true }

// Get is described at kv.Tx.
func (t *tx) Get(bucket string, key []byte) (value []byte, err error) {
	if t.over {
		return nil, t.db.wrap(kv.ErrClosed)
	}
	if own, ok := t.writes[bucket][string(key)]; ok {
		return bytes.Clone(own), nil
	}
	err = shield(func() (err error) {
		if b := t.bolt.Bucket([]byte(bucket)); b != nil {
			value, err = copied(b.Get(key), kv.MaxValue)
		}
		return err
	})
	return value, t.db.wrap(err)
}

// Put is described at kv.Tx.
func (t *tx) Put(bucket string, key, value []byte) error {
	if err := t.canWrite(); err != nil {
		return err
	}
	if err := kv.Check(bucket, key, value); err != nil {
		return t.db.wrap(err)
	}
	t.write(bucket, key, append([]byte{}, value...))
	return nil
}

// Delete is described at kv.Tx.
func (t *tx) Delete(bucket string, key []byte) error {
	if err := t.canWrite(); err != nil {
		return err
	}
	if kv.Check(bucket, key, nil) == nil { // else it cannot be there
		t.write(bucket, key, nil)
	}
	return nil
}

func (t *tx) canWrite() error {
	switch {
	case t.over:
		return t.db.wrap(kv.ErrClosed)
	case !t.writable:
		return t.db.wrap(kv.ErrReadOnly)
	}
	return nil
}

func (t *tx) write(bucket string, key, value []byte) {
	if t.writes == nil {
		t.writes = map[string]map[string][]byte{}
	}
	if t.writes[bucket] == nil {
		t.writes[bucket] = map[string][]byte{}
	}
	t.writes[bucket][string(key)] = value
}

// apply carries the writes into bbolt's transaction. After an error that must be given up: a part is in it.
func (t *tx) apply() error {
	return shield(func() error {
		for name, writes := range t.writes {
			if err := applyBucket(t.bolt, name, writes); err != nil {
				return fmt.Errorf("bucket %q: %w", name, err)
			}
		}
		return nil
	})
}

func applyBucket(t *bbolt.Tx, name string, writes map[string][]byte) error {
	b := t.Bucket([]byte(name))
	for key, value := range writes {
		var err error
		switch {
		case value == nil && b == nil:
			continue
		case value == nil:
			err = b.Delete([]byte(key))
		case b == nil:
			if b, err = t.CreateBucket([]byte(name)); err == nil {
				err = b.Put([]byte(key), value)
			}
		default:
			err = b.Put([]byte(key), value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Scan is described at kv.Tx.
func (t *tx) Scan(bucket string, from, to []byte, fn func(key, value []byte) error) error {
	if t.over {
		return t.db.wrap(kv.ErrClosed)
	}
	m := merge{below: &rows{tx: t.bolt, bucket: bucket, from: from, to: to}, above: t.own(bucket, from, to)}
	for {
		r, err := m.next()
		if err != nil {
			return t.db.wrap(err)
		}
		if r.key == nil {
			return nil
		}
		if err := fn(r.key, r.value); errors.Is(err, kv.ErrStop) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// own returns the transaction's writes to a range, in order, as they are now.
func (t *tx) own(bucket string, from, to []byte) []row {
	var rows []row
	for key, value := range t.writes[bucket] {
		if k := []byte(key); bytes.Compare(k, from) >= 0 && before(k, to) {
			rows = append(rows, row{k, value})
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return bytes.Compare(a.key, b.key) })
	return rows
}
