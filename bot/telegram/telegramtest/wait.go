package telegramtest

import (
	"slices"
	"time"
)

// watch is somebody waiting for a state of a message of the bot's.
type watch struct {
	match func(*Message) bool
	found *Message
	done  chan struct{}
}

// publish makes a new state of the bot's message known; s.mu held.
func (s *Server) publish(m *Message) {
	s.watches = slices.DeleteFunc(s.watches, func(w *watch) bool {
		if !w.match(m) {
			return false
		}
		w.found = m
		close(w.done)
		return true
	})
}

// hand gives a new message to the first reader of its chat, or keeps it for the next; s.mu held.
func (c *Chat) hand(m *Message) {
	c.sent = append(c.sent, m)
	if len(c.readers) > 0 {
		c.read++
		c.readers[0] <- m
		c.readers = c.readers[1:]
	}
}

// Next waits for the bot's next message in a chat: each is handed out once, as it was sent. It fails
// the test when none comes.
func (s *Server) Next(c *Chat) *Message {
	s.t.Helper()
	m, ok := s.NextWithin(c, s.o.Wait)
	if !ok {
		s.fail("no message of the bot's in %s %q within %v", c.Type, c.Title+c.FirstName, s.o.Wait)
	}
	return m
}

// NextWithin is Next that gives up without failing the test.
func (s *Server) NextWithin(c *Chat, wait time.Duration) (*Message, bool) {
	s.mu.Lock()
	if c.read < len(c.sent) {
		c.read++
		m := c.sent[c.read-1]
		s.mu.Unlock()
		return m, true
	}
	ready := make(chan *Message, 1)
	c.readers = append(c.readers, ready)
	s.mu.Unlock()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case m := <-ready:
		return m, true
	case <-timer.C:
	case <-s.done:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case m := <-ready: // it came at the last moment
		return m, true
	default:
	}
	c.readers = slices.DeleteFunc(c.readers, func(r chan *Message) bool { return r == ready })
	return nil, false
}

// Await waits for a state of a message of the bot's, sent, edited or deleted, that match accepts;
// those that stand now count. match must not call the server.
func (s *Server) Await(match func(*Message) bool) *Message {
	s.t.Helper()
	s.mu.Lock()
	for _, c := range s.cast.chats {
		for _, sent := range c.sent {
			if m := c.messages[sent.ID]; m != nil && m.From == s.Bot && match(m) {
				s.mu.Unlock()
				return m
			}
		}
	}
	return s.wait(match, "no message of the bot's that was waited for")
}

// Edited waits for the state that follows this one: an edit or, with Deleted set, the end.
func (s *Server) Edited(m *Message) *Message {
	s.t.Helper()
	follows := func(n *Message) bool { return n.Before == m }
	s.mu.Lock()
	now := s.current(m)
	for n := now; n != nil; n = n.Before {
		if follows(n) {
			s.mu.Unlock()
			return n
		}
	}
	return s.wait(follows, "the message was not edited")
}

// wait is called with s.mu held and gives it back.
func (s *Server) wait(match func(*Message) bool, failure string) *Message {
	s.t.Helper()
	w := &watch{match: match, done: make(chan struct{})}
	s.watches = append(s.watches, w)
	s.mu.Unlock()
	if !s.await(w.done) {
		s.fail("%s within %v", failure, s.o.Wait)
	}
	return w.found
}

// Current is the newest state of a message.
func (s *Server) Current(m *Message) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current(m)
}

func (s *Server) current(m *Message) *Message {
	var now *Message
	if m.InlineID != "" {
		now = s.inlines[m.InlineID]
	} else {
		now = m.Chat.messages[m.ID]
	}
	if now == nil {
		return m
	}
	return now
}

// Sent are the bot's messages in a chat in the order they were sent, each in its newest state.
func (s *Server) Sent(c *Chat) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]*Message, len(c.sent))
	for i, m := range c.sent {
		out[i] = s.current(m)
	}
	return out
}

// Actions are the bot's chat actions in a chat, such as "typing".
func (s *Server) Actions(c *Chat) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(c.actions)
}
