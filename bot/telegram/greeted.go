package telegram

import (
	"sync"
	"time"
)

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
