package telegramtest

import (
	"fmt"
	"net/http"
	"time"
)

// Rate is how often something may happen in the long run, and how many at once.
type Rate struct {
	Every time.Duration // zero: no limit
	Burst int
}

// Flood are the limits of sending messages.
type Flood struct {
	Private Rate // one private chat
	Group   Rate // one group, supergroup or channel
	Overall Rate // all chats
}

// RealFlood are the limits that core.telegram.org/bots/faq gives: about a message a second to a chat
// with short bursts, 20 a minute to a group, about 30 a second in all.
func RealFlood() Flood {
	return Flood{Private: Rate{time.Second, 3}, Group: Rate{3 * time.Second, 20}, Overall: Rate{time.Second / 30, 30}}
}

// bucket counts against a Rate: the time at which it would be empty again.
type bucket struct{ empty time.Time }

// wait is how long one more must wait; 0 when it may come now.
func (b *bucket) wait(r Rate, now time.Time) time.Duration {
	if r.Every == 0 {
		return 0
	}
	free := b.empty.Add(-time.Duration(r.Burst-1) * r.Every)
	return max(0, free.Sub(now))
}

func (b *bucket) add(r Rate, now time.Time) {
	if b.empty.Before(now) {
		b.empty = now
	}
	b.empty = b.empty.Add(r.Every)
}

// flood counts a message, or says how long to wait; s.mu held.
func (s *Server) flood(c *Chat, now time.Time) time.Duration {
	rate := s.o.Flood.Group
	if c.user != nil {
		rate = s.o.Flood.Private
	}
	if wait := max(c.pace.wait(rate, now), s.overall.wait(s.o.Flood.Overall, now)); wait > 0 {
		return wait
	}
	c.pace.add(rate, now)
	s.overall.add(s.o.Flood.Overall, now)
	return 0
}

// tooMany is a 429; the wait is rounded up to whole seconds.
func tooMany(wait time.Duration) *Error {
	n := int((wait + time.Second - 1) / time.Second)
	return &Error{Code: http.StatusTooManyRequests, Description: fmt.Sprintf("Too Many Requests: retry after %d", n), Parameters: &Parameters{RetryAfter: n}}
}
