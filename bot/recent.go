package bot

import "sync"

// Recent remembers the last values, in memory alone, each under a key.
type Recent[V any] struct {
	mu   sync.Mutex
	by   map[string]V
	ring []string // the keys, in the order in which they came
	next int
}

// NewRecent remembers n values.
func NewRecent[V any](n int) *Recent[V] {
	return &Recent[V]{by: map[string]V{}, ring: make([]string, n)}
}

// Add remembers a value; fresh tells that there was none under the key.
func (r *Recent[V]) Add(key string, value V) (fresh bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.by[key]; !known {
		fresh = true
		delete(r.by, r.ring[r.next])
		r.ring[r.next] = key
		r.next = (r.next + 1) % len(r.ring)
	}
	r.by[key] = value
	return fresh
}

// Of is the value under a key.
func (r *Recent[V]) Of(key string) (value V, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	value, known = r.by[key]
	return value, known
}
