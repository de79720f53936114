package telegramtest

import (
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"
)

// Request is one call of the bot's. Status is 0 when it got no answer.
type Request struct {
	Method string
	Chat   int64 // chat_id, 0 without one or when it is a name
	Status int
	At     time.Time
	Took   time.Duration
}

// expected is somebody waiting for a request.
type expected struct {
	match func(Request) bool
	found Request
	done  chan struct{}
}

func (s *Server) record(q Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, q)
	s.expected = slices.DeleteFunc(s.expected, func(e *expected) bool {
		if !e.match(q) {
			return false
		}
		e.found = q
		close(e.done)
		return true
	})
}

// Requests are the calls so far that have ended, in that order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// AwaitRequest waits for the end of a call that match accepts; those that have ended count. match
// must not call the server.
func (s *Server) AwaitRequest(match func(Request) bool) Request {
	s.t.Helper()
	s.mu.Lock()
	if at := slices.IndexFunc(s.requests, match); at >= 0 {
		defer s.mu.Unlock()
		return s.requests[at]
	}
	e := &expected{match: match, done: make(chan struct{})}
	s.expected = append(s.expected, e)
	s.mu.Unlock()
	if !s.await(e.done) {
		s.fail("no request that was waited for within %v", s.o.Wait)
	}
	return e.found
}

// Down cuts all connections and refuses new ones until Up: an outage of the network.
func (s *Server) Down() {
	s.mu.Lock()
	running := s.http
	s.http = nil
	s.mu.Unlock()
	if running != nil {
		running.Listener.Close() // first, or a client that comes back at once keeps Close waiting
		running.CloseClientConnections()
		running.Close()
	}
}

// Up ends an outage; the address is the same.
func (s *Server) Up() {
	s.t.Helper()
	listener, err := net.Listen("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		s.fail("Up: %v", err)
	}
	again := httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	again.Listener.Close()
	again.Listener = listener
	again.Start()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.http = again
}
