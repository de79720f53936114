package telegram

import (
	"sync"
	"time"
)

// answer is what we said to a message.
type answer struct {
	messages []sent
	waiting  string // the line of the question that the message answered
}

// answers remembers the last answers, so that a message which is edited gets another answer in the
// place of the first. They are kept in memory alone: after a restart an edited message is answered anew.
type answers struct {
	mu   sync.Mutex
	by   map[string]answer
	ring []string
	next int
}

func newAnswers(n int) *answers { return &answers{by: map[string]answer{}, ring: make([]string, n)} }

func (a *answers) add(message string, said answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, known := a.by[message]; !known {
		delete(a.by, a.ring[a.next])
		a.ring[a.next] = message
		a.next = (a.next + 1) % len(a.ring)
	}
	a.by[message] = said
}

func (a *answers) of(message string) (answer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	said, known := a.by[message]
	return said, known
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
