package discordtest

import (
	"context"
	"encoding/json"
)

// Gateway is what clients have done on the gateway so far.
func (s *Server) Gateway() GatewayCounts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.counts
}

// AwaitGateway waits until the counts are as wanted.
func (s *Server) AwaitGateway(ctx context.Context, want func(GatewayCounts) bool) error {
	return s.await(ctx, func() bool { return want(s.gateway.counts) })
}

// Ready waits until a session is connected.
func (s *Server) Ready(ctx context.Context) error {
	return s.AwaitGateway(ctx, func(c GatewayCounts) bool { return c.Connected > 0 })
}

// Greet says how the next connections are received, one greeting each.
func (s *Server) Greet(greetings ...Greeting) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range greetings {
		s.gateway.greetings = append(s.gateway.greetings, &g)
	}
}

// links calls f for every connection.
func (s *Server) links(f func(*link)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.gateway.links {
		f(l)
	}
}

// Drop cuts every connection without a close frame. The sessions wait to be resumed.
func (s *Server) Drop() {
	s.links(func(l *link) { s.detach(l); l.drop() })
}

// Close closes every connection with a code. After 4004 and 4007 to 4014 but 4008 the sessions are over.
func (s *Server) Close(code int) {
	s.links(func(l *link) {
		if n := l.session; n != nil && (code == 4004 || code >= 4007 && code != 4008) {
			delete(s.gateway.sessions, n.id)
		}
		s.detach(l)
		l.close(code)
	})
}

// Reconnect asks every client to connect anew and resume: op 7.
func (s *Server) Reconnect() {
	s.links(func(l *link) { l.send(opReconnect, nil) })
}

// Invalidate tells every client that its session is invalid: op 9. Unless it may be resumed, it is over.
func (s *Server) Invalidate(resumable bool) {
	s.links(func(l *link) {
		if n := l.session; n != nil && !resumable {
			delete(s.gateway.sessions, n.id)
			s.detach(l)
		}
		l.send(opInvalid, resumable)
	})
}

// Forget cuts every connection and ends every session: the next resume fails.
func (s *Server) Forget() {
	s.Drop()
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.gateway.sessions)
}

// Silence stops or starts the answers to heartbeats.
func (s *Server) Silence(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.silent = on
}

// Twice sends every event twice from now on, or no longer.
func (s *Server) Twice(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.twice = on
}

// Revoke makes the token invalid, everywhere and at once.
func (s *Server) Revoke() {
	s.mu.Lock()
	s.revoked = true
	s.mu.Unlock()
	s.Close(closeUnauthorized)
}

// Dispatch sends any event to every session: raw is its d, which must be JSON.
func (s *Server) Dispatch(event string, raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.gateway.sessions {
		n.add(event, raw)
	}
}

// DispatchFrame sends a frame as it stands to every connection, JSON or not.
func (s *Server) DispatchFrame(raw []byte) {
	s.links(func(l *link) { l.push(raw) })
}
