package telegramtest

import (
	"encoding/json"
	"reflect"
	"time"
)

func editMessageText(s *Server, c *call) (any, error) {
	next := &Message{}
	if err := c.text(next); err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		if m.Text == "" {
			return refused("there is no text in the message to edit")
		}
		m.Text, m.Entities, m.LinkPreview = next.Text, next.Entities, next.LinkPreview
		return nil
	})
}

func editMessageCaption(s *Server, c *call) (any, error) {
	next := &Message{}
	if err := c.caption(next); err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		if m.Photo == nil && m.Document == nil {
			return refused("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEntities = next.Caption, next.CaptionEntities
		return nil
	})
}

func editMessageReplyMarkup(s *Server, c *call) (any, error) {
	return s.edit(c, func(*Message) error { return nil })
}

func editMessageMedia(s *Server, c *call) (any, error) {
	var media inputMedia
	if _, err := c.object("media", &media); err != nil {
		return nil, err
	}
	next, err := s.media(c, media)
	if err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		m.Text, m.Entities, m.LinkPreview = "", nil, nil
		m.Photo, m.Document, m.File = next.Photo, next.Document, next.File
		m.Caption, m.CaptionEntities = next.Caption, next.CaptionEntities
		return nil
	})
}

// edit makes the next state of a message of the bot's: what change does, and the inline keyboard of
// the request, which is removed when there is none.
func (s *Server) edit(c *call, change func(*Message) error) (any, error) {
	var keyboard Message
	if err := c.markup(&keyboard); err != nil {
		return nil, err
	}
	if keyboard.ForceReply != nil || keyboard.Keyboard != nil {
		return nil, wrong("inline keyboard expected")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old, err := s.editable(c)
	if err != nil {
		return nil, err
	}
	next := *old
	next.Markup = keyboard.Markup
	if err := change(&next); err != nil {
		return nil, err
	}
	if same(old, &next) {
		return nil, refused("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	next.Before, next.EditDate, next.params = old, time.Now().Unix(), c.values
	s.keep(&next)
	if next.InlineID != "" {
		return true, nil
	}
	return &next, nil
}

// keep stores a new state of a message of the bot's and makes it known; s.mu held.
func (s *Server) keep(m *Message) {
	if m.InlineID != "" {
		s.inlines[m.InlineID] = m
	} else {
		m.Chat.messages[m.ID] = m
	}
	s.publish(m)
}

// editable finds the message of an edit; s.mu held.
func (s *Server) editable(c *call) (*Message, error) {
	if id := c.values["inline_message_id"]; id != "" {
		if m := s.inlines[id]; m != nil {
			return m, nil
		}
		return nil, refused("MESSAGE_ID_INVALID")
	}
	if !c.has("chat_id") || !c.has("message_id") {
		return nil, wrong("message identifier is not specified")
	}
	m, err := s.messageOf(c)
	switch {
	case err != nil:
		return nil, err
	case m == nil:
		return nil, refused("message to edit not found")
	case m.From != s.Bot:
		return nil, refused("message can't be edited")
	}
	return m, s.mayWrite(m.Chat, m)
}

// messageOf is the message of chat_id and message_id, nil when there is none; s.mu held.
func (s *Server) messageOf(c *call) (*Message, error) {
	chat, err := s.target(c)
	if err != nil {
		return nil, err
	}
	id, err := c.integer("message_id", 0)
	if err != nil {
		return nil, err
	}
	if m := chat.messages[id]; m != nil && !m.Deleted {
		return m, nil
	}
	return nil, nil
}

// same tells whether an edit changes nothing a person could see.
func same(a, b *Message) bool {
	return a.Text == b.Text && a.Caption == b.Caption && equal(a.Entities, b.Entities) &&
		equal(a.CaptionEntities, b.CaptionEntities) && equal(a.Photo, b.Photo) && sameJSON(a.Document, b.Document) &&
		sameJSON(a.Markup, b.Markup)
}

func equal[T any](a, b []T) bool { return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b) }

func sameJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// maxDelete is the age from which a message can no longer be deleted.
const maxDelete = 48 * time.Hour

func deleteMessage(s *Server, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.messageOf(c)
	switch {
	case err != nil:
		return nil, err
	case m == nil:
		return nil, refused("message to delete not found")
	case m.From != s.Bot && m.Chat.Type != "private" && !m.Chat.bot.admin():
		return nil, refused("message can't be deleted for everyone")
	case time.Since(time.Unix(m.Date, 0)) > maxDelete:
		return nil, refused("message can't be deleted for everyone")
	}
	end := *m
	end.Before, end.Deleted = m, true
	if m.From == s.Bot {
		s.keep(&end)
	} else {
		delete(m.Chat.messages, m.ID)
	}
	return true, nil
}
