package telegramtest

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"time"
)

// Extra changes a person's message before it is sent.
type Extra func(*Message)

// ReplyTo makes the message an answer to another of the same chat.
func ReplyTo(m *Message) Extra { return func(d *Message) { d.ReplyTo = m } }

// InTopic puts the message into a topic of a forum.
func InTopic(t *Topic) Extra {
	return func(d *Message) {
		d.Thread, d.IsTopic = t.ID, true
		if d.ReplyTo == nil {
			d.ReplyTo = t.created // as the real server does for whatever answers nothing in a topic
		}
	}
}

// InThread gives the message a thread id without making it one of a topic.
func InThread(id int64) Extra { return func(d *Message) { d.Thread = id } }

// At dates the message.
func At(when time.Time) Extra { return func(d *Message) { d.Date = when.Unix() } }

// Ago dates the message back: backlog. What is older than a day is no longer delivered.
func Ago(d time.Duration) Extra { return At(time.Now().Add(-d)) }

// Anonymous sends the message as an anonymous administrator of the chat.
func Anonymous() Extra {
	return func(d *Message) { d.From, d.SenderChat = groupAnonymous, d.Chat }
}

// As sends the message in the name of a channel or of another chat.
func As(c *Chat) Extra {
	return func(d *Message) { d.From, d.SenderChat = channelSender, c }
}

// AutoForward makes the message a post of the linked channel in its discussion group.
func AutoForward(channel *Chat) Extra {
	return func(d *Message) {
		d.From, d.SenderChat, d.AutoForward = telegram, channel, true
		d.Origin = &Origin{Type: "channel", Date: d.Date, Chat: channel, MessageID: 1}
	}
}

// Via marks the message as sent through a bot's inline mode.
func Via(bot *User) Extra { return func(d *Message) { d.ViaBot = bot } }

// Mention marks the first place where the text has the name as a mention of a user without a username.
func Mention(u *User, name string) Extra {
	return func(d *Message) {
		list := &d.Entities
		if d.Text == "" {
			list = &d.CaptionEntities
		}
		if e, ok := stretch(d.Body(), name, "text_mention"); ok {
			e.User = u
			*list = insert(*list, e)
		}
	}
}

// Say is a text message of a user. UpdateID tells whether the bot is told: in groups it is told only
// of what privacy mode lets through.
func (s *Server) Say(u *User, c *Chat, text string, extra ...Extra) *Message {
	return s.post(u, c, &Message{Text: text, Entities: detect(text)}, kindIn(c), extra)
}

// Start is a user coming to the private chat by a deep link; the payload may be empty.
func (s *Server) Start(u *User, payload string) *Message {
	text := "/start"
	if payload != "" {
		text += " " + payload
	}
	return s.Say(u, s.Private(u), text)
}

// Photo is a picture of a user's with a caption.
func (s *Server) Photo(u *User, c *Chat, caption string, extra ...Extra) *Message {
	s.mu.Lock()
	sizes := s.files.picture(s.nextID(), dot(), 1, 1)
	s.mu.Unlock()
	m := &Message{Photo: sizes, Caption: caption, CaptionEntities: detect(caption), File: dot()}
	return s.post(u, c, m, kindIn(c), extra)
}

// dot is the smallest picture.
func dot() []byte {
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 1, 1))
	m.Set(0, 0, color.White)
	png.Encode(&b, m)
	return b.Bytes()
}

func kindIn(c *Chat) string {
	if c.Type == "channel" {
		return "channel_post"
	}
	return "message"
}

// Edit is a user changing the text, or the caption, of a message of his.
func (s *Server) Edit(m *Message, text string) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := m
	if now, ok := m.Chat.messages[m.ID]; ok {
		old = now
	}
	next := *old
	next.Before, next.EditDate, next.UpdateID = old, time.Now().Unix(), 0
	if old.Text != "" {
		next.Text, next.Entities = text, detect(text)
	} else {
		next.Caption, next.CaptionEntities = text, detect(text)
	}
	s.deliver(&next, "edited_"+kindIn(m.Chat))
	return &next
}

// post sends a person's message: fills in what a client does, keeps it, and tells the bot if it may know.
func (s *Server) post(u *User, c *Chat, m *Message, kind string, extra []Extra) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.From, m.Chat, m.Date = u, c, time.Now().Unix()
	for _, f := range extra {
		f(m)
	}
	if c.Type == "channel" {
		m.From, m.SenderChat = nil, c
	} else if m.SenderChat == nil && !c.members[u.ID].in() && !m.service() {
		c.set(u, Standing{Status: "member"})
	}
	if c.Type == "supergroup" && m.ReplyTo != nil && m.Thread == 0 {
		m.Thread, m.IsTopic = threadOf(m.ReplyTo), m.ReplyTo.IsTopic
	}
	m.ID = s.cast.messageID(c)
	if c.user != nil && c.user == u {
		c.opened = true
	}
	s.deliver(m, kind)
	return m
}

// threadOf is the thread that an answer to a message of a supergroup belongs to: its topic, or the
// message that the chain of answers began with.
func threadOf(m *Message) int64 {
	if m.Thread != 0 {
		return m.Thread
	}
	return m.ID
}

// deliver keeps a message of somebody else's and queues the update if the bot may see it; s.mu held.
func (s *Server) deliver(m *Message, kind string) {
	c := m.Chat
	sees := s.sees(m)
	c.messages[m.ID] = m
	if m.From != nil && m.From.IsBot && m.SenderChat == nil {
		c.lastBot = m.From.ID
	}
	if sees {
		wire := *m
		if m.ReplyTo != nil {
			wire.ReplyTo = m.ReplyTo.alone()
		}
		life := updateLife - time.Since(time.Unix(max(m.Date, m.EditDate), 0))
		m.UpdateID = s.enqueue(kind, &wire, life)
	}
}
