package bolt

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"spotter/store/kv"
)

// row is a record; a nil key is the end, a nil value a deletion.
type row struct{ key, value []byte }

// rows reads a range of a bucket of bbolt, in order. Nothing may be written to the bucket meanwhile.
type rows struct {
	tx       *bbolt.Tx
	bucket   string
	from, to []byte
	cursor   *bbolt.Cursor // nil before the first record
	done     bool
}

// next returns the next record, as copies; copying may fail like any other reading of a page.
func (r *rows) next() (next row, err error) {
	err = shield(func() error {
		key, value := r.step()
		if key == nil || !before(key, r.to) {
			r.done = true
			return nil
		}
		if value == nil {
			return fmt.Errorf("%w: a bucket in place of a record", kv.ErrDamaged)
		}
		if next.key, err = copied(key, kv.MaxKey); err != nil {
			return err
		}
		next.value, err = copied(value, kv.MaxValue)
		return err
	})
	return next, err
}

func (r *rows) step() (key, value []byte) {
	if r.done {
		return nil, nil
	}
	if r.cursor != nil {
		return r.cursor.Next()
	}
	b := r.tx.Bucket([]byte(r.bucket))
	if b == nil {
		return nil, nil
	}
	r.cursor = b.Cursor()
	return r.cursor.Seek(r.from)
}

// before reports whether a key comes before the end of a range.
func before(key, to []byte) bool { return to == nil || bytes.Compare(key, to) < 0 }

// copied returns a copy of bytes of the file, nil for nil. More than was ever written is damage, and could be
// gigabytes.
func copied(b []byte, limit int) ([]byte, error) {
	if len(b) > limit {
		return nil, fmt.Errorf("%w: a record of %d bytes", kv.ErrDamaged, len(b))
	}
	return bytes.Clone(b), nil
}

// merge reads two ordered lists as one, in which a row above hides the one below.
type merge struct {
	below  *rows
	peeked *row // read from below and not given out yet
	above  []row
}

func (m *merge) next() (row, error) {
	for {
		below, err := m.peek()
		if err != nil {
			return row{}, err
		}
		if len(m.above) == 0 || below.key != nil && bytes.Compare(below.key, m.above[0].key) < 0 {
			m.peeked = nil
			return below, nil
		}
		above := m.above[0]
		m.above = m.above[1:]
		if bytes.Equal(below.key, above.key) {
			m.peeked = nil
		}
		if above.value != nil {
			return row{above.key, bytes.Clone(above.value)}, nil
		}
	}
}

func (m *merge) peek() (row, error) {
	if m.peeked == nil {
		r, err := m.below.next()
		if err != nil {
			return row{}, err
		}
		m.peeked = &r
	}
	return *m.peeked, nil
}
