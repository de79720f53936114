package telegramtest

import "strings"

// sees tells whether the bot is told of a message: core.telegram.org/bots/features, "Privacy mode".
// s.mu must be held.
func (s *Server) sees(m *Message) bool {
	c := m.Chat
	switch {
	case c.Type == "private":
		return !c.blocked
	case !c.bot.in():
		return false
	case m.service() || c.Type == "channel":
		return true
	case m.From.IsBot && m.SenderChat == nil && !s.o.BotToBot:
		return false
	case s.o.PrivacyOff || c.bot.admin():
		return true
	}
	return s.meant(m)
}

// meant tells whether a message of a group is meant for the bot: a command to it, a bare command
// unless another bot spoke last, an answer to it, a mention of it, a message sent through it.
func (s *Server) meant(m *Message) bool {
	if m.ViaBot == s.Bot || m.ReplyTo != nil && m.ReplyTo.From == s.Bot {
		return true
	}
	entities := m.Entities
	if m.Text == "" {
		entities = m.CaptionEntities
	}
	for _, e := range entities {
		part := cut(m.Body(), e)
		switch {
		case e.Type == "mention" && strings.EqualFold(part, "@"+s.Bot.Username):
			return true
		case e.Type == "text_mention" && e.User == s.Bot:
			return true
		case e.Type == "bot_command" && e.Offset == 0:
			_, to, addressed := strings.Cut(part, "@")
			if addressed && strings.EqualFold(to, s.Bot.Username) {
				return true
			}
			if !addressed && (m.Chat.lastBot == 0 || m.Chat.lastBot == s.Bot.ID) {
				return true
			}
		}
	}
	return false
}
