package kvtest

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"spotter/store/kv"
)

// Mem returns an empty kv.DB in memory, for tests of what is above the seam: slow in the large, quick in the small.
func Mem() kv.DB {
	m := &mem{writer: make(chan struct{}, 1)}
	m.state.Store(&state{})
	return m
}

// state is the buckets of one moment; it is never changed, only succeeded.
type state map[string]map[string][]byte

type mem struct {
	writer  chan struct{} // holds one element while somebody writes
	state   atomic.Pointer[state]
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

func (m *mem) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := m.enter(ctx); err != nil {
		return err
	}
	defer m.running.Done()
	t := &memTx{state: *m.state.Load()}
	defer t.end()
	return fn(t)
}

func (m *mem) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if err := m.enter(ctx); err != nil {
		return err
	}
	defer m.running.Done()
	select {
	case m.writer <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-m.writer }()
	if err := ctx.Err(); err != nil {
		return err
	}
	next := maps.Clone(*m.state.Load())
	t := &memTx{state: next, own: map[string]bool{}}
	defer t.end()
	if err := fn(t); err != nil {
		return err
	}
	m.state.Store(&next)
	return nil
}

func (m *mem) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return kv.ErrClosed
	}
	m.running.Add(1)
	return nil
}

func (m *mem) Close() error {
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	m.running.Wait()
	return nil
}

type memTx struct {
	state state
	own   map[string]bool // buckets that are already copies; nil in a View
	over  bool
}

func (t *memTx) end() { t.over = true }

func (t *memTx) Get(bucket string, key []byte) ([]byte, error) {
	if t.over {
		return nil, kv.ErrClosed
	}
	return bytes.Clone(t.state[bucket][string(key)]), nil
}

func (t *memTx) Put(bucket string, key, value []byte) error {
	if err := t.canWrite(); err != nil {
		return err
	}
	if err := kv.Check(bucket, key, value); err != nil {
		return err
	}
	t.bucket(bucket)[string(key)] = append([]byte{}, value...)
	return nil
}

func (t *memTx) Delete(bucket string, key []byte) error {
	if err := t.canWrite(); err != nil {
		return err
	}
	delete(t.bucket(bucket), string(key))
	return nil
}

func (t *memTx) canWrite() error {
	switch {
	case t.over:
		return kv.ErrClosed
	case t.own == nil:
		return kv.ErrReadOnly
	}
	return nil
}

// bucket returns a bucket that may be written.
func (t *memTx) bucket(name string) map[string][]byte {
	if !t.own[name] {
		t.own[name] = true
		t.state[name] = maps.Clone(t.state[name])
	}
	if t.state[name] == nil {
		t.state[name] = map[string][]byte{}
	}
	return t.state[name]
}

func (t *memTx) Scan(bucket string, from, to []byte, fn func(key, value []byte) error) error {
	if t.over {
		return kv.ErrClosed
	}
	records := maps.Clone(t.state[bucket])
	for _, key := range slices.Sorted(maps.Keys(records)) {
		if key < string(from) || to != nil && key >= string(to) {
			continue
		}
		if err := fn([]byte(key), bytes.Clone(records[key])); errors.Is(err, kv.ErrStop) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}
