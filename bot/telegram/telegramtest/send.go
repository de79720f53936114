package telegramtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

func sendMessage(s *Server, c *call) (any, error) {
	m := &Message{}
	if err := c.text(m); err != nil {
		return nil, err
	}
	return s.send(c, m)
}

// text reads the text of a request into a message.
func (c *call) text(m *Message) error {
	var entities []Entity
	_, err := c.object("entities", &entities)
	if err != nil {
		return err
	}
	if m.Text, m.Entities, err = formatted(c.values["text"], c.values["parse_mode"], entities); err != nil {
		return err
	}
	if _, err := c.object("link_preview_options", &m.LinkPreview); err != nil {
		return err
	}
	return checkText(m.Text)
}

// caption reads the caption of a request into a message.
func (c *call) caption(m *Message) error {
	var entities []Entity
	_, err := c.object("caption_entities", &entities)
	if err != nil {
		return err
	}
	if m.Caption, m.CaptionEntities, err = formatted(c.values["caption"], c.values["parse_mode"], entities); err != nil {
		return err
	}
	return checkCaption(m.Caption)
}

// markup reads reply_markup in any of its four shapes.
func (c *call) markup(m *Message) error {
	var raw map[string]json.RawMessage
	given, err := c.object("reply_markup", &raw)
	if err != nil || !given {
		return err
	}
	text := []byte(c.values["reply_markup"])
	switch {
	case raw["inline_keyboard"] != nil:
		if err := json.Unmarshal(text, &m.Markup); err != nil {
			return wrong("can't parse reply keyboard markup JSON object")
		}
		if err := checkKeyboard(m.Markup); err != nil {
			return err
		}
		if len(m.Labels()) == 0 {
			m.Markup = nil
		}
	case raw["force_reply"] != nil:
		if err := json.Unmarshal(text, &m.ForceReply); err != nil {
			return wrong("can't parse reply keyboard markup JSON object")
		}
		if units(m.ForceReply.Placeholder) > 64 {
			return wrong("input_field_placeholder is longer than 64 characters")
		}
	case raw["keyboard"] != nil, raw["remove_keyboard"] != nil:
		m.Keyboard = text
	default:
		return wrong("object expected as reply markup")
	}
	return nil
}

// send puts the bot's message into its chat, if it may.
func (s *Server) send(c *call, m *Message) (any, error) {
	if err := c.markup(m); err != nil {
		return nil, err
	}
	if _, err := c.object("reply_parameters", &m.Reply); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.target(c)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(chat, m); err != nil {
		return nil, err
	}
	if err := s.place(c, chat, m); err != nil {
		return nil, err
	}
	now := time.Now()
	if wait := s.flood(chat, now); wait > 0 {
		return nil, tooMany(wait)
	}
	m.ID, m.From, m.Chat, m.Date, m.params = s.cast.messageID(chat), s.Bot, chat, now.Unix(), c.values
	m.Silent, m.Protected = c.yes("disable_notification"), c.yes("protect_content")
	chat.messages[m.ID] = m
	chat.lastBot = s.Bot.ID
	chat.hand(m)
	s.publish(m)
	return m, nil
}

// target is the chat of a request; s.mu held.
func (s *Server) target(c *call) (*Chat, error) {
	text := c.values["chat_id"]
	if text == "" {
		return nil, wrong("chat_id is empty")
	}
	if name, ok := strings.CutPrefix(text, "@"); ok {
		for _, chat := range s.cast.chats {
			if chat.Type != "private" && strings.EqualFold(chat.Username, name) {
				return chat, nil
			}
		}
		return nil, refused("chat not found")
	}
	id, err := c.integer("chat_id", 0)
	if err != nil {
		return nil, err
	}
	if chat, ok := s.cast.chats[id]; ok {
		if chat.migratedTo != 0 {
			return nil, upgraded(chat.migratedTo)
		}
		return chat, nil
	}
	if u, ok := s.cast.users[id]; ok && u.IsBot {
		return nil, forbidden("bot can't send messages to bots")
	} else if ok {
		return s.cast.privateOf(u), nil
	}
	return nil, refused("chat not found")
}

func upgraded(to int64) *Error {
	e := refused("group chat was upgraded to a supergroup chat")
	e.Parameters = &Parameters{MigrateTo: to}
	return e
}

func forbidden(text string) *Error {
	return &Error{Code: http.StatusForbidden, Description: "Forbidden: " + text}
}

// mayWrite tells why the bot may not send to a chat; s.mu held.
func (s *Server) mayWrite(c *Chat, m *Message) error {
	switch {
	case c.user != nil && c.user.deactivated:
		return forbidden("user is deactivated")
	case c.user != nil && c.blocked:
		return forbidden("bot was blocked by the user")
	case c.user != nil && !c.opened:
		return forbidden("bot can't initiate conversation with a user")
	case c.bot.Status == "kicked":
		return forbidden("bot was kicked from the " + c.Type + " chat")
	case !c.bot.in():
		return forbidden("bot is not a member of the " + c.Type + " chat")
	case c.bot.Mute && m != nil && len(m.Photo) > 0:
		return refused("not enough rights to send photos to the chat")
	case c.bot.Mute:
		return refused("not enough rights to send text messages to the chat")
	}
	return nil
}

// place finds the topic and the message that the bot's message goes to; s.mu held.
func (s *Server) place(c *call, chat *Chat, m *Message) error {
	thread, err := c.integer("message_thread_id", 0)
	if err != nil {
		return err
	}
	if m.Reply != nil {
		m.ReplyTo = chat.messages[m.Reply.MessageID]
		if m.ReplyTo == nil && !m.Reply.AllowWithout {
			return refused("message to be replied not found")
		}
		if m.ReplyTo != nil {
			m.ReplyTo = m.ReplyTo.alone()
		}
	}
	if err := s.threadOpen(chat, thread); err != nil {
		return err
	}
	switch {
	case thread != 0:
		m.Thread, m.IsTopic = thread, true
	case m.ReplyTo != nil && chat.Type == "supergroup":
		m.Thread, m.IsTopic = threadOf(m.ReplyTo), m.ReplyTo.IsTopic
	}
	return nil
}

// threadOpen tells why the bot may not write in a thread. Only forums have threads to write in.
func (s *Server) threadOpen(chat *Chat, thread int64) error {
	if thread == 0 {
		return nil
	}
	t := chat.topics[thread]
	if t == nil || t.deleted {
		return refused("message thread not found")
	}
	if t.closed && !chat.bot.admin() {
		return refused("TOPIC_CLOSED")
	}
	return nil
}

// chatActions are the documented actions.
var chatActions = map[string]bool{"typing": true, "upload_photo": true, "record_video": true, "upload_video": true,
	"record_voice": true, "upload_voice": true, "upload_document": true, "choose_sticker": true, "find_location": true,
	"record_video_note": true, "upload_video_note": true}

func sendChatAction(s *Server, c *call) (any, error) {
	action := c.values["action"]
	if !chatActions[action] {
		return nil, wrong("wrong parameter action in request: %q", action)
	}
	thread, err := c.integer("message_thread_id", 0)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, err := s.target(c)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(chat, nil); err != nil {
		return nil, err
	}
	if err := s.threadOpen(chat, thread); err != nil {
		return nil, err
	}
	chat.actions = append(chat.actions, action)
	return true, nil
}
