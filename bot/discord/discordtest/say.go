package discordtest

import (
	"slices"
	"time"
)

// Say is a person writing in a channel. The bot is mentioned by the text of its Mention. In a guild it gets
// the content only when it is.
func (s *Server) Say(u *User, c *Channel, text string) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(&Message{Channel: c, Author: u, Content: text})
}

// Reply is a person replying to a message, with or without the ping that the client offers.
func (s *Server) Reply(u *User, to *Message, text string, ping bool) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &Message{Channel: to.Channel, Author: u, Content: text, ReplyTo: to.ID, parent: to}
	if ping {
		m.Pinged = []*User{to.Author}
	}
	return s.say(m)
}

// Attach is a person sending a message with a file.
func (s *Server) Attach(u *User, c *Channel, text string, f File) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.id = s.ids.next()
	return s.say(&Message{Channel: c, Author: u, Content: text, Files: []File{f}})
}

func (s *Server) say(m *Message) *Message {
	m.ID, m.At = s.ids.next(), time.Now()
	m.mentions = s.mentioned(m.Content)
	for _, u := range m.Pinged {
		if !slices.Contains(m.mentions, u) {
			m.mentions = append(m.mentions, u)
		}
	}
	m.Pinged = m.mentions
	s.put(m)
	if m.Channel.reachable() {
		s.dispatchMessage("MESSAGE_CREATE", m, s.heard(m))
	}
	return m
}

// heard is the message as the bot gets it. A reply to an answer of an interaction gives no content,
// though it pings.
func (s *Server) heard(m *Message) object {
	o := s.seen(m)
	if to := m.parent; to != nil {
		o["referenced_message"] = s.seen(to)
		named := slices.Contains(s.mentioned(m.Content), s.bot)
		if to.Interaction != nil && m.Channel.Guild != nil && !named && !s.o.Privileged {
			o["content"], o["embeds"], o["attachments"], o["components"] = "", []any{}, []any{}, []any{}
		}
	}
	if m.Channel.Guild != nil {
		o["guild_id"] = m.Channel.Guild.ID
		member := m.Author.member()
		delete(member, "user")
		o["member"] = member
	}
	return o
}
