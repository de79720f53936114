package discordtest

import (
	"net/http"
	"strconv"
	"time"
)

// bucket counts the messages to a channel within a window.
type bucket struct {
	left  int
	until time.Time
}

// limit answers 429 when the channel's bucket is used up.
func (s *Server) limit(c *call) (answer, bool) {
	if s.o.ChannelLimit == 0 || c.req.Method != http.MethodPost || c.route.path != messagePath {
		return answer{}, false
	}
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.bucket(c.req.PathValue("channel_id"), now)
	if b.left == 0 {
		return RouteLimit(b.until.Sub(now)).answer(), true
	}
	b.left--
	return answer{}, false
}

func (s *Server) bucket(channel string, now time.Time) *bucket {
	b := s.buckets[channel]
	if b == nil || !now.Before(b.until) {
		b = &bucket{left: s.o.ChannelLimit, until: now.Add(s.o.ChannelPer)}
		s.buckets[channel] = b
	}
	return b
}

// limitHeaders are what every answer says about its bucket: plenty, unless the channel's is real.
func (s *Server) limitHeaders(h http.Header, c *call) {
	limit, left, after := 1000, 999, time.Second
	if s.o.ChannelLimit > 0 && c.req.Method == http.MethodPost && c.route.path == messagePath {
		now := time.Now()
		s.mu.Lock()
		b := s.bucket(c.req.PathValue("channel_id"), now)
		limit, left, after = s.o.ChannelLimit, b.left, b.until.Sub(now)
		s.mu.Unlock()
	}
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	h.Set("X-RateLimit-Reset", seconds(time.Duration(time.Now().Add(after).UnixNano())))
	h.Set("X-RateLimit-Reset-After", seconds(after))
	h.Set("X-RateLimit-Bucket", c.req.Method+c.route.path)
}
