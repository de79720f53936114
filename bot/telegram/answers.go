package telegram

import (
	"sync"
	"time"
)

// recent remembers the last values, in memory alone. Answers are remembered so that a message which is
// edited gets another answer in the place of the first; after a restart it is answered anew.
type recent[V any] struct {
	mu   sync.Mutex
	by   map[string]V
	ring []string
	next int
}

func newRecent[V any](n int) *recent[V] {
	return &recent[V]{by: map[string]V{}, ring: make([]string, n)}
}

func (a *recent[V]) add(key string, value V) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, known := a.by[key]; !known {
		delete(a.by, a.ring[a.next])
		a.ring[a.next] = key
		a.next = (a.next + 1) % len(a.ring)
	}
	a.by[key] = value
}

func (a *recent[V]) of(key string) (value V, known bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	value, known = a.by[key]
	return value, known
}

// greeted are the groups that were greeted a moment ago.
type greeted struct {
	mu sync.Mutex
	at map[int64]time.Time
}

// greetingTime is how long after a greeting a /start in the group adds nothing.
const greetingTime = time.Minute

func (g *greeted) now(chat int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.at == nil || len(g.at) > 1000 {
		g.at = map[int64]time.Time{}
	}
	g.at[chat] = time.Now()
}

func (g *greeted) lately(chat int64) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return time.Since(g.at[chat]) < greetingTime
}
