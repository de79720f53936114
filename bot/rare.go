package bot

import (
	"sync"
	"time"
)

// Rare lets the same be said once in a while. The zero value is ready to use; what it is asked for
// comes from a fixed set of sentences, so that it does not grow.
type Rare struct {
	mu   sync.Mutex
	last map[string]time.Time
}

// RareTime is how long the same is not said again.
const RareTime = 10 * time.Minute

// Due tells whether it is time to say this again, and notes that it was said.
func (r *Rare) Due(what string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.last == nil {
		r.last = map[string]time.Time{}
	}
	if last, said := r.last[what]; said && now.Sub(last) < RareTime {
		return false
	}
	r.last[what] = now
	return true
}
