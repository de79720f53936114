package telegram

import (
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"spotter/bot"
)

// request makes a request of a message, or nil when it is none: not written by a person, to another
// bot, or without words. id is the update's, which tells an edit from the message itself.
func (m *message) request(me user, id int64, edited bool, now time.Time) *bot.Request {
	who, written := m.writer()
	text, addressed, ours := m.words(me)
	answers := m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == me.ID
	private := m.Chat.private()
	switch {
	case !written, !ours, m.ViaBot != nil && m.ViaBot.ID == me.ID:
		return nil
	case text == "" && !addressed && !(private && m.media()):
		return nil
	}
	r := &bot.Request{
		ID: m.name(), Platform: Platform, Chat: chatName(m.Chat.ID, m.topic()), User: who, Message: m.name(), Edited: edited,
		Private: private, Addressed: private || addressed || answers, Text: text, Now: now,
	}
	if edited {
		r.ID += " edit " + itoa(id)
	}
	return r
}

// name is the message's name in requests. Its number says nothing without its chat.
func (m *message) name() string { return itoa(m.Chat.ID) + "/" + itoa(m.ID) }

// chatName is what a chat, or a topic of it, is called in requests: -1001234567890, -1001234567890/15.
func chatName(chat, topic int64) string {
	if topic == 0 {
		return itoa(chat)
	}
	return itoa(chat) + "/" + itoa(topic)
}

// writer is the account that wrote the message. Who writes as a group or a channel is nobody in
// particular: there the sender is one account that stands for all of them. Bots, and channel posts
// that were passed on, are not written to us.
func (m *message) writer() (account string, written bool) {
	switch {
	case !m.Chat.private() && !m.Chat.group(), m.AutoForward:
		return "", false
	case m.SenderChat != nil:
		return "", true
	case m.From == nil || m.From.IsBot || m.From.ID == 0:
		return "", false
	}
	return itoa(m.From.ID), true
}

// words is the text without our own name in it. ours is false when it begins with a command to
// another bot.
func (m *message) words(me user) (text string, addressed, ours bool) {
	body, entities := m.body()
	if len(entities) == 0 {
		return commandLower(strings.TrimSpace(body)), false, true
	}
	all := units(body)
	var cuts []entity
	for _, e := range entities {
		part := e.part(all)
		switch {
		case part == "":
		case e.Type == "bot_command" && e.Offset == 0:
			name, to, named := strings.Cut(part, "@")
			if named && !strings.EqualFold(to, me.Username) {
				return "", false, false
			}
			if named {
				addressed = true
				n := len(units(name))
				cuts = append(cuts, entity{Offset: n, Length: e.Length - n})
			}
		case e.Type == "mention" && strings.EqualFold(part, "@"+me.Username), e.Type == "text_mention" && e.User != nil && e.User.ID == me.ID:
			addressed = true
			cuts = append(cuts, e)
		}
	}
	slices.SortFunc(cuts, func(a, b entity) int { return b.Offset - a.Offset })
	for _, c := range cuts {
		if c.Offset+c.Length <= len(all) {
			all = slices.Concat(all[:c.Offset], all[c.Offset+c.Length:])
		}
	}
	return commandLower(strings.TrimSpace(string(utf16.Decode(all)))), addressed, true
}

// commandLower writes the command at the beginning in small letters, as menus have it.
func commandLower(text string) string {
	if !strings.HasPrefix(text, "/") {
		return text
	}
	if i := strings.IndexAny(text, " \n"); i > 0 {
		return strings.ToLower(text[:i]) + text[i:]
	}
	return strings.ToLower(text)
}

// command is the one that a text calls by name, nil for none.
func (t *Telegram) command(text string) *bot.Command {
	name, _, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	if !strings.HasPrefix(text, "/") {
		return nil
	}
	return t.commands[name]
}
