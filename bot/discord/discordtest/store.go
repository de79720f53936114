package discordtest

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// messages are all messages there are. A message is replaced, never changed, so it may be handed out.
type messages struct {
	byID     map[string]*Message
	channels map[string][]string   // channel id → ids of its messages
	said     []*Message            // every version of the bot's messages, in order
	spoken   map[string][]*Message // channel id → the bot's messages there that answer no interaction
	read     map[string]int        // how many of them Next has returned
	nonces   map[string]string     // channel id and nonce → message id
}

// put stores a message, or a new version of it.
func (s *Server) put(m *Message) {
	store := &s.messages
	if store.byID == nil {
		store.byID, store.channels = map[string]*Message{}, map[string][]string{}
		store.spoken, store.read, store.nonces = map[string][]*Message{}, map[string]int{}, map[string]string{}
	}
	old := store.byID[m.ID]
	store.byID[m.ID] = m
	if old == nil {
		store.channels[m.Channel.ID] = append(store.channels[m.Channel.ID], m.ID)
	}
	if m.Author == s.bot && !m.loading && !m.deleted {
		store.said = append(store.said, m)
		if old == nil && m.Interaction == nil {
			store.spoken[m.Channel.ID] = append(store.spoken[m.Channel.ID], m)
		}
	}
	s.notify()
}

// Latest is the message as it stands now, nil when it was deleted.
func (s *Server) Latest(m *Message) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.latest(m.ID)
}

func (s *Server) latest(id string) *Message {
	m := s.messages.byID[id]
	if m == nil || m.deleted {
		return nil
	}
	return m
}

// Messages are all there are in a channel now, private ones included, oldest first.
func (s *Server) Messages(c *Channel) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*Message
	for _, id := range s.messages.channels[c.ID] {
		if m := s.latest(id); m != nil && !m.loading {
			list = append(list, m)
		}
	}
	return list
}

// Next is the bot's next message in the channel that answers no interaction. It waits for it.
func (s *Server) Next(c *Channel) *Message {
	s.t.Helper()
	var m *Message
	s.patiently("a message in #"+c.Name, func() bool {
		read := s.messages.read[c.ID]
		if read == len(s.messages.spoken[c.ID]) {
			return false
		}
		m = s.messages.spoken[c.ID][read]
		s.messages.read[c.ID]++
		return true
	})
	return m
}

// Await is the first of the bot's messages, in any version and whatever it answers, that want likes.
func (s *Server) Await(want func(*Message) bool) *Message {
	s.t.Helper()
	var found *Message
	seen := 0
	s.patiently("a message", func() bool {
		for ; seen < len(s.messages.said) && found == nil; seen++ {
			if m := s.messages.said[seen]; want(m) {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// apply makes of old and what was sent the message's next version.
func (s *Server) apply(old *Message, c *call) *Message {
	m := *old
	p := c.sent
	if p.Content != nil {
		m.Content = *p.Content
	}
	if p.Embeds != nil {
		m.Embeds = slices.Clone(*p.Embeds)
		for i := range m.Embeds {
			m.Embeds[i].Type = "rich"
		}
	}
	if p.Components != nil {
		m.Components = number(*p.Components)
	}
	if p.Flags != nil {
		const kept = FlagEphemeral | FlagLoading
		m.Flags = m.Flags&kept | *p.Flags&^kept | m.Flags&FlagComponentsV2
	}
	m.Files = s.attach(old, c)
	m.AllowedMentions, m.Raw = p.AllowedMentions, p.raw
	return &m
}

// attach is the files of the next version: those kept, then those sent, with their descriptions.
func (s *Server) attach(old *Message, c *call) []File {
	described := map[string]string{}
	keep := c.sent.Attachments == nil
	if !keep {
		for _, a := range *c.sent.Attachments {
			described[string(a.ID)] = a.Description
		}
	}
	var files []File
	for _, f := range old.Files {
		if text, listed := described[f.id]; keep || listed {
			if text != "" {
				f.Description = text
			}
			files = append(files, f)
		}
	}
	for _, f := range c.files {
		f.Description = described[strconv.Itoa(f.part)]
		f.id = s.ids.next()
		files = append(files, f)
	}
	return files
}

// blank says whether there is nothing to see.
func (m *Message) blank() bool {
	return m.Content == "" && len(m.Embeds) == 0 && len(m.Components) == 0 && len(m.Files) == 0
}

// newMessage makes a message of the bot of what was sent.
func (s *Server) newMessage(channel *Channel, c *call) *Message {
	m := s.apply(&Message{ID: s.ids.next(), Channel: channel, Author: s.bot, At: time.Now()}, c)
	m.Nonce = string(c.sent.Nonce)
	return m
}

// edit is the next version of a message after an edit. Edits notify nobody, but the first text of a
// deferred answer does.
func (s *Server) edit(old *Message, c *call) (*Message, answer) {
	m := s.apply(old, c)
	if m.blank() {
		s.refused(c, "nothing is left of the message")
		return nil, problemAnswer(http.StatusBadRequest, 50006, "Cannot send an empty message")
	}
	s.mentionsOf(m, old)
	m.loading = false
	m.Flags &^= FlagLoading
	s.put(m)
	if m.VisibleTo == nil {
		s.dispatchMessage("MESSAGE_UPDATE", m, s.wire(m))
	}
	return m, answer{}
}

func (s *Server) mentionsOf(m, old *Message) {
	if old.loading {
		s.ping(m)
		return
	}
	m.Edits++
	m.mentions = s.mentioned(m.Content)
}

// refused notes a problem that is only seen when the request is served. The caller holds the lock.
func (s *Server) refused(c *call, what string) {
	s.problems = append(s.problems, Problem{c.req.Method, c.path, what})
}

// historyOf is what REST shows of a channel, newest first.
func (s *Server) historyOf(c *Channel) []object {
	list := []object{}
	for _, id := range slices.Backward(s.messages.channels[c.ID]) {
		if m := s.latest(id); m != nil && m.VisibleTo == nil && len(list) < 50 {
			list = append(list, s.seen(m))
		}
	}
	return list
}

// seen is the message as the bot sees it: without MESSAGE_CONTENT, others' words in guilds are blank
// unless they are for the bot.
func (s *Server) seen(m *Message) object {
	o := s.wire(m)
	if !s.addressed(m) {
		o["content"], o["embeds"], o["attachments"], o["components"] = "", []any{}, []any{}, []any{}
	}
	return o
}

// addressed says whether the bot may read the content.
func (s *Server) addressed(m *Message) bool {
	return m.Author == s.bot || m.Channel.Guild == nil || s.o.Privileged || slices.Contains(m.mentions, s.bot)
}
