package discordtest

import (
	"net/http"
	"time"
)

func (s *Server) getGateway(*call) answer {
	return answer{status: http.StatusOK, body: object{"url": s.gatewayURL()}}
}

func (s *Server) getGatewayBot(*call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return answer{status: http.StatusOK, body: object{"url": s.gatewayURL(), "shards": 1, "session_start_limit": object{
		"total": 1000, "remaining": s.gateway.remaining, "reset_after": int((14 * time.Hour).Milliseconds()), "max_concurrency": 1}}}
}

func (s *Server) getApplication(*call) answer {
	return answer{status: http.StatusOK, body: s.application()}
}

func (s *Server) getMe(*call) answer {
	me := s.bot.wire()
	me["mfa_enabled"], me["locale"], me["verified"], me["email"] = false, "en-US", true, nil
	return answer{status: http.StatusOK, body: me}
}

func (s *Server) getGuild(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.cast.guilds {
		if g.ID == c.req.PathValue("guild_id") && !g.foreign && !g.gone {
			return answer{status: http.StatusOK, body: g.wire()}
		}
	}
	return problemAnswer(http.StatusNotFound, 10004, "Unknown Guild")
}

func (s *Server) getChannel(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	channel, refusal := s.channel(c)
	if channel == nil {
		return refusal
	}
	return answer{status: http.StatusOK, body: channel.wire()}
}

// channel is the one of the path, or why not.
func (s *Server) channel(c *call) (*Channel, answer) {
	channel := s.cast.channels[c.req.PathValue("channel_id")]
	switch {
	case channel == nil:
		return nil, problemAnswer(http.StatusNotFound, 10003, "Unknown Channel")
	case !channel.reachable():
		return nil, problemAnswer(http.StatusForbidden, 50001, "Missing Access")
	}
	return channel, answer{}
}

func (s *Server) checkDM(c *call) {
	var body struct {
		RecipientID string `json:"recipient_id"`
	}
	if c.decode(&body) && body.RecipientID == "" {
		c.bad("recipient_id", "BASE_TYPE_REQUIRED", "This field is required")
	}
	c.extra = body.RecipientID
}

func (s *Server) createDM(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.cast.users[c.extra.(string)]
	if u == nil || u.Bot {
		return problemAnswer(http.StatusBadRequest, 50033, "Invalid Recipient(s)")
	}
	return answer{status: http.StatusOK, body: s.dm(u).wire()}
}

func (s *Server) startTyping(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if channel, refusal := s.channel(c); channel == nil {
		return refusal
	}
	s.typing++
	s.notify()
	return answer{status: http.StatusNoContent}
}

// Typing is how often the bot was seen typing.
func (s *Server) Typing() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.typing
}

func (s *Server) listMessages(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	channel, refusal := s.channel(c)
	if channel == nil {
		return refusal
	}
	return answer{status: http.StatusOK, body: s.historyOf(channel)}
}

func (s *Server) createMessage(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	channel, refusal := s.channel(c)
	if channel == nil {
		return refusal
	}
	key := channel.ID + " " + string(c.sent.Nonce)
	if id := s.messages.nonces[key]; c.sent.EnforceNonce && id != "" {
		return answer{status: http.StatusOK, body: s.wire(s.messages.byID[id])}
	}
	m := s.newMessage(channel, c)
	if ref := c.sent.Reference; ref != nil {
		m.parent = s.latest(ref.MessageID)
		switch {
		case m.parent != nil:
			m.ReplyTo = ref.MessageID
		case ref.FailIfNotExists == nil || *ref.FailIfNotExists:
			errs := object{}
			violation{at: "message_reference", code: "REPLIES_UNKNOWN_MESSAGE", what: "Unknown message"}.enter(errs)
			return answer{status: http.StatusBadRequest, body: object{"message": "Invalid Form Body", "code": 50035, "errors": errs}}
		}
	}
	s.ping(m)
	s.put(m)
	if m.Nonce != "" {
		s.messages.nonces[key] = m.ID
	}
	o := s.wire(m)
	s.dispatchMessage("MESSAGE_CREATE", m, o)
	return answer{status: http.StatusOK, body: o}
}

// message is the one of the path, as far as the bot sees it, or why not.
func (s *Server) message(c *call) (*Message, answer) {
	channel, refusal := s.channel(c)
	if channel == nil {
		return nil, refusal
	}
	m := s.latest(c.req.PathValue("message_id"))
	if m == nil || m.Channel != channel || m.VisibleTo != nil {
		return nil, problemAnswer(http.StatusNotFound, 10008, "Unknown Message")
	}
	return m, answer{}
}

func (s *Server) getMessage(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, refusal := s.message(c)
	if m == nil {
		return refusal
	}
	return answer{status: http.StatusOK, body: s.seen(m)}
}

func (s *Server) editMessage(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, refusal := s.message(c)
	if m == nil {
		return refusal
	}
	if m.Author != s.bot {
		return problemAnswer(http.StatusForbidden, 50005, "Cannot edit a message authored by another user")
	}
	edited, refusal := s.edit(m, c)
	if edited == nil {
		return refusal
	}
	return answer{status: http.StatusOK, body: s.wire(edited)}
}

func (s *Server) deleteMessage(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, refusal := s.message(c)
	if m == nil {
		return refusal
	}
	if m.Author != s.bot {
		return problemAnswer(http.StatusForbidden, 50013, "Missing Permissions")
	}
	s.remove(m)
	return answer{status: http.StatusNoContent}
}

// remove deletes a message.
func (s *Server) remove(m *Message) {
	gone := *m
	gone.deleted = true
	s.put(&gone)
	o := object{"id": m.ID, "channel_id": m.Channel.ID}
	if m.Channel.Guild != nil {
		o["guild_id"] = m.Channel.Guild.ID
	}
	if m.VisibleTo == nil {
		s.dispatchMessage("MESSAGE_DELETE", m, o)
	}
}
